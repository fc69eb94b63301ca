"""Where does a sentence end? NLTK's Punkt says, untrained, with the abbreviations of news: no data is needed.

Punkt is asked only where there is something for it to decide, and imported then: ``import nltk`` takes most
of a second, and Punkt a second for a megabyte. A full stop between a plain word and a capital needs no
judge; where these are close enough to cut at, the others are not asked about. :func:`sentences` asks about every end,
by rules alone: it tells which words of a passage stand in one sentence.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from searchlib.source.pieces import LIMIT, Piece, measure, packed

__all__ = ["cut", "first_sentence", "sentences"]

Span = tuple[int, int]

_ABBREVIATIONS = frozenset(
    """
    mr mrs ms messrs dr prof sen sens rep reps gov lt maj gen brig col cmdr capt sgt cpl pvt adm pres sec rev
    hon fr sr jr st ste mt ft amb atty dist supt insp vs viz cf etc al ed eds vol vols pp no nos art sect ch
    fig figs ca approx est inc corp co cos ltd bros dept assn assoc univ ave blvd rd hwy bldg p.o tel ext jan
    feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri u.s u.k u.n e.u u.s.a d.c
    n.y n.j n.c s.c n.d s.d n.h n.m w.va r.i a.m p.m i.e e.g ph.d m.d b.a m.a d.d.s ala ariz ark calif colo
    conn del fla ga ill ind kan kans ky la md mass mich minn miss mo mont neb nebr nev okla ore penn pa tenn
    tex vt va wash wis wisc wyo
    """.split()  # noqa: SIM905 - as a list it would take a hundred lines
)
# States that stand by themselves are words too (Miss., Ore.): with a party before them, d-mass, they are not.
_PARTIES = ("d", "r", "i")

_PLAIN_END = re.compile(r"(?<![^\s(\"'“‘])([A-Z]?[a-z]{2,})[.!?][\"'’”)\]]*\s+(?=[\"'“‘(\[]?[A-Z])")
_SMALL_END = re.compile(_PLAIN_END.pattern.removesuffix("[A-Z])") + "[a-z])")
"""Sentences' ends, if the word in them is no abbreviation, before a capital or a small letter."""
_STEP = 100
"""Sentences are gathered to at least so many characters: enough borders to cut well, and no more."""
_FAR = 500
"""Where plain ends are farther apart than this, Punkt looks for others between them."""
_UNSPACED_END = re.compile(r"(?<=[。！？｡])[”’」』）)]*(?=[^”’」』）)])")
_LOST_END = re.compile(r"(?<=[a-z0-9])[^\S\r\n]{2,}(?=[A-Z])")
_SPACE = re.compile(r"\s+")
_FIRST_END = re.compile(r"(\S*?)[.!?]+[\"'’”)\]]*(?= +[\"'“‘(\[]?[A-Z0-9])|[。！？]")
_ANY_END = re.compile(r"([.!?؟۔।]+)[\"'’”»)\]]*\s+(?=[\"'“‘«(\[¿¡]*(\w))|[。！？｡]+[”’」』）)]*")
"""What may end a sentence, and the first letter or digit behind it; in scripts without spaces it always does."""
_LAST_WORD = re.compile(r"[^\s(\"'“‘«\[]*\Z")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_LONGEST_WORD = 40
"""So many characters before a full stop are looked at: no abbreviation is longer."""
_LONGEST_RUN = 1_500
"""A word of more characters is cut: nobody reads it."""
_UNSPACED_STEP = 20
"""So many characters of a script without spaces, in a sentence too long, are taken for a unit."""
_FIVE_WORDS = 200
"""Five words that have more characters than this together are not words as one knows them."""
_SHORTEST = 10
"""Sentences of fewer characters than this, on average, are none."""
_WINDOW = 20_000
"""So many characters are cut at a time, which keeps the work proportional to the text."""


def cut(text: str, piece: Piece) -> Iterator[Piece]:
    """Cut a piece into parts of about equal size, at most about as many words each as a passage has.

    They are cut at sentence ends; a sentence that is longer by itself is cut between words, and a word of
    more than 1,500 characters within.
    """
    if piece.size <= LIMIT * 11 // 10:
        yield piece
        return
    for start, end in _windows(text, piece.start, piece.end):
        yield from packed(_units(text, start, end))


def first_sentence(text: str) -> str:
    """The first sentence of a short text with single spaces, by a rule simple enough to need no NLTK."""
    for match in _FIRST_END.finditer(text):
        word = (match[1] or "").lower().lstrip("(\"'“‘[")
        if match[1] is None or (len(word) > 1 and "." not in word and not _is_abbreviation(word)):
            return text[: match.end()]
    return text


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a text in order, as spans that cover all of it, each with the white space behind it.

    A sentence ends at a full stop, question or exclamation mark that white space follows and then no small letter; not
    at the full stop of an abbreviation, an initial or an acronym. In scripts without spaces it ends at their own marks.
    Takes time in proportion to the text, and no NLTK.
    """
    start = 0
    for match in _ANY_END.finditer(text):
        if match.end() < len(text) and (match[1] is None or _ends_sentence(text, match)):
            yield start, match.end()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def _ends_sentence(text: str, end: re.Match[str]) -> bool:
    """Whether a mark with white space behind it is a sentence's end."""
    if end[2].islower():
        return False
    if end[1] != ".":
        return True
    before = _LAST_WORD.search(text, max(0, end.start() - _LONGEST_WORD), end.start())
    word = before[0].lower() if before else ""
    return not (_INITIALS.fullmatch(word) or _is_abbreviation(word))


def _windows(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _WINDOW * 3 // 2:
        last = start + _WINDOW
        plain = max(_plain_borders(text, last - _FAR, last), default=0)
        border = plain or _last_space(text, start + _WINDOW // 2, last)
        yield start, border
        start = border
    yield start, end


def _last_space(text: str, start: int, end: int) -> int:
    """The end of the last white space between ``start`` and ``end``; ``end`` where there is none."""
    places = range(end, start, -1)
    return next((place for place in places if text[place - 1].isspace()), end)


def _units(text: str, start: int, end: int) -> Iterator[Piece]:
    """Sentences, those of more words than a passage has in parts."""
    for first, last in _sentences(text, start, end):
        sentence = Piece(first, last, 0, measure(text, first, last))
        yield from _words_of(text, sentence) if sentence.size > LIMIT else (sentence,)


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Spans between sentence ends, which cover all words."""
    borders = [match.end() for match in _UNSPACED_END.finditer(text, start, end)]
    ends = sum(text.count(mark, start, end) for mark in ".!?")
    if ends * _SHORTEST > end - start:
        return _between(start, end, borders)  # dots that lead to a page number, and the like
    if ends:
        borders += _sentence_borders(text, start, end)
    else:  # text that has lost its full stops keeps two spaces where they were
        borders += [match.end() for match in _LOST_END.finditer(text, start, end)]
    return _between(start, end, borders)


def _sentence_borders(text: str, start: int, end: int) -> Iterator[int]:
    """Where sentences begin: after plain ends, and where these are rare, where Punkt says."""
    for first, last in _between(start, end, list(_plain_borders(text, start, end))):
        yield first
        if last - first > _FAR:
            yield from _borders_between(text, first, last)


def _borders_between(text: str, start: int, end: int) -> Iterator[int]:
    for first, last in _between(start, end, list(_plain_borders(text, start, end, _SMALL_END))):
        yield first
        if last - first > _FAR:
            yield from (first + begin for begin, _ in _punkt().span_tokenize(text[first:last]))


def _plain_borders(text: str, start: int, end: int, form: re.Pattern[str] = _PLAIN_END) -> Iterator[int]:
    while found := form.search(text, start, end):
        if _is_abbreviation(found[1].lower()):
            start = found.end()
        else:
            yield found.end()
            start = found.end() + _STEP


def _words_of(text: str, sentence: Piece) -> Iterator[Piece]:
    """Cut a sentence between words, five at a time; where these are long together, each word by itself."""
    borders = [match.end() for match in _SPACE.finditer(text, sentence.start, sentence.end)]
    for start, end in _between(sentence.start, sentence.end, borders[4::5]):
        if end - start <= _FIVE_WORDS:
            yield Piece(start, end, 0, measure(text, start, end))
            continue
        inner = [match.end() for match in _SPACE.finditer(text, start, end)]
        for word in _between(start, end, inner):
            yield from _parts_of(text, *word)


def _parts_of(text: str, start: int, end: int) -> Iterator[Piece]:
    """Cut a word that is too long, or one of a script without spaces."""
    unspaced = measure(text, start, end) > (end - start) // 10
    step = _UNSPACED_STEP if unspaced else _LONGEST_RUN
    for first in range(start, end, step):
        last = min(first + step, end)
        yield Piece(first, last, 0, measure(text, first, last))


def _between(start: int, end: int, borders: list[int]) -> Iterator[Span]:
    inner = sorted({border for border in borders if start < border < end})
    yield from zip([start, *inner], [*inner, end], strict=True)


def _is_abbreviation(word: str) -> bool:
    """Whether a word in small letters, without its full stop, is an abbreviation."""
    party, dash, state = word.partition("-")
    return word in _ABBREVIATIONS or (bool(dash) and party in _PARTIES and state.rstrip(".") in _ABBREVIATIONS)


@cache
def _punkt() -> Any:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parties = {f"{party}-{word}" for party in _PARTIES for word in _ABBREVIATIONS}
    parameters.abbrev_types = set(_ABBREVIATIONS) | parties
    return PunktSentenceTokenizer(parameters)
