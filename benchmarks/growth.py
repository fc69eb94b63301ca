"""How does cost grow with the corpus? One size after the other, everything in new processes."""

from collections.abc import Iterator, Sequence

from benchmarks.corpus import KINDS
from benchmarks.measuring import SPEED, Measure
from benchmarks.report import Row

__all__ = ["PANELS", "SIZES", "growing", "rises"]

SIZES = (10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000)
"""Paragraphs: the steps."""

_KINDS = ("union", "intersection", "phrase")
_WAYS = {"search": "", "marked": " with text"}
_TIMES = {f"{KINDS[kind]}{shown}": (kind, way) for kind in _KINDS for way, shown in _WAYS.items()}

PANELS = {"ms, mean": tuple(_TIMES), "MB, MB/s": ("text MB", "disk MB", SPEED)}
"""What is drawn: the columns of each panel under their unit."""


def growing(measure: Measure) -> Row:
    """The figures of one size."""
    measure.say(f"{measure.texts.paragraphs:,} paragraphs")
    built, times = measure.built("searchlib"), measure.times("searchlib", kinds=_KINDS)
    return {
        "paragraphs": measure.texts.paragraphs,
        "text MB": measure.texts.megabytes,
        "disk MB": built["disk MB"],
        SPEED: built[SPEED],
        **{shown: times[kind][way]["mean"] for shown, (kind, way) in _TIMES.items()},
    }


def rises(rows: Sequence[Row]) -> Iterator[str]:
    """What is said below the table; from 1 to 5 million paragraphs OR must grow threefold at most."""
    yield "Times are milliseconds, the mean of the second round. The larger corpora have the beginning of the smaller."
    sizes = {row["paragraphs"]: row for row in rows}
    if {1_000_000, 5_000_000} <= sizes.keys():
        for column in _TIMES:
            rise = sizes[5_000_000][column] / sizes[1_000_000][column]
            wanted = f": must be at most 3, {'reached' if rise <= 3 else 'not reached'}" if column == "OR" else ""
            yield f"{column}: {rise:.2f} times from 1 to 5 million paragraphs{wanted}."
