"""What passes between the reader and a format: options in; drafts and problems out."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO, Protocol

from attrs import field, frozen

from searchlib.source.draft import Draft

__all__ = ["Format", "Options", "Problem"]


@frozen
class Options:
    """What the user said about the files: their encoding, and which field of a record is its text, title and so on."""

    encoding: str | None = None
    fields: Mapping[str, str] = field(factory=dict)


@frozen
class Problem:
    """A record that could not be read, or all that was left of a file when ``record`` is None; the rest goes on."""

    reason: str
    record: int | None = None


class Format(Protocol):
    """A way to read files. It raises one of :data:`searchlib.source.file.READ_ERRORS` when all is lost."""

    def __call__(self, stream: BinaryIO, options: Options) -> Iterator[Draft | Problem]:
        """The articles in a file, in its order; ``stream`` need not be seekable, but is buffered."""
        ...
