import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.stem.snowball import SnowballStemmer

from searchlib.analysis.stemming import LANGUAGES, Snowball
from tests.analysis.texts import TEXT


def test_the_languages_are_those_of_nltk_without_its_old_english_stemmer() -> None:
    assert tuple(sorted(SnowballStemmer.languages)) == tuple(sorted((*LANGUAGES, "porter")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_stems_are_nltks(language: str) -> None:
    words = ["negotiations", "téhéran", "häuser", "развития", "كتابها", "c++", "3.6"]
    assert [Snowball(language)(word) for word in words] == [SnowballStemmer(language).stem(word) for word in words]


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
        "preset('french').fingerprint; preset('plain').tokens('Words');"
        "assert 'nltk' not in sys.modules; preset().terms('words'); assert 'nltk' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
