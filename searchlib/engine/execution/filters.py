"""Which articles does a fact admit? Author, source, language, the user's own metadata; each distinct value tested once.

Texts are compared folded, word by word, as the analyzer spells them. A path is also one text, for wildcards; a
language is known by its beginnings, too: ``en-US`` is ``en``. Numbers are compared with numbers, dates with dates.
Where articles give one name values of several types, a range finds those of its own type, and words any, as written.
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from itertools import compress
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.article import MetadataValue
from searchlib.engine.execution.readers import FactColumn, SegmentArrays
from searchlib.kernels.offsets import counts_of, repeated
from searchlib.query.queries import Query

__all__ = ["Words", "WordsOf", "admitted", "fields_of", "plain_words", "spread", "within"]

_DAY: Final = 86_400_000_000  # microseconds, in which Whoosh counts time

Words: TypeAlias = Sequence[Collection[str]]
"""By position what a text has there: any of these spellings."""

WordsOf: TypeAlias = Callable[[str], Words]
"""The words of a text, as an analyzer spells them."""

_Mask: TypeAlias = NDArray[np.bool_]


def plain_words(text: str) -> Words:
    """The words between white space, in lower case: for who has no analyzer."""
    return [(word,) for word in text.lower().split()]


def spread(segment: SegmentArrays, articles: _Mask) -> _Mask:
    """What is said of articles, said of their documents."""
    return repeated(articles, counts_of(segment.first_documents))


def fields_of(segments: Iterable[SegmentArrays]) -> dict[str, str]:
    """The names of metadata and what their values are: "number", "date" or "text"; of several kinds they are "text"."""
    kinds: dict[str, set[str]] = {}
    for segment in segments:
        for name, column in segment.columns.metadata.items():
            kinds.setdefault(name, set()).update(map(_kind, set(map(type, column.values))))
    return {name: found.pop() if len(found) == 1 else "text" for name, found in sorted(kinds.items())}


def _kind(kind: type[Any]) -> str:
    return "text" if kind is str else "number" if kind in (int, float, bool) else "date"


def admitted(query: Query, segment: SegmentArrays, words_of: WordsOf) -> _Mask:
    """[articles] those that a leaf on a field of facts admits."""
    column = _column(segment, query.fieldname)
    if column is None:
        return np.zeros(len(segment.dates), np.bool_)
    kind = type(query).__name__
    if kind == "Every":
        return column.passing([True] * len(column.values))
    if kind in ("NumericRange", "DateRange"):
        return column.passing(_in_range(query, column.values, is_dates=kind == "DateRange"))
    if query.fieldname == "source" and kind == "Wildcard":
        return column.passing(_accepted(query, column.derived("whole", str.lower)))
    words = column.derived(
        "words", _beginnings if query.fieldname == "language" else lambda value: _folded(value, words_of)
    )
    if kind == "Phrase":
        wanted = [word.lower() for word in query.words]
        return column.passing(_stand_in(wanted, text) for text in words)
    accepted = _accepted_words(query, words)
    return column.passing(any(not accepted.isdisjoint(some) for some in text) for text in words)


def _column(segment: SegmentArrays, name: str) -> FactColumn | None:
    columns = segment.columns
    if name in ("author", "source", "language"):
        return {"author": columns.authors, "source": columns.paths, "language": columns.languages}[name]
    return columns.metadata.get(name)


def _folded(value: MetadataValue, words_of: WordsOf) -> Words:
    return [{word.lower() for word in some} for some in words_of(str(value))]


def _beginnings(language: str) -> Words:
    """``zh-hant-tw``, ``zh-hant`` and ``zh`` for zh-Hant-TW: as if they stood at one place."""
    tags = language.lower().replace("_", "-").split("-")
    return [["-".join(tags[:count]) for count in range(len(tags), 0, -1)]]


def _stand_in(wanted: Sequence[str], text: Words) -> bool:
    """Whether the words stand side by side in the text."""
    return bool(wanted) and any(
        all(word in text[start + step] for step, word in enumerate(wanted))
        for start in range(len(text) - len(wanted) + 1)
    )


def _accepted_words(query: Query, texts: Iterable[Words]) -> Set[str]:
    """Which words of the texts a Term or pattern accepts."""
    if type(query).__name__ == "Term":
        text = str(query.text).lower()
        return {text.replace("_", "-") if query.fieldname == "language" else text}
    words = list({word for text in texts for some in text for word in some})
    return set(compress(words, _accepted(query, words)))


def _accepted(query: Query, texts: Sequence[str]) -> Iterable[bool]:
    """For each of ``texts``, which are in lower case, whether a pattern accepts it."""
    if type(query).__name__ in ("Prefix", "Wildcard"):
        query = type(query)(query.fieldname, query.text.lower())
    from searchlib.engine.execution.dictionary_scan import pattern_of  # seldom needed

    pattern = pattern_of(query, [])
    return [False] * len(texts) if pattern is None else pattern.among(texts)


def _in_range(query: Query, values: Iterable[MetadataValue], is_dates: bool) -> Iterable[bool]:
    """For each value whether it lies in a range; a value of another kind does not."""
    if is_dates:
        days = [value.toordinal() if isinstance(value, datetime.date) else 0 for value in values]
        inside: Iterable[bool] = within(query, np.array(days, np.int64)).tolist()
        return inside
    return [isinstance(value, int | float) and _between(query, value) for value in values]


def _between(query: Query, value: float) -> bool:
    low, high = query.start, query.end
    return (low is None or (value > low if query.startexcl else value >= low)) and (
        high is None or (value < high if query.endexcl else value <= high)
    )


def within(query: Query, days: NDArray[np.signedinteger[Any]]) -> _Mask:
    """Which days, as ordinals, lie in a DateRange or NumericRange of instants; 0 is none."""
    inside = days > 0
    instants = (days.astype(np.int64) - 1) * _DAY  # as Whoosh counts time
    if query.start is not None:
        inside &= instants > query.start if query.startexcl else instants >= query.start
    if query.end is not None:
        inside &= instants < query.end if query.endexcl else instants <= query.end
    return inside
