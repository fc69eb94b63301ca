"""Why was this passage found? A question and a passage come in, a sentence in plain English goes out."""

from collections import Counter
from collections.abc import Callable, Sequence
from copy import copy
from itertools import islice
from operator import itemgetter
from typing import Final, TypeAlias

from searchlib.engine.advice.parts import Part, parts_of
from searchlib.engine.advice.statistics import Knowledge
from searchlib.help import counted, quoted
from searchlib.highlight.formatter import Spans
from searchlib.query import Query, Question, leaves_of
from searchlib.query.queries import And, ConstantScoreQuery, Or, Phrase
from searchlib.query.query_trees import confirmed_in
from searchlib.results import Passage
from searchlib.schema import HEADING, PASSAGE, TEXT, TITLE, stems_field

__all__ = ["sentence"]

TOLD: Final = 8
"""Of so many parts of a question it is told where they are."""

FORMS: Final = 3
"""So many ways in which a part is written are named."""

_ABOVE: Final = {TITLE: "its title", HEADING: "a heading above it"}

_WEIGHTS: Final = ((1000, "very much"), (100, "much"), (10, "something"), (1, "little"))
"""A word that is in one passage of so many counts so much: its idf is about the logarithm of that."""

Mark: TypeAlias = Callable[[Query, str], Spans]
"""The spans of what a tree matches in a text."""


def sentence(question: Question, passage: Passage, knowledge: Knowledge, mark: Mark) -> str:
    """The parts of the question that are there, the rarest first, and those that are not; "" where it has no words."""
    found: list[tuple[int, str]] = []
    absent: list[str] = []
    for part in islice(parts_of(question), TOLD):
        if isinstance(part.tree, ConstantScoreQuery):
            continue  # a fact about the article: all hits have it
        place = _stands(part, passage, mark)
        if place:
            is_counted = not confirmed_in(part.tree)  # else all candidates would have to be read
            passages = knowledge.count(part.tree) if is_counted else 0
            weighed = f" ({_weight(passages, knowledge.passages)})" if passages else ""
            found.append((passages, f"{place}{weighed}"))
        else:
            absent.append(quoted(part.text))
    if not found:
        return ""
    told = _listed([place for _, place in sorted(found, key=itemgetter(0))], "and")
    missing = f" {_listed(absent, 'and')} {'is' if len(absent) == 1 else 'are'} not here." if absent else ""
    return f"Found because {told}.{missing}"


def _stands(part: Part, passage: Passage, mark: Mark) -> str:
    """Where and how often a part stands, "" if it does not."""
    spans = mark(part.tree, passage.text)
    if spans:
        written = Counter(passage.text[start:end].casefold() for start, end in spans)
        others = [quoted(each) for each, _ in written.most_common(FORMS) if each not in part.text.casefold()]
        also = "" if len(others) == len(written) else "also "
        shown = f", {also}as {_listed(others, 'and')}" if others else ""
        return f"{quoted(part.text)} stands here{_often(part, spans)}{shown}"
    for field, text in ((TITLE, passage.article.title), *((HEADING, each) for each in passage.headings)):
        tree = _moved(part.tree, field)
        if tree is not None and mark(tree, text):
            return f"{quoted(part.text)} is in {_ABOVE[field]}"
    return ""


def _often(part: Part, spans: Spans) -> str:
    """How often, where that can be told from the words that are marked: of a phrase each is."""
    if confirmed_in(part.tree):
        return ""
    leaves = list(leaves_of(part.tree, negative=False))
    several = [leaf for leaf in leaves if isinstance(leaf, Phrase)]
    if len(leaves) > 1 and (several or isinstance(part.tree, And)):
        return ""
    times = max(1, len(spans) // len(several[0].words)) if several else len(spans)
    return {1: " once", 2: " twice"}.get(times, f" {times:,} times")


def _moved(tree: Query, field: str) -> Query | None:
    """What a tree looks for in the title or a heading, as if that were a text; None where that is nothing."""
    moved = []
    for leaf in leaves_of(tree, negative=False):
        name = getattr(leaf, "fieldname", None) or ""
        base = stems_field(name)
        if base in (field, PASSAGE):
            there = copy(leaf)
            there.fieldname = TEXT + name[len(base) :]
            moved.append(there)
    return Or(moved) if moved else None


def _weight(passages: int, of: int) -> str:
    rarity = of / max(passages, 1)
    much = next((much for least, much in _WEIGHTS if rarity >= least), "little")
    return f"in {passages:,} of {counted(of)}, so it counts {much}"


def _listed(parts: Sequence[str], link: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {link} {parts[-1]}"
