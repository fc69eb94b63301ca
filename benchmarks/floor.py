"""Is the default ranking nowhere worse than plain BM25? How far it stands above or below, by collection."""

from collections.abc import Mapping
from typing import Final

from benchmarks.relevance import Scored, gains, row, worst
from benchmarks.report import Table
from benchmarks.systems import FLOOR, OURS, WRITTEN

__all__ = ["ALLOWED", "below", "floor_table"]

ALLOWED: Final = 0.010
"""So far below plain BM25 the default may stand on one collection."""

_SAME: Final = 0.005
"""So far apart titles as fields and titles in the text may stand."""


def below(found: Mapping[str, Scored]) -> list[str]:
    """The collections on which the default is further below plain BM25 than is allowed."""
    return [name for name, gain in gains(found, OURS, FLOOR).items() if gain < -ALLOWED]


def floor_table(found: Mapping[str, Scored]) -> Table:
    """The default's distance from plain BM25, and how far plain BM25 itself is from one with titles in the text."""
    gained, checked = gains(found, OURS, FLOOR), gains(found, WRITTEN, FLOOR)
    apart = [name for name, distance in checked.items() if abs(distance) > _SAME]
    notes = (
        f"The worst of the default: {worst(gained)}.",
        f"More than {ALLOWED:.3f} below: {', '.join(below(found)) or 'none'}.",
        f"Titles in the text are more than {_SAME:.3f} from titles as fields on: {', '.join(apart) or 'none'}.",
    )
    rows = [row(OURS, gained, "+.4f"), row(WRITTEN, checked, "+.4f")]
    return Table(f"nDCG@10 above {FLOOR}", rows, notes)
