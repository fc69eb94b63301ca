"""Where are the words of a text, and what does each become? The stage between articles and the index.

A text comes in, tokens go out: the span of each word, its position, and its terms. Two questions are kept
apart. A **tokenizer** says where the words are and is asked once per text. A chain of **word filters** and a
**stemmer** say what a word becomes; they are pure functions of the word, so that each different word is asked
about once.

The same chain reads texts when they are indexed and questions when they are asked, so both meet in the same
terms. :func:`preset` has an analyzer ready for each language that NLTK's Snowball stems, and ``plain``
without stemming.
"""

from searchlib.analysis.analyzer import (
    TERM_LIMIT,
    Analyzer,
    Span,
    Stemmer,
    Term,
    Token,
    Tokenizer,
    WordFilter,
)
from searchlib.analysis.letters import fold, fold_small
from searchlib.analysis.presets import PRESETS, preset
from searchlib.analysis.stop_words import stop_words

__all__ = [
    "PRESETS",
    "TERM_LIMIT",
    "Analyzer",
    "Span",
    "Stemmer",
    "Term",
    "Token",
    "Tokenizer",
    "WordFilter",
    "fold",
    "fold_small",
    "preset",
    "stop_words",
]
