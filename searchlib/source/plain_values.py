"""What is a value of Python's, numpy's or pandas' in a record? One of those that a file of JSON gives, or a date.

Numbers of any kind become int or float, sequences and sets lists, mappings dictionaries, identifiers and paths strings.
What is missing (None, NaN, NaT, NA) is None. A point in time at midnight without a time zone is its day: who has no
type for days writes it so.
"""

import datetime
import math
import sys
from collections.abc import Collection, Set
from decimal import Decimal
from enum import Enum
from numbers import Integral, Real
from pathlib import PurePath
from typing import Any, Final
from uuid import UUID

import numpy as np
from attrs import define, field

from searchlib.errors import ArticleError

__all__ = ["is_mapping", "plain", "plain_record"]

DEEPEST: Final = 50
"""Values may hold values so deep."""

MOST: Final = 1_000_000
"""So many values may be in one; a list that holds another twice holds what is in it twice."""

_LONGEST_INTEGER: Final = 18
"""Digits: a longer number stays the digits that it is, as in a file of JSON."""

_AS_THEY_ARE: Final = frozenset({str, bool, datetime.date})
_MIDNIGHT: Final = datetime.time()


def is_mapping(value: object) -> bool:
    """Whether it gives values by keys, as a ``dict`` does and a row of sqlite3."""
    is_keyed = callable(getattr(value, "keys", None)) and hasattr(type(value), "__getitem__")
    return is_keyed and getattr(value, "ndim", 1) == 1  # a DataFrame of pandas' has keys, and is many mappings


def plain_record(mapping: Any) -> dict[str, Any]:
    """The values of a mapping as :func:`plain` has them. Raises ArticleError for keys that are no strings, too."""
    return {_key(key): plain(mapping[key], key) for key in mapping.keys()}  # noqa: SIM118 - sqlite3's rows are no dict


def plain(value: object, name: str) -> Any:
    """The value as a record of JSON has it, or a ``datetime.date`` or ``datetime.datetime``.

    Raises ArticleError, which begins with ``name``, for what is none: bytes, objects, what holds itself.
    """
    return value if type(value) in _AS_THEY_ARE else _Conversion(name).of(value)


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise ArticleError(f"the key {key!r:.80} is no string")
    return str.__str__(key)


@define
class _Conversion:
    """Makes plain what ``name`` has; ``above`` are the containers that are open, ``count`` what has come so far."""

    name: str
    above: list[object] = field(factory=list)
    count: int = 0

    def of(self, value: object) -> Any:
        """The plain value, None where it is missing."""
        self.count += 1
        if self.count > MOST:
            raise self._wrong(f"holds more than {MOST:,} values")
        if isinstance(value, Enum):
            value = value.value
        if type(value) in _AS_THEY_ARE:
            return value
        if _is_missing(value):
            return None
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, bytes | bytearray | memoryview):
            raise self._wrong("bytes are no text: decode them first")
        if isinstance(value, datetime.date | np.datetime64):
            return self._moment(value)
        if isinstance(value, np.bool_ | Integral | Real | Decimal):
            return self._number(value)
        if isinstance(value, UUID | PurePath | datetime.time):
            return str(value)
        return self._container(value)

    def _moment(self, value: datetime.date | np.datetime64) -> datetime.date:
        moment = value.astype("datetime64[us]").item() if isinstance(value, np.datetime64) else value
        if not isinstance(moment, datetime.date):
            raise self._wrong(f"{value} is in no year from 1 to 9999")
        if isinstance(moment, datetime.datetime) and moment.timetz() == _MIDNIGHT:
            return moment.date()
        return moment

    def _number(self, value: Any) -> bool | int | float | str:
        if isinstance(value, np.timedelta64):
            raise self._wrong("a length of time is no number")
        if isinstance(value, np.bool_):
            return bool(value)
        if isinstance(value, Integral) or (isinstance(value, Decimal) and _is_whole(value)):
            return self._integer(int(value))
        try:
            number = float(value)
        except (OverflowError, ValueError):
            number = math.inf
        if math.isinf(number) and value != number:
            raise self._wrong("the number is too large")
        return number

    def _integer(self, number: int) -> int | str:
        try:
            digits = str(number)
        except ValueError:
            raise self._wrong("the number is too large") from None
        return number if len(digits) <= _LONGEST_INTEGER else digits

    def _container(self, value: Any) -> Any:
        if getattr(value, "ndim", None) == 0:
            return self.of(value.item())
        if any(value is holder for holder in self.above):
            raise self._wrong("holds itself")
        if len(self.above) == DEEPEST:
            raise self._wrong(f"is nested more than {DEEPEST} deep")
        self.above.append(value)
        try:
            return self._opened(value)
        finally:
            self.above.pop()

    def _opened(self, value: Any) -> list[Any] | dict[str, Any]:
        if is_mapping(value) and not getattr(value, "ndim", 0):  # a Series of pandas' is a list
            return {_key(key): self.of(value[key]) for key in value.keys()}  # noqa: SIM118 - as above
        if isinstance(value, Set):
            return [self.of(each) for each in sorted(value, key=repr)]  # the same in each process
        if isinstance(value, Collection):
            return [self.of(each) for each in value]
        raise self._wrong(f"{type(value).__name__} is no string, number, date, list or mapping")

    def _wrong(self, what: str) -> ArticleError:
        return ArticleError(f"{self.name:.80}: {what}")


def _is_whole(value: Decimal) -> bool:
    """Whether it is a whole number of few digits."""
    return value.is_finite() and value.adjusted() < _LONGEST_INTEGER and value == value.to_integral_value()


def _is_missing(value: object) -> bool:
    """Whether it is None, or what numbers, dates and tables have in its place."""
    if isinstance(value, Decimal):
        return value.is_nan()
    if isinstance(value, Real | datetime.date | np.datetime64):
        return bool(value != value)  # NaN and NaT alone are not their own equals
    pandas = sys.modules.get("pandas")
    return value is None or (pandas is not None and value is pandas.NA)
