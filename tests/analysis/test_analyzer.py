import re
from collections.abc import Iterable, Sequence

import pytest
from attrs import frozen
from hypothesis import given

from searchlib.analysis import Analyzer, Term, preset
from searchlib.analysis import analyzer as module
from searchlib.errors import AnalyzerError
from tests.analysis.texts import TEXT


def by_spaces(text: str) -> Iterable[tuple[int, int]]:
    return (match.span() for match in re.finditer(r"\S+", text))


def small(word: str) -> Sequence[tuple[str, int]]:
    return ((word.lower(), 0),)


def by_slashes(word: str) -> Sequence[tuple[str, int]]:
    return [(part, step) for step, part in enumerate(word.split("/"))]


def without_the(word: str) -> Sequence[tuple[str, int]]:
    return () if word == "the" else ((word, 0),)


@frozen
class Cut:
    length: int

    def __call__(self, word: str) -> Sequence[tuple[str, int]]:
        return ((word[: self.length], 0),)


class Bad:
    def __init__(self, *spans: tuple[int, int]) -> None:
        self.spans = spans

    def __call__(self, text: str) -> Iterable[tuple[int, int]]:
        return self.spans


def test_users_own_parts_make_an_analyzer() -> None:
    analyzer = Analyzer("mine", by_spaces, [small, by_slashes, without_the], stemmer=lambda word: word.rstrip("s"))
    tokens = analyzer.tokens("The Cats/Dogs, run")
    assert [(token.start, token.end, token.position) for token in tokens] == [(4, 14, 0), (15, 18, 2)]
    assert tokens[0].terms == (Term("cat", "cats", 0), Term("dogs,", "dogs,", 1))
    assert tokens[0].width == 2


def test_steps_of_a_later_filter_move_what_follows() -> None:
    def by_dots(word: str) -> Sequence[tuple[str, int]]:
        return [(part, step) for step, part in enumerate(word.split("."))]

    analyzer = Analyzer("nested", by_spaces, (by_slashes, by_dots))
    terms = analyzer.terms("a.b/c/d.e")
    assert [(term.text, term.step) for term in terms] == [("a", 0), ("b", 1), ("c", 2), ("d", 3), ("e", 4)]


@pytest.mark.parametrize("spans", [[(0, 0)], [(2, 1)], [(-1, 2)], [(0, 99)], [(2, 3), (0, 1)]])
def test_a_tokenizer_with_bad_spans_is_named(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(AnalyzerError, match=r"'mine'.*tests\.analysis\.test_analyzer\.Bad.*span"):
        Analyzer("mine", Bad(*spans)).tokens("four")


def test_a_filter_with_bad_steps_is_named() -> None:
    def backwards(word: str) -> Sequence[tuple[str, int]]:
        return ((word, -1),)

    with pytest.raises(AnalyzerError, match="backwards"):
        Analyzer("mine", by_spaces, (backwards,)).terms("word")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("US", ["US"]),
        ("U.S.", ["US"]),
        ("us", ["us"]),
        ("Us", ["us"]),
        ("WHO", ["WHO"]),
        ("NATO", ["nato"]),
        ("U.S.-led", ["US", "usled", "led"]),
        ("Covid-19", ["covid", "covid19", "19"]),
    ],
)
def test_capitals_ask_for_capitals_and_small_letters_for_both(typed: str, asked: list[str]) -> None:
    assert [term.spelling for term in preset().query_terms(typed)] == asked


@pytest.mark.parametrize(
    ("typed", "written"), [("US", "U.S."), ("U.S.", "US"), ("us", "U.S."), ("us", "us"), ("it", "IT")]
)
def test_what_is_typed_finds_what_is_written(typed: str, written: str) -> None:
    assert {term.text for term in preset().query_terms(typed)} <= {term.text for term in preset().terms(written)}


@pytest.mark.parametrize(("typed", "written"), [("US", "us"), ("WHO", "who"), ("IT", "It"), ("AIDS", "aids")])
def test_capitals_do_not_find_the_common_word(typed: str, written: str) -> None:
    assert {t.text for t in preset().query_terms(typed)}.isdisjoint(t.text for t in preset().terms(written))


@given(TEXT)
def test_the_memo_changes_no_answer(text: str) -> None:
    english = preset()
    fresh = Analyzer(english.name, english.tokenizer, english.filters, english.stemmer, english.folding)
    assert fresh.terms(text) == english.terms(text) == english.terms(text)
    assert fresh.tokens(text) == english.tokens(text)


def test_the_memo_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_REMEMBERED", 10)
    analyzer = Analyzer("small", by_spaces, (small,))
    assert [analyzer.terms(str(number))[0].text for number in range(100)] == [str(number) for number in range(100)]
    analyzer.terms("x" * 1000)
    assert len(analyzer._memo) <= 10
    assert "x" * 1000 not in analyzer._memo


def test_equal_parts_make_equal_analyzers() -> None:
    first, second = (Analyzer("mine", by_spaces, (small, Cut(5))) for _ in range(2))
    first.terms("remembered")
    assert first == second
    assert hash(first) == hash(second)
    assert first.fingerprint == second.fingerprint
    assert first != Analyzer("mine", by_spaces, (small, Cut(6)))
