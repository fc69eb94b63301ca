"""Which fields does a document have? One record document an article, and right behind it one document a paragraph.

key         all         the article's id, hashed (an id may be longer than a term)
kind        record      "article"
facts, body record      stored bytes of :mod:`.records`
paragraph   paragraph   stored bytes of :mod:`.records`
order       all         place among all documents ever added: article's sequence number << 24 | paragraph's number
length      paragraph   terms in ``text``, exactly
text        paragraph   stems; ``text_exact`` spellings; likewise ``title`` and ``heading``, the context
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from searchlib.analysis import Analyzer
from searchlib.analysis.whoosh import WhooshAnalyzer
from searchlib.article import Article, Paragraph
from searchlib.index.records import pack_article, pack_paragraph
from searchlib.index.whoosh import COLUMN, ID, STORED, FieldType, NumericColumn, Positions, Schema

__all__ = ["NUMBER_BITS", "TEXT_FIELDS", "documents", "key_of", "make_schema", "with_analyzer"]

TEXT_FIELDS = ("text", "title", "heading")
NUMBER_BITS = 24  # paragraphs in one article; a 100 MB line is half a million

Postings: TypeAlias = Mapping[str, list[int]]  # term -> ascending positions


class AnalysedField(FieldType):  # type: ignore[misc]
    """A field whose values are postings already: the text is analysed once for stems and spellings together.

    Its ``analyzer`` is for those who parse Whoosh queries; it is set when the index is opened and not stored.
    """

    def __init__(self) -> None:
        super().__init__(Positions(), analyzer=None, scorable=True)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "analyzer": None}

    def index(self, value: Postings, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(term, frequency, weight, encoded positions) for Whoosh's posting pool."""
        for term, positions in value.items():
            yield term.encode(), len(positions), float(len(positions)), self.format.encode(positions)


def make_schema() -> Schema:
    """The Whoosh schema of every index of this version."""
    fields: dict[str, FieldType] = {
        "key": ID(),
        "kind": ID(),
        "facts": STORED(),
        "body": STORED(),
        "paragraph": STORED(),
        "order": COLUMN(NumericColumn("Q")),
        "length": COLUMN(NumericColumn("I")),
    }
    for name in TEXT_FIELDS:
        fields[name] = AnalysedField()
        fields[f"{name}_exact"] = AnalysedField()
    return Schema(**fields)


def with_analyzer(schema: Schema, analyzer: Analyzer) -> None:
    """Let the schema's fields analyse what Whoosh's own query parser gives them."""
    for name, field in schema.items():
        if isinstance(field, AnalysedField):
            field.analyzer = WhooshAnalyzer(analyzer, exact=name.endswith("_exact"))


def key_of(article_id: str) -> str:
    """The id as a term of a fixed length: 64 hex digits."""
    return hashlib.sha256(article_id.encode(errors="surrogatepass")).hexdigest()


def documents(article: Article, sequence: int, analyzer: Analyzer) -> Iterator[dict[str, Any]]:
    """The article's documents, as keyword arguments of Whoosh's ``add_document``, in the order of the index."""
    facts, body = pack_article(article)
    shared = {"key": key_of(article.id)}
    order = sequence << NUMBER_BITS
    yield {**shared, "kind": "article", "facts": facts, "body": body, "order": order}
    title = _analysed("title", article.title, analyzer)
    headings: dict[tuple[str, ...], dict[str, Postings]] = {}
    for paragraph in article.paragraphs:
        if paragraph.headings not in headings:
            headings[paragraph.headings] = _analysed("heading", "\n".join(paragraph.headings), analyzer)
        context = {**shared, **title, **headings[paragraph.headings], "order": order | paragraph.number}
        yield _document(paragraph, analyzer, context)


def _document(paragraph: Paragraph, analyzer: Analyzer, context: Mapping[str, Any]) -> dict[str, Any]:
    text = _analysed("text", paragraph.text, analyzer)
    length = sum(map(len, text["text"].values()))
    return {**context, **text, "paragraph": pack_paragraph(paragraph), "length": length}


def _analysed(field: str, text: str, analyzer: Analyzer) -> dict[str, Postings]:
    """Postings of the stems and of the spellings, each position once a term."""
    stems: dict[str, list[int]] = {}
    spellings: dict[str, list[int]] = {}
    for token in analyzer.tokens(text):
        for term in token.terms:
            position = token.position + term.step
            for postings, word in ((stems, term.text), (spellings, term.spelling)):
                places = postings.setdefault(word, [])
                if not places or places[-1] != position:
                    places.append(position)
    return {field: stems, f"{field}_exact": spellings}
