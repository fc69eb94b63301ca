"""``query``: which passages answer? Words and options come in; hits, as text or JSON, go out."""

import datetime
import re
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import click
from attrs import evolve, frozen

import searchlib
from searchlib.article import Article
from searchlib.cli.guard import FOUND, NOTHING, say
from searchlib.cli.options import colour_option, day, example, output_options, write
from searchlib.cli.paint import Page
from searchlib.cli.place import Place, index_option, open_to_read
from searchlib.cli.records import SCHEMA, hit_record, results_record, to_json
from searchlib.cli.rendering import Neighbours, counted, hit_lines, summary_line
from searchlib.engine.base import Sort
from searchlib.errors import NotFound
from searchlib.results import Hit, Results

if TYPE_CHECKING:
    from searchlib.library import Index

__all__ = ["query"]

_RankedHit: TypeAlias = tuple[Hit, int, Neighbours | None]
_SORTS = ("relevance", "newest", "oldest")
_ONLY_WORDS = re.compile(r"\w+(?:[ '’-]\w+)*")
_SURROGATES = re.compile("[\ud800-\udfff]")  # how Python hands over argument bytes that are no text


@frozen(kw_only=True)
class Request:
    """What was typed."""

    words: tuple[str, ...]
    limit: int
    offset: int
    context: int
    group: bool
    after: datetime.date | None
    before: datetime.date | None
    source: tuple[str, ...]
    sort: Sort
    count: bool
    output: Literal["json", "jsonl"] | None
    page: Page
    verbose: bool

    @property
    def text(self) -> str:
        """The words, as one query."""
        return _SURROGATES.sub("\ufffd", " ".join(self.words))

    @property
    def grouped_by(self) -> Literal["article"] | None:
        """What stands for several hits."""
        return "article" if self.group else None

    @property
    def noun(self) -> str:
        """What the hits stand for."""
        return "article" if self.group else "passage"


class WordsCommand(click.Command):
    """A command whose words may begin with a minus, as ``-iran``; a mistyped ``--option`` is an error."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; what follows ``--`` are words, whatever they look like."""
        end = args.index("--") if "--" in args else len(args)
        rest = super().parse_args(ctx, args[:end])
        words: tuple[str, ...] = ctx.params["words"]
        for word in words:
            if word.startswith("--"):
                raise click.NoSuchOption(word, possibilities=self._like(ctx, word), ctx=ctx)
        ctx.params["words"] = (*words, *args[end + 1 :])
        if not ctx.params["words"]:
            raise click.UsageError("What are you looking for? WORDS are missing", ctx)
        return rest

    def _like(self, ctx: click.Context, word: str) -> list[str]:
        known = [name for parameter in self.get_params(ctx) for name in parameter.opts]
        from difflib import get_close_matches  # seldom needed

        return get_close_matches(word.partition("=")[0], [name for name in known if name[0] == "-"])


@click.command(
    cls=WordsCommand,
    context_settings={"ignore_unknown_options": True},
    epilog=example(
        "searchlib query embassy iran",
        "searchlib query '\"closed embassy\"' -iraq --after 2005 --group",
        "searchlib query 'negotiat*' --context 1 --limit 3",
        "searchlib query -- --dashes  (after --, everything is a word)",
    ),
)
@click.argument("words", nargs=-1)
@click.option("--limit", type=int, default=10, show_default=True, help="At most so many hits; 0 only counts.")
@click.option("--offset", type=int, default=0, help="Leave out so many hits first.")
@click.option("--context", type=click.IntRange(min=0), default=0, metavar="N", help="And N paragraphs around each.")
@click.option("--group", is_flag=True, help="Only the best passage of each article.")
@click.option("--after", type=day, metavar="DATE", help="Articles of that day, month or year, and later.")
@click.option("--before", type=day, metavar="DATE", help="Articles earlier than that day, month or year.")
@click.option("--source", multiple=True, metavar="GLOB", help="Articles whose path ends so, as --glob.")
@click.option("--sort", type=click.Choice(_SORTS), default=_SORTS[0], help="What comes first.")
@click.option("--count", is_flag=True, help="Count all that matches, even where that takes longer.")
@output_options()
@colour_option
@click.option("--verbose", is_flag=True, help="Tell how the words were understood.")
@index_option
@click.pass_obj
def query(place: Place, /, **options: Any) -> int:
    """Find the passages that answer WORDS, best first.

    Any of the words will do. "a phrase" in double quotes (and those in single ones, for the shell),
    +must, -not, AND OR NOT ( ), title:word, heading:word, prefix*.

    The matched words are coloured, or **marked** where there is no colour. The status is 0 when something was
    found, 1 when nothing was, 2 after an error.
    """
    request = Request(**options)
    with open_to_read(place) as index:
        results = _search(index, request)
        if request.output != "json":
            _tell_about(results, request)
        _WRITERS[request.output](index, results, request)
    return FOUND if results or (request.limit == 0 and results.total) else NOTHING


def _search(index: "Index", request: Request) -> Results:
    filters = searchlib.Filters(after=request.after, before=request.before, sources=request.source)
    return index.search(
        request.text,
        limit=request.limit,
        offset=request.offset,
        filters=filters,
        sort=request.sort,
        group=request.grouped_by,
        count=request.count or request.limit == 0,
    )


def _tell_about(results: Results, request: Request) -> None:
    for warning in results.warnings:
        say(warning)
    if request.verbose:
        say(f"understood as {results.understood}")
        say(f"which means: {results.reading}")


def _write_text(index: "Index", results: Results, request: Request) -> None:
    for hit, rank, neighbours in _ranked(index, results, request):
        write([*hit_lines(hit, rank, request.page, neighbours), ""])
    if results or (request.limit == 0 and results.total):
        write(request.page.dim(summary_line(results, request.offset, request.limit, request.noun)))
    elif request.offset:
        say(f"nothing found from --offset {request.offset} on")
    else:
        say(f"nothing found{_where_else(index, request)}")


def _where_else(index: "Index", request: Request) -> str:
    """What is found when the words, if there are only words, are looked for in titles."""
    if not _ONLY_WORDS.fullmatch(request.text):
        return ""
    titled = evolve(request, words=(f"title:({request.text})",), limit=0, offset=0)
    total = _search(index, titled).total
    return f" in the text; {counted(total, request.noun)} under such titles: {titled.text}" if total else ""


def _write_json(index: "Index", results: Results, request: Request) -> None:
    hits = [hit_record(*ranked) for ranked in _ranked(index, results, request)]
    asked = {"query": request.text, "limit": request.limit, "offset": request.offset}
    record = results_record(results, hits, **asked, sort=request.sort, group=request.grouped_by)
    write(to_json(record, sys.stdout, indent=2))


def _write_json_lines(index: "Index", results: Results, request: Request) -> None:
    for ranked in _ranked(index, results, request):
        write(to_json({"schema": SCHEMA, **hit_record(*ranked)}, sys.stdout))


_WRITERS: dict[str | None, Callable[["Index", Results, Request], None]] = {
    None: _write_text,
    "json": _write_json,
    "jsonl": _write_json_lines,
}


def _ranked(index: "Index", results: Results, request: Request) -> Iterator[_RankedHit]:
    """Each hit with its rank (from 1) and, where asked for, its neighbours."""
    articles: dict[str, Article | None] = {}
    for rank, hit in enumerate(results, request.offset + 1):
        yield hit, rank, _neighbours_of(hit, index, request.context, articles) if request.context else None


def _neighbours_of(hit: Hit, index: "Index", reach: int, articles: dict[str, Article | None]) -> Neighbours:
    article_id = hit.passage.article.id
    if article_id not in articles:
        articles[article_id] = _article_or_none(index, article_id)
    article = articles[article_id]
    return Neighbours.of(hit.passage, article, reach) if article else Neighbours()


def _article_or_none(index: "Index", article_id: str) -> Article | None:
    try:
        return index.get(article_id)
    except NotFound:  # another process took it out meanwhile
        return None
