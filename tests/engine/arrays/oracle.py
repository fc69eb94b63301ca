"""The oracle for trees: which documents match and with what score, by looking at every token of every document.

Documents as :mod:`tests.engine.arrays.fakes` takes them; a deleted document is None.
"""

import math
import re
from collections import Counter
from fnmatch import translate

K1, B = 1.2, 0.75


def distance(one, other):
    row = list(range(len(other) + 1))
    for number, a in enumerate(one, 1):
        previous, row = row, [number]
        for place, b in enumerate(other):
            row.append(min(row[-1] + 1, previous[place + 1] + 1, previous[place] + (a != b)))
    return row[-1]


class Oracle:
    def __init__(self, documents):
        self.documents = documents
        self.live = [number for number, document in enumerate(documents) if document is not None]
        self.lengths = {n: sum(len({t for t, _ in token}) for token in documents[n].get("text", [])) for n in self.live}
        self.mean = sum(self.lengths.values()) / max(len(self.live), 1)

    def tokens(self, number, field):
        which = 1 if field.endswith("_exact") else 0
        tokens = self.documents[number].get(field.removesuffix("_exact"), [])
        return [{pair[which] for pair in token} for token in tokens]

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
        idf = 0
        for word in words:
            n = sum(any(word in token for token in self.tokens(number, field)) for number in self.live)
            idf += math.log(1 + (len(self.live) - n + 0.5) / (n + 0.5))
        found = {}
        for number in self.live:
            count = len(self.ends(self.tokens(number, field), words, slop))
            length = self.lengths[number] / self.mean if self.mean and field.startswith("text") else 1
            if count:
                found[number] = boost * idf * count / (count + K1 * (1 - B + B * length))
        return found

    def spellings(self, field):
        exact = field.removesuffix("_exact") + "_exact"
        return {word for number in self.live for token in self.tokens(number, exact) for word in token}

    def pattern(self, query, passes):
        exact = query.fieldname.removesuffix("_exact") + "_exact"
        words = filter(passes, self.spellings(query.fieldname))
        return self.total(self.bm25(exact, [word], boost=query.boost) for word in words)

    def scores(self, query):
        kind = type(query).__name__
        match kind:
            case "Term":
                return self.bm25(query.fieldname, [query.text], boost=query.boost)
            case "Phrase":
                return self.bm25(query.fieldname, query.words, query.slop, query.boost)
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
                unwanted = self.scores(query.query)
                return {n: 0.0 for n in self.live if n not in unwanted}
            case "ConstantScoreQuery":
                return dict.fromkeys(self.scores(query.child), query.score)
            case "AndNot" | "Require":
                other = self.scores(query.b)
                return {n: s for n, s in self.scores(query.a).items() if (n in other) == (kind == "Require")}
            case "AndMaybe":
                extra = self.scores(query.b)
                return {n: score + extra.get(n, 0) for n, score in self.scores(query.a).items()}
        return {n: query.boost * score for n, score in self.compound(kind, query).items()}

    def compound(self, kind, query):
        found = list(map(self.scores, query.subqueries))
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
