"""What lies at a place? A path as a hit printed it goes in, with line, record or page; the articles there come out."""

import difflib
import os
import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from attrs import frozen

from searchlib.article import ArticleFacts
from searchlib.engine.base import Engine
from searchlib.errors import InvalidRequest, NotFound

__all__ = ["articles_at", "articles_below", "id_at", "ids_at", "nearest"]

_OFFERED = 3
_PLACE = re.compile(r"(?P<path>.+?)(?:, page (?P<page>\d{1,9})|#(?P<record>\d{1,9})|:(?P<line>\d{1,9}))", re.DOTALL)


@frozen
class _Place:
    """A path as it was typed, the file it leads to, and perhaps where in it."""

    path: str
    file: str
    record: int | None = None
    line: int | None = None

    def holds(self, facts: ArticleFacts) -> bool:
        """Whether the article is of this file, and of this record if one is named."""
        source = facts.source
        if source is None or (self.path != _plain(source.path) and self.file != _plain(source.file or "")):
            return False
        return self.record is None or source.record == self.record


def articles_at(typed: str, articles: Iterable[ArticleFacts]) -> list[ArticleFacts]:
    """Those of the file ``path``, or of ``path:line``, ``path#record``, ``path, page 3``, in order.

    A line is that of the article which begins there, or before it.
    """
    places = list(_places(typed))
    found: list[list[ArticleFacts]] = [[] for _ in places]
    for facts in articles:
        for place, those in zip(places, found, strict=True):
            if place.holds(facts):
                those.append(facts)
    for place, those in zip(places, found, strict=True):
        if those:
            return those if place.line is None else _on_line(those, place.line)
    return []


def _places(typed: str) -> Iterator[_Place]:
    """What was typed may be all a path, or end with where in the file."""
    yield _Place(_plain(typed), _absolute(typed))
    if (parts := _PLACE.fullmatch(typed)) is not None:
        numbers = [None if digits is None else int(digits) for digits in parts.group("record", "line")]
        yield _Place(_plain(parts["path"]), _absolute(parts["path"]), *numbers)


def _on_line(articles: list[ArticleFacts], line: int) -> list[ArticleFacts]:
    """The last one that begins on the line or before it; all where nothing is known of lines."""
    begun = [facts for facts in articles if facts.source is not None and (facts.source.line or 0) <= line]
    return begun[-1:] if any(facts.source is not None and facts.source.line for facts in articles) else articles


def id_at(place: str, engine: Engine) -> str:
    """The id of the one article at a place. Raises NotFound where there is none, or are several, and names some."""
    found = articles_at(place, engine.articles())
    if not found:
        raise _not_found(place, engine)
    if len(found) > 1:
        shown = ", ".join(facts.id for facts in found[:_OFFERED]) + (", ..." if len(found) > _OFFERED else "")
        raise NotFound(f"{place!r} holds {len(found):,} articles: {shown}")
    return found[0].id


def ids_at(place: str, engine: Engine, *, folders: bool) -> list[str]:
    """The ids of all articles at a place: of a file, an archive, or, where ``folders`` says so, below a folder.

    Raises NotFound where there are none, InvalidRequest for a folder that was not expected.
    """
    found = articles_at(place, engine.articles())
    if not found and place.strip():
        found = articles_below(place, engine.articles())
        file = _absolute(place)
        if found and not folders and all(known.path != file for known in engine.files(file)):
            raise InvalidRequest(
                f"{place} is a folder that {len(found):,} articles are from: --all (folders=True) takes all of them"
            )
    if not found:
        raise _not_found(place, engine)
    return [facts.id for facts in found]


def _not_found(place: str, engine: Engine) -> NotFound:
    offered = nearest(place, engine.articles())
    return NotFound(f"no article {place!r}" + (f"; there is {', '.join(offered)}" if offered else ""))


def articles_below(typed: str, articles: Iterable[ArticleFacts]) -> list[ArticleFacts]:
    """Those whose file lies below a folder, or in an archive."""
    path, file = _plain(typed).rstrip("/" + os.sep), _absolute(typed)
    if not file:
        return []
    file = file.rstrip(os.sep)
    return [
        facts
        for facts in articles
        if facts.source is not None
        and (_is_below(_plain(facts.source.path), path) or _is_below(_plain(facts.source.file or ""), file))
    ]


def _is_below(path: str, folder: str) -> bool:
    return path.startswith((folder + "/", folder + os.sep))


def _absolute(path: str) -> str:
    return "" if not path.strip() or "\0" in path else _plain(os.path.realpath(path))


def _plain(path: str) -> str:
    """The path with its accents composed: one system writes them so, another apart."""
    return path if path.isascii() else normalize("NFC", path)


def nearest(typed: str, articles: Iterable[ArticleFacts]) -> list[str]:
    """At most three ids that are like what was typed: of a file of that name, else spelled alike."""
    ids = [facts.id for facts in articles]
    name = _last(typed)
    same = [each for each in ids if _last(each) == name]
    return (same or difflib.get_close_matches(typed, ids, _OFFERED))[:_OFFERED]


def _last(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2].casefold()
