"""Which characters are these bytes? UTF-8 before all else; what is not, is guessed; no character is silently lost.

A byte-order mark decides. Bytes that are UTF-8 are taken for it. Text that is mostly UTF-8 keeps it, and its
few other bytes are read as Windows-1252, which is what they nearly always are. For the rest
charset-normalizer judges a sample, and after it the words that older code pages make of it
(:mod:`searchlib.source.older_code_pages`); all of the bytes must decode strictly. Binary data raises
:class:`~searchlib.source.file.Skip`.
"""

import codecs
import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from searchlib.source.file import LARGEST, Skip, Unreadable, read_whole
from searchlib.source.older_code_pages import older_code_page

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

__all__ = ["chunks", "decode", "encoding_of_mark", "lines"]

_SAMPLE = 1 << 16
_CHUNK = 1 << 20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16's does, so it is tried first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_CONTROLS = bytes(code for code in (*range(9), *range(14, 27), *range(28, 32), 127))
"""What no text has many of: the controls but tab, line ends, form feed and escape (a part of ISO-2022-JP)."""
_ASCII = bytes(range(128))


_SINGLE_BYTE = [
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("koi8_r", "koi8_u", "cp866", "iso8859_5", "iso8859_6"),
]
_MULTIBYTE = ["cp932", "euc_jp", "gb18030", "big5", "cp949"]
"""What people have in fact written in; the guess is surer where it need not think of the rest."""
_WINDOWS_LATIN = ("cp1250", "cp1252", "cp1254", "cp1257", "cp1258")
_CLEAR = 0.02
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]{4}")
"""Chinese, Japanese and Korean have it soon; accents in a Western text do not."""


def _windows(byte: int) -> str:
    """A byte in Windows-1252; its five gaps as the controls that ISO-8859-1 has there."""
    return bytes([byte]).decode("cp1252" if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "latin-1")


_ESCAPED = {0xDC00 + byte: _windows(byte) for byte in range(0x80, 0x100)}
"""Bytes that are no UTF-8, as Python's ``surrogateescape`` keeps them, to the characters that they stand for."""


def decode(data: bytes, encoding: str | None = None) -> str:
    """All of ``data`` as text, without a byte-order mark; line ends stay as they are.

    Raises Skip("binary") for data that is no text, and Unreadable where no encoding fits or the one given
    does not.
    """
    encoding = encoding or encoding_of_mark(data)
    if encoding:
        return _strictly(data, encoding).removeprefix("\ufeff")
    if _is_binary(data, ratio=50):
        return _strictly(data, _wide(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(data, error.start)


def encoding_of_mark(head: bytes) -> str | None:
    """The encoding that a byte-order mark at the start tells of."""
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)


def lines(stream: BinaryIO, encoding: str | None = None) -> Iterator[str]:
    """The lines of a stream with their ends, decoded one by one: memory holds one line, however long the stream.

    ``stream`` must have ``peek``, as buffered files do. Raises as :func:`decode` does.
    """
    head = _peek(stream)
    encoding = encoding or encoding_of_mark(head)
    if encoding:
        yield from _lines_of(stream, encoding)
    elif _is_binary(head, ratio=50):
        yield from decode(read_whole(stream)).splitlines(keepends=True)  # UTF-16 without a mark, or nothing for us
    elif b"\r" in head and b"\n" not in head:
        yield from re.findall(r"[^\r]*\r|[^\r]+", decode(read_whole(stream)))  # from an old Mac
    else:
        yield from _guessed_lines(stream)


def chunks(stream: BinaryIO, encoding: str | None = None) -> Iterator[str]:
    """A stream of JSON as pieces of about a million characters: UTF-8 unless a mark or the caller says otherwise."""
    head = _peek(stream)
    encoding = encoding or encoding_of_mark(head) or (_wide(head) if _is_binary(head, ratio=50) else "utf-8")
    decoder = codecs.getincrementaldecoder(encoding)(errors="surrogateescape" if encoding == "utf-8" else "strict")
    yield _restored(decoder.decode(stream.read(_CHUNK))).removeprefix("\ufeff")
    while data := stream.read(_CHUNK):
        yield _restored(decoder.decode(data))
    yield _restored(decoder.decode(b"", final=True))


def _peek(stream: BinaryIO) -> bytes:
    peek = getattr(stream, "peek", None)
    return bytes(peek(1)) if peek else b""


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        raise Unreadable(f"is not {encoding}: {getattr(error, 'reason', error)}") from error


def _lines_of(stream: BinaryIO, encoding: str) -> Iterator[str]:
    with io.TextIOWrapper(stream, encoding, newline="") as text:
        first = text.readline(LARGEST).removeprefix("\ufeff")
        yield first
        while line := text.readline(LARGEST):
            yield line


def _guessed_lines(stream: BinaryIO) -> Iterator[str]:
    guessed: str | None = None
    while line := stream.readline(LARGEST):
        if len(line) == LARGEST:
            raise Unreadable(f"holds a line of more than {LARGEST >> 20} MB")
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            if _is_mostly_utf8(line):
                yield _mixed(line)
                continue
            guessed = guessed or _guess(line + _peek(stream).rpartition(b"\n")[0])  # more to judge by
            yield _with_guess(line, guessed)


def _with_guess(line: bytes, guessed: str | None) -> str:
    try:
        return line.decode(guessed or "cp1252")
    except UnicodeDecodeError:
        return decode(line)


def _is_binary(data: bytes, *, ratio: int) -> bool:
    """Whether more than one byte in ``ratio`` is a control character; one alone is an accident."""
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > max(1, len(sample) // ratio)


def _wide(data: bytes) -> str:
    """UTF-16 without its mark shows in Latin text: every second byte is zero. Raises Skip for other binary data."""
    sample = data[:_SAMPLE]
    pairs = max(1, len(sample) // 2)
    even, odd = sample[::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if even < 0.05 and odd > 0.5:
        return "utf-16-le"
    if odd < 0.05 and even > 0.5:
        return "utf-16-be"
    raise Skip("binary")


def _decode_legacy(data: bytes, bad: int) -> str:
    """Text that is not UTF-8, or not all of it; ``bad`` is where the first other byte stands."""
    if b"\0" in data or _is_binary(data, ratio=200):
        raise Skip("binary")
    if _is_mostly_utf8(data):
        return _mixed(data)
    guessed = _guess(_sample(data, bad))
    for encoding in dict.fromkeys((guessed, "cp1252")):
        if encoding:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise Unreadable("is in no encoding that could be found: name it with encoding=")


def _sample(data: bytes, bad: int) -> bytes:
    """Whole lines from the first bad byte's on, if they are not too long."""
    start = data.rfind(b"\n", max(0, bad - _SAMPLE // 2), bad) + 1 or max(0, bad - 1000)
    end = data.rfind(b"\n", start + 1, start + _SAMPLE)
    return data[start : end if end > bad else start + _SAMPLE]


def _guess(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    multibyte = _MULTIBYTE if _BEYOND_ASCII.search(sample) else []
    found = list(from_bytes(sample, cp_isolation=_SINGLE_BYTE + multibyte))
    best = _choice(found) if found else None
    return older_code_page(sample, best) or best


def _choice(found: "Sequence[CharsetMatch]") -> str:
    """The best match; but Western text looks as well in any of Windows' Latin encodings, and is far commoner.

    Of the others only the Central European and the Turkish one are told from it, by the languages they make.
    """
    best = found[0]
    fits = {match.encoding: match.coherence for match in found if match.chaos <= best.chaos}
    if "cp1252" in best.could_be_from_charset:
        return "cp1252"
    if "cp1252" not in fits or best.encoding not in _WINDOWS_LATIN:
        return best.encoding
    rival = max(("cp1250", "cp1254"), key=lambda name: fits.get(name, 0.0))
    return rival if fits.get(rival, 0.0) > fits["cp1252"] + _CLEAR else "cp1252"


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether at least two thirds of the bytes beyond ASCII are parts of UTF-8 sequences."""
    beyond = len(data.translate(None, _ASCII))
    sequences = len(data.decode("utf-8", "ignore").encode().translate(None, _ASCII))
    return sequences >= 2 * (beyond - sequences)


def _mixed(data: bytes) -> str:
    return _restored(data.decode("utf-8", "surrogateescape"))


def _restored(text: str) -> str:
    return text if text.isascii() else text.translate(_ESCAPED)
