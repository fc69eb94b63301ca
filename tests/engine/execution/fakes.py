"""A segment in memory, built from lists of tokens: what the index's readers offer the engine, as plainly as can be.

A document is {field: [tokens]}, a token the (term, spelling) pairs that stand at one position; ``date`` is an ordinal,
``article`` the same for all documents of one article, whose first document has its ``date`` and ``title_is_made``.
"""

from bisect import bisect_left
from functools import cached_property
from itertools import groupby
from types import SimpleNamespace

import numpy as np

from searchlib.index.store.columns import columns_of


class FakeField:
    def __init__(self, documents):
        rows, start, starts = [], 0, [0]
        for number, tokens in enumerate(documents):
            rows += [(term, start + n, number, s) for n, token in enumerate(tokens) for term, s in sorted(set(token))]
            start += len(tokens) + 1
            starts.append(start)
        self.starts = np.array(starts, np.uint32)
        self.terms = sorted({term for term, *_ in rows}, key=str.encode)
        self.rows = {term: sorted(row[1:] for row in rows if row[0] == term) for term in self.terms}
        self.spelled = {term: sorted({spelling for *_, spelling in self.rows[term]}) for term in self.terms}
        pairs = [(spelling, term) for term in self.terms for spelling in self.spelled[term]]
        self.spellings = sorted(pairs, key=lambda pair: (pair[0].encode(), pair[1].encode()))
        self.term_count, self.spelling_count = len(self.terms), len(self.spellings)
        self.spelling_frequencies = np.array(
            [sum(row[2] == spelling for row in self.rows[term]) for spelling, term in self.spellings], np.uint32
        )

    def term_number(self, text):
        return self.terms.index(text) if text in self.rows else -1

    def _counts(self, term):
        """How often the term stands in each document: at how many positions."""
        counts = {}
        for _, number in {row[:2] for row in self.rows[self.terms[term]]}:
            counts[number] = counts.get(number, 0) + 1
        return sorted(counts.items())

    def documents(self, term):
        return np.array([number for number, _ in self._counts(term)], np.uint16)

    def frequencies(self, term):
        return np.array([count for _, count in self._counts(term)], np.uint8)

    def frequency_total(self, term):
        return int(self.frequencies(term).sum())

    def places(self, term):
        return np.array([place for place, *_ in self.rows[self.terms[term]]], np.uint32)

    def codes(self, term):
        name = self.terms[term]
        if len(self.spelled[name]) == 1:
            return None
        return np.array([self.spelled[name].index(spelling) for *_, spelling in self.rows[name]], np.uint8)

    def spelling_text(self, number):
        return self.spellings[number][0]

    def spelling_characters(self, first, last):
        texts = [self.spelling_text(number) for number in range(first, last)]
        characters = np.array([ord(character) for text in texts for character in text], np.uint32)
        return characters, np.cumsum([0, *map(len, texts)])

    def spelling_range(self, low, high):
        texts = [spelling.encode() for spelling, _ in self.spellings]
        first = bisect_left(texts, low.encode())
        return first, len(texts) if high is None else bisect_left(texts, high.encode())

    def spelling_owner(self, number):
        spelling, term = self.spellings[number]
        return self.terms.index(term), self.spelled[term].index(spelling)


class FakeSegment:
    """``deleted`` are document numbers; ``articles`` says how many documents each article has, one by default."""

    def __init__(self, documents, deleted=(), articles=None, dates=(), facts=()):
        self.documents = documents
        self.document_count = len(documents)
        names = ("text", "title", "heading")
        self.fields = {name: FakeField([document.get(name, []) for document in documents]) for name in names}
        self.starts = self.fields["text"].starts
        lengths = [
            sum(len({term for term, _ in token}) for token in document.get("text", [])) for document in documents
        ]
        self.lengths = np.array(lengths, np.uint32)
        self.deleted = np.isin(np.arange(len(documents)), list(deleted)) if deleted else None
        numbers = [document.get("article", number) for number, document in enumerate(documents)]
        sizes = articles or [len(list(group)) for _, group in groupby(numbers)]
        self.first_documents = np.cumsum([0, *sizes]).astype(np.uint32)
        self.sections = np.array([*self._section_starts(documents), len(documents)], np.uint32)
        widths = {name: np.diff(self.fields[name].starts.astype(np.int64)) - 1 for name in ("title", "heading")}
        self.title_widths = np.append(widths["title"], 0)[self.first_documents[:-1]].astype(np.uint32)
        self.heading_widths = widths["heading"][self.sections[:-1]].astype(np.uint32)
        days = dates or [documents[number].get("date", 0) for number in self.first_documents[:-1]]
        self.dates = np.array(days, np.int32)
        made = np.zeros(len(self.first_documents) - 1, bool)
        for number, document in enumerate(documents):
            made[self.article_of(number)] |= document.get("title_is_made", False)
        self.made_titles = made if made.any() else None
        self._facts = facts

    def _section_starts(self, documents):
        """Where an article begins, or other headings do."""
        firsts = set(self.first_documents[:-1].tolist())
        for number, document in enumerate(documents):
            if number in firsts or document.get("heading", []) != documents[number - 1].get("heading", []):
                yield number

    def article_of(self, document):
        return int(np.searchsorted(self.first_documents, document, "right")) - 1

    @cached_property
    def columns(self):
        facts = self._facts or [SimpleNamespace(id="", source=None)] * len(self.dates)
        rows = [
            (
                getattr(each, "authors", ()),
                getattr(each, "language", None),
                each.source.path if each.source else each.id,
                getattr(each, "metadata", {}),
            )
            for each in facts
        ]
        return columns_of(rows, len(rows))
