"""What stands between quotes? Words as they are spelled, side by side; or parts, some of them patterns and choices.

``"closed embassy"`` is a phrase. Where one of its words has wildcards (``"negotiat* team"``), is fuzzy, is to be found
by its stem (``"~embassies of"``) or is one of several (``"(iran OR prime minister) visits"``), its parts are looked for
side by side; and each word is a part where they only need to be near each other (``"a b"~5``).
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from searchlib.analysis import Analyzer, Token
from searchlib.analysis.broken_words import whole_words
from searchlib.analysis.tokenizer import words
from searchlib.query.lexer import DOUBLE_QUOTES
from searchlib.query.nodes import Group, Nearby, Node, Quoted, Terms, Word
from searchlib.query.normalize import combine
from searchlib.query.notices import Notices, shortened
from searchlib.query.proximity import with_field
from searchlib.query.wildcards import fuzzy_leaf, has_wildcard, wild_leaf
from searchlib.query.words import known_word, split_suffix, trimmed, word_leaf

__all__ = ["UNMARKED", "UNQUOTED", "has_parts", "quoted_leaf", "quoted_leaves"]

UNQUOTED: Final = str.maketrans(dict.fromkeys(DOUBLE_QUOTES, " "))
_UNCHUNKED = re.compile(r"[()]|&&|\|\|")  # no chunk holds these: they would not be read again
UNMARKED: Final = str.maketrans(dict.fromkeys("*?~()", " "))
"""For ``str.translate``: they take away quotes, and what marks other parts than plain words."""

_MARKS = re.compile(r"[*?~(]")
_WILDCARD = re.compile(r"\w\*|\*\w|\w\?\w|\?\*")
_FUZZY = re.compile(r"\w~[0-9]?(?!\S)")
_STEM = re.compile(r"(?<!\S)~\w")
_BRACKETS = re.compile(r"\(([^()]*+)\)")
_OR = re.compile(r"\sOR\s")


def quoted_leaves(
    content: str, gaps: int | None, field: str | None, analyzer: Analyzer, notices: Notices
) -> Sequence[Node]:
    """What stood between quotes: one node as a rule, several if any of them will do, none if there is no word in it.

    ``gaps``: how many other words may stand between its words, in any order; None if it is a phrase.
    """
    text = _typed(content.translate(UNQUOTED), analyzer)
    if gaps is None and not has_parts(text):
        leaf = _whole(text, field, analyzer)
        return [leaf] if leaf else []
    are_small = text.isupper() and len(analyzer.tokens(text)) > 1
    parts = _Parts(analyzer, notices, text, gaps is not None, are_small).parts()
    if len(parts) == 1 and are_small:  # what stands alone is read again alone
        parts = _Parts(analyzer, notices, text, gaps is not None, False).parts()
    if len(parts) > 1:
        return [Nearby(tuple(parts), field, gaps or 0, gaps is None, True)]
    if gaps is not None and parts:
        notices.add(f"~{gaps} after a quote needs two words in it: it is left out")
    alone = [node for part in parts for node in (part.should if isinstance(part, Group) else [part])]
    return [read for node in alone if (read := _alone(node, field, analyzer))]


def _alone(node: Node, field: str | None, analyzer: Analyzer) -> Node | None:
    """A part that stands for all of the phrase, as it is read outside of quotes."""
    return word_leaf(node.text, field, analyzer) if isinstance(node, Word) else with_field(node, field)


def has_parts(text: str) -> bool:
    """Whether a phrase holds something else than words as they are spelled."""
    if not _MARKS.search(text):
        return False
    if "(" in text and any(_OR.search(match[1]) for match in _BRACKETS.finditer(text)):
        return True
    return any(pattern.search(text) for pattern in (_WILDCARD, _FUZZY, _STEM))


def quoted_leaf(content: str, field: str | None, analyzer: Analyzer) -> Quoted | None:
    """The phrase of all that stood between quotes; None if there is no word in it."""
    return _whole(_typed(content.translate(UNQUOTED), analyzer), field, analyzer)


def _typed(content: str, analyzer: Analyzer) -> str:
    """``content`` with words in pieces as a person types them, for our own tokenizer."""
    return whole_words(content) if analyzer.tokenizer is words else content


def _whole(content: str, field: str | None, analyzer: Analyzer) -> Quoted | None:
    text = " ".join(content.split())
    tokens = analyzer.tokens(text)
    return _phrase(text, tokens, field, len(tokens) > 1 and text.isupper(), analyzer)  # "WAR AND PEACE" is no acronym


class _Parts:
    """Reads the parts of one phrase: first its items, plain pieces as text and all else as nodes."""

    def __init__(self, analyzer: Analyzer, notices: Notices, text: str, is_loose: bool, are_small: bool) -> None:
        self._analyzer = analyzer
        self._notices = notices
        self._text = text
        self._is_loose = is_loose  # each word is a part
        self._are_small = are_small  # what is typed in capitals alone is no acronym

    def parts(self) -> list[Node]:
        """The parts of all of it."""
        items: list[Node | str] = []
        for number, text in enumerate(_BRACKETS.split(self._text)):
            items += self._choice(_OR.split(text)) if number % 2 else self._items(text)
        return self._merged(items, self._is_loose)

    def _choice(self, alternatives: Sequence[str]) -> list[Node | str]:
        """One item, any of the alternatives; the items of one, if it is the only one."""
        read = [self._items(text) for text in alternatives]
        nodes = {node: items for items in read if (node := self._sequence(items))}
        if len(nodes) == 1:
            return next(iter(nodes.values()))
        choice = combine(should=list(nodes))
        return [choice] if choice else []

    def _sequence(self, items: Sequence[Node | str]) -> Node | None:
        parts = self._merged(items, is_loose=False)
        if len(parts) > 1:
            return Nearby(tuple(parts), None, 0, True, True)
        return parts[0] if parts else None

    def _merged(self, items: Iterable[Node | str], is_loose: bool) -> list[Node]:
        """The parts: plain pieces beside each other as one, unless ``is_loose``."""
        parts: list[Node] = []
        for is_plain, run in groupby(items, key=lambda item: isinstance(item, str)):
            if is_plain:
                pieces = [str(piece) for piece in run]
                texts = pieces if is_loose else [" ".join(pieces)]
                parts += [leaf for text in texts if (leaf := self._plain(text))]
            else:
                parts += [node for node in run if not isinstance(node, str)]
        return parts

    def _plain(self, text: str) -> Quoted | None:
        tokens = self._analyzer.tokens(text)
        are_small = self._are_small or (len(tokens) > 1 and text.isupper())
        return _phrase(text, tokens, None, are_small, self._analyzer)

    def _items(self, text: str) -> list[Node | str]:
        pieces = _UNCHUNKED.sub(" ", text).split()
        return [item for piece in pieces for item in self._item(piece)]

    def _item(self, piece: str) -> Sequence[Node | str]:
        """What a piece between white space is; several plain pieces if it was not understood."""
        leaf: Node | None = None
        if _WILDCARD.search(piece):
            leaf = wild_leaf(trimmed(piece.lstrip("~")), None, self._analyzer, self._notices)
            if leaf and _WILDCARD.search(leaf.text):
                return [leaf]
            self._notices.add(f"{shortened(piece)} is not understood in quotes: it is taken as its words alone")
            return piece.translate(UNMARKED).split()
        if not _STEM.search(piece) and not _FUZZY.search(piece):
            return [piece]
        leaf = None if has_wildcard(piece) else self._marked(piece)
        return [leaf] if leaf else piece.translate(UNMARKED).split()

    def _marked(self, piece: str) -> Node | None:
        """A piece with a tilde before or after its word."""
        if _STEM.search(piece):
            word, _ = split_suffix(trimmed(piece), Notices())
            return known_word(trimmed(word), None, self._analyzer)
        word, suffix = split_suffix(trimmed(piece), self._notices)
        word = trimmed(word).replace(":", ";")
        leaf = fuzzy_leaf(word, suffix.distance or "", None, self._analyzer, self._notices)
        return leaf if leaf and _FUZZY.search(f"{leaf.text}~1") else None


def _phrase(
    text: str, tokens: Sequence[Token], field: str | None, are_small: bool, analyzer: Analyzer
) -> Quoted | None:
    terms = _small_terms if are_small else _terms
    words = tuple(terms(text[token.start : token.end], analyzer) for token in tokens)
    return Quoted(text, field, words) if words else None


def _terms(word: str, analyzer: Analyzer) -> Terms:
    return analyzer.query_terms(word)


def _small_terms(word: str, analyzer: Analyzer) -> Terms:
    """The terms whether typed in capitals or not."""
    terms = analyzer.terms(word)
    return tuple(term for term in terms if not term.spelling.isupper()) or terms
