"""The oracle: which passages match and with what score, by looking at every token of every passage.

It says nothing of how an index or an engine works, only what the answers must be. ``matching`` takes what a person
means, as a tuple: ("word", w), ("phrase", w, ...), ("prefix", p), ("or", t, ...), ("and", t, ...), ("without", t, u),
("maybe", t, u). ``scores`` takes the Whoosh tree that the query package makes of it.
"""

import math
from collections import Counter

from searchlib.engine.ranking import DEFAULT

PRIOR, USUAL = 3, 1.5  # passages of which a word's burst is guessed, and the guess


class Oracle:
    """Brute force over passages, given as texts; a passage is named by its index.

    ``ranking`` has the numbers. Titles and headings are left aside, and so is what the best passages gain.
    """

    def __init__(self, texts, analyzer, ranking=DEFAULT):
        texts = list(texts)
        self.analyzer, self.ranking = analyzer, ranking
        self.fields = {
            "text": [],
            "text_exact": [],
        }  # for each passage: position -> the words that stand there
        for text in texts:
            stems, spellings = {}, {}
            for token in analyzer.tokens(text):
                for term in token.terms:
                    stems.setdefault(token.position + term.step, set()).add(term.text)
                    spellings.setdefault(token.position + term.step, set()).add(term.spelling)
            self.fields["text"].append(stems)
            self.fields["text_exact"].append(spellings)
        self.lengths = [sum(map(len, stems.values())) for stems in self.fields["text"]]

    def frequencies(self, field, words):
        """How often the words stand side by side in each passage that holds them."""
        counts = Counter()
        for number, places in enumerate(self.fields[field]):
            for start in places:
                if all(word in places.get(start + step, ()) for step, word in enumerate(words)):
                    counts[number] += 1
        return counts

    def spellings(self, prefix):
        return {
            w
            for places in self.fields["text_exact"]
            for words in places.values()
            for w in words
            if w.startswith(prefix)
        }

    def matching(self, tree):
        """The passages that a person means."""
        kind, *parts = tree
        if kind in ("word", "phrase"):
            terms = [self.analyzer.terms(word)[0] for word in parts]
            field, words = ("text", [terms[0].text]) if kind == "word" else ("text_exact", [t.spelling for t in terms])
            return set(self.frequencies(field, words))
        if kind == "prefix":
            return {n for word in self.spellings(parts[0]) for n in self.frequencies("text_exact", [word])}
        sets = [self.matching(part) for part in parts]
        if kind == "without":
            return sets[0] - sets[1]
        return {"or": set.union, "and": set.intersection, "maybe": lambda needed, _: needed}[kind](*sets)

    def scores(self, query):
        """The passages that match a Whoosh tree, with their scores."""
        match type(query).__name__:
            case "Term":
                return self.bm25(query.fieldname.replace("passage", "text"), [query.text], query.boost)
            case "Phrase":
                return self.bm25(query.fieldname, query.words)
            case "Prefix":
                return self.total([self.bm25(query.fieldname, [word]) for word in self.spellings(query.text)])
            case "Or":
                return self.total(map(self.scores, query.subqueries))
            case "And":
                found = list(map(self.scores, query.subqueries))
                return {n: sum(each[n] for each in found) for n in found[0] if all(n in each for each in found)}
            case "AndNot":
                unwanted = self.scores(query.b)
                return {n: score for n, score in self.scores(query.a).items() if n not in unwanted}
            case "AndMaybe":
                extra = self.scores(query.b)
                return {n: score + extra.get(n, 0) for n, score in self.scores(query.a).items()}
            case "Every":
                return dict.fromkeys(range(len(self.lengths)), 0.0)
        raise ValueError(query)

    def weight(self, field, word):
        counts = self.frequencies(field, [word])
        idf = math.log(1 + (len(self.lengths) - len(counts) + 0.5) / (len(counts) + 0.5))
        burst = (counts.total() + PRIOR * USUAL) / (len(counts) + PRIOR)
        return idf * burst if self.ranking.burst else idf

    def bm25(self, field, words, boost=1.0):
        mean, k1, b = sum(self.lengths) / max(len(self.lengths), 1), self.ranking.k1, self.ranking.b
        weight = boost * sum(self.weight(field, word) for word in words)
        found = self.frequencies(field, words).items()
        return {n: weight * f / (f + k1 * (1 - b + b * self.lengths[n] / mean)) for n, f in found}

    def total(self, parts):
        sums = Counter()
        for part in parts:
            sums.update(part)
        return dict(sums)


def typed(tree):
    """The tree as a person would type it."""
    kind, *rest = tree
    match kind:
        case "word":
            return rest[0]
        case "phrase":
            return '"' + " ".join(rest) + '"'
        case "prefix":
            return rest[0] + "*"
        case "or":
            return "(" + " OR ".join(map(typed, rest)) + ")"
        case "and":
            return "(" + " AND ".join(map(typed, rest)) + ")"
        case "without":
            return f"({typed(rest[0])} AND NOT {typed(rest[1])})"
        case "maybe":
            return f"(+{typed(rest[0])} {typed(rest[1])})"
    raise ValueError(kind)
