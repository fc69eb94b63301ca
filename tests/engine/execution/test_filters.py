"""Facts admit the articles that a plain reading of each article admits."""

import datetime
import re
from fnmatch import fnmatchcase
from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.engine.execution.execution import Execution, Snapshot
from searchlib.engine.execution.fact_fields import FactFields
from searchlib.query import Contents
from searchlib.written_values import Forms
from tests.engine.brute import distance
from tests.engine.execution.fakes import FakeSegment
from tests.engine.execution.trees import q

DAY = datetime.date(2005, 7, 17)
NAMES = ["Mary O'Brien", "John Obrien", "Ann al-Assad", "US", "mary"]

values = st.one_of(
    st.sampled_from(["World news", "world", "New World", "3"]),
    st.integers(-2, 4),
    st.sampled_from([0.5, 3.0, float("nan"), True]),
    st.integers(0, 3).map(lambda days: DAY + datetime.timedelta(days)),
)
articles = st.builds(
    SimpleNamespace,
    size=st.integers(0, 3),
    authors=st.lists(st.sampled_from(NAMES), max_size=2),
    language=st.sampled_from(["en", "en-US", "EN_gb", "eng", None]),
    id=st.sampled_from(["a/B.txt", "c"]),
    source=st.sampled_from([None, SimpleNamespace(path="News/Politics/2005/x.txt"), SimpleNamespace(path="n")]),
    metadata=st.dictionaries(st.sampled_from(["desk", "size"]), values, max_size=2),
)
names = st.sampled_from(["author", "source", "language", "desk", "size", "nothing"])
words = st.sampled_from(
    ["mary", "obrien", "o'brien", "us", "US", "world", "new", "3", "en", "en-us", "EN-US", "true", "c", "x"]
)
wilds = st.sampled_from(["*", "*o*", "Mar?", "*politics/2005*", "News*", "en*", "[n-w]*", "*.txt"])
bounds = st.one_of(st.none(), st.integers(-2, 4), st.just(0.5))
instants = st.none() | st.integers(0, 3).map(
    lambda days: datetime.datetime.combine(DAY, datetime.time()) + datetime.timedelta(days)
)
queries = st.one_of(
    st.builds(q.Term, names, words),
    st.builds(q.Phrase, names, st.lists(words, max_size=3)),
    st.builds(q.Prefix, names, st.sampled_from(["", "m", "O", "en", "EN-"])),
    st.builds(q.Wildcard, names, wilds),
    st.builds(q.Regex, names, st.sampled_from([r"(?i:M.*)\Z", "w|n"])),
    st.builds(q.FuzzyTerm, names, st.sampled_from(["marx", "word"]), st.just(1.0), st.just(1), st.just(0)),
    st.builds(q.TermRange, names, st.sampled_from([None, "b"]), st.sampled_from([None, "o"])),
    st.builds(q.NumericRange, names, bounds, bounds, st.booleans(), st.booleans()),
    st.builds(q.DateRange, names, instants, instants, st.booleans(), st.booleans()),
    st.builds(q.Every, names),
)


def fold(text):
    """As an analyzer does: O'Brien is obrien, al-Assad both alassad and its parts, US stays in capitals."""
    places = []
    for word in text.replace("/", " ").split():
        first, *others = word.replace("'", "").split("-")
        spelling = first if first.isupper() else first.lower()
        places += [{spelling, "".join([first, *others]).lower()}, *({other.lower()} for other in others)]
    return places


def of(part, name):
    return {
        "author": list(part.authors),
        "source": [part.source.path if part.source else part.id],
        "language": [] if part.language is None else [part.language],
    }.get(name, [part.metadata[name]] if name in part.metadata else [])


def number(value):
    """The number that a value is, None for none: text may say one, and nan is not itself."""
    value = 3 if value == "3" else value
    return value if isinstance(value, int | float) and value == value else None


def passes(query, value):
    kind, name = type(query).__name__, query.fieldname
    if kind == "Every":
        return True
    if kind in ("NumericRange", "DateRange"):
        if kind == "NumericRange":
            value = number(value)
            if value is None:
                return False
            low, high = query.start, query.end
        else:
            if not isinstance(value, datetime.date):
                return False
            value = datetime.datetime.combine(value, datetime.time())
            low, high = query.startdate, query.enddate
        above = low is None or value > low or (value == low and not query.startexcl)
        return above and (high is None or value < high or (value == high and not query.endexcl))
    if name == "source" and kind == "Wildcard":
        return fnmatchcase(value.lower(), query.text.lower())
    if name == "language":
        tags = value.lower().replace("_", "-").split("-")
        places = [{"-".join(tags[: n + 1]) for n in range(len(tags))}]
    else:
        places = [{word.lower() for word in some} for some in fold(str(value))]
    if kind == "Phrase":
        wanted = [word.lower() for word in query.words]
        starts = range(len(places) - len(wanted) + 1)
        return bool(wanted) and any(all(w in places[n + s] for s, w in enumerate(wanted)) for n in starts)
    test = {
        "Term": lambda word: word == query.text.lower(),
        "Prefix": lambda word: word.startswith(query.text.lower()),
        "Wildcard": lambda word: fnmatchcase(word, query.text.lower()),
        "Regex": lambda word: re.match(query.text, word),
        "FuzzyTerm": lambda word: distance(word, query.text) <= 1,
        "TermRange": lambda word: (query.start or "") <= word and (query.end is None or word <= query.end),
    }[kind]
    return any(test(word) for some in places for word in some)


def segment(parts, deleted):
    documents = [{"text": [[("iran", "iran")]]} for part in parts for _ in range(part.size)]
    gone = {number for number in deleted if number < len(documents)}
    return FakeSegment(documents, gone, articles=[part.size for part in parts], dates=[0] * len(parts), facts=parts)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.lists(articles, max_size=4), st.sets(st.integers(0, 5), max_size=2)), min_size=1, max_size=3),
    st.lists(queries, min_size=1, max_size=6),
)
def test_what_is_admitted_is_what_each_article_says(corpus, asked):
    segments = [segment(*each) for each in corpus]
    owners = [part for parts, _ in corpus for part in parts for _ in range(part.size)]
    bases = Snapshot(segments).bases
    gone = {
        bases[n] + number
        for n, (_, deleted) in enumerate(corpus)
        for number in deleted
        if number < bases[n + 1] - bases[n]
    }
    execution = Execution(Snapshot(segments), words_of=fold)
    for query in asked:
        expected = [
            n
            for n, part in enumerate(owners)
            if n not in gone and any(passes(query, v) for v in of(part, query.fieldname))
        ]
        documents, scores = execution.matches(query)
        assert documents.tolist() == expected, query
        assert scores.tolist() == [0.0 if type(query).__name__ == "Every" else 1.0] * len(expected)
        in_an_or = q.Or([query, q.Term("text", "nowhere")])
        assert execution.matches(in_an_or)[0].tolist() == expected
        in_an_and = q.And([query, q.Term("text", "iran")])
        assert execution.matches(in_an_and)[0].tolist() == expected
        assert execution.matches(q.ConstantScoreQuery(query, 0.0))[1].tolist() == [0.0] * len(expected)


AUTHORS = [[], ["Mary O'Brien"], ["John Obrien", "mary"], ["Ann al-Assad"], ["US"]]
LANGUAGES = [None, "en", "en-US", "EN_gb", "eng"]
SOURCES = [None, SimpleNamespace(path="News/Politics/2005/x.txt"), SimpleNamespace(path="n")]
VALUES = ["World news", "world", 3, 0.5, True, float("nan"), DAY, DAY + datetime.timedelta(1)]
EVERYONE = [
    *(SimpleNamespace(size=1, authors=each, language=None, id="c", source=None, metadata={}) for each in AUTHORS),
    *(SimpleNamespace(size=1, authors=[], language=each, id="c", source=None, metadata={}) for each in LANGUAGES),
    *(SimpleNamespace(size=1, authors=[], language=None, id="c", source=each, metadata={}) for each in SOURCES),
    *(SimpleNamespace(size=1, authors=[], language=None, id="c", source=None, metadata={"x": each}) for each in VALUES),
]
FIELDS = ["author", "source", "language", "x"]
SIDES = list(product([False, True], [False, True]))
NIGHTS = [None, *(datetime.datetime(2005, 7, day) for day in (17, 18))]
ASKED = {
    "terms": [
        q.Term(*each) for each in product(FIELDS, ["mary", "O'Brien", "obrien", "us", "en-us", "en", "world", "3"])
    ],
    "phrases": [
        q.Phrase(name, list(each))
        for name in FIELDS
        for each in product(["mary", "obrien", "al", "alassad", "assad", "world", "news", "en"], repeat=2)
    ],
    "patterns": [
        *(q.Wildcard(*each) for each in product(FIELDS, ["*o*", "Mar?", "*politics/2005*", "n", "en*"])),
        *(q.Prefix(*each) for each in product(FIELDS, ["", "m", "EN-", "ob"])),
        *(q.Regex(*each) for each in product(FIELDS, ["w|n", r"(?:en.*)\Z"])),
    ],
    "numbers": [q.NumericRange("x", *ends, *sides) for ends in product([None, 0.5, 1, 3], repeat=2) for sides in SIDES],
    "days": [q.DateRange("x", *ends, *sides) for ends in product(NIGHTS, repeat=2) for sides in SIDES],
    "any": [q.Every(name) for name in FIELDS],
}


@pytest.mark.parametrize("kind", ASKED)
def test_each_kind_of_question_on_each_kind_of_fact(kind):
    execution = Execution(Snapshot([segment(EVERYONE, ())]), words_of=fold)
    for query in ASKED[kind]:
        expected = [
            n for n, part in enumerate(EVERYONE) if any(passes(query, value) for value in of(part, query.fieldname))
        ]
        assert execution.matches(query)[0].tolist() == expected, query


POINT, COMMA = Forms(), Forms(has_decimal_comma=True)


@pytest.mark.parametrize(
    ("given", "contents"),
    [
        (["a", "b"], Contents(texts=2, are_written=True)),
        ([1, 2.5, True], Contents(numbers=3)),
        ([DAY], Contents(days=1)),
        ([1, "a"], Contents(numbers=1, texts=1, are_written=True)),
        ([DAY, 1, "2005-07-17 10:00"], Contents(numbers=1, days=2, are_written=True)),
        (["12.5", "nan", "n/a", ""], Contents(numbers=1, texts=3, are_written=True)),
        (["12,5", "1.234"], Contents(numbers=2, are_written=True, forms=COMMA)),
        (["12,5", "1.5"], Contents(numbers=1, texts=1, are_written=True)),
        ([("1", "2"), "x", ()], Contents(numbers=2, texts=1, are_written=True)),
        (["20050717", "20050718"], Contents(days=2, are_written=True, forms=Forms(has_compact_days=True))),
        (["20050717", "7"], Contents(numbers=2, are_written=True)),
        (["04/03/2019", "17/03/2019"], Contents(days=2, are_written=True, forms=Forms(is_day_first=True))),
        (["04/03/2019"], Contents(texts=1, are_written=True)),
        ([float("nan")], Contents(texts=1)),
    ],
)
def test_what_the_values_of_a_name_are_is_counted_over_all_segments(given, contents):
    parts = [SimpleNamespace(size=1, id="a", source=None, metadata={"x": value}) for value in given]
    for cut in range(len(parts) + 1):
        assert FactFields([segment(parts[:cut], ()), segment(parts[cut:], ())]) == {"x": contents}


def test_deleted_articles_say_nothing_of_how_values_are_written():
    parts = [SimpleNamespace(size=1, id="a", source=None, metadata={"x": value}) for value in ("1.234", "12,5", "x")]
    assert FactFields([segment(parts, ())])["x"] == Contents(2, 0, 1, True, COMMA)
    assert FactFields([segment(parts, {1, 2})])["x"] == Contents(1, 0, 0, True, POINT)
    assert FactFields([segment(parts, {0, 1, 2})])["x"] == Contents()


HUGE = 2**60


def test_whole_numbers_are_exact_however_long():
    parts = [SimpleNamespace(size=1, id="a", source=None, metadata={"x": each}) for each in (HUGE, str(HUGE + 1), 0.5)]
    execution = Execution(Snapshot([segment(parts, ())]))
    for low, high, found in [(HUGE, HUGE, [0]), (HUGE + 1, None, [1]), (None, 1, [2]), (None, None, [0, 1, 2])]:
        assert execution.matches(q.NumericRange("x", low, high))[0].tolist() == found
