"""What is a word of a question? A chunk comes in, a leaf goes out: its words, each with what it is found by.

A suffix (:func:`split_suffix`) is what is asked for behind a word, a quote or a bracket: ``~2``, how near, and ``^3``,
how much it counts.

What is no word at either end of a chunk is taken away, so that a leaf's text is what a person would call the word; read
again, it gives the same leaf. A chunk of several words is

- one phrase if they are joined by one of ``.@_'-&=+#$%~``, by nothing (Chinese and Japanese), or by a slash
  or colon between digits: ``example.com``, ``first.last@example.com``, ``9/11``, ``10:30``; an address with
  ``://`` or ``www.`` is one whatever joins its words;
- several words, of which any will do, if anything else stands between: ``iran/iraq``, ``one,two``.
"""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from searchlib.analysis import TERM_LIMIT, Analyzer, Term, Token
from searchlib.query.lexer import OPERATORS, looks_like_field
from searchlib.query.nodes import Boosted, Node, Terms, Word
from searchlib.query.notices import Notices, shortened

__all__ = [
    "ADDRESS_ENDS",
    "HEAVIEST",
    "LIGHTEST",
    "NO_SUFFIX",
    "Suffix",
    "boosted",
    "is_address",
    "joined_spellings",
    "known_word",
    "split_suffix",
    "suffix_of",
    "tidy",
    "trimmed",
    "word_leaf",
]

_LEADING = "+-!'‘’‚‹›,;:~^./\\"
_TRAILING = ",;:!?…'’‘›."
_JOINERS = frozenset(".@_'’-‐‑·&=+#$%~")
_DIGIT_JOINERS = frozenset("/:")

_MOST_WHOLES = 100  # of a compound whose parts have several spellings each


def word_leaf(chunk: str, field: str | None, analyzer: Analyzer) -> Word | None:
    """``chunk`` taken as words, whatever is in it; None if there is none."""
    return known_word(tidy(chunk), field, analyzer)


def known_word(text: str, field: str | None, analyzer: Analyzer) -> Word | None:
    """The words of a chunk that is tidy."""
    tokens = analyzer.tokens(text)
    return Word(text, field, _runs(text, tokens, analyzer)) if tokens else None


def tidy(chunk: str) -> str:
    """``chunk`` without what is no part of a word at its ends, and such that it is read as a chunk again."""
    text = trimmed(chunk)
    if text in OPERATORS:
        return text.lower()
    return text.replace(":", ";", 1) if looks_like_field(text) else text


def trimmed(chunk: str) -> str:
    """``chunk`` without what is no part of a word at its ends."""
    stripped = chunk.lstrip(_LEADING)
    text = stripped.rstrip(_TRAILING)
    if "." in text and stripped.startswith(".", len(text)):
        text += "."  # U.S.
    return text


def joined_spellings(terms: Terms) -> list[str]:
    """The spellings of a compound as one word: of ``Covid-19`` it is ``covid19``.

    Case is left aside, as the parts may be known by their capitals: ``U.S.-led``.
    """
    wholes = {""}
    for _, parts in groupby(terms, key=_step):
        spellings = [term.spelling.lower() for term in parts]
        wholes = {(whole + spelling)[:TERM_LIMIT] for whole in wholes for spelling in spellings}
        if len(wholes) > _MOST_WHOLES or all(len(whole) == TERM_LIMIT for whole in wholes):
            break
    return [term.spelling for term in terms if term.step == 0 and term.spelling.lower() in wholes]


def is_address(chunk: str) -> bool:
    """Whether ``chunk`` is one of the web's addresses."""
    return "://" in chunk or chunk.startswith("www.")


def _step(term: Term) -> int:
    return term.step


def _terms(text: str, token: Token, analyzer: Analyzer) -> Terms:
    return analyzer.query_terms(text[token.start : token.end])


def _runs(text: str, tokens: Sequence[Token], analyzer: Analyzer) -> tuple[tuple[Terms, ...], ...]:
    """The terms of ``tokens``, those that are joined in one run."""
    runs = [[_terms(text, tokens[0], analyzer)]]
    address = is_address(text)
    for before, token in pairwise(tokens):
        terms = _terms(text, token, analyzer)
        if address or _are_joined(text, before.end, token.start):
            runs[-1].append(terms)
        else:
            runs.append([terms])
    return tuple(map(tuple, runs))


def _are_joined(text: str, end: int, start: int) -> bool:
    """Whether a word that ends at ``end`` and one that begins at ``start`` are one phrase."""
    if start <= end:
        return True
    if start - end > 1:
        return False
    between = text[end]
    digits = text[end - 1].isdigit() and text[start].isdigit()
    return between in _JOINERS or (digits and between in _DIGIT_JOINERS)


HEAVIEST, LIGHTEST = 1000.0, 0.001
"""Between these a boost may be; what is beyond them is taken as the nearer one."""

_DIGITS = 6  # of a boost, so that it is read as it is written
_PARTS = re.compile(r"([*~^])([0-9.]*)")
_ENDS = "0123456789~^,:;!?…'’‘›."
ADDRESS_ENDS = _ENDS.replace("~", "")
"""What may stand behind one of the web's addresses, in which a tilde is none."""


class Suffix(NamedTuple):
    """``distance`` is what stands after a ``~``, None if there is none; ``boost`` is 1 if there is none."""

    distance: str | None
    boost: float


NO_SUFFIX = Suffix(None, 1.0)


def split_suffix(chunk: str, notices: Notices, ends: str = _ENDS) -> tuple[str, Suffix]:
    """``chunk`` without ``~2`` and ``^3`` at its end, and what these say; ``ends`` is all that may stand there."""
    cut = place = len(chunk)
    while place and chunk[place - 1] in ends:
        place -= 1
        if chunk[place] in "~^":
            cut = place
    if not cut or cut == len(chunk):
        return chunk, NO_SUFFIX
    return chunk[:cut], suffix_of(chunk[cut:], notices)


def suffix_of(text: str, notices: Notices) -> Suffix:
    """What a suffix says; of several of a kind the last counts."""
    distance, boost = None, 1.0
    for mark, number in _PARTS.findall(text):
        if mark == "~":
            distance = number.rstrip(".")
        elif mark == "^":
            boost = _boost(number, notices)
        else:
            notices.add("a * after a quote or bracket is not understood: it is left out")
    return Suffix(distance, boost)


def boosted(node: Node, boost: float, notices: Notices) -> Node:
    """``node`` counted ``boost`` times."""
    if boost == 1.0:
        return node
    if node.is_fact:
        notices.add(f"facts add nothing to the score: ^{boost:g} is left out")
        return node
    if isinstance(node, Boosted):
        product = _limited(node.factor * boost)
        return node.node if product == 1.0 else Boosted(node.node, product)
    return Boosted(node, boost)


def _boost(number: str, notices: Notices) -> float:
    try:
        value = float(number)
    except ValueError:
        value = 0.0
    if not value > 0:
        notices.add(f"{shortened('^' + number)} needs a number above 0 after it: it is left out")
        return 1.0
    limited = _limited(value)
    if not LIGHTEST <= value <= HEAVIEST:
        notices.add(f"{shortened('^' + number)} is out of bounds: ^{limited:g} is taken")
    return limited


def _limited(value: float) -> float:
    return float(f"{min(max(value, LIGHTEST), HEAVIEST):.{_DIGITS}g}")
