"""Which of Whoosh's query classes does a question become? The one place where this package meets Whoosh.

Trees are built of these classes directly: Whoosh's own parser is slow and raises, and its ``normalize``,
``hash`` and ``str`` recurse.
"""

from searchlib._whoosh import quiet_import

with quiet_import():
    from whoosh.query import (
        And,
        AndMaybe,
        AndNot,
        ConstantScoreQuery,
        DateRange,
        DisjunctionMax,
        Every,
        FuzzyTerm,
        Not,
        NullQuery,
        NumericRange,
        Or,
        Phrase,
        Prefix,
        Query,
        Regex,
        Require,
        Term,
        Wildcard,
    )

__all__ = [
    "And",
    "AndMaybe",
    "AndNot",
    "ConstantScoreQuery",
    "DateRange",
    "DisjunctionMax",
    "Every",
    "FuzzyTerm",
    "Not",
    "NullQuery",
    "NumericRange",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "Regex",
    "Require",
    "Term",
    "Wildcard",
    "exact",
    "stems_field",
]


def exact(field: str) -> str:
    """The Whoosh field that holds the spellings of what ``field`` holds as stems."""
    return f"{field}_exact"


def stems_field(field: str) -> str:
    """The field itself, or of a field of spellings the one that holds the stems."""
    return field.removesuffix("_exact")
