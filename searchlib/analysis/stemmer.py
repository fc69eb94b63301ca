"""What is the stem of a spelling? NLTK's Snowball stemmers say, imported when a first one is asked."""

import threading
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from attrs import field, frozen

from searchlib.analysis.word_filters import singular

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

    Names and tags (``@name``, ``#tag``) are left as they are: their letters are chosen, not inflected. Acronyms and
    names with digits have a plural in all languages, which Snowball does not know: ``NGOs``, ``f16s``.
    """

    language: str = field()

    def __call__(self, spelling: str) -> str:
        """The stem of a spelling in lower case, or of an acronym's plural as it is written."""
        if spelling.startswith(("@", "#")):
            return spelling
        if spelling.endswith("s"):
            spelling = singular(spelling).lower() or spelling
        stem = _plain_english(spelling) if self.language == "english" else None
        return _stem(self.language, spelling) if stem is None else stem


# The suffixes that English stems lose or change, shortened where a shorter one says the same; half of all different
# words of an archive (names above all) have none of these, or none but a plural's "s".
_ENDINGS: Final = (
    "s", "e", "y", "i", "'", "ed", "ing", "ion", "ism", "er", "or", "ant", "ent", "ic", "al", "ful", "ll",
)  # fmt: skip
_ENDINGS_BEFORE_S: Final = ("u", *_ENDINGS)
_NO_PLURALS: Final = frozenset({"news", "atlas", "cosmos", "bias"})
_VOWELS: Final = frozenset("aeiouy")


def _plain_english(spelling: str) -> str | None:
    """The English stem of a spelling that none of Snowball's rules changes, or only that of the plural; else None."""
    if not spelling.isascii():
        return None
    if not spelling.endswith(_ENDINGS):
        return None if spelling.startswith("'") else spelling
    singular = spelling[:-1]
    if spelling[-1:] != "s" or singular.endswith(_ENDINGS_BEFORE_S) or spelling in _NO_PLURALS:
        return None
    return None if _VOWELS.isdisjoint(singular[:-1]) or spelling.startswith(("y", "'")) else singular


@lru_cache(_REMEMBERED)
def _stem(language: str, spelling: str) -> str:
    with _one_at_a_time:
        return _stemmer(language)(spelling)


@lru_cache(None)
def _stemmer(language: str) -> Callable[[str], str]:
    from nltk.stem.snowball import SnowballStemmer

    stem: Callable[[str], str] = SnowballStemmer(language).stem
    return stem
