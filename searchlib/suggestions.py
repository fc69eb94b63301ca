"""What may somebody mean who is still typing? Completions: frozen values that mean the same from every engine."""

from attrs import frozen

__all__ = ["Completion", "Suggestions", "TitleCompletion"]


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
