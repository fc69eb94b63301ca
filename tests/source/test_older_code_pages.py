"""Text from DOS and old Macintoshes is read with its letters; Windows' own stays Windows'."""

import pytest

from searchlib.source.encoding import decode
from searchlib.source.older_code_pages import older_code_page

from .test_encoding import MEANT

GERMAN = "Die Straße führt über die Brücke; größere Änderungen folgen später."
SPANISH = "El niño comió piñas en España; ¿qué más? Años después volvió."
FRENCH = "Le café est fermé, l'été est passé à la forêt, où ça s'arrête."

OLD = {
    "cp437": [GERMAN, SPANISH, FRENCH, "The café at Señor López was closed."],
    "cp850": [GERMAN, SPANISH, FRENCH, "São Paulo não é a capital do país. A situação é difícil, mas há avanços."],
    "cp852": [
        "Warszawa jest stolicą Polski. Źródło: późniejsze święto, żółć i gęś.",
        "Příliš žluťoučký kůň úpěl ďábelské ódy. Česká republika, řeka, město, život.",
        "Árvíztűrő tükörfúrógép, a magyar főváros Budapest.",
    ],
    "cp866": ["Москва является столицей России. Президент встретился с послом Ирана."],
    "mac_roman": [GERMAN],
}


@pytest.mark.parametrize(("encoding", "text"), [(name, text) for name, texts in OLD.items() for text in texts])
def test_the_letters_say_which_code_page(encoding, text):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(("encoding", "text"), [(name, text) for name, texts in MEANT.items() for text in texts])
def test_what_another_encoding_reads_well_is_left_to_it(encoding, text):
    assert older_code_page(text.encode(encoding), encoding) is None


@pytest.mark.parametrize(
    "text",
    [
        "“Yes”and “no”are answers, “he said”.",
        "It wasn‘t so: don‘t say rock‘n‘roll…maybe—or not.",
        "Smith† and Doe‡ wrote it, © 1998 ACME™, for £5 or 20 €.",
        "• one\n• two\n• three, at 30°C, 2½ of 3¼",
        "Se§or",
    ],
)
def test_careless_typing_is_no_code_page(text):
    assert older_code_page(text.encode("cp1252"), "cp1252") is None
