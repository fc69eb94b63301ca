"""How are stored values kept without pickle? As JSON, other types than JSON's as an object that names the type.

A value is what JSON knows (str, int, float, bool, None, lists, dictionaries with such keys) or one of the types in
``_TYPES``, nested in any way. ``{"$": name, "v": value}`` stands for the others, and for dictionaries that have other
keys than strings or a key ``"$"``. Reading makes values of these types only: it runs no code of the file's.
"""

import base64
import datetime
import json
import zlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from searchlib.errors import IndexDamaged

__all__ = ["encoded", "packed", "unpacked"]

_LEVEL = 3
_PLAIN = (str, int, float, bool, type(None))

_TYPES: dict[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "bytes": (bytes, lambda value: base64.b64encode(value).decode(), base64.b64decode),
    "datetime": (datetime.datetime, datetime.datetime.isoformat, datetime.datetime.fromisoformat),
    "date": (datetime.date, datetime.date.isoformat, datetime.date.fromisoformat),
    "time": (datetime.time, datetime.time.isoformat, datetime.time.fromisoformat),
    "timedelta": (
        datetime.timedelta,
        lambda value: [value.days, value.seconds, value.microseconds],
        lambda parts: datetime.timedelta(*parts),
    ),
    "decimal": (Decimal, str, Decimal),
    "complex": (complex, lambda value: [value.real, value.imag], lambda parts: complex(*parts)),
    "tuple": (tuple, lambda value: [encoded(each) for each in value], lambda items: tuple(map(_decoded, items))),
    "set": (set, lambda value: [encoded(each) for each in value], lambda items: set(map(_decoded, items))),
    "frozenset": (
        frozenset,
        lambda value: [encoded(each) for each in value],
        lambda items: frozenset(map(_decoded, items)),
    ),
    "dict": (
        dict,
        lambda value: [[encoded(key), encoded(each)] for key, each in value.items()],
        lambda items: {_decoded(key): _decoded(each) for key, each in items},
    ),
}
_NAMES = {row[0]: name for name, row in _TYPES.items()}


def encoded(value: Any) -> Any:
    """The value as JSON has it. Raises TypeError for one of another type."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is list:
        return [encoded(each) for each in value]
    if kind is dict and "$" not in value and all(type(key) is str for key in value):
        return {key: encoded(each) for key, each in value.items()}
    if kind not in _NAMES:
        raise TypeError(f"{value!r} cannot be stored: a {kind.__qualname__} is not a value of a type that is kept")
    name = _NAMES[kind]
    return {"$": name, "v": _TYPES[name][1](value)}


def packed(fields: Mapping[str, Any]) -> bytes:
    """The bytes of stored fields, whose values are :func:`encoded`: JSON in a zlib stream."""
    return zlib.compress(json.dumps(fields, separators=(",", ":")).encode(), _LEVEL)


def unpacked(data: bytes) -> dict[str, Any]:
    """The fields, their values as before they were encoded. Raises IndexDamaged for bytes of another make."""
    try:
        return {name: _decoded(value) for name, value in json.loads(zlib.decompress(data)).items()}
    except (zlib.error, ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as error:
        raise IndexDamaged(f"stored fields cannot be read: {error}") from error


def _decoded(value: Any) -> Any:
    if type(value) is list:
        return [_decoded(each) for each in value]
    if type(value) is not dict:
        return value
    if "$" in value:
        return _TYPES[value["$"]][2](value["v"])
    return {key: _decoded(each) for key, each in value.items()}
