"""What does ``group="article"`` add? Whole articles ranked by their passages: documents cut, articles as they are."""

from collections.abc import Mapping, Sequence
from typing import Final

from benchmarks.judged import Collection
from benchmarks.relevance import MEASURES, averages, gains, row, score, worst
from benchmarks.report import Table
from benchmarks.systems import DEPTH, Indexes, Searchlib, System

__all__ = ["cut_table"]

BEST, GROUPED = "the best passage alone", "group='article'"

_SYSTEMS: Final[Mapping[str, System]] = {
    BEST: Searchlib(limit=DEPTH),
    GROUPED: Searchlib(limit=10, options={"group": "article"}),
}


def cut_table(collections: Sequence[Collection], indexes: Indexes) -> Table:
    """nDCG@10 of articles, by the best passage alone and by ``group``, with the difference."""
    cut = [collection.cut() for collection in collections]
    found, _ = score(cut, _SYSTEMS, indexes, MEASURES[:1])
    gained = gains(found, GROUPED, BEST)
    rows = [row(name, averages(scored)) for name, scored in found.items()]
    sizes = ", ".join(f"{each.name} {each.sizes}" for each in cut)
    notes = (
        f"The worst of group: {worst(gained)}.",
        "The best passage alone: passages are searched, and each article stands where the first of its own does.",
        "Documents are cut by searchlib.from_text, which finds a title for those that have none.",
        f"Articles/passages/questions: {sizes}.",
    )
    return Table("nDCG@10 of articles", [*rows, row("difference", gained, "+.4f")], notes)
