"""Shared by the tests of formats: bytes in, drafts and problems out."""

import io

from searchlib.source.formats import Options, format_named


def drafts(name, data, encoding=None, **fields):
    """What the format of that name makes of the bytes (a string is UTF-8)."""
    data = data.encode() if isinstance(data, str) else data
    return list(format_named(name)(io.BufferedReader(io.BytesIO(data)), Options(encoding, fields)))


def only(name, data, **options):
    (draft,) = drafts(name, data, **options)
    return draft


def blocks(draft):
    """Level and text of each block."""
    return [(block.level, draft.text[block.start : block.end]) for block in draft.blocks]
