import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.stem.snowball import EnglishStemmer, SnowballStemmer

from searchlib.analysis.stemmer import LANGUAGES, Snowball
from tests.analysis.texts import TEXT


def test_the_languages_are_those_of_nltk_without_its_old_english_stemmer() -> None:
    assert tuple(sorted(SnowballStemmer.languages)) == tuple(sorted((*LANGUAGES, "porter")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_stems_are_nltks(language: str) -> None:
    words = ["negotiations", "téhéran", "häuser", "развития", "كتابها", "c++", "3.6"]
    assert [Snowball(language)(word) for word in words] == [SnowballStemmer(language).stem(word) for word in words]


PARTS = (
    "s ss us ies ied sses ' 's ed eed eedly ing ingly e y i l ll al ational alism ness fulness ful ion ation ate able"
)
SHAPED = st.lists(st.sampled_from([*"abcdeghilmnrstuvyz", *PARTS.split(), "gener", "commun", "arsen"]), max_size=7)


@settings(max_examples=1500)
@given(SHAPED.map("".join))
def test_english_stems_of_any_shape_are_nltks(word: str) -> None:
    assert Snowball("english")(word) == SnowballStemmer("english").stem(word)


def test_english_stems_of_words_with_rules_of_their_own_are_nltks() -> None:
    special = vars(EnglishStemmer)["_EnglishStemmer__special_words"]
    words = [word + ending for word in special for ending in ("", "s", "es", "ed")]
    assert [Snowball("english")(word) for word in words] == [SnowballStemmer("english").stem(word) for word in words]


def test_names_and_tags_are_not_stemmed() -> None:
    assert [Snowball("english")(word) for word in ("@jones", "#elections", "elections")] == [
        "@jones",
        "#elections",
        "elect",
    ]


@settings(max_examples=40)
@given(TEXT, st.sampled_from(LANGUAGES))
def test_any_spelling_has_a_stem(text: str, language: str) -> None:
    assert isinstance(Snowball(language)(text), str)


def test_nltk_is_imported_only_for_a_stem() -> None:
    program = (
        "import sys; from searchlib.analysis import preset;"
        "preset('french').fingerprint; preset('plain').tokens('Stemmed');"
        "assert 'nltk' not in sys.modules; preset().terms('stemmed'); assert 'nltk' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
