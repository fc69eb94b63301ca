"""Checked by mypy, never run: the public face as a typed program uses it."""

import datetime

import searchlib


def passages(path: str) -> list[tuple[float, str, str | None]]:
    with searchlib.open(path, create=True, memory=256, analyzer="english") as index:
        summary: searchlib.Summary = index.add(searchlib.read("seeds/", glob="*.txt"))
        assert summary.added + summary.replaced >= 0
        filters = searchlib.Filters(after=datetime.date(2005, 1, 1), sources=["news/*"])
        results: searchlib.Results = index.search("embassy iran", limit=10, filters=filters, group="article")
        own = searchlib.Ranking(k1=0.9, b=0.4)
        assert index.search("embassy", ranking=own).total != index.search("embassy", ranking="bm25").total
        total: int | None = results.total
        first: searchlib.Hit | None = results[0] if total else None
        spans: tuple[tuple[int, int], ...] = first.spans if first else ()
        assert spans is not None
        matches: tuple[searchlib.Match, ...] = first.matches if first else ()
        parts: list[tuple[int, int, str]] = [(match.start, match.end, match.part) for match in matches]
        assert parts is not None
        return [(hit.score, hit.html(tag="b"), hit.passage.heading) for hit in results]


def article(text: str) -> searchlib.Article:
    return searchlib.from_text(text, id="a", title="A", date=datetime.date(2005, 7, 17), metadata={"desk": "world"})
