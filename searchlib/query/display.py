"""How a question is shown to people: a node in words, and a Whoosh query as a person would type it."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any, Final

from searchlib.query.nodes import (
    Between,
    Boosted,
    Fact,
    Fuzzy,
    Group,
    Leaf,
    Nearby,
    Node,
    Quoted,
    Regular,
    SameSentence,
    Wanted,
    Wild,
    Word,
)
from searchlib.query.queries import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DateRange,
    DisjunctionMax,
    Every,
    Foreign,
    FuzzyTerm,
    InSentence,
    Near,
    Not,
    Null,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Require,
    Term,
    TermRange,
    Wildcard,
    base_kind,
)
from searchlib.schema import SOURCE

__all__ = ["READINGS", "SHOWN", "reading", "shown"]


def reading(node: Node | None) -> str:
    """``node`` in words, as the end of "This search finds ..."."""
    if node is None:
        return "nothing"
    if type(node) is Group and node.is_complement:
        return f"all passages without {_any_of(node.excluded)}"
    return f"passages with {_spoken(node)}"


def _spoken(node: Node | Between) -> str:
    """``node`` as what a passage has."""
    return READINGS[type(node)](node)


def _within(node: Leaf | Nearby, text: str) -> str:
    return f"{text} in the {node.field}" if node.field else text


def _spoken_word(word: Word) -> str:
    return _within(word, word.text)


def _spoken_choice(word: Wanted) -> str:
    return " or ".join([word.text, *(each.text for each in word.alternatives)])


def _spoken_group(group: Group) -> str:
    parts = []
    if group.must:
        parts.append(_listed("all of", map(_part, group.must)))
        if group.should:
            parts.append("preferably " + _any_of(group.should))
    elif group.should:
        parts.append(_any_of(group.should))
    else:
        parts.append("anything")
    if group.excluded:
        parts.append("without " + _any_of(group.excluded))
    return ", ".join(parts)


def _part(node: Node) -> str:
    """``node`` as one of several."""
    return f"({_spoken(node)})" if node.is_compound else _spoken(node)


def _any_of(nodes: tuple[Node, ...]) -> str:
    return _listed("any of", map(_part, nodes))


def _listed(how: str, items: Iterable[str]) -> str:
    parts = list(items)
    return parts[0] if len(parts) == 1 else f"{how}: {', '.join(parts)}"


def _spoken_phrase(leaf: Quoted) -> str:
    return _within(leaf, f"the exact {'phrase' if len(leaf.words) > 1 else 'word'} “{leaf.text}”")


def _spoken_wildcard(leaf: Wild) -> str:
    start, end = leaf.text.rstrip("*"), leaf.text.lstrip("*")
    if "*" not in start and "?" not in start:
        return _within(leaf, f"a word that begins with “{start}”")
    if "*" not in end and "?" not in end:
        return _within(leaf, f"a word that ends with “{end}”")
    return _within(leaf, f"a word like “{leaf.text}”")


def _spoken_fuzzy(leaf: Fuzzy) -> str:
    return _within(leaf, f"a word at most {_counted(leaf.distance, 'letter')} away from “{leaf.text}”")


def _spoken_expression(leaf: Regular) -> str:
    return _within(leaf, f"a word that the regular expression /{leaf.text}/ matches")


def _spoken_nearby(node: Nearby) -> str:
    parts = list(map(_part, node.parts))
    if node.is_before:
        text = ", and after it ".join(parts)
    elif node.is_ordered:
        text = f"{' and '.join(parts)} side by side"
    else:
        text = f"{' and '.join(parts)} with at most {_counted(node.gaps or 0, 'other word')} between them"
    return _within(node, text)


def _spoken_sentence(node: SameSentence) -> str:
    return f"{' and '.join(map(_part, node.parts))} in one sentence"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _spoken_boost(node: Boosted) -> str:
    return f"{_part(node.node)} (counted {node.factor:g} times)"


def _spoken_fact(fact: Fact) -> str:
    leaf = fact.leaf
    return _SPOKEN_FACTS.get(type(leaf), _spoken_pattern)(leaf)


def _spoken_words(leaf: Word | Quoted) -> str:
    return f"the {leaf.field} “{leaf.text}”"


def _spoken_pattern(leaf: Wild | Fuzzy | Regular) -> str:
    name = f"the {leaf.field}"
    is_like = not set("*?").isdisjoint(leaf.text)
    if leaf.field == SOURCE and not is_like:
        return f"“{leaf.text}” in {name}"
    return f"{name} like “{leaf.text}”" if is_like else f"{name} “{leaf.text}”"


def _spoken_range(between: Between) -> str:
    return f"the {between.field} {_range(between)}"


def _range(between: Between) -> str:
    dates = isinstance(between.low or between.high, datetime.date)
    low, dots, high = between.text.lstrip("<>").partition("..")
    if between.without_low:
        return f"above {low}"
    if between.without_high:
        return f"below {low}"
    if not dots:
        return low
    if not high:
        return f"from {low} on" if dates else f"{low} or more"
    if not low:
        return f"up to {high}" if dates else f"{high} or less"
    return f"from {low} to {high}"


READINGS: Final[dict[type, Callable[[Any], str]]] = {
    Word: _spoken_word,
    Wanted: _spoken_choice,
    Quoted: _spoken_phrase,
    Wild: _spoken_wildcard,
    Fuzzy: _spoken_fuzzy,
    Regular: _spoken_expression,
    Between: _spoken_range,
    Fact: _spoken_fact,
    Nearby: _spoken_nearby,
    SameSentence: _spoken_sentence,
    Boosted: _spoken_boost,
    Group: _spoken_group,
}
"""A node in words, as what a passage has."""

_SPOKEN_FACTS: Final[dict[type, Callable[[Any], str]]] = {
    Word: _spoken_words,
    Quoted: _spoken_words,
    Between: _spoken_range,
}


def shown(query: Query) -> str:
    """A query as a person would type it, without its field; "" for what nobody types: everything, and nothing."""
    return SHOWN[base_kind(query)](query)


def _shown_text(query: Query) -> str:
    return str(query.text)


def _shown_phrase(query: Query) -> str:
    return f'"{" ".join(query.words)}"'


def _shown_prefix(query: Query) -> str:
    return f"{query.text}*"


def _shown_fuzzy(query: Query) -> str:
    return f"{query.text}~{query.maxdist if query.maxdist != 1 else ''}"


def _shown_expression(query: Query) -> str:
    from searchlib.automata.automaton import typed  # loaded for questions that have such

    return f"/{typed(str(query.text))}/"


def _shown_interval(query: Query) -> str:
    return f"[{query.start or ''} TO {query.end or ''}]"


def _shown_dates(query: Query) -> str:
    low, high = (day.strftime("%Y-%m-%d") if day else "" for day in (query.startdate, query.enddate))
    return f"{low}..{high}"


def _shown_numbers(query: Query) -> str:
    low, high = ("" if number is None else f"{number:g}" for number in (query.start, query.end))
    return f"{low}..{high}"


def _shown_near(query: Query) -> str:
    parts = list(map(shown, query.subqueries))
    if query.is_ordered and not query.gaps:
        return f'"{" ".join(parts)}"' if query.gaps == 0 else f"({' BEFORE '.join(parts)})"
    return f"NEAR({' '.join(parts)}, {'any' if query.gaps is None else query.gaps})"


def _shown_sentence(query: Query) -> str:
    return f"SENTENCE({' '.join(map(shown, query.subqueries))})"


def _linked(link: str) -> Callable[[Query], str]:
    return lambda query: f"({link.join(map(shown, query.subqueries))})"


def _paired(text: str) -> Callable[[Query], str]:
    return lambda query: text.format(shown(query.a), shown(query.b))


def _shown_negation(query: Query) -> str:
    return f"-{shown(query.query)}"


def _shown_constant(query: Query) -> str:
    return shown(query.child)


def _not_shown(_: Query) -> str:
    return ""


SHOWN: Final[dict[type, Callable[[Query], str]]] = {
    Term: _shown_text,
    Phrase: _shown_phrase,
    Prefix: _shown_prefix,
    Wildcard: _shown_text,
    Regex: _shown_expression,
    FuzzyTerm: _shown_fuzzy,
    TermRange: _shown_interval,
    NumericRange: _shown_numbers,
    DateRange: _shown_dates,
    Every: _not_shown,
    Null: _not_shown,
    And: _linked(" AND "),
    Or: _linked(" OR "),
    DisjunctionMax: _linked(" OR "),
    Near: _shown_near,
    InSentence: _shown_sentence,
    AndMaybe: _paired("(+{} {})"),
    Require: _paired("({} AND {})"),
    AndNot: _paired("({} -{})"),
    Not: _shown_negation,
    ConstantScoreQuery: _shown_constant,
    Foreign: lambda query: str(getattr(query, "text", None) or ""),
}
"""A query as a person would type it."""
