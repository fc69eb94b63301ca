"""What several peers share: the texts of articles one by one, and the words of a query."""

from collections.abc import Iterable, Iterator

__all__ = ["texts_of", "words_of"]


def texts_of(articles: Iterable[list[str]]) -> Iterator[str]:
    """The paragraphs of all articles."""
    for article in articles:
        yield from article


def words_of(query: str) -> list[str]:
    """The words of a query, without plus signs and quotes."""
    return [word.lstrip("+") for word in query.replace('"', "").split()]
