"""Whoosh trees compared without recursion: Whoosh's own equality recurses, and Phrase's leaves out the field."""

from searchlib.query.queries import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DateRange,
    FuzzyTerm,
    Near,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Regex,
    Term,
    Wildcard,
)


def flattened(tree):
    """All that a tree says, as a flat list of labels in prefix order, each with the number of its branches."""
    labels, waiting = [], [tree]
    while waiting:
        query = waiting.pop()
        label, branches = taken_apart(query)
        labels.append((label, len(branches)))
        waiting.extend(reversed(branches))
    return labels


def taken_apart(query):
    name = type(query).__name__
    if isinstance(query, ConstantScoreQuery):
        return (name, query.score), [query.child]
    boost = query.boost
    if isinstance(query, Near):
        return (name, boost, query.gaps, query.is_ordered), list(query.subqueries)
    if isinstance(query, NumericRange | DateRange):
        return (name, boost, query.fieldname, query.start, query.end, query.startexcl, query.endexcl), []
    if isinstance(query, FuzzyTerm):
        return (name, boost, query.fieldname, query.text, query.maxdist, query.prefixlength), []
    if isinstance(query, And | Or):
        return (name, boost), list(query.subqueries)
    if isinstance(query, AndNot | AndMaybe):
        return (name, boost), [query.a, query.b]
    if isinstance(query, Phrase):
        return (name, boost, query.fieldname, tuple(query.words), query.slop), []
    if isinstance(query, Term | Prefix | Wildcard | Regex):
        return (name, boost, query.fieldname, query.text), []
    return (name, boost), []


def depth(tree):
    """The number of levels of a tree."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        query, level = waiting.pop()
        deepest = max(deepest, level)
        waiting.extend((branch, level + 1) for branch in taken_apart(query)[1])
    return deepest
