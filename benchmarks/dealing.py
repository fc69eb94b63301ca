"""What is there past the corpus' end? Its sentences, dealt anew: the words of real text, as much of it as one likes."""

import mmap
import random
import re
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

__all__ = ["deal"]

_BORDER = re.compile(rb"(?<=[.!?]) ")
_AN_ARTICLE = 13  # paragraphs, as the press releases have on average


def deal(source: Path, target: BinaryIO, count: int, seed: int) -> int:
    """Write ``count`` paragraphs to ``target``; how many bytes of text they have.

    Each has as many sentences as some paragraph of ``source`` has, each sentence is one of all there are: so paragraphs
    have the same mean length. The same seed deals the same, and of a larger count the beginning is the same.
    """
    size = 0
    for number, paragraph in enumerate(_dealt(source, count, seed), 1):
        size += len(paragraph)
        target.write(paragraph + (b"\n\n" if number == count or number % _AN_ARTICLE == 0 else b"\n"))
    return size


def _dealt(source: Path, count: int, seed: int) -> Iterator[bytes]:
    if count <= 0:
        return
    draw = random.Random(seed).random
    starts, ends, sizes = _sentences(source)
    with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        for _ in range(count):
            some = [int(draw() * len(starts)) for _ in range(sizes[int(draw() * len(sizes))])]
            yield b" ".join([text[starts[each] : ends[each]] for each in some])


def _sentences(source: Path) -> "tuple[array[int], array[int], array[int]]":
    """Where each sentence starts and ends in the file, and how many sentences each paragraph has."""
    starts, ends, sizes = array("Q"), array("Q"), array("L")
    place = 0
    with source.open("rb") as lines:
        for line in lines:
            borders = [border.start() for border in _BORDER.finditer(line)]
            if line != b"\n":
                starts.extend([place, *(place + border + 1 for border in borders)])
                ends.extend([*(place + border for border in borders), place + len(line) - 1])
                sizes.append(len(borders) + 1)
            place += len(line)
    return starts, ends, sizes
