"""What was not read? Failures and omissions come in; words and lines for a person go out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from searchlib.source import Failure, Omission

__all__ = ["failure_lines", "skipped_in_words"]

_LINES = 10
_NAMED = 3
_SUFFIXES = 5


def failure_lines(failed: Sequence[Failure], *, all_of_them: bool) -> Iterator[str]:
    """A line a reason, with the first three sources that share it, and at most ten lines; or each source by itself."""
    if all_of_them:
        yield from (f"{failure.source}: {failure.reason}" for failure in failed)
        return
    sources: dict[str, list[str]] = {}
    for failure in failed:
        sources.setdefault(failure.reason, []).append(failure.source)
    lines = [f"{_some(named)}: {reason}" for reason, named in sources.items()]
    yield from lines[:_LINES]
    if unsaid := sum(map(len, list(sources.values())[_LINES:])):
        yield f"and {unsaid:,} more failed (--verbose names them all)"


def _some(names: Sequence[str]) -> str:
    more = [f"{len(names) - _NAMED:,} more"] if len(names) > _NAMED else []
    return _listed([*names[:_NAMED], *more])


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def skipped_in_words(skipped: Iterable[Omission]) -> str:
    """``15 (binary 2: .jpg; hidden 1; program 12: .js 9, .css 3)``; empty where nothing was skipped."""
    by_reason = groupby(sorted(skipped, key=attrgetter("reason")), key=attrgetter("reason"))
    reasons = {reason: list(omissions) for reason, omissions in by_reason}
    total = sum(omission.count for omissions in reasons.values() for omission in omissions)
    told = "; ".join(_reason_in_words(reason, omissions) for reason, omissions in reasons.items())
    return f"{total:,} ({told})" if total else ""


def _reason_in_words(reason: str, omissions: list[Omission]) -> str:
    counted = f"{reason} {sum(omission.count for omission in omissions):,}"
    most_first = sorted(omissions, key=attrgetter("count"), reverse=True)
    if len(most_first) == 1:
        return f"{counted}: {most_first[0].suffix}".removesuffix(": ")
    named = [f"{omission.suffix or 'no ending'} {omission.count:,}" for omission in most_first[:_SUFFIXES]]
    more = sum(omission.count for omission in most_first[_SUFFIXES:])
    return f"{counted}: {', '.join([*named, *([f'others {more:,}'] if more else [])])}"
