"""Do two engines find the same? Answers before times: how many texts match each query, and why numbers differ.

Both stem with Snowball, but they do not see the same words: tantivy cuts at every character that is neither letter nor
digit, keeps accents, and looks for a phrase by its stems; searchlib keeps a word with its apostrophes, hyphens and
numbers together as well, folds accents, and looks for a quoted phrase as it is spelled.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from benchmarks.peers import load
from benchmarks.peers.words import words_of

__all__ = ["cause", "compared", "lines"]

_MOST = 20_000  # texts of one query that are looked into
_KINDS = {"intersection": "intersection", "phrase": "phrase", "stems": "phrase"}  # ours and tantivy's
_WORD = re.compile(r"[^\W_]+")
_FORMS = "another form of a word"
_STEMMERS = "stemmers that differ"
_OTHER = "not explained"
_CAUSES = (
    ("apostrophes", re.compile(r"['’‘`´ʼ]")),
    ("numbers", re.compile(r"\d\W+\d")),
    ("hyphens", re.compile(r"[-‐‑‒–—­]")),
    ("acronyms and addresses", re.compile(r"\w[.@]\w")),
    ("accents", re.compile(r"[^\x00-\x7f]")),
    ("other marks inside a word", re.compile(r"[\W_]")),
)


class Matching(Protocol):
    """A peer that gives all texts, too."""

    def count(self, kind: str, query: str) -> int:
        """How many texts match."""
        ...

    def texts(self, kind: str, query: str) -> list[str]:
        """All that match."""
        ...


def compared(ours: Path, theirs: Path, queries: dict[str, list[str]]) -> dict[str, Any]:
    """For each kind how many queries match equally many texts, fewer or more here, and the texts' causes."""
    one: Any = load("searchlib")
    other: Any = load("tantivy")
    one.open(ours)
    other.open(theirs)
    found = {kind: _compared(one, other, kind, queries[kind]) for kind in _KINDS}
    one.close()
    other.close()
    return found


def _compared(one: Matching, other: Matching, kind: str, queries: list[str]) -> dict[str, Any]:
    signs, causes = Counter[str](), {"here": Counter[str](), "there": Counter[str]()}
    large = 0
    for query in queries:
        here, there = one.count(kind, query), other.count(_KINDS[kind], query)
        signs["equal" if here == there else "fewer" if here < there else "more"] += 1
        if here != there and max(here, there) > _MOST:
            large += 1
        elif here != there:
            mine, yours = Counter(one.texts(kind, query)), Counter(other.texts(_KINDS[kind], query))
            for side, texts in (("here", mine - yours), ("there", yours - mine)):
                for text, count in texts.items():
                    causes[side][cause(text, query, kind, here=side == "here")] += count
    return {"queries": len(queries), **signs, "causes": causes, "not looked into": large}


def cause(text: str, query: str, kind: str, *, here: bool) -> str:
    """Why one engine alone finds ``text``, as far as the text shows; ``here``: searchlib does.

    ``kind`` is "intersection", "phrase" (searchlib looks for it as spelled) or "stems".
    """
    contains = _all_there if kind == "intersection" else _side_by_side
    words, simple = _simple(" ".join(words_of(query))), _simple(text)
    stemmed = contains(_stems(words), _stems(simple))
    if stemmed is here and (here or kind != "phrase"):
        return _STEMMERS
    if kind == "phrase" and not here and stemmed and not contains(words, simple):
        return _FORMS
    inner = [chunk for chunk in _chunks(text) if any(_resembles(chunk, word) for word in words)]
    return next((name for name, sign in _CAUSES if any(map(sign.search, inner))), _OTHER)


def _simple(text: str) -> list[str]:
    """The words as tantivy has them, in small letters."""
    return [word.casefold() for word in _WORD.findall(text)]


def _stems(words: list[str]) -> list[str]:
    from searchlib.analysis.stemmer import Snowball

    return list(map(Snowball("english"), words))


def _all_there(wanted: list[str], words: list[str]) -> bool:
    return set(wanted) <= set(words)


def _side_by_side(wanted: list[str], words: list[str]) -> bool:
    width = len(wanted)
    return any(words[place : place + width] == wanted for place in range(len(words) - width + 1))


def _chunks(text: str) -> Iterator[str]:
    """What stands between white space, without the marks around it."""
    return (re.sub(r"^[\W_]+|[\W_]+$", "", chunk) for chunk in text.split())


def _resembles(chunk: str, word: str) -> bool:
    """Whether the word's beginning is in the chunk, accents and marks put aside."""
    letters = "".join(character for character in unicodedata.normalize("NFKD", chunk.casefold()) if character.isalnum())
    return word[: max(3, len(word) - 3)] in letters


def lines(found: dict[str, Any], names: dict[str, str]) -> Iterator[str]:
    """What :func:`compared` gives, in sentences."""
    for kind, each in found.items():
        equal, fewer, more = (each.get(sign, 0) for sign in ("equal", "fewer", "more"))
        yield (
            f"{names[kind]}: {equal} of {each['queries']} queries match equally many paragraphs here as in tantivy, "
            f"{fewer} fewer, {more} more. Paragraphs found here alone: {_counted(each['causes']['here'])}; "
            f"in tantivy alone: {_counted(each['causes']['there'])}. "
            f"Not looked into (over {_MOST:,} matches): {each['not looked into']} queries."
        )


def _counted(causes: dict[str, int]) -> str:
    ordered = sorted(causes.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{count:,} {name}" for name, count in ordered) or "none"
