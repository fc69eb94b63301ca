"""The kinds of arrays that kernels take and give, named for what their numbers mean."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Array", "Documents", "Flags", "Found", "Int64", "Places", "Rows", "Scores"]

Array: TypeAlias = NDArray[Any]
Int64: TypeAlias = NDArray[np.int64]

Flags: TypeAlias = NDArray[np.bool_]
"""For each of something, whether it is wanted."""

Rows: TypeAlias = NDArray[np.intp]
"""Where something stands in another array."""

Documents: TypeAlias = NDArray[np.uint32]
"""Numbers of documents in their segment, ascending, none twice."""

Scores: TypeAlias = NDArray[np.floating[Any]]
"""What each document of a list scores, aligned with it."""

Found: TypeAlias = tuple[Documents, Scores | None]
"""The documents that match in one segment, and what they score; None where scores are not asked for."""

Places: TypeAlias = NDArray[np.uint32]
"""Positions counted from the segment's first word, with one left free between two documents."""
