"""What is an article called? Its first heading, or its first line, or the beginning of its first sentence."""

import re

from searchlib.source.sentences import first_sentence
from searchlib.white_space import running_text

__all__ = [
    "LONGEST",
    "begins_heading",
    "best_heading",
    "frame_length",
    "is_label",
    "opening",
    "same_title",
    "telling",
    "without_label",
]

LONGEST = 20
"""A title or guessed heading has at most so many words."""
_LONGEST_TITLE = 160

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_DIGIT = re.compile(r"\d")
_CALENDAR = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tues?|wed|thu|thurs?|fri|sat|sun)"
    r"(?:uary|ruary|ch|il|ust|tember|ober|ember|day|nesday|rsday|urday)?|st|nd|rd|th",
    re.IGNORECASE,
)
_FIRST = re.compile(r"""[^\W_]|["'“‘«»„‚‹›「『《(\[¡¿$€£¥#§]\s*[^\W_]""")
_FRAME = 4
"""Fewer words than this are a web page's frame: ``Press Releases``, ``Senator John Thune``."""


def is_label(text: str) -> bool:
    """Whether a short line only dates or numbers what it stands with: ``July 17, 2005``, ``202-224-0001``."""
    digits = len(_DIGIT.findall(text))
    return digits > 0 and (digits > sum(map(str.isalpha, text)) or not _names(text))


def begins_heading(text: str, start: int) -> bool:
    """Whether what stands at ``start`` can begin a heading: a letter or digit, or a quote or bracket before one."""
    return _FIRST.match(text, start) is not None


def frame_length(candidates: list[str]) -> int:
    """How many of the headings above the first paragraph are a web page's frame, not the article's own.

    That is all down to the last that says hardly anything: ``Senator X``, ``Press Room``, ``July 31, 2008``.
    """
    return next((i for i in range(len(candidates), 0, -1) if len(_names(candidates[i - 1])) < _FRAME), 0)


def best_heading(candidates: list[str]) -> int | None:
    """Choose the title among the headings above the first paragraph: its index, None without any.

    The first, but no date and no shouted ``FOR IMMEDIATE RELEASE`` above another.
    """
    for index, candidate in enumerate(candidates):
        if not is_label(candidate) and not _announces(candidate, candidates[index + 1 : index + 2]):
            return index
    return 0 if candidates else None


def telling(parts: list[str]) -> str | None:
    """The first of a text's parts that says enough to be its title, if any does."""
    return next((part for part in parts if len(_names(part)) > _FRAME), None)


def without_label(text: str) -> str:
    """Leave out the first line if it only dates what follows."""
    first, end, rest = text.lstrip().partition("\n")
    return rest if end and rest.strip() and is_label(first) else text


def opening(text: str) -> str:
    """Take ``text`` if it has at most twenty words, else its first sentence, cut with an ellipsis if it has more."""
    words = running_text(text[: 20 * _LONGEST_TITLE]).split(" ")[: LONGEST + 1]
    top = " ".join(words)
    sentence = first_sentence(top) if len(words) > LONGEST else top
    title = " ".join(sentence.split(" ")[:LONGEST])[:_LONGEST_TITLE]
    return title if len(title) == len(sentence) else f"{title.rstrip(' ,;:-–—')}…"


def same_title(text: str, title: str) -> bool:
    """Whether a heading says what the title says, apart from case and punctuation at the end."""
    return running_text(text).rstrip(".:").casefold() == title.rstrip(".:").casefold()


def _names(text: str) -> list[str]:
    return [word for word in _LETTERS.findall(text) if not _CALENDAR.fullmatch(word)]


def _announces(text: str, following: list[str]) -> bool:
    """Whether a heading only shouts above the real one: at most three words, all capitals."""
    return text.isupper() and len(text.split()) < _FRAME <= max((len(_names(other)) for other in following), default=0)
