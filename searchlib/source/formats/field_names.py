"""What are the fields of a record called? Nested ones by dotted names, ``source.name``; of one name each by its place.

What only wraps a value or a record is left out of the names: ``{"$date": ...}`` and ``{"$oid": ...}`` of MongoDB are
what they hold, and the fields of ``_source`` (Elasticsearch), ``attributes`` (JSON:API), ``fields`` (Django) and
``doc`` (CouchDB) are the record's own.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

__all__ = ["DEEPEST", "distinct", "flat", "spread", "unnested"]

DEEPEST = 100
"""So deep may the objects of a record nest."""

_ENVELOPES = {"_source": None, "attributes": "type", "fields": "model", "doc": "key"}
"""The fields that hold a whole record, each with the field that must stand beside it if there is one."""

Record = Mapping[str, Any]


def flat(record: Record) -> Record:
    """The record with the fields of its objects in their place, in the same order; the values are no dicts.

    Raises RecursionError where objects nest more than DEEPEST deep.
    """
    if dict not in map(type, record.values()):
        return record
    pairs = list(_pairs(record, "", 0))
    envelope = next((name for name, beside in _ENVELOPES.items() if _is_envelope(record, name, beside)), None)
    names = [name for name, _ in pairs]
    opened = names if envelope is None else _opened(names, envelope)
    return dict(zip(distinct(opened), (value for _, value in pairs), strict=True))


def spread(name: str, values: list[Any], depth: int = 1) -> Iterator[tuple[str, list[Any]]]:
    """A list as lists without objects and lists in them: ``tags`` of ``{"name": "a"}`` as ``tags.name``, ["a"].

    Raises RecursionError where objects nest more than DEEPEST deep.
    """
    columns: dict[str, list[Any]] = {}
    for value in map(_bare, unnested(values)):
        pairs = _pairs(value, f"{name}.", depth) if isinstance(value, dict) else ((name, value),)
        for inner, part in pairs:
            for column, parts in spread(inner, part, depth + 1) if isinstance(part, list) else ((inner, [part]),):
                columns.setdefault(column, []).extend(parts)
    yield from columns.items()


def unnested(values: Iterable[Any]) -> Iterator[Any]:
    """The values of a list and, in their place, those of the lists in it."""
    stack = [iter(values)]
    while stack:
        for value in stack[-1]:
            if isinstance(value, list):
                stack.append(iter(value))
                break
            yield value
        else:
            stack.pop()


def distinct(names: Iterable[str]) -> list[str]:
    """The names, one that stands there already with its place (from 1) behind it: ``date``, ``date 4``."""
    given = list(names)
    known, seen, result = set(given), set[str](), list[str]()
    if len(known) == len(given):
        return given
    for place, name in enumerate(given, 1):
        free = name
        while free in seen or (free != name and free in known):
            free = f"{free} {place}"
        seen.add(free)
        result.append(free)
    return result


def _pairs(record: Record, prefix: str, depth: int) -> Iterator[tuple[str, Any]]:
    if depth > DEEPEST:
        raise RecursionError
    for name, value in record.items():
        bare = _bare(value)
        if isinstance(bare, dict) and bare:
            yield from _pairs(bare, f"{prefix}{name}.", depth + 1)
        else:
            yield f"{prefix}{name}", bare or None if isinstance(bare, dict) else bare


def _bare(value: Any) -> Any:
    """What MongoDB's notation wraps: of ``{"$date": {"$numberLong": "5"}}`` the "5"."""
    for _ in range(DEEPEST):
        if not isinstance(value, dict) or len(value) != 1 or not next(iter(value)).startswith("$"):
            break
        value = next(iter(value.values()))
    return value


def _is_envelope(record: Record, name: str, beside: str | None) -> bool:
    return isinstance(record.get(name), dict) and (beside is None or beside in record)


def _opened(names: list[str], envelope: str) -> list[str]:
    """The names without the envelope before them, where no other field is called so."""
    taken = set(names)
    bare = (name.removeprefix(f"{envelope}.") for name in names)
    return [name if inner in taken else inner for name, inner in zip(names, bare, strict=True)]
