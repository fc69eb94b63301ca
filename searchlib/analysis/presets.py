"""Which analyzers are ready made? One for each Snowball language, and ``plain`` for all others."""

from functools import lru_cache
from typing import Final

from searchlib.analysis.analyzer import Analyzer, WordFilter
from searchlib.analysis.broken_words import broken_words
from searchlib.analysis.letters import fold, fold_small
from searchlib.analysis.stemmer import LANGUAGES, Snowball
from searchlib.analysis.tokenizer import words
from searchlib.analysis.word_filters import (
    Elisions,
    Folding,
    LowerCase,
    Numbers,
    acronyms,
    apostrophes,
    compounds,
    gershayim,
    plain_punctuation,
    possessives,
    tags,
)
from searchlib.errors import AnalyzerError

__all__ = ["PRESETS", "preset"]

PRESETS: Final = (*LANGUAGES, "plain")
"""The names that :func:`preset` knows; it also takes the languages' ISO 639-1 codes."""

_CODES: Final = {
    "ar": "arabic", "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nb": "norwegian", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish",
}  # fmt: skip

# Words of English that are also written in capitals as names (US, WHO, IT), or might be; and AIDS, which
# stems to aid.
_HOMOGRAPHS: Final = frozenset({
    "aids", "all", "am", "an", "and", "any", "are", "as", "at", "be", "but", "by", "can", "did", "do",
    "does", "for", "from", "get", "go", "had", "has", "have", "he", "her", "hers", "him", "his", "how",
    "if", "in", "into", "is", "it", "its", "may", "me", "mine", "more", "most", "must", "my", "no", "nor",
    "not", "now", "of", "off", "on", "one", "or", "our", "out", "over", "own", "per", "she", "so", "some",
    "than", "that", "the", "them", "then", "they", "this", "to", "too", "up", "us", "was", "we", "were",
    "what", "when", "who", "whom", "why", "will", "with", "yes", "you", "your",
})  # fmt: skip

_ELIDED: Final = {
    "french": "l m t qu n s j d c jusqu quoiqu lorsqu puisqu",
    "italian": "l un d c all dall dell nell sull coll gl agl dagl degl negl sugl quell quest m t s v",
}

# Letters and what is typed for them: as Lucene's GermanNormalizationFilter and ScandinavianNormalizationFilter have it.
_DIGRAPHS: Final = {
    "german": {"ae": "ä", "oe": "ö", "ue": "ü"},
    "danish": {"aa": "å", "ae": "æ", "oe": "ø", "ä": "æ", "ö": "ø"},
    "norwegian": {"aa": "å", "ae": "æ", "oe": "ø", "ä": "æ", "ö": "ø"},
    "swedish": {"aa": "å", "ae": "ä", "oe": "ö", "æ": "ä", "ø": "ö"},
}

# All others write 1.250,5 where these write 1,250.5.
_DECIMAL_POINT: Final = ("arabic", "english", "plain")


def preset(name: str = "english") -> Analyzer:
    """The ready-made analyzer of that name (one of :data:`PRESETS`) or ISO 639-1 code, in any case.

    Raises :class:`~searchlib.errors.AnalyzerError` with the known names for another.
    """
    wanted = name.strip().lower()
    wanted = _CODES.get(wanted, wanted)
    if wanted not in PRESETS:
        raise AnalyzerError(f"no analyzer is named {name!r}; there are {', '.join(PRESETS)}")
    return _made(wanted)


@lru_cache(None)
def _made(name: str) -> Analyzer:
    if name == "english":
        return Analyzer(
            name, words, _chain(name, possessives, Folding(_HOMOGRAPHS, plurals=True)), Snowball(name), fold_small
        )
    if name == "plain":
        return Analyzer(name, words, _chain(name, None, Folding()))
    elisions = Elisions(_ELIDED[name].split()) if name in _ELIDED else None
    return Analyzer(name, words, _chain(name, elisions, LowerCase(_DIGRAPHS.get(name, {}))), Snowball(name), fold)


def _chain(name: str, endings: WordFilter | None, case: WordFilter) -> tuple[WordFilter, ...]:
    """The filters that all languages share, with what a language does to ``'s`` and ``l'``, and to case."""
    numbers = Numbers("." if name in _DECIMAL_POINT else ",")
    first = (broken_words, plain_punctuation, endings) if endings else (broken_words, plain_punctuation)
    return *first, tags, acronyms, gershayim, compounds, numbers, apostrophes, case
