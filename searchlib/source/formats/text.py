"""Plain text: the file as it is, decoded. Where its paragraphs are is for :mod:`searchlib.source.structure` to find."""

from collections.abc import Iterator
from typing import BinaryIO

from searchlib.source.draft import Draft
from searchlib.source.encoding import decode
from searchlib.source.file import read_whole
from searchlib.source.formats.base import Options

__all__ = ["read_text"]


def read_text(stream: BinaryIO, options: Options) -> Iterator[Draft]:
    """One article: the whole file."""
    yield Draft(text=decode(read_whole(stream), options.encoding), first_line=1)
