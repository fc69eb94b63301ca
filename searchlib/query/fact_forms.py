"""The forms in which facts are compared: of a text, a path and the code of a language, case and accents folded.

Whoever reads a question and whoever executes it asks here, so that what is typed as it is written is found.
"""

import re

from searchlib.analysis import fold
from searchlib.analysis.tokenizer import PLAIN

__all__ = ["folded", "folded_language", "folded_path"]

_PIECE = re.compile(r"[^\s/]+")


def folded(word: str) -> str:
    """A word of an author's name or of metadata."""
    return fold(word)


def folded_path(path: str) -> str:
    """A path, or a part or pattern of one, with plain punctuation; runs of white space are one space."""
    if path.isascii():
        return " ".join(path.lower().replace("`", "'").split())
    return " ".join(_PIECE.sub(lambda piece: fold(piece[0]), path.translate(PLAIN)).split())


def folded_language(code: str) -> str:
    """The code of a language: ``en-us`` for ``en_US``."""
    return code.lower().replace("_", "-")
