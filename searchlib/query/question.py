"""What does a question come to? The tree for an engine, and for the person how it was understood."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from attrs import field, frozen

from searchlib.analysis import Analyzer
from searchlib.query.canonical import canonical
from searchlib.query.compile import compiled
from searchlib.query.display import reading
from searchlib.query.fields import FIELDS, Fields
from searchlib.query.nodes import Node
from searchlib.query.parser import parse
from searchlib.query.queries import Query
from searchlib.query.rewrite import AS_TYPED, Emphasis, emphasised

if TYPE_CHECKING:  # few have any
    from searchlib.query.synonyms import Synonyms

__all__ = ["Question", "read"]

LONGEST = 100_000
"""So many characters of a question are read."""


@frozen
class Question:
    """A question that was read.

    ``tree`` is a Whoosh query on the fields ``text``, ``text_exact`` and so on, and on the facts of articles.
    ``understood`` is the question in canonical form, "" if there is no word in it: read again, it gives the same tree
    and itself, without a warning. ``reading`` says the same in words. ``warnings`` are sentences about what was
    repaired: six at most.

    For those who give advice: ``typed`` is what was read, ``node`` what it means (None if that is nothing, or if a tree
    was given), and ``reread`` reads another text as this one was read.
    """

    tree: Query
    understood: str
    reading: str
    warnings: tuple[str, ...]
    typed: str = field(default="", eq=False, repr=False)
    node: Node | None = field(default=None, eq=False, repr=False)
    reread: "Callable[[str], Question] | None" = field(default=None, eq=False, repr=False)


def read(
    text: str,
    analyzer: Analyzer,
    fields: Fields = FIELDS,
    emphasis: Emphasis = AS_TYPED,
    synonyms: "Synonyms | None" = None,
) -> Question:
    """Reads what a person typed; ``fields`` knows the names that may stand before a colon.

    ``emphasis`` says which words the tree looks for and how much they count, ``synonyms`` what may stand in their
    place; what is understood stays as typed.

    Takes any string, and time in proportion to its length. Nothing raises: what is not understood is taken as
    words, or left out where it holds none, with a warning.
    """
    node, warnings = parse(text[:LONGEST], analyzer, fields)
    if len(text) > LONGEST:
        warnings = (f"the question is longer than {LONGEST:,} characters: only so many were read", *warnings)
    again = partial(read, analyzer=analyzer, fields=fields, emphasis=emphasis, synonyms=synonyms)
    if node is None:
        return Question(compiled(None), "", reading(None), warnings, text[:LONGEST], None, again)
    wanted = node if synonyms is None else synonyms.applied(node)
    tree = compiled(emphasised(wanted, emphasis))
    return Question(tree, canonical(node), reading(wanted), warnings, text[:LONGEST], node, again)
