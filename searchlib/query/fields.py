"""What may stand before a colon? Names come in, fields go out: what they are called in the tree, and what they hold."""

from collections.abc import Callable, Mapping
from typing import Final, Literal, NamedTuple, TypeAlias

from attrs import frozen

from searchlib.schema import AUTHOR, DATE, HEADING, LANGUAGE, SOURCE, TEXT, TITLE, metadata_field, metadata_name

__all__ = ["BUILT_IN", "FIELDS", "Field", "Fields", "Kind", "Names"]

Kind: TypeAlias = Literal["words", "text", "source", "language", "number", "date", "after", "before"]
"""``words``: a part of the passage, searched by words. All others are facts of the article: ``text`` (words of a
name), ``source`` (a path), ``language`` (a code), ``number``, ``date``, and the dates from or before a day."""


class Field(NamedTuple):
    """A field's name in the tree, and what it holds."""

    name: str
    kind: Kind

    @property
    def is_fact(self) -> bool:
        """Whether it tells of the article, not of the passage's words."""
        return self.kind != "words"


BUILT_IN: Final[Mapping[str, Field]] = {
    TEXT: Field(TEXT, "words"),
    TITLE: Field(TITLE, "words"),
    HEADING: Field(HEADING, "words"),
    AUTHOR: Field(AUTHOR, "text"),
    SOURCE: Field(SOURCE, "source"),
    "lang": Field(LANGUAGE, "language"),
    LANGUAGE: Field(LANGUAGE, "language"),
    DATE: Field(DATE, "date"),
    "after": Field(DATE, "after"),
    "before": Field(DATE, "before"),
}
"""The fields of every index, by what a person types."""

_KINDS: Final[Mapping[str, Kind]] = {"text": "text", "number": "number", "date": "date"}


@frozen
class Fields:
    """The fields of an index: the built-in ones, and those of its articles' metadata.

    ``metadata`` gives the names there with their types: "text", "number" or "date". It is called only when a name that
    is not built in was typed, once a question, as it may take its time.
    """

    metadata: Callable[[], Mapping[str, str]] = dict


FIELDS: Final = Fields()
"""The built-in fields alone."""


class Names:
    """Finds fields for one question. Capitals do not matter, unless two names differ in nothing else."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._own: dict[str, Field] | None = None
        self._nearest: dict[str, str | None] = {}

    def find(self, name: str) -> Field | None:
        """The field called ``name``; None if there is none."""
        known = BUILT_IN.get(name) or BUILT_IN.get(name.casefold())
        if known is None:
            known = self.find_metadata(name)
            if known is not None and not _can_be_typed(known):
                return None
        return known

    def find_metadata(self, name: str) -> Field | None:
        """The field of the articles' metadata called ``name``, also where a built-in one is; None if there is none."""
        own = self._metadata()
        return own.get(name) or own.get(name.casefold())

    def is_known(self, name: str) -> bool:
        """Whether ``name`` is built in, or one of the others if these have been asked for."""
        return name.casefold() in BUILT_IN or name.casefold() in (self._own or ())

    def nearest(self, name: str) -> str | None:
        """The name that somebody may have meant who typed ``name``."""
        if name not in self._nearest:
            from difflib import get_close_matches  # seldom needed

            own = [known for known, field in self._metadata().items() if _can_be_typed(field)]
            typed = {known.casefold(): known for known in (*own, *BUILT_IN)}
            near = get_close_matches(name.casefold(), typed, n=1)
            self._nearest[name] = typed[near[0]] if near else None
        return self._nearest[name]

    def _metadata(self) -> dict[str, Field]:
        if self._own is None:
            held = {
                name: Field(metadata_field(name), _KINDS.get(kind, "text"))
                for name, kind in self._fields.metadata().items()
            }
            self._own = {name.casefold(): field for name, field in held.items()} | held
        return self._own


def _can_be_typed(field: Field) -> bool:
    """Whether the metadata's field bears its name in questions: no other field, not even a hidden one, bears it, too.

    One that is told apart (``metadata.passage``) could not be asked for again by what is understood.
    """
    return field.name == metadata_name(field.name)
