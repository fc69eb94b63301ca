"""What helps somebody who found nothing? The parts of a question with their counts, and what would find something."""

from attrs import frozen

__all__ = ["Help", "Sought", "counted", "quoted"]


@frozen
class Sought:
    """A word, phrase or other part of a question, as it was typed, and how many passages it is in."""

    text: str
    passages: int

    def __str__(self) -> str:
        return f"{quoted(self.text)}: {counted(self.passages) if self.passages else 'none'}"


@frozen
class Help:
    """Why a question found nothing, and what would.

    ``sought``: the parts that were looked for, each by itself and whatever the filters. ``apart``: pairs of words that
    are there but in no passage both. ``suggestion``: the nearest question that finds something, in canonical form, and
    ``found``: so many passages; None and 0 where there is none. ``is_unfiltered``: it does so only without the filters.
    """

    sought: tuple[Sought, ...]
    apart: tuple[tuple[str, str], ...] = ()
    suggestion: str | None = None
    found: int = 0
    is_unfiltered: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """The same in sentences: what there is of each part, and what to ask instead."""
        parts = [", ".join(map(str, self.sought))] if self.sought else []
        parts += [f"{quoted(one)} and {quoted(other)} never meet in one passage" for one, other in self.apart]
        lines = ["; ".join(parts)] if parts else []
        if self.suggestion is not None:
            how = " without the filters" if self.is_unfiltered else ""
            lines.append(f"{counted(self.found)}{how} for: {self.suggestion}")
        return tuple(lines)

    def __str__(self) -> str:
        return "\n".join(self.lines)


def counted(passages: int) -> str:
    """``1 passage``, ``2,000 passages``."""
    return f"{passages:,} passage{'' if passages == 1 else 's'}"


def quoted(text: str) -> str:
    """A part of a question as it stands in a sentence; a phrase has its quotes already."""
    return text if '"' in text else f"“{text}”"
