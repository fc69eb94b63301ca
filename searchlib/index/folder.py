"""Whose folder is it? The manifest that says so, and what is refused.

``searchlib.json`` names the format, its version and the analyzer. A folder without it is an index only once it is one:
it must be empty (a README and a .gitignore aside), or it is somebody else's and left alone.
"""

import json
import os
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from searchlib.errors import IndexDamaged, IndexFolderError, NotAnIndex, RebuildNeeded

__all__ = ["LOCK", "MANIFEST", "Manifest", "is_vacant", "prepare", "read_manifest"]

MANIFEST = "searchlib.json"
FORMAT, VERSION = "searchlib.whoosh", 1
LOCK = "searchlib.lock"
_NEUTRAL = {".gitignore", "README", "README.md", "README.txt", LOCK}


@frozen(kw_only=True)
class Manifest:
    """What the manifest file says. ``analyzer`` is a name, ``fingerprint`` what identifies its rules."""

    format: str = FORMAT
    version: int = VERSION
    analyzer: str
    fingerprint: str


def is_vacant(folder: Path) -> bool:
    """Whether an index may be made here: nothing there, or a folder with nothing of anybody's in it."""
    try:
        return all(entry.name in _NEUTRAL for entry in folder.iterdir())
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return False
    except OSError as error:
        raise IndexFolderError(f"{folder}: {error.strerror}") from error


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest, None where an index may still be made. Raises what :mod:`searchlib.errors` has for the rest."""
    try:
        content = (folder / MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        if is_vacant(folder):
            return None
        kind = "a folder with other data" if folder.is_dir() else "a file"
        raise NotAnIndex(f"{folder}: not an index of searchlib but {kind}; it is left alone") from None
    except OSError as error:
        raise IndexFolderError(f"{folder / MANIFEST}: {error.strerror}") from error
    return _checked(folder, content)


def _checked(folder: Path, content: bytes) -> Manifest:
    try:
        fields: dict[str, Any] = json.loads(content)
        format_, version = fields["format"], fields["version"]
        if (format_, version) != (FORMAT, VERSION):
            raise RebuildNeeded(
                f"{folder}: made as {format_} version {version}, read here is {FORMAT} version {VERSION}: rebuild it"
            )
        return Manifest(**fields)
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{folder / MANIFEST}: not a manifest: {error}") from error


def prepare(folder: Path, manifest: Manifest) -> None:
    """Make the folder an index: the manifest is written whole or not at all."""
    temporary = folder / f"{MANIFEST}.{os.getpid()}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(asdict(manifest), indent=1) + "\n", encoding="utf-8")
        temporary.replace(folder / MANIFEST)
    except OSError as error:
        raise IndexFolderError(f"{folder}: cannot be written: {error.strerror}") from error
