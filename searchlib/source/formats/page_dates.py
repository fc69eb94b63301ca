"""When was a page published, and when was it changed? As it says itself, in the surest place first.

JSON-LD comes first, then what the page says in its head, then what is marked in its words, then its address. The day of
a change is never the day of publication, nor is one that is still to come.
"""

import datetime
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from searchlib.source import dates

__all__ = ["PageDates", "page_dates"]

_PUBLISHED = (
    *("article:published_time", "article:published", "og:published_time", "og:article:published_time"),
    *("datepublished", "date_published", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date"),
    *("publish_date", "publication_date", "dc.date.issued", "dcterms.issued", "citation_publication_date"),
    *("citation_date", "citation_online_date", "bt:pubdate", "cxenseparse:recs:publishtime", "article.published"),
    *("article:publicationdate", "article:post_date", "article_date_original", "dateposted", "dc.date", "dcterms.date"),
    *("date", "dc.date.created", "dc.created", "dcterms.created", "datecreated", "article.created"),
)
"""Names of metadata that say when a page was published, the surest first."""
_MODIFIED = (
    *("article:modified_time", "article:modified", "og:updated_time", "og:modified_time", "og:article:modified_time"),
    *("datemodified", "date_modified", "last-modified", "lastmodified", "lastmod", "modified", "updated_time"),
    *("dcterms.modified", "dc.date.modified", "dc.modified", "bt:moddate", "revision_date", "revised", "dateupdated"),
)
_CLASSES = re.compile(r"(?:^|[\s_-])(?:published|pubdate|entry-date|date-published|dt-published)(?:$|[\s_-])")
_CHANGED = re.compile(r"updated|modified|changed|revised|dt-updated")
_DATED = "//time | //abbr[@class] | //*[@itemprop] | //*[@property]"
_IN_ADDRESS = re.compile(r"/((?:19|20)[0-9]{2})[/-]([0-9]{1,2})[/-]([0-9]{1,2})(?=[/-]|$)")

_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_PAGE = re.compile(r"Page$|^CreativeWork$")
_OF_THEIR_OWN = re.compile(r"Object$|Comment|Answer$|Review$|Clip$|Rating$")
_PARTS = ("@graph", "mainEntity", "mainEntityOfPage")
_DEEPEST = 4
_STATED = '"{}"\\s*:\\s*"([^"]*)"'
_WRAPPED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")


@frozen
class PageDates:
    """The days on which a page was published and last changed, None where it does not say."""

    published: datetime.date | None = None
    modified: datetime.date | None = None


def page_dates(tree: Any) -> PageDates:
    """What a page, parsed by lxml, says of its dates."""
    scripts = [script.text or "" for script in tree.iter("script") if _is_json_ld(script)]
    head = list(_metadata(tree))
    published = (_in_json_ld(scripts, "datePublished"), _named(head, _PUBLISHED), _marked(tree), _in_address(tree))
    modified = (_in_json_ld(scripts, "dateModified"), _named(head, _MODIFIED))
    return PageDates(_first(published), _first(modified))


def _first(found: Iterable[datetime.date | None]) -> datetime.date | None:
    return next((date for date in found if date is not None), None)


def _parsed(value: object) -> datetime.date | None:
    """The day that a value states, if it has come anywhere on Earth."""
    date = dates.parse(value) if isinstance(value, str) else None
    tomorrow = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)
    return date if date is not None and date <= tomorrow else None


def _only(found: Iterable[datetime.date | None]) -> datetime.date | None:
    """The date, where no two differ."""
    distinct = {date for date in found if date is not None}
    return distinct.pop() if len(distinct) == 1 else None


def _is_json_ld(script: Any) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _in_json_ld(scripts: list[str], name: str) -> datetime.date | None:
    """The date of that name that the page's articles have; of the page, or of what has no type, without them."""
    ranked: list[list[datetime.date | None]] = [[], [], [], []]
    for script in scripts:
        try:
            value = json.loads(_WRAPPED.sub("", _WRAPPED.sub("", script)), strict=False)
        except (ValueError, RecursionError):
            ranked[1] += map(_parsed, re.findall(_STATED.format(name), script))
            continue
        for thing in _things(value):
            if (rank := _rank(thing)) is not None:
                ranked[rank].append(_parsed(thing.get(name)))
    return _first(map(_only, ranked))


def _things(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects that a page is about: alone, in a list, in a graph, or as what a page is about mainly."""
    if isinstance(value, list) and depth < _DEEPEST:
        for each in value:
            yield from _things(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for part in _PARTS if depth < _DEEPEST else ():
            yield from _things(value.get(part), depth + 1)


def _rank(thing: dict[str, Any]) -> int | None:
    """0 for an article, 1 for a page, 2 for what has no type, 3 for another; None for comments, videos and the like."""
    types = thing.get("@type")
    names = [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]
    if any(map(_ARTICLE.search, names)):
        return 0
    if any(map(_PAGE.search, names)):
        return 1
    if any(map(_OF_THEIR_OWN.search, names)):
        return None
    return 3 if names else 2


def _metadata(tree: Any) -> Iterator[tuple[str, str]]:
    """What the page's head says: names in small letters, and values."""
    for meta in tree.iter("meta"):
        value = meta.get("content") or meta.get("datetime")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in (meta.get(attribute) or "").lower().split() if value else ():
                if (attribute, name) != ("http-equiv", "date"):  # when it was sent
                    yield name, value


def _named(head: list[tuple[str, str]], names: tuple[str, ...]) -> datetime.date | None:
    return _first(_parsed(value) for name in names for told, value in head if told == name)


def _marked(tree: Any) -> datetime.date | None:
    """The date that is marked as that of publication in the page's words; or the only one that is marked as a date."""
    elements = tree.xpath(_DATED)
    told = [element for element in elements if _is_of_publication(element)]
    times = [element for element in elements if element.tag == "time" and element.get("datetime")]
    return _first((_first(_values(told)), _only(_values(times))))


def _values(elements: list[Any]) -> Iterator[datetime.date | None]:
    """The dates of those that are of no change."""
    return (_parsed(_value(element)) for element in elements if not _is_of_change(element))


def _is_of_publication(element: Any) -> bool:
    marks = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower()
    if "datepublished" in marks or element.get("pubdate") is not None:
        return True
    return element.tag in ("time", "abbr") and _CLASSES.search((element.get("class") or "").lower()) is not None


def _is_of_change(element: Any) -> bool:
    """Whether a date is marked as that of a change, or follows a word that says so."""
    told = " ".join(element.get(name) or "" for name in ("class", "itemprop", "property")).lower()
    if _CHANGED.search(told):
        return "published" not in told
    before = element.getprevious()
    if before is None:
        parent = element.getparent()
        return parent is not None and dates.follows_change(parent.text or "")
    return dates.follows_change(f"{before.text_content() if isinstance(before.tag, str) else ''}{before.tail or ''}")


def _value(element: Any) -> str:
    return str(element.get("datetime") or element.get("content") or element.get("title") or element.text_content())


def _in_address(tree: Any) -> datetime.date | None:
    """The day in the page's own address: ``/2019/03/04/``."""
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    metas = (meta.get("content") for meta in tree.iter("meta") if meta.get("property") == "og:url")
    found = (_IN_ADDRESS.search(address) for address in (*links, *metas) if address)
    return _first(_parsed("-".join(match.groups())) for match in found if match)
