"""What does one clause of a question look for? A chunk, a phrase or a regular expression comes in, leaves go out.

A chunk is a run of characters without white space: a word, a pattern, or a fact of the article, as its field has it.
"""

import re
from collections.abc import Sequence

from searchlib.analysis import Analyzer
from searchlib.query.fact_values import fact_of, is_of_words, measured
from searchlib.query.fields import Field
from searchlib.query.lexer import OPERATORS
from searchlib.query.nodes import Fact, Leaf, Node, Quoted, Word
from searchlib.query.notices import Notices, shortened
from searchlib.query.phrases import UNMARKED, UNQUOTED, has_parts, quoted_leaf, quoted_leaves
from searchlib.query.proximity import gaps_of
from searchlib.query.wildcards import WILD, fuzzy_leaf, has_wildcard, regular_leaf, wild_leaf
from searchlib.query.words import (
    ADDRESS_ENDS,
    NO_SUFFIX,
    Suffix,
    boosted,
    is_address,
    known_word,
    split_suffix,
    tidy,
    trimmed,
    word_leaf,
)

__all__ = ["bare_leaves", "phrase_leaves", "quoted_words", "regular_leaves"]

_BREAKS = re.compile(r"[\s()\"“”„‟＂«»&|/*?]+")
_QUOTED_BREAKS = re.compile(r"(?:[\s()\"“”„‟＂«»?]|&&|\|\|)+")
_ASKED = re.compile(r"\?(\w[^*?]*)\?")  # quotes that were lost on the way
_OPEN_EXPRESSION = re.compile(r"/[^/]*[\[\]{}()*+?|^$\\][^/]*")


def bare_leaves(chunk: str, field: Field | None, analyzer: Analyzer, notices: Notices) -> Sequence[Node]:
    """What ``chunk`` asks for: as a rule one leaf.

    Several leaves, any of which will do, if it was not understood; none if there is no word in it.
    """
    if field is not None and field.is_fact:
        return _facts(chunk, field, analyzer, notices)
    name = field.name if field else None
    if chunk.isalpha() and chunk not in OPERATORS:
        word = known_word(chunk, name, analyzer)
        return [word] if word else []
    if _OPEN_EXPRESSION.fullmatch(chunk):
        notices.add(f"{shortened(chunk)} has no slash at its end: it is taken as its words")
        return _words(chunk, name, analyzer)
    if asked := _ASKED.fullmatch(chunk):
        chunk = asked[1]
    leaves, suffix = _leaves(chunk, name, analyzer, notices)
    return [boosted(leaf, suffix.boost, notices) for leaf in leaves] if suffix.boost != 1.0 else leaves


def regular_leaves(
    expression: str, suffix: Suffix, field: Field | None, analyzer: Analyzer, notices: Notices
) -> Sequence[Node]:
    """The regular expression that stood between slashes; words if it is none, or the field has facts."""
    if field is not None and is_of_words(field):
        notices.add(f"regular expressions are not understood after {shortened(field.name + ':')}: taken are the words")
        return [_fact(word, field, analyzer, notices) for word in _words(expression, field.name, analyzer)]
    if field is not None and field.is_fact:
        return _facts(f"/{expression}/", field, analyzer, notices)
    name = field.name if field else None
    if suffix.distance is not None:
        notices.add("~ after a regular expression is not understood: it is left out")
    leaf = regular_leaf(expression, name, analyzer, notices)
    leaves: Sequence[Node] = [leaf] if leaf else _words(expression, name, analyzer)
    return [boosted(leaf, suffix.boost, notices) for leaf in leaves]


def phrase_leaves(
    content: str, suffix: Suffix, field: Field | None, analyzer: Analyzer, notices: Notices
) -> Sequence[Node]:
    """What stood between quotes; none if there is no word in it."""
    if field is not None and field.is_fact:
        return _quoted_facts(content, suffix, field, analyzer, notices)
    gaps = None if suffix.distance is None else gaps_of(suffix.distance, notices)
    leaves = quoted_leaves(content, gaps, field.name if field else None, analyzer, notices)
    return [boosted(leaf, suffix.boost, notices) for leaf in leaves] if suffix.boost != 1.0 else leaves


def quoted_words(content: str, analyzer: Analyzer) -> Sequence[Word]:
    """The words of what stood between quotes, each as it is read without them."""
    return _words(content, None, analyzer, _QUOTED_BREAKS)


def _leaves(chunk: str, name: str | None, analyzer: Analyzer, notices: Notices) -> tuple[Sequence[Leaf], Suffix]:
    text = tidy(chunk)
    suffix = NO_SUFFIX
    if is_address(text):
        text, suffix = split_suffix(text, notices, ADDRESS_ENDS)
        text = tidy(text)
    elif not text.isalpha():
        text, suffix = split_suffix(text, notices)
        text = trimmed(text)
        if has_wildcard(text):
            if suffix.distance is not None:
                notices.add("~ after a word with wildcards is not understood: it is left out")
            return _wild_leaves(text, name, analyzer, notices), suffix
        if suffix.distance is not None:
            fuzzy = fuzzy_leaf(text, suffix.distance, name, analyzer, notices)
            if fuzzy:
                return [fuzzy], suffix
    word = word_leaf(text, name, analyzer)
    return ([word] if word else []), suffix


def _wild_leaves(text: str, name: str | None, analyzer: Analyzer, notices: Notices) -> Sequence[Leaf]:
    leaf = wild_leaf(text, name, analyzer, notices)
    if leaf:
        return [leaf]
    words = _words(text, name, analyzer, WILD)
    if words:
        meant = shortened(" ".join(word.text for word in words))
        notices.add(f"wildcards are understood in one word: {shortened(text)} is taken as {meant}")
    else:
        notices.add(f"{shortened(text)} needs letters beside its wildcards: it is left out")
    return words


def _facts(chunk: str, field: Field, analyzer: Analyzer, notices: Notices) -> Sequence[Node]:
    """The facts that a chunk asks for; its words, if it says none."""
    if field.kind == "values" and (fact := measured(chunk, field, analyzer, notices)):
        return [fact]
    if is_of_words(field):
        text, suffix = split_suffix(tidy(chunk), notices)
        if suffix != NO_SUFFIX:
            notices.add(f"a suffix after {shortened(field.name + ':')} is not understood: it is left out")
        return [_fact(leaf, field, analyzer, notices) for leaf in _leaves(text, field.name, analyzer, notices)[0]]
    fact = fact_of(chunk, field, notices)
    return [fact] if fact else _fact_words(chunk, analyzer)


def _quoted_facts(content: str, suffix: Suffix, field: Field, analyzer: Analyzer, notices: Notices) -> Sequence[Node]:
    """The facts that a phrase asks for; its words, if it says none."""
    if suffix != NO_SUFFIX:
        notices.add(f"a suffix after {shortened(field.name + ':')} is not understood: it is left out")
    if field.kind == "values" and (fact := measured(content, field, analyzer, notices)):
        return [fact]
    if not is_of_words(field):
        fact = fact_of(content, field, notices, is_quoted=True)
        return [fact] if fact else _fact_words(content, analyzer)
    content = content.translate(UNQUOTED)
    if has_parts(content):
        notices.add(f"quotes after {shortened(field.name + ':')} hold words alone: they are taken so")
        content = content.translate(UNMARKED)
    leaf = quoted_leaf(content, field.name, analyzer)
    return [_fact(leaf, field, analyzer, notices)] if leaf else []


def _fact(leaf: Leaf, field: Field, analyzer: Analyzer, notices: Notices) -> Fact:
    """What a leaf asks for: a number or a day where its text, rid of marks, is one of the field's."""
    if field.kind == "values" and isinstance(leaf, Word | Quoted):
        return measured(leaf.text, field, analyzer, notices) or Fact(leaf)
    return Fact(leaf)


def _fact_words(value: str, analyzer: Analyzer) -> Sequence[Word]:
    """What is taken for a value that a field cannot have: its words in the passage."""
    return _words(value.lstrip("<>="), None, analyzer)


def _words(text: str, name: str | None, analyzer: Analyzer, breaks: re.Pattern[str] = _BREAKS) -> list[Word]:
    """The words of what was not understood, which is cut at ``breaks``."""
    chunks = [split_suffix(tidy(piece), Notices())[0] for piece in breaks.split(text)]
    return [word for chunk in chunks if (word := word_leaf(chunk, name, analyzer))]
