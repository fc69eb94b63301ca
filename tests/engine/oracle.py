"""The oracle: which passages match and with what score, by looking at every token of every passage.

It says nothing of how an index or an engine works, only what the answers must be. ``matching`` takes what a person
means, as a tuple: ("word", w), ("phrase", w, ...), ("prefix", p), ("or", t, ...), ("and", t, ...), ("without", t, u),
("maybe", t, u). ``scores`` takes the Whoosh tree that the query package makes of it.
"""

import math
from collections import Counter

K1, B = 1.2, 0.75


class Oracle:
    """Brute force over passages, given as texts; a passage is named by its index."""

    def __init__(self, texts, analyzer):
        self.analyzer = analyzer
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
                return self.bm25(query.fieldname, [query.text])
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

    def bm25(self, field, words):
        passages, mean, idf = len(self.lengths), sum(self.lengths) / max(len(self.lengths), 1), 0
        for word in words:
            n = len(self.frequencies(field, [word]))
            idf += math.log(1 + (passages - n + 0.5) / (n + 0.5))
        found = self.frequencies(field, words).items()
        return {n: idf * f / (f + K1 * (1 - B + B * self.lengths[n] / mean)) for n, f in found}

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
