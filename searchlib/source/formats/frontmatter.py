"""Where does a Markdown file's front matter end, and what does it say? YAML between ``---``, TOML between ``+++``.

One bad value costs no other: what cannot be read as a whole is read name by name, and a value that cannot be
read at all is a string. Dates stay strings, too, for :mod:`searchlib.source.dates` to read.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from attrs import field, frozen

__all__ = ["FrontMatter", "split"]

_FENCED = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<matter>.*?)(?<![^\n])(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_LARGEST = 1 << 20
"""Characters in which a front matter must end: YAML is read slowly."""
_NAMED = re.compile(
    r"""(?P<quote>["']?)(?P<name>[^\W\d][\w .-]{0,60}?)(?P=quote)[ \t]*(?P<mark>[:=])(?P<value>.*)""", re.DOTALL
)
_GOES_ON = re.compile(r"[\s\-#\]})]|\Z")
"""How a line begins that goes on with the value above it, or says nothing."""

Load = Callable[[str], Any]


@frozen
class FrontMatter:
    """What stands before the Markdown: ``values`` by name.

    ``end`` is where the Markdown begins, ``lines`` how many lines lie before it.
    """

    end: int = 0
    lines: int = 0
    values: Mapping[str, Any] = field(factory=dict)


def split(text: str) -> FrontMatter:
    """The front matter of a file; an empty one where the file has none, or only a line across the page."""
    found = _FENCED.match(text[:_LARGEST])
    if not found:
        return FrontMatter()
    load, mark = (_toml, "=") if found["fence"] == "+++" else (_yaml, ":")
    matter = found["matter"].replace("\r\n", "\n")
    try:
        values = load(matter)
    except (ValueError, RecursionError):
        values = _one_by_one(matter, load, mark) or None
    else:
        values = {} if values is None else values
    if not isinstance(values, dict):
        return FrontMatter()
    return FrontMatter(found.end(), found[0].count("\n"), {str(name): value for name, value in values.items()})


def _one_by_one(matter: str, load: Load, mark: str) -> dict[str, Any]:
    """The values that can be told apart, and what has no name as "front matter".

    None where that is most of it: then it is text between two lines.
    """
    values: dict[str, Any] = {}
    loose: list[str] = []
    for entry in _entries(matter):
        found = _NAMED.match(entry)
        if found is None or found["mark"] != mark:
            loose += [entry.strip()] if entry.strip() else []
            continue
        values |= _loaded(entry, load) or {found["name"]: _unquoted(found["value"].strip())}
    if len(values) < len(loose):
        return {}
    return {**values, "front matter": "\n".join(loose)} if loose else values


def _entries(matter: str) -> Iterator[str]:
    """The lines that begin with a name, each with the lines that go on with its value, and all other lines."""
    entry = ""
    for line in matter.splitlines(keepends=True):
        if entry and _GOES_ON.match(line):
            entry += line
            continue
        yield entry
        entry = line
    yield entry


def _unquoted(value: str) -> str:
    return value.strip(value[0]) if value[:1] in ('"', "'") else value


def _loaded(entry: str, load: Load) -> dict[str, Any]:
    try:
        value = load(entry)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _toml(text: str) -> Any:
    return tomllib.loads(text)


def _yaml(text: str) -> Any:
    import yaml

    try:
        return yaml.load(text, _loader())
    except (yaml.YAMLError, LookupError, TypeError, AttributeError) as error:  # the last three from wrong tags
        raise ValueError(str(error)) from error


@cache
def _loader() -> Any:
    """YAML's safe loader, less the dates: one that is on no calendar would cost all other values."""
    import yaml

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return Loader
