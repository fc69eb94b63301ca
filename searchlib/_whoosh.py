"""How is Whoosh imported without noise? Whoosh 2.7.4 is older than some warnings of today's Python compiler.

When Python compiles it for the first time it warns of invalid escape sequences and of ``is`` with a literal.
Each area's adapter imports Whoosh under :func:`quiet_import`, which silences these two and nothing else::

    with quiet_import():
        from whoosh.query import Term
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["quiet_import"]

_ESCAPE: Final = r".*invalid escape sequence"
_LITERAL: Final = r'"is" with .+ literal'


@contextmanager
def quiet_import() -> Iterator[None]:
    """No warnings of Whoosh's escape sequences and literals while the ``with`` block imports it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", _ESCAPE, SyntaxWarning)
        warnings.filterwarnings("ignore", _ESCAPE, DeprecationWarning)  # what Python 3.11 calls it
        warnings.filterwarnings("ignore", _LITERAL, SyntaxWarning)
        yield
