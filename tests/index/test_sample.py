"""An index of version 1 opens as long as there is this library, and docs/format.md says enough to read it without.

The sample was made by ``python -m tests.index.test_sample``, which does not write over it.
"""

import datetime
import hashlib
import shutil
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from attrs import evolve

import searchlib
from searchlib.article import Article, Heading, Paragraph, Source
from searchlib.errors import RebuildNeeded
from searchlib.index.locked_writer import writing
from searchlib.index.manifest import LOCK, TABLE, read_table
from searchlib.index.reader import IndexReader
from searchlib.schema import WORD_FIELDS
from tests.index.corpora import ENGLISH, postings, read_postings
from tests.index.decoder import articles_of, bits, decoded, load, strings
from tests.index.disk import LARGE_WORDS, build_large

SAMPLE = Path(__file__).parent / "sample"
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


def commits():
    """What each commit adds."""
    facts = {"metadata": {"words": 3, "share": 0.5, "since": datetime.date(1999, 12, 31), "é": "ü"}, "language": "en"}
    yield [seed(), other("wide", "Iran " * 300 + "and\tthe  end", "closing closed closes", **facts)]
    yield [
        other("gone", "Iran's embassy"),
        other("U.S.", "The U.S. and US, us; Covid-19", "", "élève Élève"),
        other("none"),
    ]


def left():
    """The articles that are not deleted, and those that are."""
    return [article for added in commits() for article in added if article.id != "gone"]


def generate(folder):
    """Write the sample: two segments, a deletion in the second."""
    for added in commits():
        with writing(folder, ENGLISH) as writer:
            for article in added:
                writer.add(article)
    with writing(folder, ENGLISH) as writer:
        writer.delete("gone")
    (folder / LOCK).unlink()


@pytest.fixture(params=["committed", "fresh"])
def folder(request, tmp_path):
    """The sample of the repository, and one of today: both must be as docs/format.md says."""
    if request.param == "fresh":
        generate(tmp_path / "index")
        return tmp_path / "index"
    return shutil.copytree(SAMPLE, tmp_path / "index")


def test_the_sample_holds_what_was_added(folder):
    reader = IndexReader.open(folder)
    assert list(reader.problems()) == []
    assert len(reader.segments) == 2
    assert [reader.segments[s].article(a) for s, a in reader.articles()] == left()
    assert [reader.segments[s].facts(a) for s, a in reader.articles()] == [article.facts for article in left()]
    assert reader.find("gone") is None
    assert [row.deletions for row in reader.table.segments] == [0, 1]
    for segment, added in zip(reader.segments, commits(), strict=True):
        paragraphs = [paragraph for article in added for paragraph in article.paragraphs]
        assert [segment.paragraph(document) for document in range(segment.document_count)] == paragraphs
        for name in WORD_FIELDS:
            found, _, lengths = postings(added, ENGLISH, name)
            assert read_postings(segment.fields[name]) == found
            if name == "text":
                assert segment.lengths.tolist() == lengths


def test_the_sample_is_searched_and_not_written_to(tmp_path):
    folder = shutil.copytree(SAMPLE, tmp_path / "index")
    with pytest.raises(RebuildNeeded, match="searchlib index"), writing(folder, ENGLISH):
        pass
    with searchlib.open(folder) as opened:
        found = opened.search("closing")
    assert found.hits
    assert any("some may not be found" in warning for warning in found.warnings)


def test_an_index_of_other_rules_asks_for_a_rebuild(tmp_path):
    generate(tmp_path)
    (tmp_path / TABLE).write_bytes(evolve(read_table(tmp_path), fingerprint="of other rules").encoded())
    with pytest.raises(RebuildNeeded, match=r"searchlib index --analyzer english PATH"):
        searchlib.open(tmp_path)


def test_an_index_of_the_sample_s_articles_can_be_written_to(tmp_path):
    folder = tmp_path / "index"
    generate(folder)
    with writing(folder, ENGLISH) as writer:
        writer.add(other("new", "Iran"))
        writer.merge()
    reader = IndexReader.open(folder)
    assert list(reader.problems()) == []
    assert [reader.segments[s].article(a) for s, a in reader.articles()] == [*left(), other("new", "Iran")]


# --- the same by a reader that imports nothing of the library --------------------------------------------------------


def expected(article):
    """The same of an article that was added."""
    source = article.source and [article.source.path, article.source.line, article.source.record, article.source.page]
    metadata = {
        name: {"date": value.isoformat()} if isinstance(value, datetime.date) else value
        for name, value in article.metadata.items()
    }
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


def test_the_format_as_it_is_written_down_gives_the_articles(folder):
    for (row, arrays), added in zip(load(folder), commits(), strict=True):
        assert list(articles_of(arrays)) == [expected(article) for article in added]
        assert (row["articles"], row["documents"]) == (len(added), sum(len(article.paragraphs) for article in added))
        gone = bits(arrays, "articles", len(added)) if row["deleted"] else [0] * len(added)
        deleted = [article.id for article, is_gone in zip(added, gone, strict=True) if is_gone]
        assert deleted == ["gone"] * row["deletions"]
        hashes = [int.from_bytes(hashlib.sha256(article.id.encode()).digest()[:8], "little") for article in added]
        assert arrays["id_hashes"] == sorted(hashes)
        assert [hashes[number] for number in arrays["id_articles"]] == arrays["id_hashes"]


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


def test_the_format_as_it_is_written_down_gives_the_postings(folder):
    wide = several = 0
    for (_, arrays), added in zip(load(folder), commits(), strict=True):
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


def test_there_is_no_array_of_made_titles_where_none_is_made(folder):
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
    if SAMPLE.exists():
        raise SystemExit(f"{SAMPLE} is there: a sample of a version is made once")
    generate(SAMPLE)
