"""What does one piece of a question look for? A chunk or a quoted phrase comes in, a leaf goes out.

A chunk is a run of characters without white space. What is no word of it at either end is taken away, so that
a leaf's text is what a person would call the word; read again, it gives the same leaf. A chunk of several
words is

- one phrase if they are joined by one of ``.@_'-&=+#$%~``, by nothing (Chinese and Japanese), or by a slash
  or colon between digits: ``example.com``, ``first.last@example.com``, ``9/11``, ``10:30``; an address with
  ``://`` or ``www.`` is one whatever joins its words;
- several words, of which any will do, if anything else stands between: ``iran/iraq``, ``one,two``.
"""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from searchlib.analysis import TERM_LIMIT, Analyzer, Term, Token
from searchlib.query.lexer import DOUBLE_QUOTES, OPERATORS, looks_like_field
from searchlib.query.notices import Notices, shortened
from searchlib.query.syntax import Leaf, Prefixed, Quoted, Terms, Word

__all__ = ["bare_leaves", "joined_spellings", "quoted_leaf", "word_leaf"]

_LEADING = "+-!'‘’‚‹›,;:~^./\\"
_TRAILING = ",;:!?…'’‘›."
_JOINERS = frozenset(".@_'’-‐‑·&=+#$%~")
_DIGIT_JOINERS = frozenset("/:")

_WILD = re.compile(r"[*?]+")
_INNER_QUESTION_MARK = re.compile(r"\?\w")
_QUOTED_WILDCARD = re.compile(r"\w\*|\*\w|\w\?\w")
_SEPARATED = re.compile(r"\d[.,]\d")
_NUMBER_SUFFIX = "0123456789~^" + _TRAILING
_MOST_WHOLES = 100  # of a compound whose parts have several spellings each
_UNQUOTED = str.maketrans(dict.fromkeys(DOUBLE_QUOTES, " "))


def bare_leaves(chunk: str, field: str | None, analyzer: Analyzer, notices: Notices) -> Sequence[Leaf]:
    """What ``chunk`` asks for: a word, or the beginning of one.

    Several leaves, any of which will do, if it was not understood; none if there is no word in it.
    """
    text = tidy(chunk)
    if not text.isalpha() and not _is_address(text):
        text = tidy(_without_number_suffix(text, notices))
        if "*" in text or _INNER_QUESTION_MARK.search(text):
            return _wildcard_leaves(text, field, analyzer, notices)
    word = word_leaf(text, field, analyzer)
    return [word] if word else []


def word_leaf(chunk: str, field: str | None, analyzer: Analyzer) -> Word | None:
    """``chunk`` taken as words, whatever is in it; None if there is none."""
    text = tidy(chunk)
    tokens = analyzer.tokens(text)
    return Word(text, field, _runs(text, tokens, analyzer)) if tokens else None


def quoted_leaf(content: str, field: str | None, analyzer: Analyzer, notices: Notices) -> Quoted | None:
    """The phrase that stood between quotes; None if there is no word in it."""
    text = content.translate(_UNQUOTED)
    if _QUOTED_WILDCARD.search(text):
        notices.add(f"wildcards in quotes are not understood: {shortened(text)} is taken as its words alone")
        text = _WILD.sub(" ", text)
    text = " ".join(text.split())
    tokens = analyzer.tokens(text)
    terms = _small_terms if len(tokens) > 1 and text.isupper() else _terms  # "WAR AND PEACE" is no acronym
    words = tuple(terms(text, token, analyzer) for token in tokens)
    return Quoted(text, field, words) if words else None


def tidy(chunk: str) -> str:
    """``chunk`` without what is no part of a word at its ends, and such that it is read as a chunk again."""
    stripped = chunk.lstrip(_LEADING)
    text = stripped.rstrip(_TRAILING)
    if "." in text and stripped.startswith(".", len(text)):
        text += "."  # U.S.
    if text in OPERATORS:
        return text.lower()
    return text.replace(":", ";", 1) if looks_like_field(text) else text


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


def _wildcard_leaves(text: str, field: str | None, analyzer: Analyzer, notices: Notices) -> Sequence[Leaf]:
    start = tidy(text.rstrip("*"))
    if text.endswith("*") and start and "*" not in start and not _INNER_QUESTION_MARK.search(start):
        leaf = _prefix_leaf(start, field, analyzer, notices)
        if leaf:
            return [leaf]
    parts = [_without_number_suffix(part, notices) for part in _WILD.split(text)]
    words = [word for part in parts if (word := word_leaf(part, field, analyzer))]
    if words:
        meant = shortened(" ".join(word.text for word in words))
        notices.add(
            "of wildcards only a * after the beginning of one word is understood:"
            f" {shortened(text)} is taken as {meant}"
        )
    else:
        notices.add("a * needs the beginning of a word before it: it is left out")
    return words


def _prefix_leaf(start: str, field: str | None, analyzer: Analyzer, notices: Notices) -> Prefixed | None:
    """The leaf for ``start*``; None if ``start`` is not one word, or a number that no rule makes one."""
    tokens = analyzer.tokens(start)
    if len(tokens) != 1:
        return None
    end = tokens[0].end
    spellings = _beginnings(start[tokens[0].start : end], analyzer)
    if not spellings:
        return None
    kept = tidy(start[:end])
    if end < len(start):
        notices.add(
            f"{shortened(start[end:])} before a * is no part of a word: {shortened(start + '*')} is taken as"
            f" {shortened(kept + '*')}"
        )
    return Prefixed(kept, field, tuple(dict.fromkeys(_small(spelling) for spelling in spellings)))


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


def _small(spelling: str) -> str:
    return spelling.lower() if spelling.isupper() else spelling


def _without_number_suffix(chunk: str, notices: Notices) -> str:
    """``chunk`` without ``~2`` or ``^3`` at its end, which a later version of the language may understand."""
    end = len(chunk.rstrip(_NUMBER_SUFFIX))
    marks = [place for place in (chunk.find("~", end), chunk.find("^", end)) if place >= 0]
    if not end or not marks:
        return chunk
    cut = min(marks)
    notices.add(f"{shortened(chunk[cut:])} after a word is not understood: it is left out")
    return chunk[:cut]


def _is_address(chunk: str) -> bool:
    return "://" in chunk or chunk.startswith("www.")


def _step(term: Term) -> int:
    return term.step


def _terms(text: str, token: Token, analyzer: Analyzer) -> Terms:
    return analyzer.query_terms(text[token.start : token.end])


def _small_terms(text: str, token: Token, analyzer: Analyzer) -> Terms:
    """The terms whether typed in capitals or not."""
    terms = analyzer.terms(text[token.start : token.end])
    return tuple(term for term in terms if not term.spelling.isupper()) or terms


def _runs(text: str, tokens: Sequence[Token], analyzer: Analyzer) -> tuple[tuple[Terms, ...], ...]:
    """The terms of ``tokens``, those that are joined in one run."""
    runs = [[_terms(text, tokens[0], analyzer)]]
    address = _is_address(text)
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
