"""All that can be asked of an index, and an index in which there is something of all."""

import resource
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from searchlib.article import Article, Heading, Paragraph
from searchlib.errors import IndexDamaged, RebuildNeeded
from searchlib.index.locked_writer import writing
from searchlib.index.manifest import read_table
from searchlib.index.reader import IndexReader
from searchlib.schema import WORD_FIELDS
from tests.index.corpora import ENGLISH, make
from tests.index.disk import names

OURS = (IndexDamaged, RebuildNeeded)


def titled(name, title, *texts):
    """An article with a heading above each two paragraphs."""
    whole, headings, paragraphs, above = "", [], [], ()
    for number, text in enumerate(texts):
        if number % 2:
            words = f"{title} part {number}"
            headings.append(Heading(words, 1, len(whole), len(whole) + len(words)))
            whole, above = f"{whole}{words}\n\n", (words,)
        paragraphs.append(Paragraph(number + 1, text, above, len(whole), len(whole) + len(text)))
        whole += text + "\n\n"
    return Article(id=name, title=title, text=whole, paragraphs=paragraphs, headings=headings)


def build_small(folder):
    """Two segments with headings, several spellings, articles of several chunks, wide positions and deletions."""
    with writing(folder, ENGLISH) as writer:
        writer.add(make("first", "Iran", title="Iran", title_is_made=True))
        long, shorter = (" ".join(["The embassy closes and closed, closing Iran's embassies."] * n) for n in (40, 30))
        writer.add(titled("long", "Iran and the embassy", long, shorter, shorter, "Covid-19 in U.S. and US"))
        writer.add(make("gone", "Iran went away", title="Iran went", title_is_made=True))
    with writing(folder, ENGLISH) as writer:
        writer.delete("gone")
    with writing(folder, ENGLISH) as writer:
        for name in "abcdefgh":
            writer.add(titled(name, f"Embassy {name}", "Iran", "embassy closes", "élève", f"{name} us"))
    with writing(folder, ENGLISH) as writer:
        writer.delete("b")
    rows = read_table(folder).segments
    assert [row.deletions for row in rows] == [1, 1]
    assert len(IndexReader.open(folder).segments[0].stored.chunks) > 3
    assert IndexReader.open(folder).segments[0].fields["text"].postings.has_wide


@contextmanager
def little_memory():
    """Nothing in here takes hundreds of megabytes more than there are."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + (300 << 20), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def asked(call, *arguments):
    """The answer, or an error that names a file; numbers as lists."""
    try:
        answer = call(*arguments)
    except OURS as error:
        names_a_file(error)
        return type(error)
    return plain(answer)


def names_a_file(error):
    assert any(end in str(error) for end in (".json", ".postings", ".text", ".deleted")), error


def plain(answer):
    if isinstance(answer, tuple):
        return tuple(map(plain, answer))
    return answer.tolist() if isinstance(answer, np.ndarray) else answer


def read(reader, most=40):
    """All that can be asked of an index, of its terms and documents no more than so many."""
    yield asked(lambda: list(reader.articles()))
    yield asked(lambda: reader.document_count), asked(lambda: reader.article_count)
    for name in ("long", "a", "gone", "nobody", "0"):
        yield asked(reader.find, name)
    for segment in reader.segments:
        yield from read_segment(segment, most)


def read_segment(segment, most):
    for name in ("starts", "lengths", "first_documents", "sections", "title_widths", "heading_widths", "dates"):
        yield asked(getattr, segment, name)
    for name in ("deleted", "made_titles"):
        yield asked(getattr, segment, name)
    for document in some(segment.document_count, most):
        yield asked(segment.article_of, document)
        yield asked(segment.paragraph, document)
    for article in some(segment.article_count, min(most, 5)):
        yield asked(segment.facts, article)
        yield asked(segment.article, article)
    for name in WORD_FIELDS:
        yield from read_field(segment.fields[name], most)


def read_field(field, most):
    yield asked(getattr, field, "starts")
    for term in some(field.term_count, most):
        for method in ("document_frequency", "documents", "frequencies", "frequency_total", "places", "codes"):
            yield asked(getattr(field, method), term)
        yield asked(lambda term=term: field.term_number(field.term_text(term)))
    for number in some(field.spelling_count, most):
        yield asked(field.spelling_text, number), asked(field.spelling_owner, number)
        yield asked(lambda number=number: field.spelling_frequencies[number])
    yield asked(field.spelling_range, "a", "e")
    yield asked(field.forms)


def some(count, most):
    return range(0, count, max(1, count // most))


def outcome(folder, most=25):
    """What reading the folder gives, and whether check finds something wrong."""
    try:
        reader = IndexReader.open(folder)
    except OURS as error:
        names(error, folder)
        return type(error), True
    answers = list(read(reader, most))
    problems = list(reader.problems())
    assert all(str(folder) in problem for problem in problems)
    return answers, problems != []
