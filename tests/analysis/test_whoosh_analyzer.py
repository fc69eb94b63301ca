import os
import pickle
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from searchlib._whoosh import quiet_import
from searchlib.analysis import preset
from searchlib.analysis.whoosh_analyzer import WhooshAnalyzer

with quiet_import():
    from whoosh.fields import TEXT, Schema
    from whoosh.filedb.filestore import RamStorage
    from whoosh.query import Phrase, Term

SENTENCE = "Iran’s embassies: the U.S. and Covid-19."


def test_stems_or_spellings_come_with_positions_and_characters() -> None:
    stems = WhooshAnalyzer(preset())
    assert [
        (t.text, t.pos, SENTENCE[t.startchar : t.endchar]) for t in stems(SENTENCE, positions=True, chars=True)
    ] == [
        ("iran", 0, "Iran’s"),
        ("embassi", 1, "embassies"),
        ("the", 2, "the"),
        ("us", 3, "U.S."),
        ("US", 3, "U.S."),
        ("and", 4, "and"),
        ("covid", 5, "Covid-19"),
        ("covid19", 5, "Covid-19"),
        ("19", 6, "Covid-19"),
    ]
    spellings = WhooshAnalyzer(preset(), exact=True)
    assert [token.text for token in spellings("Iran’s embassies")] == ["iran", "embassies"]


def test_a_spelling_with_two_stems_is_given_once() -> None:
    word = next(w for w in ("été", "négocié", "élevé", "marchés") if len(preset("french").terms(w)) == 2)
    assert len([t.text for t in WhooshAnalyzer(preset("french"))(word)]) == 2
    assert len([t.text for t in WhooshAnalyzer(preset("french"), exact=True)(word)]) == 1


def test_starts_are_added_and_what_is_not_asked_is_not_given() -> None:
    analyzer = WhooshAnalyzer(preset())
    token = next(analyzer("Iran", positions=True, chars=True, keeporiginal=True, start_pos=5, start_char=7))
    assert (token.pos, token.startchar, token.endchar, token.original) == (5, 7, 11, "Iran")
    assert (token.boost, token.stopped, token.mode) == (1.0, False, "")
    assert not hasattr(next(analyzer("Iran")), "pos")


def test_a_question_in_capitals_asks_for_capitals() -> None:
    analyzer = WhooshAnalyzer(preset())
    assert [token.text for token in analyzer("US", mode="query")] == ["US"]
    assert [token.text for token in analyzer("US", mode="index")] == ["us", "US"]


def test_only_text_is_analysed() -> None:
    with pytest.raises(TypeError, match="no text"):
        next(WhooshAnalyzer(preset())(b"bytes"))  # type: ignore[arg-type]


def test_equal_by_fingerprint_and_picklable() -> None:
    analyzer = WhooshAnalyzer(preset(), exact=True)
    again = pickle.loads(pickle.dumps(analyzer))
    assert again == analyzer
    assert hash(again) == hash(analyzer)
    assert analyzer != WhooshAnalyzer(preset())
    assert analyzer != WhooshAnalyzer(preset("french"), exact=True)
    assert repr(analyzer) == "WhooshAnalyzer('english', exact=True)"


def test_whoosh_indexes_and_finds_phrases_with_it() -> None:
    index = RamStorage().create_index(Schema(text=TEXT(analyzer=WhooshAnalyzer(preset()))))
    writer = index.writer()
    writer.add_document(text=SENTENCE)
    writer.commit()
    with index.searcher() as searcher:
        assert len(searcher.search(Phrase("text", ["and", "covid", "19"]))) == 1
        assert len(searcher.search(Term("text", "US"))) == 1
        assert len(searcher.search(Phrase("text", ["and", "19"]))) == 0


def test_importing_whoosh_for_the_first_time_is_quiet(tmp_path: Path) -> None:
    """Without compiled files Python compiles Whoosh again, and under -W error a warning would be an error."""
    program = (
        "import searchlib.analysis.whoosh_analyzer, whoosh.codec.whoosh3, whoosh.fields, whoosh.qparser, whoosh.index"
    )
    folder = {"PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-B", "-W", "error", "-c", program]
    result = subprocess.run(command, env=folder, capture_output=True, text=True, check=False)
    assert result.stderr == ""
    assert result.returncode == 0


def test_other_warnings_are_not_silenced() -> None:
    with quiet_import():
        warnings.warn("an invalid escape sequence", SyntaxWarning, stacklevel=1)
        with pytest.raises(SyntaxWarning):
            warnings.warn("something else", SyntaxWarning, stacklevel=1)
