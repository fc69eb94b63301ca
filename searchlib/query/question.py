"""What does a question come to? The tree for an engine, and for the person how it was understood."""

from collections.abc import Collection

from attrs import frozen

from searchlib.analysis import Analyzer
from searchlib.query.canonical import canonical, reading
from searchlib.query.compile import compiled
from searchlib.query.parser import parse
from searchlib.query.whoosh import Query

__all__ = ["FIELDS", "Question", "read"]

FIELDS = ("text", "title", "heading")

LONGEST = 100_000
"""So many characters of a question are read."""


@frozen
class Question:
    """A question that was read.

    ``tree`` is a Whoosh query on the fields ``text``, ``text_exact`` and so on. ``understood`` is the
    question in canonical form, "" if there is no word in it: read again, it gives the same tree and itself,
    without a warning. ``reading`` says the same in words. ``warnings`` are sentences about what was repaired:
    six at most.
    """

    tree: Query
    understood: str
    reading: str
    warnings: tuple[str, ...]


def read(text: str, analyzer: Analyzer, fields: Collection[str] = FIELDS) -> Question:
    """Reads what a person typed; ``fields`` are the names that may stand before a colon.

    Takes any string, and time in proportion to its length. Nothing raises: what is not understood is taken as
    words, or left out where it holds none, with a warning.
    """
    node, warnings = parse(text[:LONGEST], analyzer, fields)
    if len(text) > LONGEST:
        warnings = (f"the question is longer than {LONGEST:,} characters: only so many were read", *warnings)
    return Question(compiled(node), canonical(node), reading(node), warnings)
