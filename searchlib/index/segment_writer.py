"""How does a new segment come about? From a buffer of fresh articles, or from neighbours merged: two files each."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from searchlib.article import ArticleFacts
from searchlib.errors import IndexDamaged
from searchlib.index.format.container import ContainerWriter
from searchlib.index.manifest import FileRow
from searchlib.index.merge_sources import FieldSource
from searchlib.index.merger import MergePart, merge_field
from searchlib.index.postings.term_dictionary import Dictionary, join
from searchlib.index.segment import SegmentReader
from searchlib.index.store.copy import copy_articles
from searchlib.index.store.writer import StoredWriter
from searchlib.kernels.arrays import Array, Int64
from searchlib.kernels.offsets import counts_of, narrowest, offsets_of
from searchlib.schema import HEADING, TEXT, TITLE, WORD_FIELDS

__all__ = ["Documents", "Sources", "merge_segments", "write_deleted", "write_segment"]

Sources = Callable[[str], tuple[Dictionary, Sequence[MergePart]]]
"""Gives the sources of a field when it is its turn, so that one field's dictionary is in memory at a time."""


@frozen
class Documents:
    """The documents and articles of a new segment: how long each is, in order.

    By document ``lengths`` (terms) and ``widths`` (positions) of the text; by article ``articles`` (documents) and
    ``title_widths``; by section ``sections`` (documents) and ``heading_widths``.
    """

    lengths: Array
    widths: Array
    articles: Array
    title_widths: Array
    sections: Array
    heading_widths: Array

    def write(self, container: ContainerWriter) -> None:
        """Write the arrays that :mod:`.segment` names."""
        starts = offsets_of(self.widths.astype(np.int64) + 1)
        container.add("text.starts", starts.astype(np.uint32))
        for name, numbers in (
            ("lengths", self.lengths),
            ("first_documents", offsets_of(self.articles)),
            ("title.widths", self.title_widths),
            ("sections", offsets_of(self.sections)),
            ("heading.widths", self.heading_widths),
        ):
            container.add(name, numbers.astype(narrowest(int(numbers.max(initial=0)))))

    @property
    def places(self) -> int:
        """The most places that a field of these documents takes: they are numbered with 32 bits."""
        titles, headings = (
            (widths.astype(np.int64) + 1) @ counts.astype(np.int64)
            for widths, counts in ((self.title_widths, self.articles), (self.heading_widths, self.sections))
        )
        return max(int(self.widths.sum(dtype=np.int64)) + len(self.widths), int(titles), int(headings))


def write_segment(
    folder: Path, identity: bytes, documents: Documents, fields: Sources, stored: Callable[[], StoredWriter]
) -> tuple[FileRow, FileRow]:
    """Write a new segment's files; :func:`~searchlib.index.commit.publish` sees to it that they are on the disk."""

    def write_postings(container: ContainerWriter) -> None:
        documents.write(container)
        for name in WORD_FIELDS:
            merge_field(container, name, folder, *fields(name))

    name = identity.hex()
    return (
        _write(folder, f"{name}.postings", identity, write_postings),
        _write(folder, f"{name}.text", identity, lambda container: stored().write(container)),
    )


def write_deleted(folder: Path, identity: bytes, generation: int, deleted: NDArray[np.bool_]) -> FileRow:
    """Write which articles of a segment are gone."""
    bits = np.packbits(deleted, bitorder="little")
    name = f"{identity.hex()}.{generation}.deleted"
    return _write(folder, name, identity, lambda container: container.add("articles", bits))


def _write(folder: Path, name: str, identity: bytes, fill: Callable[[ContainerWriter], None]) -> FileRow:
    with (folder / name).open("wb") as file:
        container = ContainerWriter.begin(file, identity)
        fill(container)
        container.finish()
    return FileRow(name, container.length, container.checksum)


def merge_segments(
    folder: Path, identity: bytes, segments: Sequence[SegmentReader], moved: Mapping[int, ArticleFacts] | None = None
) -> tuple[FileRow, FileRow]:
    """Write one segment with what is not deleted of all these, in order. Raises IndexDamaged where one was changed.

    ``moved``, of one segment, has the facts of articles by number there: theirs with another id and place.
    """
    for problem in chain.from_iterable(segment.changes() for segment in segments):
        raise IndexDamaged(problem)  # the copy would have checksums of its own, and hide it
    alive = [None if segment.deleted_articles is None else ~segment.deleted_articles for segment in segments]
    kept = [(segment.stored, flags) for segment, flags in zip(segments, alive, strict=True)]
    fields = partial(_field, segments=segments)
    return write_segment(folder, identity, _documents(segments), fields, lambda: copy_articles(kept, moved))


def _field(name: str, segments: Sequence[SegmentReader]) -> tuple[Dictionary, list[MergePart]]:
    sources = [FieldSource.of(segment.fields[name]) for segment in segments]
    dictionary, numbers = join(source.dictionary for source in sources)
    parts: list[MergePart] = []
    base = 0
    for source, segment, (terms, forms) in zip(sources, segments, numbers, strict=True):
        parts.append(MergePart(source, terms, forms, _alive(segment, name), base))
        base += parts[-1].survivors
    return dictionary, parts


def _alive(segment: SegmentReader, name: str) -> NDArray[np.bool_] | None:
    """Which units of a field stay: documents, articles or sections."""
    if segment.deleted_articles is None or segment.deleted is None:
        return None
    if name == TITLE:
        return ~segment.deleted_articles
    return ~segment.deleted if name == TEXT else ~segment.deleted[segment.sections[:-1]]


def _documents(segments: Sequence[SegmentReader]) -> Documents:
    columns: list[list[Array]] = [[] for _ in range(6)]
    for segment in segments:
        by_field: list[tuple[Array, Array, str]] = [
            (segment.lengths, _widths(segment.starts), TEXT),
            (counts_of(segment.first_documents), segment.title_widths, TITLE),
            (counts_of(segment.sections), segment.heading_widths, HEADING),
        ]
        for number, (first, second, name) in enumerate(by_field):
            alive = _alive(segment, name)
            columns[2 * number].append(first if alive is None else first[alive])
            columns[2 * number + 1].append(second if alive is None else second[alive])
    return Documents(*map(np.concatenate, columns))


def _widths(starts: Array) -> Int64:
    return counts_of(starts) - 1
