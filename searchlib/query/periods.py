"""Periods of the calendar: a year, a month or a day, as it is typed and as it is written."""

import datetime
import re
from calendar import monthrange
from typing import TypeAlias

from searchlib.query.notices import Notices, shortened

__all__ = ["Days", "period", "written"]

Days: TypeAlias = tuple[datetime.date, datetime.date]
"""The first day and the last."""

_PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")


def period(text: str, notices: Notices) -> Days | None:
    """The days of a year, a month or a day; None if ``text`` names none.

    Of a day or month that cannot be, as the 30th of February, the month or year that can is taken, with a warning.
    """
    match = _PERIOD.fullmatch(text)
    if match is None or int(match[1]) < datetime.MINYEAR:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is not None and not 1 <= month <= 12:
        notices.add(f"there is no {shortened(text)}: all of {match[1]} is taken")
        month = day = None
    if month is None:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    last = monthrange(year, month)[1]
    if day is not None and not 1 <= day <= last:
        notices.add(f"there is no {shortened(text)}: all of {year:04}-{month:02} is taken")
        day = None
    return datetime.date(year, month, day or 1), datetime.date(year, month, day or last)


def written(low: datetime.date | None, high: datetime.date | None) -> str:
    """The shortest text that says these days, as ``2005-03..2005-07``."""
    for cut, fits in ((4, _is_year), (7, _is_month), (10, None)):
        if fits is None or fits(low, high):
            ends = [day.isoformat()[:cut] if day else "" for day in (low, high)]
            return ends[0] if ends[0] == ends[1] else "..".join(ends)
    raise AssertionError


def _is_year(low: datetime.date | None, high: datetime.date | None) -> bool:
    starts = low is None or (low.month, low.day) == (1, 1)
    return starts and (high is None or (high.month, high.day) == (12, 31))


def _is_month(low: datetime.date | None, high: datetime.date | None) -> bool:
    starts = low is None or low.day == 1
    return starts and (high is None or high.day == monthrange(high.year, high.month)[1])
