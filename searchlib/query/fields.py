"""What may stand before a colon? Names come in, fields go out: what they are called in the tree, and what they hold."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final, Literal, NamedTuple, TypeAlias

from attrs import frozen

from searchlib.schema import AUTHOR, DATE, HEADING, LANGUAGE, SOURCE, TEXT, TITLE, metadata_field, metadata_name
from searchlib.written_values import AS_USUAL, Forms

__all__ = ["BUILT_IN", "FIELDS", "Contents", "Field", "Fields", "Kind", "Measure", "Names"]

Kind: TypeAlias = Literal["words", "text", "source", "language", "values", "date", "after", "before"]
"""``words``: a part of the passage, searched by words. All others are facts of the article: ``text`` (words of a
name), ``source`` (a path), ``language`` (a code), ``date``, the dates from or before a day, and ``values`` of the
metadata, which may be numbers, days and texts."""

_MARK = re.compile(r"\W")

Measure: TypeAlias = Literal["number", "date"]
"""What can be compared."""


class Contents(NamedTuple):
    """What the values of one name in the metadata are: how many are numbers, days, and texts that are neither.

    ``are_written``: some of them are strings, be they numbers or days, too. ``forms``: how these are written.
    """

    numbers: int = 0
    days: int = 0
    texts: int = 0
    are_written: bool = False
    forms: Forms = AS_USUAL

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What there is of them that can be compared, the more frequent first."""
        counts: tuple[tuple[Measure, int], ...] = (("number", self.numbers), ("date", self.days))
        return tuple(name for name, count in sorted(counts, key=lambda each: -each[1]) if count)

    @property
    def have_words(self) -> bool:
        """Whether some are found by words: not where all are numbers or days that no text says."""
        return self.are_written or bool(self.texts) or not self.measures

    def others(self, measure: Measure) -> int:
        """How many cannot be compared with what is of that measure."""
        return self.texts + (self.days if measure == "number" else self.numbers)

    def only(self, measure: Measure) -> "Contents":
        """The same where no other measure counts, if there is any of this one."""
        if measure not in self.measures:
            return self
        numbers, days = (self.numbers, 0) if measure == "number" else (0, self.days)
        return self._replace(numbers=numbers, days=days, texts=self.others(measure))


class Field(NamedTuple):
    """A field's name in the tree, and what it holds; ``contents``: what its values are, where they are metadata."""

    name: str
    kind: Kind
    contents: Contents = Contents()

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


@frozen
class Fields:
    """The fields of an index: the built-in ones, and those of its articles' metadata.

    ``metadata`` gives the names there with what their values are. It is called only when a name that is not built in
    was typed, once a question, as it may take its time; so may looking up a name in what it gives.
    """

    metadata: Callable[[], Mapping[str, Contents]] = dict


FIELDS: Final = Fields()
"""The built-in fields alone."""


class Names:
    """Finds fields for one question. Capitals do not matter, unless two names differ in nothing else.

    For a space, a hyphen, a dot and all else that is neither letter nor digit ``_`` may be typed.
    """

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._nearest: dict[str, str | None] = {}

    def find(self, name: str) -> Field | None:
        """The field called ``name``; None if there is none."""
        known = BUILT_IN.get(name) or BUILT_IN.get(name.casefold())
        if known is None and name.strip():
            known = self.find_metadata(name)
            if known is not None and not _can_be_typed(known, name):
                return None
        return known

    def find_metadata(self, name: str) -> Field | None:
        """The field of the articles' metadata called ``name``, also where a built-in one is; None if there is none."""
        known = self._by_name.get(name)
        if known is None:
            known = self._by_name.get(name.casefold())
        held = self._by_loose_name.get(_loose(name)) if known is None else known
        return None if held is None else Field(metadata_field(held), "values", self._held[held])

    def is_known(self, name: str) -> bool:
        """Whether ``name`` is built in, or one of the others if these have been asked for."""
        return name.casefold() in BUILT_IN or ("_held" in vars(self) and name.casefold() in self._by_name)

    def nearest(self, name: str) -> str | None:
        """The name that somebody may have meant who typed ``name``."""
        if name not in self._nearest:
            from difflib import get_close_matches  # seldom needed

            own = [known for known in self._held if metadata_field(known) == known and known.strip()]
            typed = {known.casefold(): known for known in (*own, *BUILT_IN)}
            near = get_close_matches(name.casefold(), typed, n=1)
            self._nearest[name] = typed[near[0]] if near else None
        return self._nearest[name]

    @cached_property
    def _held(self) -> Mapping[str, Contents]:
        return self._fields.metadata()

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """The names of the metadata by themselves, by the names of their fields, and by both without capitals."""
        fields = {metadata_field(name): name for name in self._held}
        own = {name: name for name in self._held}
        return _converted(str.casefold, fields) | _converted(str.casefold, own) | fields | own

    @cached_property
    def _by_loose_name(self) -> dict[str, str]:
        return _converted(_loose, self._by_name)


def _converted(form: Callable[[str], str], names: Mapping[str, str]) -> dict[str, str]:
    return {form(typed): name for typed, name in names.items()}


def _loose(name: str) -> str:
    return _MARK.sub("_", name.casefold())


def _can_be_typed(field: Field, name: str) -> bool:
    """Whether the metadata's field can be asked for by ``name``: no other field, not even a hidden one, bears it, too.

    One that is told apart (``metadata.passage``) is asked for by that name.
    """
    return field.name == metadata_name(field.name) or _loose(name) == _loose(field.name)
