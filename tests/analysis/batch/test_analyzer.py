from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchlib.analysis import Analyzer, preset
from searchlib.analysis.batch import hashing, occurrences
from searchlib.analysis.batch.analyzer import BatchAnalyzer, Occurrences
from searchlib.analysis.tokenizer import words
from searchlib.errors import AnalyzerError
from tests.analysis.texts import ANY_TEXT, TRICKY_TEXT

Row = tuple[int, int, str, str]

EXTRAORDINARY = st.text(
    st.one_of(
        st.sampled_from("aeuUOsS19.,'’\"-&_+#@ \n"),
        st.sampled_from("אבתְ״”כکكيیىةہـئन्दँ"),
        st.sampled_from("'’‘‛ʼ´`′＇՚׳״·‧-‐‑⁃﹣－֊־.．٫,，٬&＆_＿+＋#＃@＠ʻʿ"),
        st.sampled_from(
            "\u0301\u0308\u0653\u064b\u0e31\u093f\u3099ﾞ\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0f\U000e0020"
        ),
        st.sampled_from("中文か\U00020000ー々가한ㅏกعम❤😀👩🇮😀\U0001d400ⅧÉßñﬁ²½٣"),
        st.sampled_from("\ud800\udbff\udc00\udfff\0\x7f\x80\u07ff\u0800\ue000\uffff\U00010000\U0010ffff"),
    ),
    max_size=30,
)
TEXTS = st.lists(EXTRAORDINARY | TRICKY_TEXT | ANY_TEXT, max_size=8)
PARTS = st.sampled_from(["aaaaaaaa", "bbbbbbbb", "éééé", "a", "b", "aa-", " ", "\n", "한글", "中中中"])
LONG_WORDS = st.lists(st.lists(PARTS, max_size=9).map("".join), max_size=6)


def rows_of(batch: BatchAnalyzer, found: Occurrences) -> list[Row]:
    columns = (found.text.tolist(), found.position.tolist(), found.entry.tolist())
    return [(text, position, *batch.entries[entry]) for text, position, entry in zip(*columns, strict=True)]


def expected_rows(analyzer: Analyzer, texts: Sequence[str]) -> list[Row]:
    return [
        (number, token.position + term.step, term.text, term.spelling)
        for number, text in enumerate(texts)
        for token in analyzer.tokens(text)
        for term in token.terms
    ]


def assert_equal_rows(batch: BatchAnalyzer, analyzer: Analyzer, texts: Sequence[str]) -> None:
    assert rows_of(batch, batch.occurrences(texts)) == expected_rows(analyzer, texts)


def restepped(word: str) -> Sequence[tuple[str, int]]:
    """A user's filter: words without terms, with a gap before or within, and with several terms at a step."""
    if word.startswith("a"):
        return ()
    return ((word, len(word) % 3), (word.upper(), 0)) if len(word) % 2 else ((word[:9], 2), (word[::-1], 5))


def by_spaces(text: str) -> Iterable[tuple[int, int]]:
    begin = 0
    for part in text.split(" "):
        if part:
            yield begin, begin + len(part)
        begin += len(part) + 1


ANALYZERS = {
    "english": preset("english"),
    "french": preset("french"),
    "german": preset("german"),
    "plain": preset("plain"),
    "arabic": preset("arabic"),
    "bare": Analyzer("bare", words),
    "restepped": Analyzer("restepped", words, (restepped,)),
    "own tokenizer": Analyzer("own", by_spaces, (restepped,)),
}
SHARED = {name: BatchAnalyzer(analyzer) for name, analyzer in ANALYZERS.items()}


@pytest.mark.parametrize("name", ANALYZERS)
@settings(deadline=None)  # the first word that is stemmed imports NLTK
@given(texts=TEXTS)
@example(texts=[])
@example(texts=["", "a", "", ""])
@example(texts=["NGOs F-16s N.G.O.s MPs' ITs PhDs", "Mueller Müller-Haeuser QUELLE", 'צה"ל ב"מעריב" צה״ל "תנ"ך"'])
@example(texts=["ـــ \u064b کتاب كتاب", "हिन्दी \u093c", "a" + "\u0301" * 10_000])
@example(texts=["U.S.", "-a", "\u0301b", "C++", "#x"])
@example(texts=["U.S.-led C++#tag U.S.@x C#@y a.b.c. a\u0301.b\u00ad. ++a 1.a.b.2 a#b##c"])
@example(texts=["Covid-19 US\ud800", "\udc00a\0b 中\u0301中 中a"])
def test_rows_are_those_of_the_tokens_whatever_was_met_before(name: str, texts: list[str]) -> None:
    assert_equal_rows(SHARED[name], ANALYZERS[name], texts)


@given(st.lists(TEXTS | LONG_WORDS, max_size=4))
def test_a_new_analyzer_gives_the_same_rows_in_any_batches(batches: list[list[str]]) -> None:
    batch = BatchAnalyzer(ANALYZERS["plain"])
    for texts in batches:
        assert_equal_rows(batch, ANALYZERS["plain"], texts)


@pytest.mark.parametrize("name", ["english", "restepped"])
@settings(deadline=None)
@given(texts=LONG_WORDS)
def test_words_of_several_lanes_are_told_apart(name: str, texts: list[str]) -> None:
    assert_equal_rows(SHARED[name], ANALYZERS[name], texts)


@pytest.fixture
def _colliding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the last lane counts: words that differ before it have one name."""
    monkeypatch.setattr(hashing, "_MULTIPLIER", 0)


@pytest.mark.usefixtures("_colliding")
@given(texts=st.lists(LONG_WORDS, max_size=3))
@example(texts=[["aaaaaaaab bbbbbbbbb", "bbbbbbbbb aaaaaaaab aaaaaaaa"], ["aaaaaaaaaaaaaaaab bbbbbbbbb aaaaaaaab"]])
def test_equal_names_of_unequal_words_are_noticed(texts: list[list[str]]) -> None:
    batch = BatchAnalyzer(ANALYZERS["plain"])
    for some in texts:
        assert_equal_rows(batch, ANALYZERS["plain"], some)


@pytest.mark.usefixtures("_colliding")
def test_the_test_before_does_force_collisions() -> None:
    data = b"aaaaaaaab bbbbbbbbb aaaaaaaaaaaaaaaab" + b" " * hashing.PADDING
    starts, sizes = np.array([0, 10, 20]), np.array([9, 9, 17])
    assert len(set(hashing.lanes_of(data, starts, sizes).names().tolist())) == 1


def test_all_names_in_one_slot_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "_SPREADER", 0)
    texts = ["one two three four five", "six seven eight nine ten " * 3]
    assert_equal_rows(BatchAnalyzer(ANALYZERS["english"]), ANALYZERS["english"], texts)


def test_words_of_one_beginning_and_several_lengths_have_different_names() -> None:
    data = b"a" * hashing.LONGEST + b" " * hashing.PADDING
    sizes = np.arange(1, hashing.LONGEST + 1)
    found = hashing.lanes_of(data, np.zeros(len(sizes), np.intp), sizes).names()
    assert len(np.unique(found)) == len(sizes)


def test_no_long_word_can_have_the_name_of_a_short_one() -> None:
    """A short word is its name; a long one's lowest byte is 0, as no word begins, and no name is 0."""
    data = b"abcdefgh" * 9 + b" " * hashing.PADDING
    sizes = np.arange(1, 73)
    found = hashing.lanes_of(data, np.zeros(len(sizes), np.intp), sizes).names()
    assert found[:8].tolist() == [int.from_bytes(data[:size], "little") for size in range(1, 9)]
    assert not (found[8:] & np.uint64(0xFF)).any()
    assert found.all()


@pytest.mark.parametrize("word", ["a", "é", "中", "a-", "a\u0301", "\U00020000"])
@pytest.mark.parametrize("length", [1, 7, 8, 9, 254, 256, 340, 511, 513, 1023, 1024, 1025, 10_000])
def test_words_of_any_length(word: str, length: int) -> None:
    text = f"so {word * length} it {word * length}x is"
    assert_equal_rows(BatchAnalyzer(ANALYZERS["english"]), ANALYZERS["english"], [text, word * length, text])


def test_thousands_of_spellings_are_learnt_once() -> None:
    asked = []

    def noted(word: str) -> Sequence[tuple[str, int]]:
        asked.append(word)
        return ((word.lower(), 0),)

    analyzer = Analyzer("noted", words, (noted,))
    batch = BatchAnalyzer(analyzer)
    texts = [" ".join(f"word{number} Longer-word-{number}" for number in range(6000)) for _ in range(3)]
    first = rows_of(batch, batch.occurrences(texts))
    assert rows_of(batch, batch.occurrences(texts)) == first
    assert len(asked) == len(set(asked)) == 12_000
    assert first == expected_rows(analyzer, texts)


def test_giants_are_asked_about_wherever_they_are_and_not_kept() -> None:
    asked = []

    def noted(word: str) -> Sequence[tuple[str, int]]:
        asked.append(len(word))
        return ((word, 0),)

    BatchAnalyzer(Analyzer("noted", words, (noted,))).occurrences(["a" * 1024 + " " + "b" * 1025] * 3)
    assert sorted(asked) == [1024, 1025, 1025, 1025]


def test_entries_keep_their_numbers() -> None:
    batch = BatchAnalyzer(ANALYZERS["english"])
    before = batch.occurrences(["Iran’s embassies"])
    entries = list(batch.entries)
    after = batch.occurrences(["Embassies, embassy; Iran"])
    assert batch.entries[: len(entries)] == entries == [("iran", "iran"), ("embassi", "embassies")]
    assert before.entry.tolist() == [0, 1]
    assert after.entry.tolist() == [1, 2, 0]
    assert batch.entries[2] == ("embassi", "embassy")


def test_all_columns_are_int32_and_equally_long() -> None:
    for texts in ([], [""], ["one", "two-three"]):
        for batch in SHARED.values():
            found = batch.occurrences(texts)
            assert found.text.dtype == found.position.dtype == found.entry.dtype == np.int32
            assert len(found.text) == len(found.position) == len(found.entry) == len(found)


@pytest.fixture
def _small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(occurrences, "_SLICE", 8)


@pytest.mark.usefixtures("_small_slices")
@pytest.mark.parametrize("name", ["english", "restepped"])
@settings(deadline=None)
@given(texts=TEXTS | LONG_WORDS)
@example(texts=["a b c d e f-g h i j k l m n o p", "", "q r s t u v w \u0301x y z 1 2 3"])
def test_cutting_huge_texts_changes_nothing(name: str, texts: list[str]) -> None:
    assert_equal_rows(SHARED[name], ANALYZERS[name], texts)


def test_a_text_of_megabytes_counts_its_words_through() -> None:
    text = "one two-three\n" * 200_000
    found = BatchAnalyzer(ANALYZERS["bare"]).occurrences(["x", text, "y"])
    assert found.text.tolist() == [0, *[1] * 400_000, 2]
    assert found.position.tolist() == [0, *range(400_000), 0]


def test_what_a_filter_raises_is_passed_on_and_the_next_batch_is_right() -> None:
    def picky(word: str) -> Sequence[tuple[str, Any]]:
        return ((word, -1),) if word == "bad" else ((word, 0),)

    analyzer = Analyzer("picky", words, (picky,))
    batch = BatchAnalyzer(analyzer)
    for _ in range(2):
        with pytest.raises(AnalyzerError, match="picky"):
            batch.occurrences(["good bad better"])
    assert_equal_rows(batch, analyzer, ["better good best"])


def test_a_bad_tokenizer_is_named() -> None:
    def backwards(text: str) -> Iterable[tuple[int, int]]:
        return [(2, 1)]

    with pytest.raises(AnalyzerError, match="backwards"):
        BatchAnalyzer(Analyzer("mine", backwards)).occurrences(["four"])
