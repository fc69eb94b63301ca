"""The names of fields: their only home, which every stage and every engine reads.

A passage has three fields of words, ``text``, ``title`` and ``heading``. What is in them is known by stems in the field
of that name, and by spellings in the field of that name with ``_exact``. ``passage`` is the text with the other two as
its context. All other fields are facts, which are said of the article: those here, and the names of its metadata.
"""

from typing import Final

__all__ = [
    "AUTHOR",
    "DATE",
    "EXACT",
    "FACTS",
    "HEADING",
    "LANGUAGE",
    "PASSAGE",
    "SOURCE",
    "TEXT",
    "TITLE",
    "WORD_FIELDS",
    "base_field",
    "exact",
    "is_exact",
    "is_fact",
    "is_passage",
    "metadata_field",
    "metadata_name",
    "of_others",
    "split_others",
    "stems_field",
    "without_context",
]

TEXT: Final = "text"
"""The words of a passage. Where is looked for what has no field: quotes, patterns, what is near or excluded."""

TITLE: Final = "title"
"""The words of the article's title."""

HEADING: Final = "heading"
"""The words of the headings above a passage."""

PASSAGE: Final = "passage"
"""Where bare words are looked for: in the text, and as its context in the title and the headings."""

WORD_FIELDS: Final = (TEXT, TITLE, HEADING)
"""The fields that an index holds words of."""

EXACT: Final = "_exact"
"""What the name of a field of spellings ends with: ``text_exact`` is answered from ``text``."""

AUTHOR: Final = "author"
SOURCE: Final = "source"
LANGUAGE: Final = "language"
DATE: Final = "date"

FACTS: Final = (AUTHOR, SOURCE, LANGUAGE, DATE)
"""What every article may say of itself; other facts are its metadata."""

_METADATA: Final = "metadata."

_OTHERS: Final = {"\0no number": False, "\0no day": True}

_OF_PASSAGE: Final = (PASSAGE, f"{PASSAGE}{EXACT}")
_OF_WORDS: Final = frozenset(name + end for name in (*WORD_FIELDS, PASSAGE) for end in ("", EXACT))


def exact(field: str) -> str:
    """The field that holds the spellings of what ``field`` holds as stems."""
    return f"{field}{EXACT}"


def is_exact(field: str) -> bool:
    """Whether it is a field of spellings."""
    return field.endswith(EXACT)


def stems_field(field: str) -> str:
    """The field itself, or of a field of spellings the one that holds the stems."""
    return field.removesuffix(EXACT)


def is_passage(field: str) -> bool:
    """Whether it is the text with its context, by stems or by spellings."""
    return field in _OF_PASSAGE


def base_field(field: str) -> str:
    """The field that answers for the field ``field``, of ``passage`` the text: where its words stand side by side."""
    base = field.removesuffix(EXACT)
    return TEXT if base == PASSAGE else base


def without_context(field: str) -> str:
    """The field ``field``, of one with context the text alone: in a phrase words stand in one place."""
    return field.replace(PASSAGE, TEXT, 1) if field in _OF_PASSAGE else field


def is_fact(field: str | None) -> bool:
    """Whether a field is one of facts: none of the fields whose words are indexed."""
    return field not in _OF_WORDS and field not in (None, "*")


def metadata_field(name: str) -> str:
    """The field of a name in the metadata: one that another field bears, too, is told apart (``metadata.source``)."""
    return name if is_fact(name) and name not in FACTS else f"{_METADATA}{name}"


def metadata_name(field: str) -> str:
    """The name in the metadata of a field that :func:`metadata_field` told apart; of another the field itself."""
    return field.removeprefix(_METADATA)


def of_others(field: str, *, of_days: bool) -> str:
    """The field of those values of ``field`` that are no days, or no numbers."""
    return field + next(mark for mark, is_of_days in _OTHERS.items() if is_of_days is of_days)


def split_others(field: str) -> tuple[str, bool | None]:
    """What :func:`of_others` was given; another field itself, and None."""
    for mark, of_days in _OTHERS.items():
        if field.endswith(mark):
            return field.removesuffix(mark), of_days
    return field, None
