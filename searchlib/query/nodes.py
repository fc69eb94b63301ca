"""The nodes of a question: a tree of frozen values, leaves that look for something and groups that combine them.

A leaf keeps what was typed (``text``, for people) and what the analyzer made of it (for Whoosh). Two leaves
are equal if they look for the same: ``Iran`` and ``iran`` are. ``field`` None is the passage, not named; a name of its
own keeps that a person typed it.

Groups are made by :func:`~searchlib.query.normalize.combine` only, which brings them into their simplest form: no
group within another where one says the same, nothing twice. So each meaning has one form, and the canonical text can
be read back to it.

Each stage that decides by the kind of a node has a table with an entry for each of :data:`NODE_KINDS`:
``tests/test_kinds.py`` lists these tables. What several stages ask of a kind is said in its class: ``is_fact``,
it is asked of the article; ``is_compound``, it holds several nodes, so it stands in brackets among others.
"""

import datetime
from functools import cached_property
from typing import ClassVar, Final, TypeAlias

import attrs
from attrs import frozen

from searchlib.analysis import Term

__all__ = [
    "NODE_KINDS",
    "Alternative",
    "Between",
    "Boosted",
    "Fact",
    "Fuzzy",
    "Group",
    "Leaf",
    "Nearby",
    "Node",
    "Quoted",
    "Regular",
    "SameSentence",
    "Terms",
    "Wanted",
    "Wild",
    "Word",
    "simple_term",
]

Terms: TypeAlias = tuple[Term, ...]
"""What one word is found by, as :meth:`searchlib.analysis.Analyzer.query_terms` gives it."""


@frozen(cache_hash=True)
class Word:
    """A bare word: any of ``runs``, each a word or several that stand side by side (``example.com``)."""

    is_fact: ClassVar[bool] = False
    is_compound: ClassVar[bool] = False

    text: str = attrs.field(eq=False)
    field: str | None
    runs: tuple[tuple[Terms, ...], ...]


@frozen(cache_hash=True)
class Alternative:
    """Words side by side that may stand in place of one."""

    text: str = attrs.field(eq=False)
    run: tuple[Terms, ...]


@frozen(cache_hash=True)
class Wanted(Word):
    """A word, or any of ``alternatives`` in its place; made on the way to the tree only.

    ``typed``: the words that were typed, where it stands for several side by side.
    """

    alternatives: tuple[Alternative, ...] = ()
    typed: str = attrs.field(default="", eq=False)


@frozen(cache_hash=True)
class Quoted:
    """A phrase in quotes: these words as they are spelled, side by side."""

    is_fact: ClassVar[bool] = False
    is_compound: ClassVar[bool] = False

    text: str = attrs.field(eq=False)
    field: str | None
    words: tuple[Terms, ...]


@frozen(cache_hash=True)
class Wild:
    """A word with wildcards: any with a spelling like one of ``patterns``.

    In a pattern ``*`` stands for any characters, ``?`` for one, and ``[[]`` for an opening square bracket.
    """

    is_fact: ClassVar[bool] = False
    is_compound: ClassVar[bool] = False

    text: str = attrs.field(eq=False)
    field: str | None
    patterns: tuple[str, ...]


@frozen(cache_hash=True)
class Fuzzy:
    """Any word with a spelling at most ``distance`` edits from one of ``spellings``."""

    is_fact: ClassVar[bool] = False
    is_compound: ClassVar[bool] = False

    text: str = attrs.field(eq=False)
    field: str | None
    spellings: tuple[str, ...]
    distance: int


@frozen(cache_hash=True)
class Regular:
    """Any word whose whole spelling a regular expression matches."""

    is_fact: ClassVar[bool] = False
    is_compound: ClassVar[bool] = False

    text: str = attrs.field(eq=False)
    field: str | None
    expression: str


@frozen(cache_hash=True)
class Between:
    """A number or a day from ``low`` up to ``high``, both included unless said otherwise; None is no limit.

    ``words``: a value that has these side by side will do, too, if it is no number, or no day, as these are.
    """

    is_fact: ClassVar[bool] = False
    is_compound: ClassVar[bool] = False

    text: str = attrs.field(eq=False)
    field: str
    low: float | datetime.date | None
    high: float | datetime.date | None
    without_low: bool = False
    without_high: bool = False
    words: tuple[Terms, ...] = ()


@frozen(cache_hash=True)
class Fact:
    """What is asked of the article, not of the passage's words: it restricts, and adds no score."""

    is_fact: ClassVar[bool] = True
    is_compound: ClassVar[bool] = False

    leaf: "Leaf | Between"


@frozen(cache_hash=True)
class Nearby:
    """All of ``parts`` near each other, as :class:`~searchlib.query.queries.Near` has it.

    A part is a leaf, a group of which any will do, or another of these; none has a field of its own. ``is_quoted``: it
    was typed as a phrase in quotes.
    """

    is_fact: ClassVar[bool] = False
    is_compound: ClassVar[bool] = True

    parts: tuple["Node", ...]
    field: str | None
    gaps: int | None
    is_ordered: bool
    is_quoted: bool = attrs.field(eq=False)

    @property
    def is_before(self) -> bool:
        """Whether only the order counts: ``a BEFORE b``."""
        return self.gaps is None


@frozen(cache_hash=True)
class SameSentence:
    """All of ``parts``, two at least, in one sentence of the passage's text; parts are those of :class:`Nearby`."""

    is_fact: ClassVar[bool] = False
    is_compound: ClassVar[bool] = True

    parts: tuple["Node", ...]


@frozen(cache_hash=True)
class Boosted:
    """A node whose score counts ``factor`` times.

    ``repeats``: the words that were typed, where it stands for several of the same stems; on the way to the tree only.
    """

    is_fact: ClassVar[bool] = False
    is_compound: ClassVar[bool] = False

    node: "Node"
    factor: float
    repeats: "tuple[Node, ...]" = attrs.field(default=(), eq=False, repr=False)


@frozen(cache_hash=True)
class Group:
    """All of ``must``, better with ``should``, and none of ``excluded``.

    Without ``must`` it is any of ``should``; without both it is everything but ``excluded``.
    """

    is_compound: ClassVar[bool] = True

    must: tuple["Node", ...]
    should: tuple["Node", ...]
    excluded: tuple["Node", ...]

    @property
    def is_choice(self) -> bool:
        """Only ``should``: any of them."""
        return not self.must and not self.excluded

    @property
    def is_complement(self) -> bool:
        """Only ``excluded``: everything but them."""
        return not self.must and not self.should

    @property
    def is_restricted_choice(self) -> bool:
        """Any of some nodes, where some facts hold."""
        if self.should or len(self.must) < 2 or not isinstance(self.must[0], Group) or not self.must[0].is_choice:
            return False
        return all(node.is_fact for node in self.must[1:])

    @cached_property
    def is_fact(self) -> bool:
        """Whether it is made of facts alone."""
        return all(node.is_fact for node in (*self.must, *self.should, *self.excluded))


Leaf: TypeAlias = Word | Quoted | Wild | Fuzzy | Regular
Node: TypeAlias = Leaf | Fact | Nearby | SameSentence | Boosted | Group

NODE_KINDS: Final = frozenset(
    {Word, Wanted, Quoted, Wild, Fuzzy, Regular, Between, Fact, Nearby, SameSentence, Boosted, Group}
)
"""The kinds of nodes; a Between is one below a Fact only."""


def simple_term(word: Word) -> Term | None:
    """The term of a word that has but one; None for a compound, and for what is known by several."""
    runs = word.runs
    if len(runs) == 1 and len(runs[0]) == 1 and len(runs[0][0]) == 1:
        return runs[0][0][0]
    return None
