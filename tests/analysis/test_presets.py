import pickle
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.analysis import PRESETS, TERM_LIMIT, Analyzer, preset
from searchlib.errors import AnalyzerError
from tests.analysis.texts import TEXT

ENGLISH = {
    "Azerbaijan’s": "azerbaijan 0",
    "Azerbaijan's": "azerbaijan 0",
    "AZERBAIJAN": "azerbaijan 0",
    "O’Brien": "obrien 0",
    "OBrien": "obrien 0",
    "don't": "dont 0",
    "dont": "dont 0",
    "al-Assad": "al 0, alassad 0, assad 1",
    "Covid-19": "covid 0, covid19 0, 19 1",
    "covid19": "covid19 0",
    "e-mail": "e 0, email 0, mail 1",
    "email": "email 0",
    "Téhéran": "teheran 0",
    "Te\u0301he\u0301ran": "teheran 0",
    "Teheran": "teheran 0",
    "1,250": "1250 0",
    "1250": "1250 0",
    "$3.6 billion": "3.6 0, billion 1",
    "U.S.": "us 0, US 0",
    "US": "us 0, US 0",
    "us": "us 0",
    "U.S.-led": "us 0, US 0, usled 0, led 1",
    "U.S.’s": "us 0, US 0",
    "WHO": "who 0, WHO 0",
    "who": "who 0",
    "IT": "it 0, IT 0",
    "It’s": "it 0",
    "I": "i 0",
    "NATO": "nato 0",
    "AIDS": "aids 0, AIDS 0",
    "AT&T": "at 0, AT 0, att 0, t 1",
    "C++": "c++ 0",
    "C#": "c# 0",
    "@name": "name 0, @name 0",
    "@john_smith’s": "john 0, johnsmith 0, @johnsmith 0, smith 1",
    "#tag": "tag 0, #tag 0",
    "first.last@mail.example.com": "first 0, last 1, mail 2, example 3, com 4",
    "https://www.example.com/a": "https 0, www 1, example 2, com 3, a 4",
    "東京都": "東京 0, 京都 1",
    "の": "の 0",
    "ภาษาไทย": "ภา 0, าษ 1, ษา 2, าไ 3, ไท 4, ทย 5",
    "co\u00adoperate": "cooperate 0",
    "Covid-19 and": "covid 0, covid19 0, 19 1, and 2",
    "NGOs": "ngos 0, ngos 0",
    "ITs": "its 0",
    "F-16s": "f 0, f16s 0, 16s 1",
    'צה"ל צה״ל': "צהל 0, צהל 1",
    "ـــ \u064b a": "a 0",
    "1,2-3 x": "1 0, 2 1, 3 2, x 3",
    "❤\ufe0f ʼ a": "a 0",
    "": "",
}


def spelled(analyzer: Analyzer, text: str) -> str:
    tokens = analyzer.tokens(text)
    return ", ".join(f"{term.spelling} {token.position + term.step}" for token in tokens for term in token.terms)


@pytest.mark.parametrize(("text", "expected"), ENGLISH.items())
def test_what_people_type_about_names_works(text: str, expected: str) -> None:
    assert spelled(preset(), text) == expected


def stems(name: str, word: str) -> set[str]:
    return {term.text for term in preset(name).terms(word)}


def test_english_stems() -> None:
    assert stems("english", "negotiations") == stems("en", "Negotiating") == {"negoti"}
    assert stems("english", "Iranian").isdisjoint(stems("english", "Iran"))


@pytest.mark.parametrize(
    ("language", "accented", "plain"),
    [
        ("french", "négociations", "negociations"),
        ("french", "Téhéran", "Teheran"),
        ("french", "l’été", "ete"),
        ("spanish", "negociación", "negociacion"),
        ("portuguese", "eleição", "eleicao"),
        ("german", "Häuser", "Hauser"),
        ("german", "Straße", "Strasse"),
        ("swedish", "förhandlingar", "forhandlingar"),
        ("hungarian", "választások", "valasztasok"),
        ("russian", "ёлка", "елка"),
        ("arabic", "مُحَمَّد", "محمد"),
        ("romanian", "alegeri", "alegeri"),
    ],
)
def test_with_accents_or_without_a_word_is_found(language: str, accented: str, plain: str) -> None:
    assert stems(language, accented) & stems(language, plain)
    assert {term.spelling for term in preset(language).terms(accented)} == {
        term.spelling for term in preset(language).terms(plain)
    }


def test_inflections_with_accents_meet() -> None:
    assert stems("french", "négociations") & stems("french", "négocier")
    assert stems("german", "Häusern") & stems("german", "Haus")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("french", "l’homme d'État aujourd’hui", "homme 0, etat 1, aujourdhui 2"),
        ("italian", "L'Aquila dell’acqua", "aquila 0, acqua 1"),
        ("french", "1.250,5 et 3,6", "1250.5 0, et 1, 3.6 2"),
        ("german", "1.250 am 2.3.2005", "1250 0, am 1, 2 2, 3 3, 2005 4"),
        ("german", "U.S. und US", "us 0, und 1, us 2"),
        ("plain", "Azerbaijan's Elections, 1,250 US", "azerbaijans 0, elections 1, 1250 2, us 3"),
    ],
)
def test_languages_have_rules_of_their_own(language: str, text: str, expected: str) -> None:
    seen = dict.fromkeys(spelled(preset(language), text).split(", "))  # an accented word has its spelling twice
    assert ", ".join(seen) == expected


@pytest.mark.parametrize("name", [name for name in PRESETS if name != "plain"])
def test_acronyms_have_a_plural_in_every_language(name: str) -> None:
    for one, several in (("NGO", "NGOs"), ("DVD", "DVDs"), ("F16", "F16s"), ("T-72", "T-72s"), ("NGO", "NGO’s")):
        assert stems(name, one) <= stems(name, several)
    assert stems(name, "NGOs") >= stems(name, "ngos")


def test_words_in_small_letters_are_no_acronyms() -> None:
    for one, other in (("IT", "its"), ("WHO", "whos"), ("US", "us"), ("IT", "ITs"), ("1990", "1990s")):
        shouted = {term.text for term in preset().query_terms(one)}
        assert shouted.isdisjoint({term.text for term in preset().query_terms(other)})


@pytest.mark.parametrize(
    ("language", "letters", "digraphs"),
    [
        ("german", "Müller", "Mueller"),
        ("german", "Häuser", "Haeuser"),
        ("german", "Öl", "OEL"),
        ("german", "Israelüberfälle", "Israelueberfaelle"),
        ("danish", "Århus", "Aarhus"),
        ("danish", "Sønderborg", "Soenderborg"),
        ("norwegian", "Tromsø", "Tromsö"),
        ("swedish", "Göteborg", "Goeteborg"),
        ("swedish", "Malmø", "Malmö"),
    ],
)
def test_letters_are_found_by_what_is_typed_for_them(language: str, letters: str, digraphs: str) -> None:
    assert stems(language, letters) & stems(language, digraphs)
    assert spellings(language, letters) & spellings(language, digraphs)


@given(st.lists(st.sampled_from(["b", "tä", "Rö", "sü", "n", "ae", "eue"]), min_size=1, max_size=5).map("".join))
def test_what_is_written_for_umlauts_adds_a_spelling_and_takes_none(word: str) -> None:
    typed = word.replace("ä", "ae").replace("ö", "oe").replace("sü", "sue")
    assert spellings("german", typed) >= spellings("german", word) - spellings("plain", word)
    assert spellings("german", typed) >= spellings("plain", typed)


def spellings(name: str, word: str) -> set[str]:
    return {term.spelling for term in preset(name).terms(word)}


def test_plain_has_no_stems() -> None:
    assert stems("plain", "Elections") == {"elections"}


def test_presets_are_found_by_code_and_in_any_case() -> None:
    assert preset("fr") is preset("French") is preset("french")
    assert preset().name == "english"
    assert [preset(name).name for name in PRESETS] == list(PRESETS)


def test_an_unknown_preset_is_refused_with_the_known_names() -> None:
    with pytest.raises(AnalyzerError, match=r"'klingon'.*english.*plain"):
        preset("klingon")


def test_the_fingerprints_are_stable_and_different() -> None:
    """A change here makes indexes of before another analyzer's: raise fingerprint.RULES knowingly."""
    assert preset("english").fingerprint == "fa7a834d4fe7234518998cc9eb75c672"
    assert len({preset(name).fingerprint for name in PRESETS}) == len(PRESETS)


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_picklable(name: str) -> None:
    again = pickle.loads(pickle.dumps(preset(name)))
    assert again == preset(name)
    assert again.fingerprint == preset(name).fingerprint
    assert again.tokens("Covid-19 négociations") == preset(name).tokens("Covid-19 négociations")


@given(TEXT, st.sampled_from(PRESETS))
def test_any_text_has_tokens_with_positions_that_ascend(text: str, name: str) -> None:
    position = start = 0
    for token in preset(name).tokens(text):
        assert token.position == position
        assert start <= token.start < token.end <= len(text)
        position, start = position + token.width, token.start
        for term in token.terms:
            assert term.text
            assert term.spelling
            assert len(term.text) <= TERM_LIMIT
            assert not any(character.isspace() for character in term.text + term.spelling)


@given(TEXT, st.sampled_from(["english", "french", "russian", "plain"]))
def test_composed_and_decomposed_texts_have_the_same_terms(text: str, name: str) -> None:
    def terms(form: str) -> list[object]:
        return [(token.position, token.terms) for token in preset(name).tokens(form)]

    assert terms(normalize("NFC", text)) == terms(normalize("NFD", text))


@pytest.mark.parametrize("word", ["x" * 10_000, "é" * 10_000, "a-" * 10_000 + "a", "1," * 10_000 + "1", "\0\ud800"])
@pytest.mark.parametrize("name", ["english", "french", "plain"])
def test_very_long_and_odd_words_have_terms_of_bounded_length(word: str, name: str) -> None:
    analyzer = preset(name)
    terms = analyzer.terms(word)
    assert all(len(term.text) <= TERM_LIMIT and len(term.spelling) <= TERM_LIMIT for term in terms)
    assert len(terms) <= 10_001
