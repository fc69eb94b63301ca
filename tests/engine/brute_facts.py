"""Whether an article has a fact that a leaf of a tree asks for, each value looked at by itself."""

import datetime
import re
import unicodedata
from fnmatch import fnmatchcase

from searchlib import schema
from tests.engine.brute import passes


def number_in(value):
    """The number that a value is or says, None for none."""
    if isinstance(value, str):
        plain = value.replace(",", "")
        return float(plain) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", plain) else None
    return value if isinstance(value, int | float) and value == value else None


def day_in(value):
    """The day that a value is or says with its time, None for none."""
    if isinstance(value, str):
        return datetime.date.fromisoformat(value[:10]) if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){2}[T ].*", value) else None
    return value if isinstance(value, datetime.date) else None


def folded(text):
    """``text`` without case and accents."""
    return "".join(each for each in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(each))


def has_fact(query, article, words_of):
    """Whether one of the article's values for the leaf's field is what the leaf asks for.

    ``words_of`` gives the words of a text, for each place the spellings there, folded.
    """
    field, of_days = schema.split_others(query.fieldname)
    is_measured = {False: number_in, True: day_in, None: lambda _: None}[of_days]
    values = [value for value in _values(field, article) if is_measured(value) is None]
    return any(_fits(query, value, words_of) for value in values)


def _values(name, article):
    source = article.id if article.source is None else article.source.path
    own = {
        schema.AUTHOR: article.authors,
        schema.SOURCE: [source],
        schema.LANGUAGE: [article.language] if article.language else [],
        schema.DATE: [article.date] if article.date else [],
    }
    if name in own:
        return own[name]
    named = name if name in article.metadata else name.removeprefix("metadata.")
    value = article.metadata.get(named, ())
    return value if isinstance(value, tuple) else [value]


def _fits(query, value, words_of):
    kind = type(query).__name__
    if kind == "Every":
        return True
    if kind == "DateRange":
        day = day_in(value)
        return day is not None and _between(query, (day.toordinal() - 1) * 86_400_000_000)
    if kind == "NumericRange":
        number = number_in(value)
        return number is not None and _between(query, number)
    if kind == "Wildcard" and query.fieldname == schema.SOURCE:
        return fnmatchcase(folded(" ".join(value.split())), folded(query.text))
    places = _beginnings(value) if query.fieldname == schema.LANGUAGE else words_of(str(value))
    if kind == "Phrase":
        wanted = [folded(word) for word in query.words]
        starts = range(len(places) - len(wanted) + 1)
        return any(all(word in places[start + n] for n, word in enumerate(wanted)) for start in starts)
    return any(_accepts(query, word) for words in places for word in words)


def _beginnings(language):
    """``zh-hant-tw``, ``zh-hant`` and ``zh`` for zh-Hant-TW."""
    tags = language.lower().replace("_", "-").split("-")
    return [{"-".join(tags[:count]) for count in range(1, len(tags) + 1)}]


def _accepts(query, word):
    if type(query).__name__ == "Term":
        text = folded(str(query.text))
        return word == (text.replace("_", "-") if query.fieldname == schema.LANGUAGE else text)
    if type(query).__name__ in ("Prefix", "Wildcard"):
        query = type(query)(query.fieldname, folded(query.text))
    return passes(query, word)


def _between(query, value):
    return (query.start is None or (value > query.start if query.startexcl else value >= query.start)) and (
        query.end is None or (value < query.end if query.endexcl else value <= query.end)
    )
