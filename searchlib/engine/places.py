"""What lies at a place? A path as a hit printed it goes in, with line, record or page; the articles there come out."""

import difflib
import os
import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from attrs import define, field, frozen

from searchlib.article import ArticleFacts
from searchlib.engine.base import Engine
from searchlib.errors import InvalidRequest, NotFound

__all__ = ["id_at", "ids_at", "ids_at_each"]

_OFFERED = 3
_PLACE = re.compile(r"(?P<path>.+?)(?:, page \d{1,9}|#(?P<record>\d{1,9})|:(?P<line>\d{1,9}))", re.DOTALL)


@frozen
class _Place:
    """A path as it was typed, the file it leads to, and perhaps where in it."""

    path: str
    file: str
    record: int | None = None
    line: int | None = None

    @property
    def paths(self) -> set[str]:
        """What an article of this place calls its file."""
        return {self.path, self.file} - {""}


@define(eq=False)
class _Asked:
    """What was typed, and what lies there: by each way to take it, and below it if it is a folder."""

    typed: str
    places: list[_Place] = field(init=False)
    found: list[list[ArticleFacts]] = field(init=False)
    below: list[ArticleFacts] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.places = list(_places(self.typed))
        self.found = [[] for _ in self.places]

    def take(self, number: int, facts: ArticleFacts) -> None:
        """An article of the file of the place of that number."""
        record = self.places[number].record
        if record is None or (facts.source is not None and facts.source.record == record):
            self.found[number].append(facts)

    @property
    def articles(self) -> list[ArticleFacts]:
        """Those of the first place where there are any."""
        for place, those in zip(self.places, self.found, strict=True):
            if those:
                return those if place.line is None else _on_line(those, place.line)
        return []


def _look_up(typed: Iterable[str], articles: Iterable[ArticleFacts]) -> list[_Asked]:
    """What lies at each of several places: the articles are gone through once."""
    asked = list(map(_Asked, typed))
    files: dict[str, list[tuple[_Asked, int]]] = {}
    folders: dict[str, list[_Asked]] = {}
    for each in asked:
        for number, place in enumerate(each.places):
            for path in place.paths:
                files.setdefault(path, []).append((each, number))
        for path in {path.rstrip("/") for path in each.places[0].paths} if each.places[0].file else ():
            folders.setdefault(path, []).append(each)
    for facts in articles:
        paths = set() if facts.source is None else {_plain(facts.source.path), _plain(facts.source.file or "")}
        for each, number in dict.fromkeys(found for path in paths for found in files.get(path, ())):
            each.take(number, facts)
        above = {folder for path in paths for folder in _folders(path)} if folders else set[str]()
        for each in dict.fromkeys(found for path in above for found in folders.get(path, ())):
            each.below.append(facts)
    return asked


def _folders(path: str) -> Iterator[str]:
    """The folders and archives above a path; of an absolute one the empty string as well."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


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
    """The id of the one article at a place: ``path``, ``path:line``, ``path#record`` or ``path, page 3``.

    A line is that of the article which begins there, or before it. Raises NotFound where there is none, or are several,
    and names some.
    """
    found = _look_up([place], engine.articles())[0].articles
    if not found:
        raise _not_found(place, engine)
    if len(found) > 1:
        shown = ", ".join(facts.id for facts in found[:_OFFERED]) + (", ..." if len(found) > _OFFERED else "")
        raise NotFound(f"{place!r} holds {len(found):,} articles: {shown}")
    return found[0].id


def ids_at(place: str, engine: Engine, *, folders: bool) -> list[str]:
    """As :func:`ids_at_each` for one place. Raises NotFound where there are none."""
    (found,) = ids_at_each([place], engine, folders=folders)
    if not found:
        raise _not_found(place, engine)
    return found


def ids_at_each(places: Iterable[str], engine: Engine, *, folders: bool) -> list[list[str]]:
    """The ids of all articles at each place: of a file, an archive, or, where ``folders`` says so, below a folder.

    Raises InvalidRequest for a folder that was not expected.
    """
    return [_ids(asked, engine, folders=folders) for asked in _look_up(places, engine.articles())]


def _ids(asked: _Asked, engine: Engine, *, folders: bool) -> list[str]:
    found = asked.articles or asked.below
    if found and not asked.articles and not folders:
        file = asked.places[0].file
        if all(known.path != file for known in engine.files(file)):
            raise InvalidRequest(
                f"{asked.typed} is a folder that {len(found):,} articles are from:"
                " --all (folders=True) takes all of them"
            )
    return [facts.id for facts in found]


def _not_found(place: str, engine: Engine) -> NotFound:
    offered = _nearest(place, engine.articles())
    return NotFound(f"no article {place!r}" + (f"; there is {', '.join(offered)}" if offered else ""))


def _absolute(path: str) -> str:
    return "" if not path.strip() or "\0" in path else _plain(os.path.realpath(path))


def _plain(path: str) -> str:
    """The path with ``/``, and with its accents composed, as one system writes them so, another apart.

    What are no characters stands as articles have it.
    """
    path = path.replace(os.sep, "/")
    return path if path.isascii() else normalize("NFC", path.encode(errors="backslashreplace").decode())


def _nearest(typed: str, articles: Iterable[ArticleFacts]) -> list[str]:
    """At most three ids that are like what was typed: of a file of that name, else spelled alike."""
    ids = [facts.id for facts in articles]
    name = _last(typed)
    same = [each for each in ids if _last(each) == name]
    return (same or difflib.get_close_matches(typed, ids, _OFFERED))[:_OFFERED]


def _last(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2].casefold()
