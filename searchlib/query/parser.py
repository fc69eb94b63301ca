"""What did a person ask? Lexemes come in, one node goes out, and warnings about what had to be repaired.

The parser keeps its own stack of open brackets, so that no nesting overflows Python's.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final, NamedTuple

from searchlib.analysis import Analyzer
from searchlib.analysis.broken_words import may_have_pieces, whole_words
from searchlib.analysis.tokenizer import words
from searchlib.query.brackets import Frame, Operand
from searchlib.query.clauses import bare_leaves, phrase_leaves, regular_leaves
from searchlib.query.fact_values import is_of_words
from searchlib.query.fields import Names
from searchlib.query.lexer import (
    DOUBLE_QUOTES,
    FUNCTIONS,
    OPERATORS,
    Lexeme,
    field_name,
    lexemes,
    plain_text,
    with_gershayim,
)
from searchlib.query.nodes import Node
from searchlib.query.normalize import combine
from searchlib.query.notices import Notices, shortened
from searchlib.query.pasted_sentences import lexemes_of_sentence, may_be_sentence, with_quoted_words
from searchlib.query.words import NO_SUFFIX, Suffix, boosted, suffix_of, word_leaf
from searchlib.white_space import LINE_END, without_line_ends

__all__ = ["DEEPEST", "Parsed", "parse", "parse_sentence"]

DEEPEST = 100
"""Brackets within so many others are left out."""

_QUOTE = re.compile(f"([{DOUBLE_QUOTES}])")
_SOFT_END = re.compile(rf"(?<!-)\u00ad+(?=\s+(?:{'|'.join(sorted((*OPERATORS, *FUNCTIONS)))})\b|[^\w\s\u00ad]|\s*\Z)")
"""Soft hyphens before an operator or a sign part no word."""
_SIGN = re.compile(r"(?<![^\s(])([+-])(?=\S)")
_GAPS = re.compile(r"(.*?)(?<![0-9]),([0-9]{1,9})", re.DOTALL)


class Parsed(NamedTuple):
    """What was typed means (None if there is no word in it), what is to be said, whether it is a pasted sentence."""

    node: Node | None
    warnings: tuple[str, ...]
    remarks: tuple[str, ...]
    is_sentence: bool


def parse(text: str, analyzer: Analyzer, names: Names, all_but: Collection[str] | None = None) -> Parsed:
    """The meaning of ``text``: of words side by side any will do, or all are wanted that are not among ``all_but``."""
    text = _typed(text, analyzer)
    sentence = parse_sentence(text, analyzer, names, all_but)
    if sentence is not None:
        return sentence
    parser = _Parser(analyzer, names, all_but)
    node = parser.parse(lexemes(text))
    return Parsed(node, parser.notices.texts(), parser.notices.remarks(), is_sentence=False)


def _typed(text: str, analyzer: Analyzer) -> str:
    """``text`` with words in pieces as a person types them, for our own tokenizer; what is quoted may be a path."""
    if analyzer.tokenizer is not words or not may_have_pieces(text):
        return text
    whole = _whole(text)
    plain = plain_text(whole)
    return whole if plain == whole else _whole(plain)


def _whole(text: str) -> str:
    text = _SOFT_END.sub("", text)
    parts = _QUOTE.split(with_gershayim(LINE_END.sub("-", without_line_ends(text))))
    parts[::4] = map(_whole_words, parts[::4])
    return "".join(parts)


def _whole_words(text: str) -> str:
    """What is outside quotes, where a sign before a word is none of its characters."""
    return "".join(map(whole_words, _SIGN.split(text)))


def parse_sentence(
    text: str, analyzer: Analyzer, names: Names, all_but: Collection[str] | None = None
) -> Parsed | None:
    """The meaning of a pasted sentence; None if ``text`` is none, or means the same as one."""
    if not may_be_sentence(text):
        return None
    parser = _Parser(analyzer, names, all_but)
    sentence = lexemes_of_sentence(text, analyzer, names, parser.notices)
    if sentence is None:
        return None
    node = parser.parse(sentence)
    if node is not None:
        node = with_quoted_words(node, sentence, analyzer, parser.notices, all_but)
    return Parsed(node, parser.notices.texts(), parser.notices.remarks(), is_sentence=True)


class _Parser:
    """Reads one question."""

    def __init__(self, analyzer: Analyzer, names: Names, all_but: Collection[str] | None) -> None:
        self.notices = Notices()
        self._analyzer = analyzer
        self._names = names
        self._frames = [Frame(None, all_but=all_but)]
        self._frame = self._frames[0]
        self._too_deep = 0
        self._suffix = NO_SUFFIX
        self._left_out: list[str] = []  # operators: if there is nothing else, they were meant as words

    def parse(self, pieces: Iterable[Lexeme]) -> Node | None:
        for kind, piece in pieces:
            _TAKERS[kind](self, piece)
        if len(self._frames) > 1:
            self.notices.add("a bracket is not closed: it is closed at the end")
        while len(self._frames) > 1:
            self._leave(NO_SUFFIX)
        node = self._finished()
        if node is None and self._left_out:
            words = (word_leaf(operator, None, self._analyzer) for operator in self._left_out)
            node = combine(should=[word for word in words if word])
        if node is None:
            self.notices.add("there is no word in the question")
        return node

    def _chunk(self, piece: str) -> None:
        frame = self._frame
        if frame.takes_gaps:
            self._near_chunk(piece)
            return
        if piece[-1] == ":" and self._names.is_known(piece[:-1]):
            self.notices.add(f"no word follows {shortened(piece)} without a space: it is taken as a word")
        self._operands(bare_leaves(piece, frame.scope, self._analyzer, self.notices))

    def _near_chunk(self, piece: str) -> None:
        """A chunk within NEAR and its like, where a number after a comma says how near."""
        frame = self._frame
        if frame.awaits_gaps and piece.isascii() and piece.isdigit():
            frame.gaps = piece
            return
        both = _GAPS.fullmatch(piece)
        word = both[1] if both else piece
        self._operands(bare_leaves(word, frame.scope, self._analyzer, self.notices))
        frame.awaits_gaps = both is None and piece.endswith(",")
        frame.gaps = both[2] if both else None

    def _quoted(self, content: str) -> None:
        nodes = self._phrase(content)
        if not nodes:
            self.notices.add("there is no word between the quotes: they are left out")
        self._operands(nodes)

    def _unclosed(self, content: str) -> None:
        nodes = self._phrase(content)
        self.notices.add(
            f"a quote is not closed: it is closed at the end, {shortened(' '.join(content.split()))}"
            if nodes
            else "a quote is not closed and has no word after it: it is left out"
        )
        self._operands(nodes)

    def _phrase(self, content: str) -> Sequence[Node]:
        return phrase_leaves(content, self._taken_suffix(), self._frame.scope, self._analyzer, self.notices)

    def _regular(self, expression: str) -> None:
        suffix, field = self._taken_suffix(), self._frame.scope
        self._operands(regular_leaves(expression, suffix, field, self._analyzer, self.notices))

    def _open(self, opener: str) -> None:
        if len(self._frames) <= DEEPEST:
            above = self._frame
            self._frame = Frame(above.scope, opener, all_but=above.all_but_within if opener == "(" else None)
            self._frames.append(self._frame)
        else:
            self._too_deep += 1
            self.notices.add(f"brackets within {DEEPEST} others are left out")

    def _close(self, _: str) -> None:
        suffix = self._taken_suffix()
        if self._too_deep:
            self._too_deep -= 1
        elif len(self._frames) > 1:
            self._leave(suffix)
        else:
            self.notices.add("a closing bracket has no opening one: it is left out")

    def _sign(self, sign: str) -> None:
        self._frame.sign = sign

    def _signs(self, signs: str) -> None:
        self.notices.add(f"{shortened(signs)} before a word is not understood: it is left out")

    def _operator(self, operator: str) -> None:
        frame = self._frame
        if frame.is_attached:  # +NOT, title:OR
            self._chunk(operator)
        elif operator == "NOT":
            frame.negated = not frame.negated
        elif frame.operands and not frame.link and not frame.negated:
            frame.link = operator
        else:
            self._leave_out(operator)

    def _leave_out(self, operator: str) -> None:
        place = "after it" if operator == "NOT" else "on both sides"
        self.notices.add(f"{operator} needs a word {place}: it is left out")
        self._left_out.append(operator)

    def _field(self, name: str) -> None:
        frame = self._frame
        if frame.target:
            self.notices.add(f"{shortened(name + ':')} stands after another field: the last one counts")
        known = self._names.find(name)
        if known is not None:
            frame.target = known
            return
        word = word_leaf(name, frame.words_field, self._analyzer)
        frame.strays += [word] if word else []
        near = None if self.notices.are_full else self._names.nearest(name)
        hint = f"; did you mean {field_name(near)}:" if near else ""
        self.notices.add(f"there is no field {shortened(name)}, so this is taken as a word{hint}")

    def _named(self, name: str) -> None:
        """A phrase right before a colon: the name of a field, if there is one."""
        if self._names.find(name) is not None:
            self._field(name)
            return
        near = None if self.notices.are_full else self._names.nearest(name)
        if near:
            hint = f"did you mean {field_name(near)}:"
            self.notices.add(f"there is no field {shortened(name)}, so this is taken as a phrase; {hint}")
        self._quoted(name)

    def _suffixed(self, suffix: str) -> None:
        self._suffix = suffix_of(suffix, self.notices)

    def _taken_suffix(self) -> Suffix:
        """What stands behind the piece that is being read."""
        suffix, self._suffix = self._suffix, NO_SUFFIX
        return suffix

    def _operands(self, nodes: Sequence[Node]) -> None:
        """Adds ``nodes`` as one operand of the open bracket: any of them will do where any of its operands will.

        In the deepest brackets it is the last of them: any of them would need another bracket in the
        canonical form.
        """
        nodes = [*self._frame.strays, *nodes] if self._frame.strays else nodes
        several = len(nodes) > 1 and len(self._frames) <= DEEPEST
        if several:
            self._add(combine(should=nodes) if self._frame.all_but_within is None else combine(must=nodes))
        else:
            self._add(nodes[-1] if nodes else None)

    def _add(self, node: Node | None) -> None:
        """Adds ``node`` to the open bracket; None stands for a piece without words."""
        frame = self._frame
        if frame.gaps is not None:
            self._add_number(frame)
        if node is not None:
            frame.operands.append(Operand(node, frame.link, frame.is_negative, frame.sign == "+"))
            frame.link, frame.negated = "", False
        elif frame.target and (not frame.target.is_fact or is_of_words(frame.target)):  # of other facts it was said
            self.notices.add(f"there is no word after {shortened(frame.target.name + ':')}: it is left out")
        frame.sign, frame.target = "", None
        frame.strays.clear()

    def _add_number(self, frame: Frame) -> None:
        """Adds a number within NEAR that something follows: so it was a word."""
        word = word_leaf(frame.gaps or "", frame.words_field, self._analyzer)
        frame.operands += [Operand(word)] if word else []
        frame.gaps, frame.awaits_gaps = None, False

    def _leave(self, suffix: Suffix) -> None:
        """Leaves the innermost bracket."""
        node = self._finished()
        self._frames.pop()
        self._frame = self._frames[-1]
        if suffix.distance is not None:
            self.notices.add("~ after a bracket is not understood: it is left out")
        self._operands([boosted(node, suffix.boost, self.notices)] if node else [])

    def _finished(self) -> Node | None:
        frame = self._frame
        if frame.link:
            self._leave_out(frame.link)
        if frame.negated:
            self._leave_out("NOT")
        return frame.meaning(self.notices)


_TAKERS: Final[dict[str, Callable[[_Parser, str], None]]] = {
    "chunk": _Parser._chunk,
    "quoted": _Parser._quoted,
    "named": _Parser._named,
    "unclosed": _Parser._unclosed,
    "regular": _Parser._regular,
    "open": _Parser._open,
    "function": _Parser._open,
    "close": _Parser._close,
    "sign": _Parser._sign,
    "signs": _Parser._signs,
    "operator": _Parser._operator,
    "field": _Parser._field,
    "suffix": _Parser._suffixed,
}
