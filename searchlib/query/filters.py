"""Filters: which articles may answer, passed beside a question as values; they mean what the same says when typed.

``Filters(sources="politics/*")`` becomes the node that ``source:"politics/*"`` is read to, by the same code, and so
does each of the others: ``author:``, ``lang:``, ``after:``, ``before:`` and the names of metadata.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from attrs import field, frozen

from searchlib.analysis import Analyzer
from searchlib.article import SingleValue
from searchlib.errors import InvalidRequest
from searchlib.numerals import numeral
from searchlib.query.clauses import phrase_leaves
from searchlib.query.compile import compiled
from searchlib.query.fields import BUILT_IN, Contents, Field, Fields, Names
from searchlib.query.lexer import with_gershayim
from searchlib.query.nodes import Node
from searchlib.query.normalize import combine
from searchlib.query.notices import Notices, shortened
from searchlib.query.queries import Query
from searchlib.query.words import NO_SUFFIX
from searchlib.schema import AUTHOR, LANGUAGE, SOURCE

if TYPE_CHECKING:
    from attrs import Attribute

__all__ = ["Filters", "Range", "Restriction", "restriction_of"]

Bound: TypeAlias = "float | datetime.date | None"


def _day(value: Any) -> Any:
    """Of a point in time its day."""
    return value.date() if isinstance(value, datetime.datetime) else value


@frozen
class Range:
    """The numbers or the days from ``low`` up to ``high``, both included; None is no limit.

    Raises InvalidRequest for a range without any limit, of a number and a date, or that runs backwards.
    """

    low: Bound = field(default=None, converter=_day)
    high: Bound = field(default=None, converter=_day)

    def __attrs_post_init__(self) -> None:
        ends = [end for end in (self.low, self.high) if end is not None]
        for name, end in (("low", self.low), ("high", self.high)):
            if end is not None and not (_is_number(end) or isinstance(end, datetime.date)):
                raise InvalidRequest(f"{name} of a Range is {end!r}: it must be a number or a datetime.date")
        if not ends:
            raise InvalidRequest("low and high of a Range are both None: one must be given")
        if len({isinstance(end, datetime.date) for end in ends}) > 1:
            raise InvalidRequest(f"low and high of a Range are {self.low!r} and {self.high!r}: of two types")
        if ends[0] > ends[-1]:  # type: ignore[operator]  # of one type, as was seen
            raise InvalidRequest(f"low of a Range is {self.low!r}, above its high {self.high!r}")

    @property
    def is_of_days(self) -> bool:
        """Whether its limits are days, not numbers."""
        return isinstance(self.high if self.low is None else self.low, datetime.date)

    def __str__(self) -> str:
        """As it is typed: ``10..20``, ``2005-03-07..``."""
        return f"{_numeral(self.low)}..{_numeral(self.high)}"


_ANY: Final = Contents()

FilterValue: TypeAlias = SingleValue | Range
"""What one named value of the metadata is asked to be."""


def _several(values: Any) -> tuple[Any, ...]:
    """Several values, or one that stands alone."""
    is_one = isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable)
    return (values,) if is_one else tuple(values)


def _strings(values: Iterable[str] | str) -> tuple[str, ...]:
    return _several(values)


def _are_strings(_: object, attribute: "Attribute[Any]", values: tuple[object, ...]) -> None:
    for value in values:
        if not isinstance(value, str):
            raise InvalidRequest(f"{attribute.name} has {value!r}: it must be a string, or several of them")


def _is_day(_: object, attribute: "Attribute[Any]", value: object) -> None:
    if value is not None and not isinstance(value, datetime.date):
        raise InvalidRequest(f"{attribute.name} is {value!r}: it must be a datetime.date")


def _by_name(
    values: "Mapping[str, FilterValue | Sequence[FilterValue]]",
) -> "Mapping[str, FilterValue | Sequence[FilterValue]]":
    if not isinstance(values, Mapping):
        raise InvalidRequest(f"metadata is {values!r}: it must be a mapping from names to values")
    return {name: _values(name, value) for name, value in values.items()}


def _values(name: object, value: Any) -> Any:
    """One value of a name, or a tuple of several."""
    if not isinstance(name, str):
        raise InvalidRequest(f"metadata has the name {name!r}: it must be a string")
    several = isinstance(value, list | tuple)
    values = tuple(map(_day, value if several else [value]))
    if not values:
        raise InvalidRequest(f"metadata {name!r} has no value: one of several must hold")
    for each in values:
        if not (isinstance(each, str | bool | datetime.date | Range) or _is_number(each)):
            raise InvalidRequest(f"metadata {name!r} is {each!r}: it must be a string, a number, a date or a Range")
    return values if several else values[0]


def _is_number(value: object) -> bool:
    """Whether it is a number that can be compared with others."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return isfinite(value)
    except OverflowError:
        return False


@frozen(kw_only=True)
class Filters:
    """Which articles may answer, whatever the words; everything given must hold, of several values any.

    Each means what it means in a question (docs/queries.md): case and accents do not matter.

    ``after``: of that day or later. ``before``: earlier than that day. An article without a date passes neither.
    ``sources``: a part of the source's path; with ``*`` or ``?`` its end, from a slash on (``politics/*``, ``*.txt``).
    ``languages``: ``en`` is ``en-US``, too. ``authors``: words side by side in one of the authors' names.
    ``metadata``: by name a text, whose words stand side by side in the value; a number or date, which may be written as
    text there; a :class:`Range` of them; or several of these as a list or tuple. In a name ``_`` stands for any mark. A
    name that no article has admits none, with a warning.

    Raises InvalidRequest for values of other types.
    """

    after: datetime.date | None = field(default=None, converter=_day, validator=_is_day)
    before: datetime.date | None = field(default=None, converter=_day, validator=_is_day)
    sources: tuple[str, ...] = field(default=(), converter=_strings, validator=_are_strings)
    languages: tuple[str, ...] = field(default=(), converter=_strings, validator=_are_strings)
    authors: tuple[str, ...] = field(default=(), converter=_strings, validator=_are_strings)
    metadata: Mapping[str, FilterValue | Sequence[FilterValue]] = field(factory=dict, converter=_by_name, hash=False)

    @property
    def is_open(self) -> bool:
        """Whether every article passes."""
        dated = self.after is not None or self.before is not None
        return not (dated or self.sources or self.languages or self.authors or self.metadata)


class Restriction(NamedTuple):
    """What filters come to: the tree of what may answer, None for everything; and what a person should be told."""

    tree: Query | None
    warnings: tuple[str, ...]


EVERYTHING = Restriction(None, ())


def restriction_of(filters: Filters, analyzer: Analyzer, fields: Fields) -> Restriction:
    """What ``filters`` ask for of an index with these fields. Raises InvalidRequest for what are no Filters."""
    if not isinstance(filters, Filters):
        raise InvalidRequest(f"filters is {filters!r}: it must be of the type Filters")
    if filters.is_open:
        return EVERYTHING
    notices = Notices()
    asked = [
        _any_of(name, values, known, analyzer, notices)
        for name, values, known in _asked(filters, Names(fields))
        if not _is_any(values, known)
    ]
    if not asked:
        return EVERYTHING
    demanded = [node for node in asked if node is not None]
    tree = compiled(combine(demanded) if len(demanded) == len(asked) else None)
    return Restriction(tree, notices.texts() + notices.remarks())


def _asked(filters: Filters, names: Names) -> Iterator[tuple[str, tuple[FilterValue, ...], Field | None]]:
    """Each filter's name, its values, of which one must hold, and its field if there is one."""
    days = [("after", filters.after), ("before", filters.before)]
    yield from ((name, (day,), BUILT_IN[name]) for name, day in days if day is not None)
    texts = [(AUTHOR, filters.authors), (SOURCE, filters.sources), (LANGUAGE, filters.languages)]
    yield from ((name, values, BUILT_IN[name]) for name, values in texts if values)
    yield from ((name, _several(values), names.find_metadata(name)) for name, values in filters.metadata.items())


def _is_any(values: Sequence[FilterValue], known: Field | None) -> bool:
    """Whether every path is one of ``values``."""
    if known is None or known.kind != "source":
        return False
    return any("*" in str(value) and not str(value).strip("*/") for value in values)


def _any_of(
    name: str, values: Sequence[FilterValue], known: Field | None, analyzer: Analyzer, notices: Notices
) -> Node | None:
    """What any of ``values`` asks for; None, with a warning, if nothing can be that."""
    if known is None:
        notices.add(f"no article has {shortened(name)} in its metadata: the filter admits none")
        return None
    node = combine(should=[leaf for value in values for leaf in _leaves(value, known, analyzer, notices)])
    if node is None:
        notices.add(f"the filter {shortened(name)} says nothing that an article can have: it admits none")
    return node


def _leaves(value: FilterValue, known: Field, analyzer: Analyzer, notices: Notices) -> Sequence[Node]:
    """What stands for one value, as if it were typed in quotes behind the name of its field."""
    if known.kind == "before" and value == datetime.date.min:
        return []
    if known.kind == "values" and not isinstance(value, str):  # where values are of several types: its own
        known = known._replace(contents=known.contents.only("date" if _is_of_days(value) else "number"))
    return phrase_leaves(_typed(value, known.contents), NO_SUFFIX, known, analyzer, notices)


def _is_of_days(value: SingleValue | Range) -> bool:
    return value.is_of_days if isinstance(value, Range) else isinstance(value, datetime.date)


def _typed(value: FilterValue, contents: Contents) -> str:
    """A value as it is typed behind a name with these contents."""
    if isinstance(value, Range):
        return f"{_numeral(value.low, contents)}..{_numeral(value.high, contents)}"
    if isinstance(value, str):
        return with_gershayim(value)
    return str(value) if isinstance(value, bool) and not contents.numbers else _numeral(value, contents)


def _numeral(value: SingleValue | None, contents: Contents = _ANY) -> str:
    """A value as it is typed, a number as the contents are written."""
    if value is None:
        return ""
    if isinstance(value, str | datetime.date):
        return str(value)
    number = float(value) if isinstance(value, float) or abs(value) >= 10**30 else int(value)
    return numeral(number, has_decimal_comma=contents.forms.has_decimal_comma)
