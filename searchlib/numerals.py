"""Numbers as people write them: ``1,234.5``, ``1 234,5``, ``1'234``, ``12,34,567``, ``$1,200``, ``45 %``, ``(300)``.

A currency's sign and a per cent sign are left out; brackets are a minus. Words are no numbers: ``nan`` and ``inf`` are
none, nor is a unit's (``12 km``).
"""

import math
import re
import unicodedata

__all__ = ["LONGEST", "number_of", "numeral"]

LONGEST = 60
"""Characters; longer texts are no numbers."""

_DIGITS = re.compile(r"[+-]?[0-9]{1,30}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,30}\.[0-9]{1,30}")
_NEVER = re.compile(r"[:/a-df-z]")
_DIGIT_SOON = re.compile(r"[^0-9]{0,8}[0-9]")
_MONEY = r"(?:[A-Z]{0,2}[$£¥₠-⃀])"
_NUMBER = re.compile(
    rf"(?P<bracket>\()?(?P<sign>[+-]?)(?:{_MONEY} ?)?(?P<inner>[+-]?)"
    rf"(?P<digits>[0-9.,](?:[0-9.,']| (?=[0-9]))*+(?:[eE][+-]?[0-9]{{1,3}})?)(?: ?(?:%|{_MONEY}))?(?(bracket)\))"
)
_PLAIN = re.compile(r"(?:[0-9]{1,30}(?:\.[0-9]{1,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?")
_GROUPED = re.compile(
    r"[1-9](?:[0-9]{0,2}(?P<mark>[,' ])[0-9]{3}(?:(?P=mark)[0-9]{3}){0,8}|[0-9]?(?:,[0-9]{2}){1,9},[0-9]{3})"
    r"(?:\.[0-9]{1,30})?"
)
_SIGNS = str.maketrans({"\u2212": "-", "\u2019": "'", "\u066b": ".", "\u066c": ","})
_SWAPPED = str.maketrans(".,", ",.")
_MARKS = str.maketrans(dict.fromkeys(",' "))


def number_of(text: str, *, has_decimal_comma: bool = False) -> int | float | None:
    """The number that ``text`` is; None if it is none. Whole numbers of up to 30 digits are exact.

    A comma divides groups of digits and a point begins the fraction, or with ``has_decimal_comma`` the other way round.
    """
    if _DIGITS.fullmatch(text):
        return int(text)
    if len(text) > LONGEST or _NEVER.search(text) or (text.isascii() and not _DIGIT_SOON.match(text)):
        return None
    if not has_decimal_comma and _DECIMAL.fullmatch(text):
        return float(text)
    match = _NUMBER.fullmatch(_plain(text))
    if match is None or sum(bool(match[name]) for name in ("bracket", "sign", "inner")) > 1:
        return None
    digits = match["digits"].translate(_SWAPPED) if has_decimal_comma else match["digits"]
    if not (_PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits)):
        return None
    value = _value(digits.translate(_MARKS))
    is_negative = bool(match["bracket"]) or "-" in (match["sign"], match["inner"])
    return None if value is None else -value if is_negative else value


def numeral(number: float, *, has_decimal_comma: bool = False) -> str:
    """``number`` as :func:`number_of` reads it."""
    written = repr(number)
    return written.replace(".", ",") if has_decimal_comma else written


def _plain(text: str) -> str:
    """``text`` without white space around it; digits, signs and spaces of all scripts as those of ASCII."""
    if text.isascii():
        return text.strip()
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS).strip()
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)


def _value(digits: str) -> int | float | None:
    if digits.isdecimal():
        return int(digits)
    value = float(digits)
    return value if math.isfinite(value) else None
