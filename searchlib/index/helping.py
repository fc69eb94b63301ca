"""What does a worker process do for the writer? It takes articles, makes a segment of them, and merges segments."""

from pathlib import Path
from typing import TypeAlias

import numpy as np
from attrs import define
from numpy.typing import NDArray

from searchlib.analysis import Analyzer
from searchlib.index.buffer import Buffer
from searchlib.index.building import merge_segments
from searchlib.index.parcels import unpacked
from searchlib.index.reader import open_segments
from searchlib.index.storing import ArticleBuffer
from searchlib.index.table import FileRow, SegmentRow
from searchlib.index.updating import Made, room_within

__all__ = ["Files", "State", "finish", "merge", "take"]

Files: TypeAlias = tuple[FileRow, FileRow]


@define
class State:
    """What a worker process keeps between orders."""

    folder: Path
    analyzer: Analyzer
    memory: int
    dictionary: bytes | None
    buffer: Buffer | None = None

    def forget_words(self, share: int) -> None:
        """Begin anew with words if they take more than one of so many parts of the memory. Nothing may wait."""
        room = room_within(self.memory)
        if self.buffer is not None and self.buffer.words_size > room // share:
            self.buffer = None


def take(state: State, parcel: bytes) -> None:
    """Add the articles to the range that the worker is at."""
    if state.buffer is None:
        state.buffer = Buffer(state.analyzer, ArticleBuffer(state.dictionary))
    for article in unpacked(parcel):
        state.buffer.add(article)


def finish(state: State, identity: bytes) -> Files:
    """Write the range as the segment of that id."""
    assert state.buffer is not None
    files = state.buffer.write(state.folder, identity)
    state.buffer.clear()
    state.forget_words(2)
    return files


def merge(state: State, identity: bytes, rows: list[SegmentRow], gone: list[NDArray[np.bool_] | None]) -> Made:
    """Write the segment of that id from those of the rows."""
    state.forget_words(4)
    plain = open_segments(state.folder, rows)
    segments = [segment.without(flags) for segment, flags in zip(plain, gone, strict=True)]
    return identity, merge_segments(state.folder, identity, segments)
