import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.source import read
from searchlib.source.draft import Draft
from searchlib.source.pieces import Piece, measure
from searchlib.source.sentences import cut, first_sentence, sentences
from searchlib.source.structure import article_of

ABBREVIATED = (
    "Sen. Smith (D-Mass.) met Gov. Jones and Mr. Brown of the U.S. Senate on Jan. 5 about No. 7 of Jones Inc. rules. "
)


def parts(text: str) -> list[str]:
    return [text[part.start : part.end] for part in cut(text, Piece(0, len(text), 0, measure(text, 0, len(text))))]


def test_a_short_text_stays_whole() -> None:
    assert parts("One. Two. Three.") == ["One. Two. Three."]


def test_parts_are_cut_at_sentence_ends_and_abbreviations_are_kept_whole() -> None:
    found = parts(ABBREVIATED * 30)
    assert "".join(found) == ABBREVIATED * 30
    assert len(found) > 2
    assert all(part.startswith("Sen. Smith") for part in found)


def test_a_long_line_is_cut_at_sentence_ends_without_asking_punkt(tmp_path, monkeypatch) -> None:
    """Punkt takes seven seconds for these five megabytes, which are read in less than one."""
    monkeypatch.setattr("searchlib.source.sentences._punkt", None)
    (tmp_path / "a.txt").write_text("The mayor said so to Mr. Jones etc. on Monday. " * 110_000, encoding="utf-8")
    (article,) = read(tmp_path)
    assert len(article.text) > 5_000_000
    assert all(p.text.startswith("The mayor") and p.text.endswith("Monday.") for p in article.paragraphs)
    assert max(len(paragraph.text.split()) for paragraph in article.paragraphs) <= 220


def test_punkt_is_asked_where_plain_ends_are_rare() -> None:
    found = parts("He flew from Rome to the USA. In the U.S. Senate he met Mr. Jones of the CIA. " * 60)
    assert len(found) > 2
    assert all(part.startswith(("He flew", "In the")) and part.rstrip().endswith(("USA.", "CIA.")) for part in found)


def test_no_tiny_tail_is_left() -> None:
    for count in range(20, 60):
        sizes = [len(part.split()) for part in parts("The committee heard him speak on all these matters. " * count)]
        assert max(sizes) <= 220
        assert min(sizes) >= max(sizes) // 2


def test_text_that_lost_its_full_stops_is_cut_where_they_were() -> None:
    found = parts("The committee heard him speak on  all these matters  " * 40)
    assert len(found) > 1
    assert all(part.startswith("The committee") for part in found)


@pytest.mark.parametrize(
    "text", ["word " * 2_000, "x" * 50_000, "漢" * 9_000, "x" * 9_000 + " word" * 900, "สวัสดี" * 999]
)
def test_text_without_a_sentence_is_cut_all_the_same(text: str) -> None:
    found = parts(text)
    assert "".join(found) == text
    assert max(len(part.split()) for part in found) <= 220
    assert max(map(len, found)) <= 4_000


def test_chinese_is_cut_at_its_own_full_stops() -> None:
    found = parts("他说中国的参议员今天不在这里。" * 100)
    assert len(found) > 2
    assert all(part.endswith("。") for part in found)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("It rained. Then not.", "It rained."),
        ("Sen. Smith spoke. Then not.", "Sen. Smith spoke."),
        ("Did it? Yes.", "Did it?"),
        ("Sen. Kennedy (D-Mass.) spoke. Then", "Sen. Kennedy (D-Mass.) spoke."),
        ("George W. Bush spoke. Then", "George W. Bush spoke."),
        ("今天下雨。明天不下。", "今天下雨。"),
        ("no end at all", "no end at all"),
    ],
)
def test_the_first_sentence_ends_at_no_abbreviation(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


@pytest.mark.parametrize(
    "told",
    [
        ["It rained. ", "Then not."],
        ["It rained! ", "Did it? ", "“Yes,” he said. ", "(He was right.) ", "So it was."],
        ["Sen. Smith (D-Mass.) met Gov. Jones of the U.S. Senate on Jan. 5 about No. 7. ", "Then he left."],
        ["George W. Bush spoke at 5 p.m. in Iran. ", "The embassy closed in 2005. ", "2006 was better."],
        ["It grew by 3.5. ", "See www.example.com. ", "He asked “Why?” and left... ", "Nobody knew why."],
        ["El rey habló. ", "Él nunca. ", "¿Por qué? ", "«Porque sí.» ", "Он ушёл. ", "Она осталась."],
        ["Éire. ", "Ärger. ", "It was so. and small letters go on"],
        ["今天下雨。", "明天不下！", "他说：“走。”", "好"],
        ["यह सच है। ", "वह गया।"],
        ["no end at all"],
    ],
)
def test_each_sentence_ends_at_its_end_and_at_no_abbreviation(told: list[str]) -> None:
    text = "".join(told)
    assert [text[start:end] for start, end in sentences(text)] == told


@given(st.text(st.sampled_from('aA. !?。”)"W1\n é'), max_size=60))
def test_sentences_cover_the_text_once(text: str) -> None:
    assert "".join(text[start:end] for start, end in sentences(text)) == text
    assert all(start < end for start, end in sentences(text))


@pytest.mark.parametrize("piece", ["x", ". ", "a.", "x!", "。", "(", '."', "U.S. "])
def test_sentences_of_a_long_text_of_anything_are_told(piece: str) -> None:
    """Work that grew with the square of the text would take minutes here."""
    text = piece * (400_000 // len(piece))
    assert sum(end - start for start, end in sentences(text)) == len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "x",
        "word ",
        "The cat sat. ",
        "Abc   ",
        ". ",
        ".   ",
        "a.",
        "Word\n",
        "Word\n\n",
        "漢字か。",
        " ",
        "a\t",
        "- Item\n",
        '."',
        '"',
        "So:\n",
    ],
)
def test_a_long_text_of_anything_is_cut_to_the_end(piece: str) -> None:
    """Work that grew with the square of the text would take minutes here."""
    text = f"{piece * (160_000 // len(piece))}a"
    article = article_of(Draft(text=text, first_line=1), id="id", path=None)
    assert max(block.end for block in (*article.paragraphs, *article.headings)) == len(text)
