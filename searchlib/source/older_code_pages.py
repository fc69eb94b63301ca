"""Were these bytes written before Windows? DOS and old Macintosh text, told by the letters that it makes in words.

Windows' encodings have marks where DOS and the Macintosh have letters: in ``gr”áere`` a mark stands within a word, in
``größere`` none does. What a reading of the bytes has of such oddities decides.
"""

import re
from unicodedata import name

__all__ = ["older_code_page"]

_CODE_PAGES = ("cp850", "cp437", "cp852", "mac_roman")
"""Of those that read a text equally well the first is taken: it has all of Western Europe's letters."""
_FEWEST = 2
_CLEAR = 4

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_AFTER_A_WORD = frozenset("’”“»›…–—†‡°²³¹ªº™®©·•\xad\xa0\u2009\u202f€%×")
_BEFORE_A_WORD = frozenset("‘‚“„«‹»›’”¿¡…–—·•°²³¹©®™£€×\xad\xa0\u2009\u202f\u200b\u200e\u200f\ufeff")
_WITHIN_A_WORD = frozenset("’‘…·•–—\xad\xa0\u200b\u200c\u200d\u2060\ufeff")
_NO_LETTERS = frozenset("ªº")


def older_code_page(sample: bytes, rival: str | None) -> str | None:
    """The DOS or Macintosh code page that clearly makes better words than the encoding ``rival`` does, if one does."""
    odd, proper = _marks(sample.decode(rival or "cp1252", "replace"))
    if odd < _FEWEST or (rival and odd <= proper):
        return None
    oddities = {page: _marks(sample.decode(page, "replace"))[0] for page in _CODE_PAGES}
    best = min(_CODE_PAGES, key=oddities.__getitem__)
    return best if _CLEAR * oddities[best] <= odd else None


def _marks(text: str) -> tuple[int, int]:
    """How many characters beyond ASCII stand where none of their kind does, and how many marks where they may."""
    padded = f" {text} "
    odd = proper = 0
    for found in _BEYOND_ASCII.finditer(padded):
        place = found.start()
        if _is_odd(padded[place - 1], padded[place], padded[place + 1]):
            odd += 1
        else:
            proper += not _is_letter(padded[place])
    return odd, proper


def _is_odd(before: str, character: str, after: str) -> bool:
    """Whether it is a mark that has no place in, before or after a word, or a letter foreign to those beside it."""
    if _is_letter(character):
        return (before.islower() and character.isupper()) or _is_foreign(character, before + after)
    if not character.isprintable() and not character.isspace() and character != "\xad":
        return True
    if _is_letter(before):
        return character not in (_WITHIN_A_WORD if _is_letter(after) else _AFTER_A_WORD)
    return _is_letter(after) and character not in _BEFORE_A_WORD


def _is_letter(character: str) -> bool:
    return character.isalpha() and character not in _NO_LETTERS


def _is_foreign(letter: str, neighbours: str) -> bool:
    """Whether a letter that is not Latin stands beside one of ASCII."""
    beside_ascii = any(other.isascii() and other.isalpha() for other in neighbours)
    return beside_ascii and not name(letter, "").startswith("LATIN")
