"""When must the answer be there? A deadline, asked between the steps of a search; without one nobody asks."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["Deadline", "OutOfTime"]


class OutOfTime(Exception):
    """The deadline has passed. It never leaves the execution, which answers with what there is."""


class Deadline:
    """``seconds`` from now, by ``clock``.

    What only adds to an answer may be given in part when time is up; what excludes must be known whole.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds
        self._whole = 0
        self.has_passed = False
        """Whether anybody was told that time is up: something may be missing."""

    def check(self) -> None:
        """Raise OutOfTime once the time is up."""
        if self.has_passed or self._clock() >= self._end:
            self.has_passed = True
            raise OutOfTime

    @property
    def allows_parts(self) -> bool:
        """Whether a part of what is being worked out is of use."""
        return not self._whole

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Within it all or nothing is of use."""
        self._whole += 1
        try:
            yield
        finally:
            self._whole -= 1
