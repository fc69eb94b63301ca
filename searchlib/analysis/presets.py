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

__all__ = ["PRESETS", "made_earlier", "preset"]

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


# By rules 1 (searchlib.analysis.fingerprint.RULES).
_EARLIER: Final = {
    "arabic": "2a0e7de32724f59722cecf2434ca0de3",
    "danish": "8cb71b2c98afb1bff1e915c015a8260f",
    "dutch": "58bf0946be59eb82e4604bf07582f59a",
    "english": "d22d5f270fc524581df84338011e54a7",
    "finnish": "f990a1acbe91f183a33c253d68f7450c",
    "french": "ab3bde6d7a94059832c5484c8c321ca4",
    "german": "db6ec4f03cfb50ecd3c73cefefbbd0b2",
    "hungarian": "fd061d1e3f40de4f12c4d85f1c582469",
    "italian": "f5378281e1cc17a7d8b66d5441a39594",
    "norwegian": "4dc797b5c9d3d0d4586ad2ba5d0e2694",
    "plain": "6dc5ff93ad1e881f48736e45075b224b",
    "portuguese": "8e7074dcb4414b321c537712025b5f53",
    "romanian": "c10daf6031ef35169c0167456eaef11f",
    "russian": "72944e4254b7c9526d79febd152439d6",
    "spanish": "bf63a7e200b4f233c4a9bf4b51687bac",
    "swedish": "54fd93fe2edd132568e3a14d91265432",
}


def made_earlier(name: str, fingerprint: str) -> bool:
    """Whether the fingerprint is that of the preset ``name`` by earlier rules: most words have the same terms now."""
    return _EARLIER.get(name) == fingerprint


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
