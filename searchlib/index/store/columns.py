"""Which articles say what of themselves? A segment's facts by name: each value once, and the articles that have it.

Made when a search first asks for facts, of all records at once, and kept: a segment never changes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from searchlib.article import MetadataValue, SingleValue, values_of

__all__ = ["Column", "Columns", "FactRow", "columns_of"]

FactRow = tuple[Iterable[str], str | None, str, Mapping[str, MetadataValue]]
"""Of an article: its authors, its language, the path of its source (the id where it has none), its metadata."""


@define(eq=False, repr=False)
class Column:
    """The values of one fact: ``values``, each once; row n says that ``articles[n]`` has ``values[numbers[n]]``.

    Equal values of different types are two. ``articles`` ascend; one may have several values, or none.
    """

    size: int
    values: list[Any] = field(factory=list)
    articles: Any = field(factory=list)
    numbers: Any = field(factory=list)
    _known: dict[tuple[type, Any], int] = field(factory=dict)
    _derived: dict[object, Any] = field(factory=dict)

    def add(self, article: int, value: SingleValue) -> None:
        """One row more."""
        key = type(value), value
        number = self._known.setdefault(key, len(self.values))
        if number == len(self.values):
            self.values.append(value)
        self.articles.append(article)
        self.numbers.append(number)

    def finish(self) -> "Column":
        """No row more will be added."""
        self.articles, self.numbers = np.array(self.articles, np.uint32), np.array(self.numbers, np.uint32)
        self._known.clear()
        return self

    def passing(self, values: Iterable[object]) -> NDArray[np.bool_]:
        """[articles] those that have a value for which ``values``, aligned with the column's, are true."""
        wanted = (
            values if isinstance(values, np.ndarray) else np.fromiter(map(bool, values), np.bool_, len(self.values))
        )
        mask = np.zeros(self.size, np.bool_)
        mask[self.articles[wanted[self.numbers]]] = True
        return mask

    def derived(self, name: object, make: Callable[[Sequence[Any]], Any]) -> Any:
        """What ``make`` makes of the values: made once, and kept under that name."""
        known = self._derived.get(name)
        if known is None:
            known = self._derived[name] = make(self.values)
        return known

    def counts(self, articles: NDArray[np.bool_] | None) -> NDArray[np.int64]:
        """[values] how many of ``articles``, of all for None, have each."""
        numbers = self.numbers if articles is None else self.numbers[articles[self.articles]]
        return np.bincount(numbers, minlength=len(self.values))


@define(eq=False, repr=False)
class Columns:
    """The columns of a segment: of authors, languages and paths, and of metadata by name."""

    authors: Column
    languages: Column
    paths: Column
    metadata: dict[str, Column]


def columns_of(rows: Iterable[FactRow], size: int) -> Columns:
    """The columns of ``size`` articles, given in order."""
    authors, languages, paths = Column(size), Column(size), Column(size)
    metadata: dict[str, Column] = {}
    for article, (names, language, path, values) in enumerate(rows):
        for name in names:
            authors.add(article, name)
        if language is not None:
            languages.add(article, language)
        paths.add(article, path)
        for name, value in values.items():
            column = metadata.get(name)
            if column is None:
                column = metadata[name] = Column(size)
            for each in values_of(value):
                column.add(article, each)
    columns = (authors, languages, paths, *metadata.values())
    for column in columns:
        column.finish()
    return Columns(authors, languages, paths, metadata)
