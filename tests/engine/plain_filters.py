"""Articles and filters at random, a plain reading of the filters, and how they are typed.

Nothing here knows how filters are read or executed.
"""

import datetime
import re
import unicodedata
from fnmatch import fnmatchcase

from hypothesis import strategies as st

import searchlib

PATHS = [
    "News/Politics/One.txt",
    "news/élections/2005 [final].txt",
    "Obama/a.txt",
    "b/Obama/c.TXT",
    "notes",
    "a?b/*.md",
]
PIECES = [
    "politics",
    "POLITICS/*",
    "Elections/*",
    "[final]",
    "*.txt",
    "obama/*",
    "/Obama/?.txt",
    "ews/*",
    "o",
    "2005 *",
]
LANGUAGES = ["en", "en-US", "en_GB", "EN", "fr", "fr-CA", "eng", "zh-Hant-TW"]
PEOPLE = ["Mary O’Brien", "José Núñez", "John Smith", "mary smith"]
DESKS = ["World news", "world", "New World", "Élite desk", "elite"]
DAYS = [datetime.date(2005, 3, 7), datetime.date(2005, 3, 31), datetime.date(2006, 1, 1)]
MIXED = ["vol 3", "3", 3, 30, DAYS[0]]
PAGES = [1, 2, 2.5, 300]
LENGTHS = ["120", "1,234", "12.5", "300 pages", "unknown", ("7", "120"), 7, "-7"]
SEEN = ["2005-03-07 10:00:00", "2005-03-31T23:59Z", "unknown", DAYS[2]]
TOPICS = [("World news", "élite"), ("world",), "New World", ()]
ENDS = [(1, 2), (2, None), (None, 2.5), (DAYS[0], DAYS[1]), (None, DAYS[1]), (DAYS[1], None)]
RANGES = [searchlib.Range(*ends) for ends in ENDS]


def some_of(values):
    """One of them, or several in a list."""
    return st.one_of(st.sampled_from(values), st.lists(st.sampled_from(values), min_size=1, max_size=2))


def maybe(names):
    """A mapping with some of the names, each to a value that is drawn for it."""
    return st.fixed_dictionaries({}, optional=names)


filed = st.builds(
    dict,
    source=st.sampled_from([None, *PATHS]),
    language=st.sampled_from([None, *LANGUAGES]),
    authors=st.lists(st.sampled_from(PEOPLE), max_size=2),
    date=st.sampled_from([None, *DAYS]),
    metadata=maybe(
        {
            "desk": st.sampled_from(DESKS),
            "pages": st.sampled_from(PAGES),
            "signed": st.sampled_from(DAYS),
            "Tag": st.sampled_from(MIXED),
            "Word count": st.sampled_from(LENGTHS),
            "seen": st.sampled_from(SEEN),
            "topics": st.sampled_from(TOPICS),
        }
    ),
    text=st.sampled_from(["iran talks", "iran", "talks talks the embassy", "embassy"]),
)
ranges = st.sampled_from(RANGES)
numbers, days = (ranges.filter(lambda each, kind=kind: each.is_of_days is kind) for kind in (False, True))
ASKED = {
    "after": DAYS,
    "before": DAYS,
    "sources": PIECES,
    "languages": ["en", "EN", "en-us", "en_US", "fr", "zh-hant", "de"],
    "authors": ["obrien", "MARY O'Brien", "nunez", "jose NUÑEZ", "smith", "brien mary"],
}
ASKED_OF_METADATA = {
    "desk": ["world", "WORLD NEWS", "news world", "elite", "Élite", "nowhere"],
    "Pages": [1, 2.0, 2.5, "300", "1..2", 7],
    "signed": [*DAYS, "2005-03", "2005"],
    "tag": [*MIXED, "vol", "VOL"],
    "word_count": [120, "120", 12.5, "1,234", 1234, 7, 300, "pages", "unknown"],
    "seen": [*DAYS, "2005-03", "2005", "UNKNOWN"],
    "topics": ["world", "news elite", "World news", "ELITE"],
}
of_metadata = {name: some_of(values) for name, values in ASKED_OF_METADATA.items()}
of_metadata |= {"Pages": of_metadata["Pages"] | numbers, "signed": of_metadata["signed"] | days}
of_metadata |= {"tag": of_metadata["tag"] | ranges, "seen": of_metadata["seen"] | days}
of_metadata |= {"word_count": of_metadata["word_count"] | numbers}
of_facts = {name: st.sampled_from(values) if values is DAYS else some_of(values) for name, values in ASKED.items()}
wanted = st.one_of(
    st.sampled_from(sorted(of_facts)).flatmap(lambda name: st.fixed_dictionaries({name: of_facts[name]})),
    st.sampled_from(sorted(of_metadata)).flatmap(
        lambda name: st.fixed_dictionaries({"metadata": st.fixed_dictionaries({name: of_metadata[name]})})
    ),
    maybe({**of_facts, "metadata": maybe(of_metadata)}),
)
EACH_ALONE = [
    *({name: value} for name, values in ASKED.items() for value in values),
    *({"metadata": {name: value}} for name, values in ASKED_OF_METADATA.items() for value in values),
    *({"metadata": {name: each}} for name in ("Pages", "tag", "word_count") for each in RANGES if not each.is_of_days),
    *({"metadata": {name: each}} for name in ("signed", "tag", "seen") for each in RANGES if each.is_of_days),
]
"""Every filter of one value."""

NOTHING = {"source": None, "language": None, "authors": [], "date": None, "metadata": {}, "text": "iran talks"}
EVERYONE = [
    *({**NOTHING, "source": each} for each in PATHS),
    *({**NOTHING, "language": each} for each in LANGUAGES),
    *({**NOTHING, "authors": [each]} for each in PEOPLE),
    *({**NOTHING, "date": each} for each in DAYS),
    *({**NOTHING, "metadata": {"desk": each}} for each in DESKS),
    *({**NOTHING, "metadata": {"pages": each}} for each in PAGES),
    *({**NOTHING, "metadata": {"signed": each}} for each in DAYS),
    *({**NOTHING, "metadata": {"Tag": each}} for each in MIXED),
    *({**NOTHING, "metadata": {"Word count": each}} for each in LENGTHS),
    *({**NOTHING, "metadata": {"seen": each}} for each in SEEN),
    *({**NOTHING, "metadata": {"topics": each}} for each in TOPICS),
]
"""Every value, each in an article of its own."""


def plain(text):
    """Small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", str(text)).casefold() if not unicodedata.combining(c))


def holds(words, text):
    """Whether the words stand side by side."""
    wanted, there = (re.findall(r"\w+", re.sub(r"['’]", "", plain(each))) for each in (words, text))
    return any(there[n : n + len(wanted)] == wanted for n in range(len(there)))


def ends(pattern, path):
    if not set("*?") & set(pattern):
        return plain(pattern) in plain(path)
    return fnmatchcase("/" + plain(path), "*/" + plain(pattern).removeprefix("/").replace("[", "[[]"))


def is_of(code, language):
    tags, wanted = (plain(each).replace("_", "-").split("-") for each in (language, code))
    return tags[: len(wanted)] == wanted


def number_of(value):
    """What a value is as a number; 120 of "120", 1234 of "1,234"."""
    if isinstance(value, str):
        written = value.replace(",", "")
        return float(written) if re.fullmatch(r"-?[0-9.]+", written) else None
    return None if isinstance(value, datetime.date) else value


def day_of(value):
    """What a value is as a day: also a time in text is."""
    if isinstance(value, str):
        return datetime.date.fromisoformat(value[:10]) if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else None
    return value if isinstance(value, datetime.date) else None


def is_value(asked, value):
    """A range compares; a number or day is found as what it is, in other values as words; all else as words."""
    if isinstance(asked, searchlib.Range):
        return is_within(asked.low, (day_of if asked.is_of_days else number_of)(value), asked.high)
    if asked == "1..2":
        return is_within(1, number_of(value), 2)
    if number_of(value) is not None and number_of(asked) is not None:
        return number_of(value) == number_of(asked)
    if holds(asked, value):
        return True
    return day_of(value) is not None and re.match("2005(-|$)", str(asked)) and str(value).startswith(str(asked))


def is_within(low, value, high):
    return value is not None and (low is None or low <= value) and (high is None or value <= high)


def several(values):
    return values if isinstance(values, list) else [values]


def passes(facts, asked):
    """A plain reading of the filters."""
    names = {"Pages": "pages", "tag": "Tag", "word_count": "Word count"}
    day, held = facts["date"], facts["metadata"]
    if "after" in asked and (day is None or day < asked["after"]):
        return False
    if "before" in asked and (day is None or day >= asked["before"]):
        return False
    if "sources" in asked and not any(ends(each, facts["source"] or facts["id"]) for each in several(asked["sources"])):
        return False
    if "languages" in asked and not any(is_of(each, facts["language"] or "") for each in several(asked["languages"])):
        return False
    people = [(each, person) for each in several(asked.get("authors", [])) for person in facts["authors"]]
    if "authors" in asked and not any(holds(each, person) for each, person in people):
        return False
    return all(
        names.get(name, name) in held
        and any(is_value(each, value) for each in several(values) for value in all_of(held[names.get(name, name)]))
        for name, values in asked.get("metadata", {}).items()
    )


def all_of(values):
    return values if isinstance(values, tuple) else [values]


def typed_filters(asked):
    """The filters as they are typed."""
    parts = [f"{name}:{asked[name]}" for name in ("after", "before") if name in asked]
    fields = {"sources": "source", "languages": "lang", "authors": "author"}
    named = [*((fields[name], asked[name]) for name in fields if name in asked), *asked.get("metadata", {}).items()]
    for name, values in named:
        parts.append("(" + " OR ".join(f'{name}:"{value}"' for value in several(values)) + ")")
    return " ".join(parts)
