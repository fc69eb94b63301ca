"""A question that was read: the node and the tree for an engine, and for the person how it was understood."""

import re
from collections.abc import Callable, Hashable, Mapping
from functools import cached_property, lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from attrs import evolve, field, frozen

from searchlib.analysis import Analyzer
from searchlib.query.canonical import BARE, SAID, canonical
from searchlib.query.compile import compiled
from searchlib.query.display import reading
from searchlib.query.fields import FIELDS, Fields, Names
from searchlib.query.lexer import LONGEST
from searchlib.query.nodes import Group, Node
from searchlib.query.parser import parse, parse_sentence
from searchlib.query.queries import Query
from searchlib.query.rewrite import AS_TYPED, Emphasis, emphasised
from searchlib.query.word_positions import word_positions

if TYPE_CHECKING:  # few have any
    from searchlib.query.synonyms import Synonyms

__all__ = ["Question", "QuestionReader", "given", "read"]

_SURROGATE: Final = re.compile("[\ud800-\udfff]")

SHORT: Final = 200
"""Questions of so many characters are remembered: people and programs ask again."""

REMEMBERED: Final = 1024  # of them: some megabytes at the very most

Manner = TypeVar("Manner", bound=Hashable)
"""What says how a question is to be looked for: a ranking, for example."""


@frozen
class Question:
    """A question that was read.

    ``tree`` is a Whoosh query on the fields ``text``, ``text_exact`` and so on, and on the facts of articles.
    ``understood`` is the question in canonical form, "" if there is no word in it: read again, it gives the same tree
    and itself, without a warning. ``reading`` says the same in words. ``warnings`` are sentences about what was
    repaired: six at most. ``remarks`` are sentences about values in the index that the question cannot reach; what is
    understood has them, too.

    ``node`` is what was typed means (None if that is nothing, or if a tree was given), ``rewritten`` what is looked for
    in its place: synonyms added, stop words left out, words weighed. ``tree`` is compiled from ``rewritten``; an engine
    that answers no Whoosh trees compiles it in its own way. For those who give advice ``typed`` is what was read, and
    ``reread`` reads another text as this one was read.

    Where all words are wanted, ``wants_all``, ``optional`` are those parts of ``node`` that were not demanded one by
    one, by + or AND.
    """

    tree: Query
    understood: str
    reading: str
    warnings: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    typed: str = field(default="", eq=False, repr=False)
    node: Node | None = field(default=None, eq=False, repr=False)
    rewritten: Node | None = field(default=None, eq=False, repr=False)
    reread: "Callable[[str], Question] | None" = field(default=None, eq=False, repr=False)
    wants_all: bool = field(default=False, eq=False, repr=False)
    optional: tuple[Node, ...] = field(default=(), eq=False, repr=False)

    def text_of(self, node: Node | None) -> str:
        """The text that ``reread`` reads as ``node``: in canonical form, as this question is; "" for None."""
        return canonical(node, SAID if self.wants_all else BARE)

    @cached_property
    def word_positions(self) -> Mapping[str, int]:
        """Where each term stood that was typed as a bare word: see :mod:`.word_positions`."""
        return word_positions(self.node)

    @property
    def asked(self) -> str:
        """What was typed, lone surrogates as U+FFFD; of a tree that was given, how Whoosh writes it."""
        text = _written(self.tree) if self.is_given else self.typed
        return text if text.isascii() else _SURROGATE.sub("\ufffd", text)

    @property
    def is_given(self) -> bool:
        """Whether it was given as a tree, not typed."""
        return self.reread is None


def _written(tree: Query) -> str:
    """A tree as Whoosh writes it; not every Whoosh knows how to write each of its classes."""
    try:
        return str(tree)
    except NotImplementedError:
        return repr(tree)


def given(tree: Query) -> Question:
    """The question that a Whoosh query is, which is taken as it stands."""
    return Question(tree, "", f"a query of Whoosh's class {type(tree).__name__}", ())


def read(
    text: str,
    analyzer: Analyzer,
    fields: Fields = FIELDS,
    emphasis: Emphasis = AS_TYPED,
    synonyms: "Synonyms | None" = None,
) -> Question:
    """Reads what a person typed; ``fields`` knows the names that may stand before a colon.

    ``emphasis`` says which words the tree looks for and how much they count, ``synonyms`` what may stand in their
    place; what is understood stays as typed, but for words that are left out where all others are wanted.

    Takes any string, and time in proportion to its length. Nothing raises: what is not understood is taken as
    words, or left out where it holds none, with a warning.
    """
    names = Names(fields)
    node, warnings, remarks, is_sentence = parse(text[:LONGEST], analyzer, names, emphasis.all_but)
    if len(text) > LONGEST:
        warnings = (f"the question is longer than {LONGEST:,} characters: only so many were read", *warnings)
    again = partial(read, analyzer=analyzer, fields=fields, emphasis=emphasis, synonyms=synonyms)
    if node is None:
        return Question(compiled(None), "", reading(None), warnings, remarks, text[:LONGEST], reread=again)
    wants_all = emphasis.all_but is not None
    wanted = node if synonyms is None else evolve(synonyms, wants_all=wants_all).applied(node)
    rewritten = emphasised(wanted, emphasis)
    tree = compiled(rewritten)
    optional = _optional(node, parse(text[:LONGEST], analyzer, names).node) if wants_all else ()
    between = SAID if wants_all else BARE
    understood = canonical(node, between) if is_sentence else _understood(node, between, analyzer, names)
    told = reading(wanted)
    typed = text[:LONGEST]
    return Question(tree, understood, told, warnings, remarks, typed, node, rewritten, again, wants_all, optional)


def _understood(node: Node, between: str, analyzer: Analyzer, names: Names) -> str:
    """The canonical text of what is no pasted sentence: in brackets where it would else be read as one."""
    text = canonical(node, between)
    sentence = parse_sentence(text, analyzer, names)
    return text if sentence is None or canonical(sentence.node, between) == text else f"({text})"


def _optional(node: Node, of_any: Node | None) -> tuple[Node, ...]:
    """The words that ``node`` demands, and ``of_any``, the same where any word will do, nowhere does."""
    if not isinstance(node, Group) or not isinstance(of_any, Group):
        return ()
    beside = [each.must for each in of_any.should if isinstance(each, Group)]
    demanded = {*of_any.must, *chain.from_iterable(beside)}
    return tuple(each for each in node.must if not each.is_fact and each not in demanded)


class QuestionReader(Generic[Manner]):
    """Reads questions on one commit of an index, and remembers the short ones.

    ``generation`` is the commit's: a reader holds what its analyzer holds, perhaps the files of that commit, and is
    replaced with the commit. ``emphasis`` gives the emphasis of a manner of looking for things.
    """

    def __init__(
        self,
        analyzer: Analyzer,
        fields: Fields,
        generation: int,
        emphasis: Callable[[Manner], Emphasis],
        synonyms: "Synonyms | None" = None,
    ) -> None:
        self.analyzer = analyzer
        self.generation = generation
        self._read: Callable[[str, Manner], Question] = partial(_read_in, analyzer, fields, emphasis, synonyms)
        self._remembered: Any = lru_cache(REMEMBERED)(self._read)

    def read(self, text: str, manner: Manner) -> Question:
        """As :func:`read`, with the emphasis of ``manner``."""
        question: Question = (self._remembered if len(text) <= SHORT else self._read)(text, manner)
        return question


def _read_in(
    analyzer: Analyzer,
    fields: Fields,
    emphasis: Callable[[Manner], Emphasis],
    synonyms: "Synonyms | None",
    text: str,
    manner: Manner,
) -> Question:
    return read(text, analyzer, fields, emphasis(manner), synonyms)
