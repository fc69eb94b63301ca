"""Brute force over the tokens of one text: where does a part of a question stand, and which tokens does a tree match?

Tokens are [[(stem, spelling), ...], ...], those of one position together. A match is its first and last position and
the (position, stem, spelling) of the tokens that take part in it. Nothing here knows how an index or an engine works.
"""

import re
from fnmatch import translate
from itertools import pairwise, product

TEXTS = ("text", "title", "heading")
CONTEXT = "passage"  # the text, its headings and its title


def distance(one, other):
    """Levenshtein's distance, by his table."""
    row = list(range(len(other) + 1))
    for number, a in enumerate(one, 1):
        previous, row = row, [number]
        for place, b in enumerate(other):
            row.append(min(row[-1] + 1, previous[place + 1] + 1, previous[place] + (a != b)))
    return row[-1]


def passes(query, spelling):
    """Whether a pattern stands for a spelling."""
    match type(query).__name__:
        case "Prefix":
            return spelling.startswith(query.text)
        case "Wildcard":
            return re.fullmatch(translate(query.text), spelling)
        case "Regex":
            return re.match(query.text, spelling)
        case "FuzzyTerm":
            start = query.text[: query.prefixlength]
            return spelling.startswith(start) and distance(query.text, spelling) <= query.maxdist


def base(field):
    return field.removesuffix("_exact")


def standing(query, tokens):
    """Everywhere that a word, a pattern, a phrase, an Or of them or a Near stands."""
    match type(query).__name__:
        case "Term":
            which = 1 if query.fieldname.endswith("_exact") else 0
            found = [(n, *pair) for n, token in enumerate(tokens) for pair in token if pair[which] == query.text]
            return [(each[0], each[0], {each}) for each in found]
        case "Prefix" | "Wildcard" | "Regex" | "FuzzyTerm":
            found = [(n, *pair) for n, token in enumerate(tokens) for pair in token if passes(query, pair[1])]
            return [(each[0], each[0], {each}) for each in found]
        case "Phrase":
            which = 1 if query.fieldname.endswith("_exact") else 0
            words = [
                [(n, *pair) for n, token in enumerate(tokens) for pair in token if pair[which] == word]
                for word in query.words
            ]
            chains = [c for c in product(*words) if all(1 <= b[0] - a[0] <= query.slop for a, b in pairwise(c))]
            return [(chain[0][0], chain[-1][0], set(chain)) for chain in chains if chain]
        case "Or":
            return [each for part in query.subqueries for each in standing(part, tokens)]
        case "Near":
            return near(query, [standing(part, tokens) for part in query.subqueries])
    raise ValueError(query)


def near(query, parts):
    found = {}
    for choice in product(*parts):
        placed = choice if query.is_ordered else sorted(choice, key=lambda each: each[0])
        apart = all(one[1] < other[0] for one, other in pairwise(placed))
        if placed and apart:
            first, last = placed[0][0], placed[-1][1]
            gaps = last - first + 1 - sum(each[1] - each[0] + 1 for each in placed)
            if query.gaps is None or gaps <= query.gaps:
                found.setdefault((first, last), set()).update(*(each[2] for each in placed))
    return [(first, last, tokens) for (first, last), tokens in found.items()]


def places(query, tokens):
    """How often a leaf stands there: at how many different last positions."""
    return len({last for _, last, _ in standing(query, tokens)})


LEAVES = ("Term", "Prefix", "Wildcard", "Regex", "FuzzyTerm", "Phrase", "Near")


def field_of(query):
    if hasattr(query, "fieldname"):
        return base(query.fieldname)
    return next(filter(None, map(field_of, query.subqueries)), None)


def holds(query, document):
    """Whether a document, {field: tokens}, matches."""
    match type(query).__name__:
        case "Every":
            return True
        case "_NullQuery":
            return False
        case "And":
            return all(holds(part, document) for part in query.subqueries)
        case "Or" | "DisjunctionMax":
            return any(holds(part, document) for part in query.subqueries)
        case "AndNot":
            return holds(query.a, document) and not holds(query.b, document)
        case "Require":
            return holds(query.a, document) and holds(query.b, document)
        case "AndMaybe":
            return holds(query.a, document)
        case "Not":
            return not holds(query.query, document)
        case "ConstantScoreQuery":
            return holds(query.child, document)
    fields = TEXTS if field_of(query) == CONTEXT else [field_of(query)]
    return any(standing(query, document.get(field, [])) for field in fields)


def matched(query, document, field):
    """The tokens in one field of a document that a tree matched, which holds for it."""
    kind = type(query).__name__
    if kind in LEAVES:
        found = standing(query, document.get(field, [])) if field_of(query) in (field, CONTEXT) else []
        return set().union(*(tokens for _, _, tokens in found))
    match kind:
        case "And" | "Or" | "DisjunctionMax":
            parts = query.subqueries
        case "AndNot":
            parts = [query.a]
        case "Require" | "AndMaybe":
            parts = [query.a, query.b]
        case "ConstantScoreQuery":
            parts = [query.child]
        case _:
            parts = []
    return set().union(*(matched(part, document, field) for part in parts if holds(part, document)))
