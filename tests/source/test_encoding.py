"""Bytes become the characters that were meant, or a word about why not."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.source.encoding import chunks, decode, lines
from searchlib.source.file import Skip, Unreadable

MEANT = {
    "cp1252": [
        "The ministry said “we will not leave” — and it didn’t. That’s all that was said in the café.",
        "São Paulo não é a capital do país. A situação é difícil, mas há avanços na educação.",
        "Die Botschaft in München wurde geschlossen; größere Änderungen folgen.",
        "El niño comió piñas en España; ¿qué más? ¡Increíble! Años después volvió.",
        "Però la città è più bella perché c’è già il sole.",
        "Íslenska ríkisstjórnin tilkynnti í dag að sendiráðinu hefði verið lokað.",
    ],
    "cp1250": [
        "Warszawa jest stolicą Polski. Źródło: późniejsze święto, żółć i gęś.",
        "Příliš žluťoučký kůň úpěl ďábelské ódy. Česká republika, řeka, město, život.",
    ],
    "cp1254": ["İstanbul'da büyükelçilik kapatıldı, şimdi görüşmeler sürüyor."],
    "cp1251": ["Москва является столицей России. Президент встретился с послом Ирана."],
    "koi8-r": ["Москва является столицей России. Президент встретился с послом Ирана."],
    "cp1253": ["Η Αθήνα είναι η πρωτεύουσα της Ελλάδας. Η πρεσβεία έκλεισε."],
    "shift_jis": ["東京は日本の首都です。大使館は閉鎖されました。イランの外務省が発表した。"],
    "gb18030": ["北京是中国的首都。大使馆已经关闭。伊朗外交部发表声明。"],
}


@settings(max_examples=100)
@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc"))), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"])
)
def test_what_was_written_as_unicode_is_read_back(text, encoding):
    text = text.lstrip("\ufeff")
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(("encoding", "text"), [(name, text) for name, texts in MEANT.items() for text in texts])
def test_an_old_encoding_is_guessed(encoding, text):
    assert decode(text.encode(encoding)) == text


def test_one_accent_in_a_long_english_text_is_windows_1252():
    text = "She works in the café. " + "There is much more to say, all of it plain. " * 3000
    assert decode(text.encode("cp1252")) == text
    late = "There is much to say, all of it plain. " * 3000 + "She works in the café."
    assert decode(late.encode("cp1252")) == late


def test_a_few_stray_bytes_do_not_spoil_utf_8():
    data = "Azerbaijan’s ministry — “closed” — said so. ".encode() * 10 + "It didn’t.".encode("cp1252")
    assert decode(data) == "Azerbaijan’s ministry — “closed” — said so. " * 10 + "It didn’t."


def test_line_ends_stay_as_they_are():
    assert decode(b"one\r\ntwo\rthree\n") == "one\r\ntwo\rthree\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_seen_without_its_mark(encoding):
    assert decode("The embassy in Téhéran was closed.".encode(encoding)) == "The embassy in Téhéran was closed."


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0",
        bytes(range(256)) * 20,
        b"\x7fELF\2\1\1" + b"\0" * 9,
        b"\1\2\3\4\5\6\7" * 9,
        "é".encode("cp1252") + b"\0 not text",
    ],
)
def test_binary_data_is_no_text(data):
    with pytest.raises(Skip, match=r"^binary$"):
        decode(data)


def test_a_nul_byte_in_a_text_is_a_character():
    assert decode(b"The embassy\0 was closed.") == "The embassy\0 was closed."


def test_the_encoding_that_was_given_is_the_one_used():
    assert decode("Москва".encode("koi8-r"), "koi8-r") == "Москва"
    assert decode(b"\xef\xbb\xbfwords", "utf-8") == "words"
    with pytest.raises(Unreadable, match="is not ascii"):
        decode("é".encode(), "ascii")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_lines_are_decoded_one_by_one(encoding):
    text = "A café opened.\nIt’s closed now, “they” say.\r\n\nThe end"
    assert "".join(lines(_stream(text.encode(encoding)))) == text
    assert list(lines(_stream(text.encode(encoding))))[-1] == "The end"


def test_lines_of_an_old_mac():
    assert list(lines(_stream(b"one\rtwo\rthree"))) == ["one\r", "two\r", "three"]


def test_lines_of_different_encodings_are_each_read():
    assert list(lines(_stream("café\n".encode() + "café\n".encode("cp1252")))) == ["café\n", "café\n"]


def test_a_stream_is_read_in_pieces_that_split_no_character():
    text = "€" * 1_000_000
    pieces = list(chunks(_stream(text.encode())))
    assert "".join(pieces) == text
    assert len(pieces) > 2


def _stream(data):
    return io.BufferedReader(io.BytesIO(data))
