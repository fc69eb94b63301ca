"""How is an analyzer recognised in another process? By a digest over a description of its parts."""

import functools
import hashlib
from types import MethodType
from typing import Any

import attrs

__all__ = ["RULES", "describe", "fingerprint_of", "name_of"]

RULES = 2
"""The version of this package's rules: raised by one when any of them gives other terms than before."""


def fingerprint_of(*parts: object) -> str:
    """32 hex digits over ``parts`` and the version of the rules."""
    text = f"searchlib analysis {RULES}: {describe(parts)}"
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]


def name_of(part: object) -> str:
    """The qualified name of a function or class, or of a value's class; searchlib's own without module.

    So a part of ours may move to another module, and indexes made before still know it.
    """
    named = part if hasattr(part, "__qualname__") else type(part)
    module, name = getattr(named, "__module__", None) or "builtins", named.__qualname__
    return f"searchlib:{name}" if module.startswith("searchlib.") else f"{module}.{name}"


def describe(part: Any) -> str:
    """A text that is equal for equal parts, in every process.

    A function is known by its name, not by its code: who changes that changes its name or ``fingerprint``.
    """
    given = getattr(part, "fingerprint", None)
    if isinstance(given, str) and not isinstance(part, type):
        return f"{name_of(part)}={given}"
    if part is None or isinstance(part, bool | int | float | str | bytes):
        return repr(part)
    if isinstance(part, set | frozenset):
        return "{" + ", ".join(sorted(map(describe, part))) + "}"
    if isinstance(part, tuple | list):
        return "(" + ", ".join(map(describe, part)) + ")"
    if isinstance(part, dict):
        return "{" + ", ".join(sorted(f"{describe(key)}: {describe(part[key])}" for key in part)) + "}"
    return _describe_callable(part)


def _describe_callable(part: Any) -> str:
    if isinstance(part, MethodType):
        return f"{describe(part.__self__)}.{part.__name__}"
    if isinstance(part, functools.partial):
        return f"partial({describe(part.func)}, {describe(part.args)}, {describe(part.keywords)})"
    if isinstance(part, type) or not attrs.has(type(part)):
        return name_of(part)
    values = [f"{a.name}={describe(getattr(part, a.name))}" for a in attrs.fields(type(part)) if a.eq]
    return f"{name_of(part)}({', '.join(values)})"
