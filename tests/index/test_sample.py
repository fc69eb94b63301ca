"""An index of any version opens as long as there is this library, and docs/format.md says enough to read it without.

The sample of the last version was made by ``python -m tests.index.test_sample``, which does not write over it.
"""

import datetime
import hashlib
import json
import shutil
import zlib
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from attrs import evolve

import searchlib
from searchlib.article import Article, Heading, Paragraph, Source
from searchlib.changes import ReadFile
from searchlib.errors import RebuildNeeded
from searchlib.index.locked_writer import writing
from searchlib.index.manifest import LOCK, TABLE, VERSION, read_table
from searchlib.index.reader import IndexReader
from searchlib.schema import WORD_FIELDS
from tests.index.corpora import ENGLISH, postings, read_postings
from tests.index.decoder import articles_of, bits, decoded, files_of, load, strings
from tests.index.disk import LARGE_WORDS, build_large

SAMPLES = {version: Path(__file__).parent / f"sample_{version}" for version in (1, 2)}
SEED = Path(__file__).parent.parent.parent / "seeds" / "000_167678971558a9a8.txt"


def seed():
    """The article among the seeds, cut into blocks here: what the library's sources do may change."""
    text = SEED.read_text(encoding="utf-8")
    headings, paragraphs, above, start = [], [], (), 0
    for number, line in enumerate(text.split("\n"), 1):
        end, words = start + len(line), " ".join(line.split())
        if words and len(words) < 100:
            headings.append(Heading(words, 1 if number == 1 else 2, start, end))
            above = (words,) if number > 1 else ()
        elif words:
            paragraphs.append(Paragraph(len(paragraphs) + 1, words, above, start, end, number))
        start = end + 1
    return Article(
        id="seeds/000.txt",
        title=headings[0].text,
        text=text,
        paragraphs=paragraphs,
        headings=headings,
        date=datetime.date(2023, 11, 2),
        authors=("A. Writer",),
        source=Source("seeds/000.txt", 1),
    )


def other(name, *texts, **facts):
    """A small article with a page for each paragraph and white space that its text does not have."""
    whole, paragraphs = "", []
    for number, text in enumerate(texts, 1):
        paragraphs.append(
            Paragraph(number, " ".join(text.split()), (), len(whole), len(whole) + len(text), None, number)
        )
        whole += text + "\n\n"
    return Article(**{"id": name, "title": f"About {name}", **facts}, text=whole, paragraphs=paragraphs)


def commits(version):
    """What each commit of an index of that version adds."""
    metadata = {"words": 3, "share": 0.5, "since": datetime.date(1999, 12, 31), "é": "ü"}
    if version > 1:
        metadata |= {"tags": ("a", 1, datetime.date(2000, 1, 1)), "nothing": ()}
    facts = {"metadata": metadata, "language": "en"}
    yield [seed(), other("wide", "Iran " * 300 + "and\tthe  end", "closing closed closes", **facts)]
    yield [
        other("gone", "Iran's embassy"),
        other("U.S.", "The U.S. and US, us; Covid-19", "", "élève Élève"),
        other("none"),
        *(placed() if version > 1 else ()),
    ]


def placed():
    """Articles that are known by their place."""
    yield other("a.txt", "words", source=Source("n/a.txt", file="/n/a.txt", part=""))
    yield other("7", "words", source=Source("n/b.csv", record=1, file="/n/b.csv", part="=7"))
    yield other("b.csv#2", "words", source=Source("n/b.csv", record=2, file="/n/b.csv", part="#2"))


def left(version):
    """The articles that are not deleted."""
    return [article for added in commits(version) for article in added if article.id != "gone"]


def generate(folder):
    """Write the sample: two segments, a deletion in the second, a file that was read to its end."""
    for added in commits(VERSION):
        with writing(folder, ENGLISH) as writer:
            for article in added:
                writer.add(article)
            writer.note(ReadFile("/n/a.txt", 5, 1_700_000_000_123_456_789, 1, 7))
    with writing(folder, ENGLISH) as writer:
        writer.delete("gone")
    (folder / LOCK).unlink()


@pytest.fixture(params=[*SAMPLES, "fresh"])
def sample(request, tmp_path):
    """The samples of the repository, and one of today, with the version: all must be as docs/format.md says."""
    if request.param == "fresh":
        generate(tmp_path / "index")
        return tmp_path / "index", VERSION
    return shutil.copytree(SAMPLES[request.param], tmp_path / "index"), request.param


def test_the_sample_holds_what_was_added(sample):
    folder, version = sample
    reader = IndexReader.open(folder)
    assert list(reader.problems()) == []
    assert len(reader.segments) == 2
    assert [reader.segments[s].article(a) for s, a in reader.articles()] == left(version)
    assert [reader.segments[s].facts(a) for s, a in reader.articles()] == [article.facts for article in left(version)]
    assert [reader.segments[s].article(a).identity for s, a in reader.articles()] == [a.identity for a in left(version)]
    assert reader.find("gone") is None
    assert [row.deletions for row in reader.table.segments] == [0, 1]
    files = ["/n/a.txt", "/n/b.csv"] if version > 1 else []
    assert [row.path for row in reader.files] == files
    for segment, added in zip(reader.segments, commits(version), strict=True):
        paragraphs = [paragraph for article in added for paragraph in article.paragraphs]
        assert [segment.paragraph(document) for document in range(segment.document_count)] == paragraphs
        for name in WORD_FIELDS:
            found, _, lengths = postings(added, ENGLISH, name)
            assert read_postings(segment.fields[name]) == found
            if name == "text":
                assert segment.lengths.tolist() == lengths


def test_an_index_of_other_rules_asks_for_a_rebuild(tmp_path):
    generate(tmp_path)
    (tmp_path / TABLE).write_bytes(evolve(read_table(tmp_path), fingerprint="of other rules").encoded())
    with pytest.raises(RebuildNeeded, match=r"searchlib index --index"):
        searchlib.open(tmp_path)


def test_the_sample_of_the_last_version_can_be_written_to(sample):
    folder, version = sample
    if version < VERSION:
        with pytest.raises(RebuildNeeded, match=r"python -m searchlib index --index"), writing(folder, ENGLISH):
            pass
        return
    with writing(folder, ENGLISH) as writer:
        writer.add(other("new", "Iran"))
        writer.merge()
    reader = IndexReader.open(folder)
    assert list(reader.problems()) == []
    assert [reader.segments[s].article(a) for s, a in reader.articles()] == [*left(version), other("new", "Iran")]


def test_an_index_of_version_1_is_searched_and_not_written(tmp_path):
    with searchlib.open(shutil.copytree(SAMPLES[1], tmp_path / "index"), analyzer=ENGLISH) as index:
        results = index.search("embassy OR iran")
        assert {hit.passage.article.id for hit in results} >= {"wide"}
        assert index.get("U.S.").paragraphs[0].text.startswith("The U.S.")
        assert index.check() == ()
        for change in (
            lambda: index.add([searchlib.from_text("words")]),
            lambda: index.add([]),
            lambda: index.delete("wide"),
            lambda: index.delete("nobody"),
            lambda: index.sync(tmp_path / "nothing"),
        ):
            with pytest.raises(RebuildNeeded, match=r"python -m searchlib index --index"):
                change()
        assert len(index) == 4


def test_an_index_whose_words_were_analysed_otherwise_says_so_with_every_answer(tmp_path):
    folder = shutil.copytree(SAMPLES[1], tmp_path / "index")
    table = read_table(folder)
    content = json.loads(evolve(table, fingerprint="0" * 32).encoded()) | {"version": 1}
    del content["checksum"]
    data = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    (folder / TABLE).write_text(json.dumps({**content, "checksum": zlib.crc32(data)}))
    with searchlib.open(folder, analyzer=ENGLISH) as index:
        results = index.search("iran")
        assert len(results) > 0
        assert [warning for warning in results.warnings if "version 1" in warning and "searchlib index" in warning]


# --- the same by a reader that imports nothing of the library --------------------------------------------------------


def stored(value):
    if isinstance(value, tuple):
        return list(map(stored, value))
    return {"date": value.isoformat()} if isinstance(value, datetime.date) else value


def expected(article, version=VERSION):
    """The same of an article that was added."""
    names = ("path", "line", "record", "page", "file", "part")[: 4 if version == 1 else 6]
    source = article.source and [getattr(article.source, name) for name in names]
    while version > 1 and source and source[-1] is None:
        source.pop()
    metadata = {name: stored(value) for name, value in article.metadata.items()}
    facts = [article.id, article.title, list(article.authors), article.language, article.url, source, metadata]
    while len(facts) > 2 and not facts[-1]:
        facts.pop()
    return (
        facts,
        article.title_is_made,
        article.date.toordinal() if article.date else 0,
        article.sha256,
        article.text,
        [(p.text, p.start, p.end, p.line, p.page, p.headings) for p in article.paragraphs],
        [(h.text, h.level, h.start, h.end) for h in article.headings],
    )


def test_the_format_as_it_is_written_down_gives_the_articles(sample):
    folder, version = sample
    for (row, arrays), added in zip(load(folder), commits(version), strict=True):
        assert list(articles_of(arrays)) == [expected(article, version) for article in added]
        assert (row["articles"], row["documents"]) == (len(added), sum(len(article.paragraphs) for article in added))
        gone = bits(arrays, "articles", len(added)) if row["deleted"] else [0] * len(added)
        deleted = [article.id for article, is_gone in zip(added, gone, strict=True) if is_gone]
        assert deleted == ["gone"] * row["deletions"]
        hashes = [hash_of(article.id) for article in added]
        assert arrays["id_hashes"] == sorted(hashes)
        assert [hashes[number] for number in arrays["id_articles"]] == arrays["id_hashes"]
        by_place = [article for article in added if article.source and article.source.part is not None]
        places = [hash_of(f"{article.source.file}\0{article.source.part}") for article in by_place]
        assert arrays.get("place_hashes", []) == sorted(places)
        found = [added[number] for number in arrays.get("place_articles", [])]
        assert [places[by_place.index(article)] for article in found] == sorted(places)


def hash_of(name):
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little")


@pytest.mark.parametrize("version", ["2", "fresh"])
def test_the_format_as_it_is_written_down_gives_the_files(tmp_path, version):
    folder = SAMPLES[2]
    if version == "fresh":
        folder = tmp_path / "index"
        generate(folder)
    arrays = files_of(folder)
    assert strings(arrays, "paths") == [b"/n/a.txt", b"/n/b.csv"]
    assert (arrays["sizes"], arrays["articles"], arrays["readings"]) == ([5, 0], [1, 0], [7, 0])
    assert arrays["times"] == [1_700_000_000_123_456_789, (1 << 64) - 1]


def units(added, field):
    """The texts of a field's units."""
    if field == "text":
        return [paragraph.text for article in added for paragraph in article.paragraphs]
    if field == "title":
        return [article.title if article.paragraphs else "" for article in added]
    return [
        "\n".join(headings)
        for article in added
        for headings, _ in groupby(article.paragraphs, lambda paragraph: paragraph.headings)
    ]


def analysed(texts):
    """term -> unit -> position -> spellings, and how many positions and occurrences each unit has."""
    found, widths, lengths = {}, [], []
    for unit, text in enumerate(texts):
        places = set()
        for token in ENGLISH.tokens(text):
            for term in token.terms:
                place = token.position + term.step
                places.add((place, term.text))
                found.setdefault(term.text, {}).setdefault(unit, {}).setdefault(place, set()).add(term.spelling)
        widths.append(1 + max((place for place, _ in places), default=-1))
        lengths.append(len(places))
    return found, widths, lengths


def test_the_format_as_it_is_written_down_gives_the_postings(sample):
    folder, version = sample
    wide = several = 0
    for (_, arrays), added in zip(load(folder), commits(version), strict=True):
        for field in ("text", "title", "heading"):
            found, widths, lengths = analysed(units(added, field))
            assert decoded(arrays, field) == found
            assert [term.decode() for term in strings(arrays, f"{field}.terms")] == sorted(found)
            wide += len(arrays[f"{field}.wide_at"])
            several += len(arrays[f"{field}.codes"])
            if field == "text":
                assert arrays["lengths"] == lengths
                assert [after - before - 1 for before, after in pairwise(arrays["text.starts"])] == widths
            else:
                assert arrays[f"{field}.widths"] == widths
    assert wide
    assert several


def test_the_format_as_it_is_written_down_tells_made_titles(tmp_path):
    added = [
        other("a", "Iran", title="Iran", title_is_made=True),
        other("b", "Iran"),
        other("none", title_is_made=True),
    ]
    with writing(tmp_path, ENGLISH) as writer:
        for article in added:
            writer.add(article)
    ((_, arrays),) = load(tmp_path)
    assert arrays["made_titles"] == [1, 0, 1]
    assert list(articles_of(arrays)) == [expected(article) for article in added]


def test_there_is_no_array_of_made_titles_where_none_is_made(sample):
    folder, _ = sample
    for _, arrays in load(folder):
        assert "made_titles" not in arrays
    assert [segment.made_titles for segment in IndexReader.open(folder).segments] == [None, None]


def test_the_format_as_it_is_written_down_gives_the_numbers_of_many_documents(tmp_path):
    build_large(tmp_path)
    ((_, arrays),) = load(tmp_path)
    found = {term: list(units) for term, units in decoded(arrays, "text").items()}
    spelled = LARGE_WORDS * 3
    assert found == {term: [n for n, word in enumerate(spelled) if word[:1] == term] for term in "ab"}
    assert len(spelled) == arrays["first_documents"][-1] > 1 << 16


if __name__ == "__main__":
    if SAMPLES[VERSION].exists():
        raise SystemExit(f"{SAMPLES[VERSION]} is there: a sample of a version is made once")
    generate(SAMPLES[VERSION])
