"""Where do arrays keep values that come one after another? In a column, which doubles its room."""

from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["Column"]

Scalar = TypeVar("Scalar", bound=np.generic)


class Column(Generic[Scalar]):
    """Values of one dtype, added at the end."""

    def __init__(self, dtype: type[Scalar]) -> None:
        self._room: NDArray[Scalar] = np.empty(64, dtype)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    @property
    def values(self) -> NDArray[Scalar]:
        """The values so far, as a view that later additions do not change."""
        return self._room[: self._length]

    def extend(self, values: NDArray[Scalar]) -> int:
        """Add ``values``; the number of the first of them."""
        begin = self._length
        end = begin + len(values)
        if end > len(self._room):
            room = np.empty(max(end, 2 * len(self._room)), self._room.dtype)
            room[:begin] = self.values
            self._room = room
        self._room[begin:end] = values
        self._length = end
        return begin
