"""What does a person need to be told about how the question was understood? A few sentences, each once."""

__all__ = ["SHOWN", "Notices", "shortened"]

SHOWN = 5
"""So many warnings are spelled out; of the rest the number is given."""

_QUOTED_WIDTH = 40


class Notices:
    """Collects warnings in the order in which their causes were typed."""

    def __init__(self) -> None:
        self._texts: dict[str, None] = {}
        self._remarks: dict[str, None] = {}

    def add(self, text: str) -> None:
        """Adds ``text`` unless it was said before."""
        self._texts[text] = None

    def remark(self, text: str) -> None:
        """Adds what is no fault of the question: what of the index it cannot reach."""
        self._remarks[text] = None

    @property
    def are_full(self) -> bool:
        """Whether what is added now is only counted."""
        return len(self._texts) > SHOWN

    def texts(self) -> tuple[str, ...]:
        """The first five, and how many more there are."""
        return _first(tuple(self._texts))

    def remarks(self) -> tuple[str, ...]:
        """The first five remarks, and how many more there are."""
        return _first(tuple(self._remarks))


def _first(texts: tuple[str, ...]) -> tuple[str, ...]:
    if len(texts) <= SHOWN + 1:
        return texts
    return (*texts[:SHOWN], f"and {len(texts) - SHOWN} more warnings of this kind")


def shortened(text: str) -> str:
    """``text`` in quotes, cut where it is too long to be repeated to the person who typed it."""
    return f"“{text}”" if len(text) <= _QUOTED_WIDTH else f"“{text[: _QUOTED_WIDTH - 1]}…”"
