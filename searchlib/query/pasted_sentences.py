"""Pasted sentences: questions that were copied from a text, so that its marks are punctuation, not syntax.

A question is one when it has :data:`WORDS` words or more, at least :data:`FUNCTION_WORDS` of them function words, and
nothing that only a searcher types: ``AND``, ``OR``, ``NOT`` or ``BEFORE``, unless all of it is in capitals; ``+``
before a word, round brackets, a field's name and colon, ``*``, ``~`` or ``^`` at a word, a regular expression.

In it quotes show what somebody said, so their words are looked for one by one, too; a dash or ``!`` before a word
excludes nothing; a quote that is not closed is left out; and where all is in capitals, these mean nothing.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Final

from searchlib.analysis import Analyzer, stop_words
from searchlib.query.canonical import canonical
from searchlib.query.clauses import quoted_words
from searchlib.query.fields import Names
from searchlib.query.lexer import DOUBLE_QUOTES, LONGEST, OPERATORS, Lexeme, lexemes
from searchlib.query.nodes import Group, Node, Quoted, Word
from searchlib.query.normalize import combine
from searchlib.query.notices import Notices
from searchlib.query.phrases import has_parts
from searchlib.query.rewrite import is_stop_word
from searchlib.query.words import word_leaf

__all__ = ["FUNCTION_WORDS", "WORDS", "lexemes_of_sentence", "may_be_sentence", "with_quoted_words"]

WORDS: Final = 8
FUNCTION_WORDS: Final = 2

_READ_OTHERWISE = re.compile(rf"[{DOUBLE_QUOTES}'‘‚‹!-](?<!\w['‘‚‹!-])")  # within a word these are its own
_SEARCHED_FOR = re.compile(r"\w[*~^]|\*\w")
_SYNTAX: Final = frozenset({"open", "close", "function", "operator", "regular", "suffix"})
_SIGNS: Final = frozenset({"sign", "signs"})


def may_be_sentence(text: str) -> bool:
    """Whether, at a glance, ``text`` may be a pasted sentence that means something else than it would to a searcher."""
    is_long = len(text.split(None, WORDS - 1)) == WORDS
    return is_long and (_READ_OTHERWISE.search(text) is not None or text.isupper())


def lexemes_of_sentence(text: str, analyzer: Analyzer, names: Names, notices: Notices) -> list[Lexeme] | None:
    """The lexemes of a pasted sentence without what is no syntax in it; None if ``text`` is none.

    Without a list of function words, as ``plain`` has none, nothing is one.
    """
    function_words = stop_words(analyzer.name)
    if not function_words or not _has_function_words(text, analyzer, function_words):
        return None
    is_shouted = text.isupper() and _has_meaning_capitals(text, analyzer)
    found, is_open = _without_open_quotes(text.lower() if is_shouted else text)
    if any(_is_typed_by_searchers(kind, piece, names) for kind, piece in found):
        return None
    if is_shouted:
        _note("capitals mean nothing: AND, OR, NOT, WHO, IT and US are words", notices)
    if is_open:
        _note("a quote that is not closed is left out", notices)
    for (kind, sign), (_, piece) in pairwise(found):
        if kind == "sign" and any(map(str.isalnum, piece)):
            _note(f"{sign} before a word excludes nothing (NOT does)", notices)
    return [("quoted", piece) if kind == "named" else (kind, piece) for kind, piece in found if kind not in _SIGNS]


def with_quoted_words(
    node: Node,
    sentence: Iterable[Lexeme],
    analyzer: Analyzer,
    notices: Notices,
    all_but: Collection[str] | None = None,
) -> Node:
    """``node``, which a pasted sentence means, with the words of its quotations as bare words behind all else.

    Where all words of a quotation stand bare in ``node``, none of them is added. Where with them the canonical text
    would be too long to be read again, the phrases are left out. ``all_but``: all words are wanted but these.
    """
    if all_but is not None:
        return _with_demanded_words(node, sentence, analyzer, notices, all_but)
    bare = set(_choices(node))
    added: list[Word] = []
    for kind, piece in sentence:
        words = quoted_words(piece, analyzer) if kind == "quoted" else ()
        added += words if not bare.issuperset(words) else ()
    if not added:
        return node
    both = combine(should=[node, *added]) or node
    if len(canonical(both)) <= LONGEST:
        _note("the words in quotes count one by one, too (+ before a quote demands it)", notices)
        return both
    _note("the words in quotes count one by one (for phrases it is too long)", notices)
    return combine(should=[each for each in _choices(both) if not isinstance(each, Quoted)]) or both


def _with_demanded_words(
    node: Node, sentence: Iterable[Lexeme], analyzer: Analyzer, notices: Notices, all_but: Collection[str]
) -> Node:
    """The same where all words are wanted: those of the quotations in their place, function words left out."""
    demanded = node.must if isinstance(node, Group) and node.must else (node,)
    kept = [each for each in demanded if not isinstance(each, Quoted)]
    quoted = [word for kind, piece in sentence if kind == "quoted" for word in quoted_words(piece, analyzer)]
    words = [word for word in quoted if not is_stop_word(word, all_but)]
    if len(kept) == len(demanded) or not words:
        return node
    _note("the words in quotes count one by one (+ before a quote demands it)", notices)
    return combine(must=[*kept, *words]) or node


def _choices(node: Node) -> Sequence[Node]:
    return node.should if isinstance(node, Group) else (node,)


def _note(what: str, notices: Notices) -> None:
    notices.add(f"this is read as a sentence, so {what}")


def _has_function_words(text: str, analyzer: Analyzer, function_words: frozenset[str]) -> bool:
    """Whether there are enough words, and of them function words; what might be an operator is none."""
    is_small = text.isupper()
    words = functions = 0
    for piece in text.split():
        word = word_leaf(piece.lower() if is_small else piece, None, analyzer)
        if word is not None:
            words += 1
            functions += piece not in OPERATORS and is_stop_word(word, function_words)
            if words >= WORDS and functions >= FUNCTION_WORDS:
                return True
    return False


def _has_meaning_capitals(text: str, analyzer: Analyzer) -> bool:
    """Whether a text in capitals means something else in small letters."""
    if any(kind == "operator" for kind, _ in lexemes(text)):
        return True
    words = (text[token.start : token.end] for token in analyzer.tokens(text))
    return any(analyzer.query_terms(word) != analyzer.query_terms(word.lower()) for word in words)


def _without_open_quotes(text: str) -> tuple[list[Lexeme], bool]:
    """The lexemes of ``text``, those behind a quote that is not closed as all others; and whether there is one."""
    found = list(lexemes(text))
    is_open = False
    while found and found[-1][0] == "unclosed":  # twice at most: there are two pairs of signs
        is_open = True
        found += lexemes(found.pop()[1])
    return found, is_open


def _is_typed_by_searchers(kind: str, piece: str, names: Names) -> bool:
    if kind == "chunk":
        return _SEARCHED_FOR.search(piece) is not None
    if kind == "quoted" or (kind == "named" and names.find(piece) is None):
        return has_parts(piece)
    if kind == "sign":
        return piece == "+"
    if kind in ("field", "named"):
        return names.find(piece) is not None
    return kind in _SYNTAX
