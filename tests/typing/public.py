"""Checked by mypy, never run: the public face as a typed program uses it."""

import datetime

import searchlib


def passages(path: str) -> list[tuple[float | None, str, str | None]]:
    with searchlib.open(path, create=True, memory=256, analyzer="english") as index:
        summary: searchlib.Summary = index.add(searchlib.read("seeds/", glob="*.txt"))
        assert summary.added + summary.replaced >= 0
        filters = searchlib.Filters(
            after=datetime.date(2005, 1, 1),
            sources=["news/*"],
            metadata={"pages": searchlib.Range(10, None), "desk": ["a"]},
        )
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


def overlap(question: str, texts: list[str]) -> list[int]:
    return [len({*question.split()} & {*text.split()}) for text in texts]


def reranked(index: searchlib.Index, question: str) -> list[float | None]:
    """A function of one's own; also one that says less of its texts, or gives an iterator."""
    try:
        first = index.search(question, rerank=overlap, depth=20)
        return [hit.score for hit in [*first, *index.search(question, rerank=lambda _, texts: map(len, texts))]]
    except searchlib.RerankError as error:
        raise SystemExit(str(error)) from error.__cause__


def article(text: str) -> searchlib.Article:
    return searchlib.from_text(text, id="a", title="A", date=datetime.date(2005, 7, 17), metadata={"desk": "world"})


def from_python(rows: list[dict[str, object]]) -> dict[str, object]:
    """Rows of a program's own, in an index that is gone when it is closed."""
    more = searchlib.from_text(
        "Iran", id=5, date="2005-03-01", authors=["A"], metadata={"tags": ["a", "b"], "desk": None}
    )
    with searchlib.open(":memory:") as index:
        summary = index.add([{"id": 6, "text": "Iraq", "desk": None}, more])
        index.add(rows)
        results = index.search("iran")
        assert summary.failed or results.asked.offset == 0
        return results.to_dict(explanation=True)


def told(path: str, typed: str) -> list[str]:
    """What a program shows beside the hits, and what it catches."""
    lines: list[str] = []

    def show(progress: searchlib.Progress) -> None:
        lines.append(f"{progress.articles} articles")

    try:
        with searchlib.open(path, create=False) as index:
            index.add([article("Iran")], progress=show)
            results = index.search(typed)
            helped: searchlib.Help | None = results.help
            completed: searchlib.Suggestions = index.suggest(typed)
            lines += [*(helped.lines if helped else ()), *(word.query for word in completed.words)]
            for hit in results:
                snippet: searchlib.Snippet = hit.snippet(width=80)
                explained: searchlib.Explanation = hit.explain()
                lines.append(f"{snippet}: {explained.sentence}")
            index.get("a")
    except (searchlib.IndexLocked, searchlib.NotAnIndex, searchlib.RebuildNeeded, searchlib.IndexDamaged) as error:
        folder: searchlib.IndexFolderError = error
        lines.append(str(folder))
    except (searchlib.MissingExtra, searchlib.SourceError) as error:
        lines.append(error.reason)
    except (searchlib.NotFound, searchlib.InvalidRequest, searchlib.AnalyzerError, searchlib.ArticleError) as error:
        lines.append(str(error))
    return lines
