"""What did a person ask? Lexemes come in, one node goes out, and warnings about what had to be repaired.

The parser keeps its own stack of open brackets, so that no nesting overflows Python's.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Final

from attrs import Factory, define

from searchlib.analysis import Analyzer
from searchlib.query.grouping import Operand, grouped
from searchlib.query.leaves import bare_leaves, quoted_leaf, word_leaf
from searchlib.query.lexer import lexemes
from searchlib.query.notices import Notices, shortened
from searchlib.query.syntax import Node, combine

__all__ = ["DEEPEST", "parse"]

DEEPEST = 100
"""Brackets within so many others are left out."""


def parse(text: str, analyzer: Analyzer, fields: Collection[str]) -> tuple[Node | None, tuple[str, ...]]:
    """The meaning of ``text``, None if there is no word in it, and the warnings."""
    parser = _Parser(analyzer, fields)
    node = parser.parse(text)
    return node, parser.notices.texts()


@define(eq=False, repr=False)
class _Frame:
    """An open bracket, or the whole: what was read in it, and what is known of the operand to come.

    ``link`` and ``negated`` (from AND, OR, NOT) wait for the next operand; ``sign``, ``target`` (a field) and
    ``strays`` (names of unknown fields, as words) are attached to it without white space.
    """

    field: str | None
    operands: list[Operand] = Factory(list)
    link: str = ""
    negated: bool = False
    sign: str = ""
    target: str | None = None
    strays: list[Node] = Factory(list)

    @property
    def scope(self) -> str | None:
        """The field of the operand to come."""
        return self.target or self.field

    @property
    def is_attached(self) -> bool:
        return bool(self.sign or self.target or self.strays)


class _Parser:
    """Reads one question."""

    def __init__(self, analyzer: Analyzer, fields: Collection[str]) -> None:
        self.notices = Notices()
        self._analyzer = analyzer
        self._fields = {name.casefold(): name for name in fields}
        self._frames = [_Frame(None)]
        self._frame = self._frames[0]
        self._too_deep = 0
        self._left_out: list[str] = []  # operators: if there is nothing else, they were meant as words

    def parse(self, text: str) -> Node | None:
        for kind, piece in lexemes(text):
            _TAKERS[kind](self, piece)
        if len(self._frames) > 1:
            self.notices.add("a bracket is not closed: it is closed at the end")
        while len(self._frames) > 1:
            self._leave()
        node = self._finished()
        if node is None and self._left_out:
            words = (word_leaf(operator, None, self._analyzer) for operator in self._left_out)
            node = combine(should=[word for word in words if word])
        if node is None:
            self.notices.add("there is no word in the question")
        return node

    def _chunk(self, piece: str) -> None:
        if piece.endswith(":") and piece[:-1].casefold() in self._fields:
            self.notices.add(f"no word follows {shortened(piece)} without a space: it is taken as a word")
        self._operands(bare_leaves(piece, self._frame.scope, self._analyzer, self.notices))

    def _quoted(self, content: str) -> None:
        leaf = quoted_leaf(content, self._frame.scope, self._analyzer, self.notices)
        if leaf is None:
            self.notices.add("there is no word between the quotes: they are left out")
        self._operands([leaf] if leaf else [])

    def _unclosed(self, content: str) -> None:
        leaf = quoted_leaf(content, self._frame.scope, self._analyzer, self.notices)
        self.notices.add(
            f"a quote is not closed: it is closed at the end, {shortened(leaf.text)}"
            if leaf
            else "a quote is not closed and has no word after it: it is left out"
        )
        self._operands([leaf] if leaf else [])

    def _open(self, _: str) -> None:
        if len(self._frames) <= DEEPEST:
            self._frame = _Frame(self._frame.scope)
            self._frames.append(self._frame)
        else:
            self._too_deep += 1
            self.notices.add(f"brackets within {DEEPEST} others are left out")

    def _close(self, _: str) -> None:
        if self._too_deep:
            self._too_deep -= 1
        elif len(self._frames) > 1:
            self._leave()
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
        known = self._fields.get(name.casefold())
        if known is not None:
            frame.target = known
            return
        word = word_leaf(name, frame.scope, self._analyzer)
        frame.strays += [word] if word else []
        from difflib import get_close_matches  # seldom needed

        near = get_close_matches(name.casefold(), self._fields, n=1)
        hint = f"; did you mean {self._fields[near[0]]}:" if near else ""
        self.notices.add(f"there is no field {shortened(name)}, so this is taken as a word{hint}")

    def _suffix(self, suffix: str) -> None:
        self.notices.add(f"{shortened(suffix)} after a quote or bracket is not understood: it is left out")

    def _operands(self, nodes: Sequence[Node]) -> None:
        """Adds ``nodes``, any of which will do, as one operand of the open bracket.

        In the deepest brackets it is the last of them: any of them would need another bracket in the
        canonical form.
        """
        nodes = [*self._frame.strays, *nodes] if self._frame.strays else nodes
        several = len(nodes) > 1 and len(self._frames) <= DEEPEST
        self._add(combine(should=nodes) if several else nodes[-1] if nodes else None)

    def _add(self, node: Node | None) -> None:
        """Adds ``node`` to the open bracket; None stands for a piece without words."""
        frame = self._frame
        if node is not None:
            negative = frame.negated != (frame.sign in ("-", "!"))
            frame.operands.append(Operand(node, frame.link, negative, frame.sign == "+"))
            frame.link, frame.negated = "", False
        elif frame.target:
            self.notices.add(f"there is no word after {shortened(frame.target + ':')}: it is left out")
        frame.sign, frame.target = "", None
        frame.strays.clear()

    def _leave(self) -> None:
        """Leaves the innermost bracket."""
        node = self._finished()
        self._frames.pop()
        self._frame = self._frames[-1]
        self._operands([node] if node else [])

    def _finished(self) -> Node | None:
        frame = self._frame
        if frame.link:
            self._leave_out(frame.link)
        if frame.negated:
            self._leave_out("NOT")
        return grouped(frame.operands)


_TAKERS: Final[dict[str, Callable[[_Parser, str], None]]] = {
    "chunk": _Parser._chunk,
    "quoted": _Parser._quoted,
    "unclosed": _Parser._unclosed,
    "open": _Parser._open,
    "close": _Parser._close,
    "sign": _Parser._sign,
    "signs": _Parser._signs,
    "operator": _Parser._operator,
    "field": _Parser._field,
    "suffix": _Parser._suffix,
}
