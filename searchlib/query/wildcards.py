"""Which spellings does a pattern stand for? ``negotiat*``, ``wom?n``, ``fuzzy~`` and ``/regular expressions?/``.

Patterns look at spellings, not stems. What is literal in them is folded as a spelling is: ``Téh*`` finds Teheran.
"""

import re
from collections.abc import Sequence
from itertools import islice, product

from searchlib.analysis import Analyzer, Term
from searchlib.query.nodes import Fuzzy, Regular, Terms, Wild
from searchlib.query.notices import Notices, shortened
from searchlib.query.words import joined_spellings, trimmed

__all__ = ["LONGEST_EXPRESSION", "WILD", "fuzzy_leaf", "has_wildcard", "regular_leaf", "wild_leaf"]

LONGEST_EXPRESSION = 1_000
"""The longest regular expression, in characters."""

WILD = re.compile(r"[*?]+")
"""Wildcards beside each other."""

FURTHEST = 2
"""The most edits that a fuzzy word may be away."""

_INNER_QUESTION_MARK = re.compile(r"\?\w")
_SEPARATED = re.compile(r"\d[.,]\d")
_INNER = frozenset("-'’‐‑_&")  # what stands in words, and is gone from their joined spelling
_MEANING = re.compile(r"[*?\[]")  # to a pattern
_MOST_PATTERNS = 16  # of a word whose pieces have several spellings each
_SHORT, _MIDDLING = 2, 5  # letters: with so many at most no edit is understood, or one
_SEVERAL = re.compile(r"\w+(?:[\s-]+\w+)+")
_LETTER = re.compile(r"\\.|\(\?P?|[^\W\d_]", re.DOTALL)


def has_wildcard(text: str) -> bool:
    """Whether there is a ``*`` in ``text``, or a ``?`` that ends no question."""
    return "*" in text or _INNER_QUESTION_MARK.search(text) is not None


def wild_leaf(text: str, field: str | None, analyzer: Analyzer, notices: Notices) -> Wild | None:
    """The leaf for a tidy chunk with wildcards; None if it is not one word."""
    start = text.rstrip("*")
    if start and not has_wildcard(start):
        return _prefix_leaf(trimmed(start), field, analyzer, notices)
    kept: list[str] = []
    choices: list[Sequence[str]] = []
    for piece in re.split(r"([*?]+)", text):
        if not piece.strip("*?"):
            kept.append(piece)
            choices.append([piece])
            continue
        found = _piece(piece, text, analyzer, notices)
        if found is None:
            return None
        kept.append(found[0])
        choices.append(found[1])
    written = WILD.sub(_simplest, "".join(kept))
    if written[-1] == "?" or not written.strip("*?"):  # what ends a question is no wildcard
        return None
    if written != text:
        return wild_leaf(trimmed(written), field, analyzer, notices)
    patterns = ["".join(pieces) for pieces in islice(product(*choices), _MOST_PATTERNS)]
    return Wild(written, field, tuple(dict.fromkeys(patterns)))


def fuzzy_leaf(text: str, distance: str, field: str | None, analyzer: Analyzer, notices: Notices) -> Fuzzy | None:
    """The leaf for ``text~distance``; None, with a warning, if it can only be taken as it is spelled.

    Without a number the distance goes by the word's length: of three to five letters 1, of more 2. Of fewer none is
    understood, as nearly every short word is that near to another.
    """
    tokens = analyzer.tokens(text)
    spellings = tuple(dict.fromkeys(map(_small, _whole(tokens[0].terms)))) if len(tokens) == 1 else ()
    if not spellings:
        notices.add(f"~ is understood after one word: after {shortened(text)} it is left out")
        return None
    length = max(map(len, spellings))
    if length <= _SHORT:
        notices.add(f"{shortened(text)} is too short for other words to be near it: ~ is left out")
        return None
    edits = _edits(distance, length, notices)
    return Fuzzy(text, field, spellings, edits) if edits else None


def regular_leaf(expression: str, field: str | None, analyzer: Analyzer, notices: Notices) -> Regular | None:
    """The leaf for a regular expression; None, with a warning, if it is none."""
    folded = _LETTER.sub(lambda match: _folded(match[0], analyzer), expression)
    problem = _problem(folded)
    if problem:
        notices.add(
            f"{shortened('/' + expression + '/')} is no regular expression ({problem}): it is taken as its words"
        )
        return None
    return Regular(expression, field, folded)


def _prefix_leaf(start: str, field: str | None, analyzer: Analyzer, notices: Notices) -> Wild | None:
    """The leaf for ``start*``; None if ``start`` is not one word, or a number that no rule makes one."""
    tokens = analyzer.tokens(start)
    if len(tokens) != 1:
        return None
    end = tokens[0].end
    spellings = _beginnings(start[tokens[0].start : end], analyzer)
    if not spellings:
        return None
    _note_left_out(start[end:], start + "*", notices)
    patterns = dict.fromkeys(_literal(_small(spelling)) + "*" for spelling in spellings)
    return Wild(f"{trimmed(start[:end])}*", field, tuple(patterns))


def _piece(piece: str, text: str, analyzer: Analyzer, notices: Notices) -> tuple[str, Sequence[str]] | None:
    """What is kept of a literal piece of a pattern, and its spellings; None if it is several words."""
    tokens = analyzer.tokens(piece)
    if len(tokens) > 1:
        return None
    start, end = (tokens[0].start, tokens[0].end) if tokens else (0, 0)
    _note_left_out(piece[:start] + piece[end:], text, notices)
    if not tokens:
        return "", [""]
    spellings = _whole(tokens[0].terms)
    return (piece[start:end], [_literal(_small(spelling)) for spelling in spellings]) if spellings else None


def _note_left_out(characters: str, text: str, notices: Notices) -> None:
    if not _INNER.issuperset(characters):
        meant = shortened(text.replace(characters, ""))
        notices.add(f"{shortened(characters)} is no part of a word: {shortened(text)} is taken as {meant}")


def _beginnings(word: str, analyzer: Analyzer) -> list[str]:
    """What spellings that ``word`` is the beginning of begin with.

    Of a compound (``covid-1``) the joined spelling is meant, as ``covid19`` is found by it both ways; one
    that has none is known by its last part.
    """
    terms = analyzer.terms(word)
    last = terms[-1].step
    if last and _SEPARATED.search(word):
        return _number_beginnings(word, analyzer)
    joined = joined_spellings(terms) if last else []
    return joined or [term.spelling for term in terms if term.step == last]


def _number_beginnings(word: str, analyzer: Analyzer) -> list[str]:
    """``12`` for ``1,2``: it becomes a number, as the analyzer has them, with its last three digits complete."""
    for missing in (1, 2):
        terms = analyzer.terms(word + missing * "0")
        if terms[-1].step == 0:
            return [term.spelling[:-missing] for term in terms]
    return []


def _whole(terms: Terms) -> list[str]:
    """The spellings of a word as one: of a compound, joined."""
    return joined_spellings(terms) if terms[-1].step else [term.spelling for term in terms]


def _small(spelling: str) -> str:
    return spelling.lower() if spelling.isupper() else spelling


def _literal(spelling: str) -> str:
    return _MEANING.sub(lambda match: f"[{match[0]}]", spelling)


def _simplest(wildcards: re.Match[str]) -> str:
    """``?*`` for ``*?*``: how many characters there must be, and whether there may be more."""
    return "?" * wildcards[0].count("?") + ("*" if "*" in wildcards[0] else "")


def _edits(distance: str, length: int, notices: Notices) -> int:
    """How many edits a word of ``length`` letters may be away."""
    usual = 1 if length <= _MIDDLING else FURTHEST
    if not distance:
        return usual
    if not distance.isdigit():
        notices.add(f"{shortened('~' + distance)} is no number of letters: ~{usual} is taken")
        return usual
    if len(distance) > 1 or int(distance) > FURTHEST:
        notices.add(f"{shortened('~' + distance)} is too far: ~{FURTHEST} is taken")
        return FURTHEST
    return int(distance)


def _folded(letter: str, analyzer: Analyzer) -> str:
    """A letter of a regular expression as spellings have it; escapes and the names of groups stay."""
    if len(letter) > 1:
        return letter
    if letter.isascii():
        return letter.lower()
    terms: Sequence[Term] = analyzer.terms(letter)
    spelling = terms[0].spelling if terms else letter
    return _small(spelling) if len(spelling) == 1 else letter


def _problem(expression: str) -> str:
    """Why ``expression`` is no regular expression; "" if it is one."""
    if len(expression) > LONGEST_EXPRESSION:
        return f"it is longer than {LONGEST_EXPRESSION:,} characters"
    if _SEVERAL.fullmatch(expression):
        return "it is several words"
    from searchlib.automata.automaton import whole  # seldom needed

    try:
        whole(expression)
    except ValueError as error:
        return str(error)
    return ""
