"""How do hits become a table? A row each, in pandas' terms."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from searchlib.errors import MissingExtra
from searchlib.hit import Hit

if TYPE_CHECKING:
    import pandas

__all__ = ["frame_of"]

_COLUMNS = (
    *("rank", "score", "id", "title", "heading", "paragraph", "text", "place"),
    *("date", "authors", "language", "url"),
)


def frame_of(ranked: Iterable[tuple[int, Hit]]) -> "pandas.DataFrame":
    """The hits as a table, each with its rank. Raises MissingExtra where there is no pandas."""
    try:
        import pandas
    except ImportError as error:
        raise MissingExtra("to_pandas", "pandas") from error
    import numpy as np

    rows = [_row(rank, hit) for rank, hit in ranked]
    names = dict.fromkeys([*_COLUMNS, *(name for row in rows for name in row)])
    table = pandas.DataFrame({name: [row.get(name) for row in rows] for name in names})
    table["date"] = np.array([row["date"] for row in rows], "datetime64[D]").astype("datetime64[s]")  # any year
    return table


def _row(rank: int, hit: Hit) -> dict[str, Any]:
    passage, article = hit.passage, hit.passage.article
    place = None if passage.source is None else str(passage.source)
    score = math.nan if hit.score is None else float(hit.score)
    values = (rank, score, article.id, article.title, passage.heading, passage.number, passage.text, place)
    facts = (article.date, "; ".join(article.authors), article.language, article.url)
    metadata = {f"metadata.{name}": value for name, value in article.metadata.items()}
    return dict(zip(_COLUMNS, (*values, *facts), strict=True)) | metadata
