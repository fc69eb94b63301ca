"""Where does a Markdown file's front matter end, and what does it say? YAML between ``---``, TOML between ``+++``."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

__all__ = ["FrontMatter", "split"]

_FENCED = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<matter>.*?)(?<![^\n])(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_LARGEST = 1 << 20
"""Characters in which a front matter must end: YAML is read slowly."""


@frozen
class FrontMatter:
    """What stands before the Markdown: ``values`` by name, ``broken`` the text of one that could not be read.

    ``end`` is where the Markdown begins, ``lines`` how many lines lie before it.
    """

    end: int = 0
    lines: int = 0
    values: Mapping[str, Any] = field(factory=dict)
    broken: str = ""


def split(text: str) -> FrontMatter:
    """The front matter of a file; an empty one where the file has none, or only a line across the page."""
    found = _FENCED.match(text[:_LARGEST])
    if not found:
        return FrontMatter()
    lines = found[0].count("\n")
    try:
        values = (
            tomllib.loads(found["matter"].replace("\r\n", "\n")) if found["fence"] == "+++" else _yaml(found["matter"])
        )
    except (ValueError, RecursionError):
        return FrontMatter(found.end(), lines, broken=found[0])
    if values is None:
        values = {}
    if not isinstance(values, dict):
        return FrontMatter()
    return FrontMatter(found.end(), lines, {str(name): value for name, value in values.items()})


def _yaml(text: str) -> Any:
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
