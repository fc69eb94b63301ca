"""Hand-made articles and hits: what the rendering and the JSON are tested on."""

import datetime

from searchlib.article import Article, Heading, Paragraph, Source
from searchlib.highlight.extract import Extract, MarkedParagraph, extent
from searchlib.results import Hit, Passage

TEXT = "Talks in Vienna\n\nThe first paragraph.\n\nThe embassy in Iran was closed.\n\nThe last one."


def article(**changes):
    values = {
        "id": "news/vienna.txt",
        "title": "Talks in Vienna",
        "date": datetime.date(2024, 1, 5),
        "authors": ("Ada Byron", "Karl Kraus"),
        "source": Source("news/vienna.txt"),
        "metadata": {"desk": "abroad", "seen": datetime.date(2024, 1, 6)},
        "text": TEXT,
        "headings": (Heading("Talks in Vienna", 1, 0, 15),),
        "paragraphs": (
            Paragraph(1, "The first paragraph.", (), 17, 37, 3),
            Paragraph(2, "The embassy in Iran was closed.", ("Abroad", "The closure"), 39, 70, 5),
            Paragraph(3, "The last one.", (), 72, 85, 7),
        ),
    }
    return Article(**(values | changes))


def hit(spans=((4, 11), (15, 19)), score=3.14159, number=2, around=None, others=(), copies=(), above=(), **changes):
    """A hit in the article; ``around``: with so many paragraphs on each side; ``above``: title, heading, matches."""
    whole = article(**changes)
    extract = None if around is None else extract_of(whole, number, around, spans)
    passage = Passage.of(whole.paragraphs[number - 1], whole.facts)
    return Hit.of(score, passage, spans, extract, tuple(others), tuple(copies), *above)


def extract_of(whole, number, around, spans):
    first, last = extent(around, number - 1, len(whole.paragraphs), lambda row: whole.paragraphs[row].headings)
    marked = [
        MarkedParagraph(paragraph, spans if paragraph.number == number else ())
        for paragraph in whole.paragraphs[first:last]
    ]
    return Extract(tuple(marked), number - 1 - first)


def hit_with_text(text, spans=(), **changes):
    paragraph = Paragraph(1, text, (), 0, len(text), 1)
    whole = article(text=text, headings=(), paragraphs=(paragraph,), **changes)
    return Hit.of(1.0, Passage.of(paragraph, whole.facts), spans)
