"""Articles for the laws of the index, and what their postings must be, worked out the slow way."""

import datetime
from collections import defaultdict

from hypothesis import strategies as st

from searchlib.analysis import Analyzer, preset
from searchlib.article import Article, Heading, Paragraph, Source
from searchlib.white_space import running_text

WORDS = ["Iran", "iran's", "embassy", "closes", "closed", "closing", "run-s", "US", "us", "the", "Covid-19", "élève"]

words = st.one_of(st.sampled_from(WORDS), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5))
sentences = st.lists(words, max_size=9).map(" ".join)
titles = st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join)
gaps = st.sampled_from(["\n\n", "\n", " ", "", "\r\n \n", " x "])
dates = st.none() | st.dates(datetime.date(1500, 1, 1))
values = st.one_of(st.integers(), st.text("ab"), st.dates())
metadata = st.dictionaries(titles, values | st.lists(values, max_size=2), max_size=2)
names = st.text("abc", min_size=1, max_size=2)
sources = st.none() | st.builds(Source, st.text("ab/"), st.none() | st.integers(1, 99), st.none() | st.integers(1))


@st.composite
def articles(draw):
    """An article with paragraphs and headings, some of them where no source would make them."""
    text, paragraphs, headings, above = "", [], [], ()
    for _ in range(draw(st.integers(0, 5))):
        text += draw(gaps)
        piece = draw(sentences)
        if draw(st.integers(0, 4)) == 0:
            headings.append(Heading(running_text(piece), 1, len(text), len(text) + len(piece)))
            above = (*above[:1], draw(titles))
        else:
            place = draw(st.tuples(st.none() | st.integers(1, 99), st.none() | st.integers(1, 9)))
            number, shown = len(paragraphs) + 1, running_text(piece)
            paragraphs.append(Paragraph(number, shown, above, len(text), len(text) + len(piece), *place))
        text += piece
    return Article(
        id=draw(names),
        title=draw(titles),
        title_is_made=draw(st.booleans()),
        text=text + draw(gaps),
        paragraphs=paragraphs,
        headings=headings,
        date=draw(dates),
        metadata=draw(metadata),
        source=draw(sources),
    )


def postings(kept, analyzer: Analyzer, field: str):
    """term -> document -> position -> spellings, and by document how many positions it takes, and how many terms."""
    found = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    widths, lengths = [], []
    for article in kept:
        for paragraph in article.paragraphs:
            text = {"text": paragraph.text, "title": article.title, "heading": "\n".join(paragraph.headings)}[field]
            places = set()
            for token in analyzer.tokens(text):
                for term in token.terms:
                    place = token.position + term.step
                    places.add((place, term.text))
                    found[term.text][len(widths)][place].add(term.spelling)
            widths.append(1 + max((place for place, _ in places), default=-1))
            lengths.append(len(places))
    return found, widths, lengths


def read_postings(reader):
    """The same from a field reader; positions are told from places by the documents' starts."""
    found = {}
    spellings = defaultdict(set)
    for number in range(reader.spelling_count):
        spellings[reader.spelling_owner(number)].add(reader.spelling_text(number))
    for term in range(reader.term_count):
        documents, frequencies = reader.documents(term).tolist(), reader.frequencies(term).tolist()
        places, codes = reader.places(term).tolist(), reader.codes(term)
        assert len(documents) == len(frequencies) == reader.document_frequency(term)
        assert len(places) == sum(frequencies) == reader.frequency_total(term)
        codes = [0] * len(places) if codes is None else codes.tolist()
        rows, row = {}, 0
        for document, frequency in zip(documents, frequencies, strict=True):
            start = int(reader.starts[document])
            rows[document] = {
                place - start: spellings[term, code]
                for place, code in zip(places[row : row + frequency], codes[row : row + frequency], strict=True)
            }
            row += frequency
        found[reader.term_text(term)] = rows
    return found


ENGLISH = preset("english")


def make(article_id, *texts, **facts):
    """An article whose paragraphs are the texts."""
    whole, paragraphs = "", []
    for number, text in enumerate(texts, 1):
        paragraphs.append(Paragraph(number, running_text(text), (), len(whole), len(whole) + len(text)))
        whole += text + "\n\n"
    return Article(id=article_id, title=facts.pop("title", article_id), text=whole, paragraphs=paragraphs, **facts)


def by_spaces(text):
    """A tokenizer of one's own: the spans of the words between spaces."""
    start = 0
    for word in text.split(" "):
        if word:
            yield start, start + len(word)
        start += len(word) + 1
