"""The oracle for trees: which documents match and with what score, by looking at every token of every document.

Documents as :mod:`tests.engine.execution.fakes` takes them; a deleted document is None.
"""

import math
import re
from collections import Counter
from fnmatch import translate

from tests.engine.brute import distance, field_of, places, standing

K1, B = 1.0, 0.7
TITLE, HEADING = 2.0, 1.0
PRIOR, USUAL = 3, 1.5
RESTRICTING = {"ConstantScoreQuery", "DateRange", "Every", "Not", "NumericRange"}


class Oracle:
    def __init__(self, documents):
        self.documents = documents
        self.live = [number for number, document in enumerate(documents) if document is not None]
        self.lengths = {number: self.length(documents[number]) for number in self.live}
        self.mean = sum(self.lengths.values()) / max(len(self.live), 1)

    def length(self, document):
        """The terms of the text, and the positions of title and headings as often as they count."""
        terms = sum(len({term for term, _ in token}) for token in document.get("text", []))
        title = [] if document.get("title_is_made") else document.get("title", [])
        return terms + TITLE * len(title) + HEADING * len(document.get("heading", []))

    def tokens(self, number, field):
        which = 1 if field.endswith("_exact") else 0
        name = field.removesuffix("_exact").replace("passage", "text")
        return [{pair[which] for pair in token} for token in self.documents[number].get(name, [])]

    def count(self, number, field, word):
        return sum(word in token for token in self.tokens(number, field))

    def counts(self, number, field, word):
        """How often a passage's text, title and headings have the word."""
        counts = [self.count(number, field.replace("passage", name), word) for name in ("text", "title", "heading")]
        return [counts[0], 0, counts[2]] if self.documents[number].get("title_is_made") else counts

    def begins(self, number, name):
        """Whether the passage is the first under its title or its headings."""
        before = self.documents[number - 1] if number - 1 in self.live else None
        return (
            before is None
            or before.get("article") != self.documents[number].get("article")
            or (name == "heading" and before.get("heading", []) != self.documents[number].get("heading", []))
        )

    def stands(self, query):
        """The documents that a query makes match by themselves, not as context."""
        matching, kind = set(self.full(query)), type(query).__name__
        if kind == "Term" and query.fieldname.startswith("passage"):
            kept = set()
            for number in matching:
                text, title, heading = self.counts(number, query.fieldname, query.text)
                first = [name for name, count in (("title", title), ("heading", heading)) if count]
                if text or any(self.begins(number, name) for name in first):
                    kept.add(number)
            return kept
        if kind == "And":
            parts = [self.stands(part) for part in query.subqueries if type(part).__name__ not in RESTRICTING]
            return matching & set().union(*parts) if parts else matching
        if kind in ("Or", "DisjunctionMax"):
            return set().union(*map(self.stands, query.subqueries))
        if kind == "AndMaybe":
            return matching & (self.stands(query.a) | self.stands(query.b))
        return matching & self.stands(query.a) if kind in ("AndNot", "Require") else matching

    def weight(self, field, word):
        holding = [number for number in self.live if self.count(number, field, word)]
        n, idf = len(holding), self.idf(holding)
        if not field.startswith(("text", "passage")):
            return idf
        return idf * (sum(self.count(number, field, word) for number in holding) + PRIOR * USUAL) / (n + PRIOR)

    def passages(self, field, word, boost):
        """BM25F: text, title and headings with their weights, in the length, too."""
        found, weight = {}, self.weight(field, word)
        for number in self.live:
            text, title, heading = self.counts(number, field, word)
            count = text + TITLE * title + HEADING * heading
            length = self.lengths[number] / self.mean if self.mean else 1
            if count:
                found[number] = boost * weight * count / (count + K1 * (1 - B + B * length))
        return found

    def ends(self, tokens, words, slop):
        """The positions at which a phrase ends."""
        ends = {n for n, token in enumerate(tokens) if words[0] in token}
        for word in words[1:]:
            ends = {
                n for n, t in enumerate(tokens) if word in t and any(n - step in ends for step in range(1, slop + 1))
            }
        return ends

    def bm25(self, field, words, slop=1, boost=1.0):
        if not words:
            return {}
        idf = sum(self.weight(field, word) for word in words)
        found = {}
        for number in self.live:
            count = len(self.ends(self.tokens(number, field), words, slop))
            length = self.lengths[number] / self.mean if self.mean and field.startswith(("text", "passage")) else 1
            if count:
                found[number] = boost * idf * count / (count + K1 * (1 - B + B * length))
        return found

    def idf(self, holding):
        """The idf of a word that these documents would hold."""
        total, n = len(self.live), len(holding)
        return math.log(1 + (total - n + 0.5) / (n + 0.5))

    def parts(self, query):
        """What the parts of a Near weigh; a Near that is a part counts as its parts, a phrase as its words."""
        for part in query.subqueries:
            kind, field = type(part).__name__, field_of(part)
            if kind == "Near":
                yield from self.parts(part)
            elif kind in ("Phrase", "Term"):
                yield from (self.weight(part.fieldname, word) for word in getattr(part, "words", None) or [part.text])
            else:
                yield self.idf([n for n in self.live if standing(part, self.documents[n].get(field, []))])

    def near(self, query):
        field, idf, found = field_of(query), sum(self.parts(query)), {}
        for number in self.live:
            count = places(query, self.documents[number].get(field, []))
            length = self.lengths[number] / self.mean if self.mean and field == "text" else 1
            if count:
                found[number] = query.boost * idf * count / (count + K1 * (1 - B + B * length))
        return found

    def spellings(self, field):
        exact = field.removesuffix("_exact").replace("passage", "text") + "_exact"
        return {word for number in self.live for token in self.tokens(number, exact) for word in token}

    def pattern(self, query, passes):
        exact = query.fieldname.removesuffix("_exact").replace("passage", "text") + "_exact"
        words = filter(passes, self.spellings(query.fieldname))
        return self.total(self.bm25(exact, [word], boost=query.boost) for word in words)

    def scores(self, query):
        stands = self.stands(query)
        return {number: score for number, score in self.full(query).items() if number in stands}

    def full(self, query):
        kind = type(query).__name__
        match kind:
            case "Term":
                if query.fieldname.startswith("passage"):
                    return self.passages(query.fieldname, query.text, query.boost)
                return self.bm25(query.fieldname, [query.text], boost=query.boost)
            case "Phrase":
                return self.bm25(query.fieldname, query.words, query.slop, query.boost)
            case "Near":
                return self.near(query)
            case "Prefix":
                return self.pattern(query, lambda word: word.startswith(query.text))
            case "Wildcard":
                return self.pattern(query, re.compile(translate(query.text)).match)
            case "Regex":
                return self.pattern(query, re.compile(query.text).match)
            case "FuzzyTerm":
                start = query.text[: query.prefixlength]
                return self.pattern(
                    query, lambda word: word.startswith(start) and distance(query.text, word) <= query.maxdist
                )
            case "TermRange":
                return self.pattern(query, lambda word: within(query, word))
            case "DateRange":
                return {n: query.boost for n in self.live if dated_within(query, self.documents[n].get("date"))}
            case "NumericRange":
                return {}
            case "Every":
                return {n: 0.0 for n in self.live if query.fieldname is None or any(self.tokens(n, query.fieldname))}
            case "_NullQuery":
                return {}
            case "Not":
                unwanted = self.full(query.query)
                return {n: 0.0 for n in self.live if n not in unwanted}
            case "ConstantScoreQuery":
                return dict.fromkeys(self.full(query.child), query.score)
            case "AndNot" | "Require":
                other = self.full(query.b)
                return {n: s for n, s in self.full(query.a).items() if (n in other) == (kind == "Require")}
            case "AndMaybe":
                extra = self.full(query.b)
                return {n: score + extra.get(n, 0) for n, score in self.full(query.a).items()}
        return {n: query.boost * score for n, score in self.compound(kind, query).items()}

    def compound(self, kind, query):
        found = list(map(self.full, query.subqueries))
        if kind == "Or":
            return self.total(found)
        if kind == "And":
            return {n: sum(each[n] for each in found) for n in self.live if all(n in each for each in found)}
        best = {}
        for n in self.live:
            scores = sorted(each[n] for each in found if n in each)
            if scores:
                best[n] = scores[-1] + query.tiebreak * sum(scores[:-1])
        return best

    def total(self, parts):
        sums = Counter()
        for part in parts:
            sums.update(part)
        return dict(sums)


def dated_within(query, day):
    if day is None:
        return False
    first, last = (each and each.toordinal() for each in (query.startdate, query.enddate))
    return (first is None or day > first or (day == first and not query.startexcl)) and (
        last is None or day < last or (day == last and not query.endexcl)
    )


def within(query, word):
    return (query.start is None or word > query.start or (word == query.start and not query.startexcl)) and (
        query.end is None or word < query.end or (word == query.end and not query.endexcl)
    )
