"""What the values of one name in the metadata are: numbers and days, be they written as text, and all other texts.

How texts are written is decided over all values of a name (:class:`Forms`): one that only a decimal comma explains, and
none that only a decimal point does, make ``1.234`` a thousand; one day that can only stand before its month makes
``04/03/2019`` a day in March.
"""

import datetime
import math
import re
from typing import Final

from attrs import frozen

from searchlib.article import SingleValue
from searchlib.numerals import number_of
from searchlib.written_days import COMPACT, date_of, day_of, is_compact, numeric_order

__all__ = ["AS_USUAL", "Forms", "evidence_of"]


NOTHING: Final = 0
NUMBER: Final = 1
"""A number, and no day in eight digits."""
DECIMAL_POINT: Final = 2
"""A number only if the point begins the fraction."""
DECIMAL_COMMA: Final = 4
"""A number only if the comma does."""
COMPACT_DAY: Final = 8
"""A day in eight digits."""
DAY_FIRST: Final = 16
MONTH_FIRST: Final = 32

_POINT_ALONE: Final = re.compile(r"[0-9]{1,30}\.(?:[0-9]{1,2}|[0-9]{4,30})")
"""Most numbers with a fraction: what the rules below say of them is said at once."""

_ORDERS: Final = {DAY_FIRST: True, MONTH_FIRST: False}


@frozen
class Forms:
    """How the texts of one name are written. A value is a number; else it may be a day; else it is a text.

    ``has_decimal_comma``: ``1.234,5``. ``is_day_first``: whether days stand before months, None where it is not known.
    ``has_compact_days``: all that look like numbers are days in eight digits.
    """

    has_decimal_comma: bool = False
    is_day_first: bool | None = None
    has_compact_days: bool = False

    @classmethod
    def of(cls, evidence: int) -> "Forms":
        """The forms that the evidence of all values (:func:`evidence_of`), joined by ``|``, speaks for."""
        return cls(
            evidence & (DECIMAL_COMMA | DECIMAL_POINT) == DECIMAL_COMMA,
            _ORDERS.get(evidence & (DAY_FIRST | MONTH_FIRST)),
            evidence & (COMPACT_DAY | NUMBER) == COMPACT_DAY,
        )

    def number_of(self, value: SingleValue) -> int | float | None:
        """The number that a value is; None if it is none, as what is not a number (nan) is."""
        if isinstance(value, str):
            return None if self.has_compact_days else number_of(value, has_decimal_comma=self.has_decimal_comma)
        if isinstance(value, datetime.date) or (isinstance(value, float) and math.isnan(value)):
            return None
        return value

    def day_of(self, value: SingleValue) -> datetime.date | None:
        """The day that a value is; None if it is none."""
        if not isinstance(value, str):
            return value if isinstance(value, datetime.date) else None
        if self.has_compact_days and (match := COMPACT.fullmatch(value)):
            return date_of(match)
        return day_of(value, is_day_first=self.is_day_first)


AS_USUAL: Final = Forms()
"""Where the values do not say."""


def evidence_of(value: SingleValue) -> int:
    """What one value says of how those beside it are written: some of the constants here, joined by ``|``."""
    if not isinstance(value, str):
        return NOTHING
    if value.isdigit() and value.isascii():
        return COMPACT_DAY if is_compact(value) else NUMBER
    if _POINT_ALONE.fullmatch(value):
        return NUMBER | DECIMAL_POINT
    with_point, with_comma = number_of(value), number_of(value, has_decimal_comma=True)
    if with_point is None and with_comma is None:
        is_day_first = numeric_order(value)
        return NOTHING if is_day_first is None else DAY_FIRST if is_day_first else MONTH_FIRST
    if with_comma is None:
        return NUMBER | DECIMAL_POINT
    return NUMBER | DECIMAL_COMMA if with_point is None else NUMBER
