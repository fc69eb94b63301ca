"""How does marked-up text become one text with blocks? Piece by piece, a blank line between them."""

from attrs import define, field

from searchlib.source.draft import Block

__all__ = ["Assembly"]

_GAP = "\n\n"


@define
class Assembly:
    """A text that grows by blocks. What a piece has of white space at its ends is dropped, and so is an empty piece."""

    blocks: list[Block] = field(factory=list)
    _pieces: list[str] = field(factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return _GAP.join(self._pieces)

    def add(self, text: str, level: int = 0, line: int | None = None) -> None:
        """Put a heading (``level`` from 1) or a paragraph (0) at the end; ``line`` is where the file has it."""
        lead = text.lstrip()
        piece = lead.rstrip()
        if not piece:
            return
        if line is not None:
            line += text[: len(text) - len(lead)].count("\n")
        start = self._length + (len(_GAP) if self._pieces else 0)
        self._length = start + len(piece)
        self._pieces.append(piece)
        self.blocks.append(Block(start, self._length, level, line))
