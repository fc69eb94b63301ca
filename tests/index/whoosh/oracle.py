"""Which paragraphs match a Whoosh tree? The brute-force answer, by looking at every token of every paragraph."""

import re
from fnmatch import translate

from tests.engine.brute import distance
from tests.engine.execution.oracle import within

FIELDS = ("text", "title", "heading")


class Oracle:
    """``documents``: field -> position -> the spellings of each term there; a deleted document is None."""

    def __init__(self, documents):
        self.documents = documents
        self.live = {number for number, document in enumerate(documents) if document is not None}

    @classmethod
    def of(cls, articles, analyzer):
        """Of articles; None for the paragraphs of a deleted one, given as how many they are."""
        documents = []
        for article in articles:
            if isinstance(article, int):
                documents += [None] * article
                continue
            for paragraph in article.paragraphs:
                texts = {"text": paragraph.text, "title": article.title, "heading": "\n".join(paragraph.headings)}
                documents.append({name: tokens(text, analyzer) for name, text in texts.items()})
        return cls(documents)

    def words(self, number, field):
        """position -> the terms there."""
        which = 1 if field.endswith("_exact") else 0
        places = self.documents[number][field.removesuffix("_exact")]
        return {place: {pair[which] for pair in pairs} for place, pairs in places.items()}

    def lexicon(self, field):
        return {word for n in self.live for words in self.words(n, field).values() for word in words}

    def positions(self, number, field, word):
        return [place for place, words in sorted(self.words(number, field).items()) if word in words]

    def of_words(self, field, passes):
        return {n for n in self.live if any(any(map(passes, words)) for words in self.words(n, field).values())}

    def phrase(self, number, field, wanted, slop):
        ends = set(self.positions(number, field, wanted[0]))
        for word in wanted[1:]:
            places = self.positions(number, field, word)
            ends = {place for place in places if any(place - step in ends for step in range(1, slop + 1))}
        return bool(ends)

    def matches(self, query):
        """The numbers of the documents that match."""
        kind = type(query).__name__
        match kind:
            case "Term":
                return self.of_words(query.fieldname, lambda word: word == query.text)
            case "Phrase":
                words = query.words
                return {n for n in self.live if words and self.phrase(n, query.fieldname, words, query.slop)}
            case "Prefix":
                return self.of_words(query.fieldname, lambda word: word.startswith(query.text))
            case "Wildcard":
                return self.of_words(query.fieldname, re.compile(translate(query.text)).match)
            case "Regex":
                return self.of_words(query.fieldname, re.compile(query.text).match)
            case "FuzzyTerm":
                return self.of_words(query.fieldname, lambda word: similar(query, word))
            case "TermRange":
                return self.of_words(query.fieldname, lambda word: within(query, word))
            case "Every":
                return {n for n in self.live if query.fieldname is None or self.words(n, query.fieldname)}
            case "_NullQuery" | "NullQuery":
                return set()
            case "Not":
                return self.live - self.matches(query.query)
            case "ConstantScoreQuery":
                return self.matches(query.child)
            case "AndNot":
                return self.matches(query.a) - self.matches(query.b)
            case "AndMaybe":
                return self.matches(query.a)
            case "Require":
                return self.matches(query.a) & self.matches(query.b)
            case "And":
                return self.live.intersection(*map(self.matches, query.subqueries))
            case "Or" | "DisjunctionMax":
                return set().union(*map(self.matches, query.subqueries))
        raise AssertionError(kind)


def tokens(text, analyzer):
    places = {}
    for token in analyzer.tokens(text):
        for term in token.terms:
            places.setdefault(token.position + term.step, set()).add((term.text, term.spelling))
    return places


def similar(query, word):
    start = query.text[: query.prefixlength]
    return word.startswith(start) and distance(query.text, word) <= query.maxdist
