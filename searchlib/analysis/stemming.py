"""What is the stem of a spelling? NLTK's Snowball says, imported when a first one is asked."""

import threading
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from attrs import field, frozen

__all__ = ["LANGUAGES", "Snowball"]

LANGUAGES: Final = (
    "arabic", "danish", "dutch", "english", "finnish", "french", "german", "hungarian", "italian",
    "norwegian", "portuguese", "romanian", "russian", "spanish", "swedish",
)  # fmt: skip
"""The languages of NLTK's SnowballStemmer, so that NLTK need not be imported to know them."""

_REMEMBERED: Final = 2**17

# Some of NLTK's stemmers keep the word they are at in themselves: one thread at a time.
_one_at_a_time: Final = threading.Lock()


@frozen
class Snowball:
    """The Snowball stemmer of ``language``, one of :data:`LANGUAGES`.

    Names and tags (``@name``, ``#tag``) are left as they are: their letters are chosen, not inflected.
    """

    language: str = field()

    def __call__(self, spelling: str) -> str:
        """The stem of a spelling in lower case."""
        return spelling if spelling.startswith(("@", "#")) else _stem(self.language, spelling)


@lru_cache(_REMEMBERED)
def _stem(language: str, spelling: str) -> str:
    with _one_at_a_time:
        return _stemmer(language)(spelling)


@lru_cache(None)
def _stemmer(language: str) -> Callable[[str], str]:
    from nltk.stem.snowball import SnowballStemmer

    stem: Callable[[str], str] = SnowballStemmer(language).stem
    return stem
