"""What helps somebody who found nothing, or is still typing? Frozen values that mean the same from every engine."""

from attrs import frozen

__all__ = ["Completion", "Help", "Sought", "Suggestions", "TitleCompletion"]


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


@frozen
class Completion:
    """A word that begins as typed, and how often it stands in the index; ``query``: all that was typed, completed."""

    word: str
    occurrences: int
    query: str


@frozen
class TitleCompletion:
    """An article whose title has a word for each that was typed, beginning so."""

    id: str
    title: str


@frozen
class Suggestions:
    """What somebody who is typing may mean: words and titles, the likeliest first."""

    words: tuple[Completion, ...] = ()
    titles: tuple[TitleCompletion, ...] = ()


def counted(passages: int) -> str:
    """``1 passage``, ``2,000 passages``."""
    return f"{passages:,} passage{'' if passages == 1 else 's'}"


def quoted(text: str) -> str:
    """A part of a question as it stands in a sentence; a phrase has its quotes already."""
    return text if '"' in text else f"“{text}”"
