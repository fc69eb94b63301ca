"""The lexer of questions: text comes in, lexemes go out, in order.

A lexeme is a pair of a kind and a text. The kinds are

========  ==============================================  ==========================
kind      what it is                                      its text
========  ==============================================  ==========================
chunk     a run of characters without white space         as typed
quoted    a phrase in quotes of any kind                  what is between the quotes
named     the same in double quotes and a colon right     what is between the quotes
          before something: perhaps the name of a field
unclosed  a phrase whose last quote is missing            all the rest
open      an opening bracket                              ``(``
close     a closing bracket                               ``)``
sign      ``+``, ``-`` or ``!`` right before something    the sign
signs     several of them in a row                        all of them
operator  ``AND``, ``OR``, ``NOT``, ``BEFORE``, ``&&``    ``AND``, ``OR``, ``NOT``, ``BEFORE``
          and ``||``
function  a name of ``FUNCTIONS`` and an opening bracket  ``NEAR(``
regular   a regular expression between slashes            what is between the slashes
field     a name and a colon right before something       the name
suffix    ``~5``, ``^2`` or ``*`` after a quote, a        as typed
          closing bracket or slash: given before it
========  ==============================================  ==========================

Whatever is typed becomes lexemes, in linear time. A quotation mark between two Hebrew letters is no quote but typed for
the gershayim of an abbreviation, and becomes these.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

__all__ = [
    "DOUBLE_QUOTES",
    "FUNCTIONS",
    "LONGEST",
    "OPERATORS",
    "Lexeme",
    "field_name",
    "lexemes",
    "looks_like_field",
    "plain_text",
    "with_gershayim",
]

Lexeme: TypeAlias = tuple[str, str]

LONGEST = 100_000
"""So many characters of a question are read."""

OPERATORS = frozenset({"AND", "OR", "NOT", "BEFORE"})
FUNCTIONS = ("NEAR", "SENTENCE")
"""Names that say what the brackets right behind them mean."""
DOUBLE_QUOTES = '"“”„‟＂«»'

_SYMBOLS = {"&&": "AND", "||": "OR"}
_STRAIGHT, _GUILLEMETS = '"“”„‟＂', "«»"

# A colon before white space, another colon, a backslash or // is no field's: "Note: this", std::vector, C:\,
# https://
_NAME = r"_*+[^\W\d_][\w-]*+"
_COLON = r":(?!//|[\s:)\\]|\Z)"
_FIELD = _NAME + _COLON

_LEXEME = re.compile(
    rf"""
      (?P<word> [a-z0-9]++ (?= \s | \Z ) )
    | (?P<open> \( )
    | (?P<close> \) )
    | (?P<quoted> [{_STRAIGHT}][^{_STRAIGHT}]*+[{_STRAIGHT}]? | [{_GUILLEMETS}][^{_GUILLEMETS}]*+[{_GUILLEMETS}]? )
    | (?P<single> (?<![^\s(:+\-!]) ['‘‚‹] (?=\w) )
    | (?P<signs> (?<![^\s(]) [+\-!]{{2,}}+ (?=[^\s)]) )
    | (?P<sign> (?<![^\s(]) [+\-!] (?=[^\s)]) )
    | (?P<regular> (?<![^\s(:+\-!&|]) / (?!\s) (?: [^/\\] | \\. )++ (?<!\s) / (?= [\s),~^*] | \Z ) )
    | (?P<function> (?: {"|".join(FUNCTIONS)} ) \( )
    | (?P<operator> && | \|\| | (?: AND | OR | NOT | BEFORE ) (?= [\s(){DOUBLE_QUOTES}] | && | \|\| | \Z ) )
    | (?P<field> {_FIELD} )
    | (?P<chunk> (?: [^\s(){DOUBLE_QUOTES}&|]++ | &(?!&) | \|(?!\|) )++ )
    """,
    re.VERBOSE,
)
_SUFFIX = re.compile(r"(?:[*~^][0-9.]*+)?(?:[~^][0-9.]*+)*+")
_MARKS = frozenset("*~^")
_SUFFIXED = frozenset({"quoted", "single", "regular", "close"})
_FIELD_AHEAD = re.compile(_FIELD)
_COLON_AHEAD = re.compile(_COLON)

# 'tis the season: an apostrophe at the beginning of these is no quote.
_ELISION = re.compile(r"(?:tis|twas|til|em|cause|n|bout|round|\d)\b|\d", re.IGNORECASE)
_SINGLE_END = re.compile(r"(?<=\S)['’‘›](?=[\s).,;:!?~^]|\Z)")

# Characters that nobody types: controls, lone surrogates, the space without width; and invisible marks of
# direction and byte order, which come along when text is pasted.
_UNTYPED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\ud800-\udfff]")
_INVISIBLE = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_PLAIN_NAME = re.compile(_NAME)
_UNQUOTABLE = re.compile(rf"{_UNTYPED.pattern}|{_INVISIBLE.pattern}|[{DOUBLE_QUOTES}]")


# As the tokenizer has it; the first letter may have points.
_GERSHAYIM = re.compile(rf"(?<=[\u05d0-\u05f2\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7])[{_STRAIGHT}](?=[\u05d0-\u05f2])")


def with_gershayim(text: str) -> str:
    """``text`` with ``״`` for the quotation marks between Hebrew letters."""
    return text if text.isascii() else _GERSHAYIM.sub("״", text)


def plain_text(text: str) -> str:
    """``text`` with spaces for controls and lone surrogates, and without what is not seen."""
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", _UNTYPED.sub(" ", text))


def lexemes(text: str) -> Iterator[Lexeme]:
    """The lexemes of ``text`` in order; controls and lone surrogates count as white space."""
    text = with_gershayim(plain_text(text))
    position = 0
    pairs = True  # whether a closing single quote may still come: looked for once in vain, never again
    while match := _LEXEME.search(text, position):
        kind = match.lastgroup
        position = match.end()
        if kind == "word" or kind == "chunk":
            yield "chunk", match[0]
            continue
        lexeme: Lexeme | None = None
        if kind == "single":
            end = _single_end(text, position) if pairs and not _ELISION.match(text, position) else 0
            pairs = pairs and end >= 0
            if end > 0:
                lexeme = "quoted", text[position:end]
                position = end + 1
        else:
            lexeme = _lexeme(kind or "", match[0])
            if lexeme[0] == "quoted" and _COLON_AHEAD.match(text, position):
                kind, lexeme, position = "named", ("named", lexeme[1]), position + 1
        if kind in _SUFFIXED and text[position : position + 1] in _MARKS:
            suffix = _suffix(text, position)
            yield "suffix", suffix
            position += len(suffix)
        if lexeme:
            yield lexeme


def field_name(name: str) -> str:
    """The name of a field as it is typed: in quotes if it must be, ``_`` in place of what no quotes can hold."""
    return name if _PLAIN_NAME.fullmatch(name) else f'"{_UNQUOTABLE.sub("_", name)}"'


def looks_like_field(chunk: str) -> bool:
    """Whether the lexer would find a field's name and colon at the beginning of ``chunk``."""
    return _FIELD_AHEAD.match(chunk) is not None


def _suffix(text: str, position: int) -> str:
    match = _SUFFIX.match(text, position)
    return match[0] if match else ""


def _single_end(text: str, position: int) -> int:
    """Where the quote that closes a phrase in single quotes stands; -1 if there is none."""
    match = _SINGLE_END.search(text, position)
    return match.start() if match else -1


def _lexeme(kind: str, text: str) -> Lexeme:
    if kind == "operator":
        return kind, _SYMBOLS.get(text, text)
    if kind == "field":
        return kind, text[:-1]
    if kind == "regular":
        return kind, text[1:-1]
    if kind == "quoted":
        closed = len(text) > 1 and text[-1] in DOUBLE_QUOTES
        return ("quoted", text[1:-1]) if closed else ("unclosed", text[1:])
    return kind, text
