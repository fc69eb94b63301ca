"""``query``: which passages answer? Words and options come in; hits, as text or JSON, go out."""

import datetime
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
from attrs import frozen

import searchlib
from searchlib.cli.advice import advise
from searchlib.cli.guard import FOUND, NOTHING, say
from searchlib.cli.options import colour_option, day, example, output_options, write
from searchlib.cli.paint import Console
from searchlib.cli.place import Place, index_option, open_to_read
from searchlib.cli.render import hit_lines, summary_line
from searchlib.engine.base import Sort
from searchlib.engine.ranking import RANKINGS
from searchlib.records import SCHEMA, Shown, hit_record, to_json
from searchlib.results import Results

if TYPE_CHECKING:
    from searchlib.highlight.extract import Expand
    from searchlib.library import Index

__all__ = ["query"]

_SORTS = ("relevance", "newest", "oldest")
_SURROGATES = re.compile("[\ud800-\udfff]")  # how Python hands over argument bytes that are no text


@frozen(kw_only=True)
class QueryOptions:
    """What was typed."""

    words: tuple[str, ...]
    limit: int
    offset: int
    context: int
    expand: Literal["section", "article"] | None
    group: bool
    fold: bool
    copies: bool
    explain: bool
    after: datetime.date | None
    before: datetime.date | None
    source: tuple[str, ...]
    sort: Sort
    count: bool
    ranking: str
    synonyms: Path | None
    timeout: float | None
    output: Literal["json", "jsonl"] | None
    page: Console
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
    def expanded_by(self) -> "Expand":
        """How much is shown around each hit."""
        return self.expand or self.context or None

    @property
    def shown(self) -> Shown:
        """What is shown of a hit beside its passage."""
        return Shown(copies=self.copies, context=bool(self.context), explanation=self.explain)

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
@click.option("--expand", type=click.Choice(["section", "article"]), help="And the whole of that around each.")
@click.option("--group", is_flag=True, help="Articles, each by its best passage and as a whole.")
@click.option("--copies", is_flag=True, help="Name the copies of each hit, too.")
@click.option("--fold/--no-fold", default=True, help="Near-identical passages as one.", show_default="--fold")
@click.option("--explain", is_flag=True, help="Tell why each was found, in a sentence and in numbers.")
@click.option("--after", type=day, metavar="DATE", help="Articles of that day, month or year, and later.")
@click.option("--before", type=day, metavar="DATE", help="Articles earlier than that day, month or year.")
@click.option(
    "--source", multiple=True, metavar="PATH", help="Articles from there: a part of the path, or a glob of its end."
)
@click.option(
    "--sort", type=click.Choice(_SORTS), default=_SORTS[0], help="What comes first; by date, all WORDS are wanted."
)
@click.option("--count", is_flag=True, help="Count all that matches, even where that takes longer.")
@click.option("--ranking", type=click.Choice(list(RANKINGS)), default=next(iter(RANKINGS)), help="The formula.")
@click.option("--synonyms", type=click.Path(path_type=Path), help="A file of them: car, automobile a line.")
@click.option("--timeout", type=click.FloatRange(min=0), metavar="SECONDS", help="Answer with what is found by then.")
@output_options()
@colour_option
@click.option("--verbose", is_flag=True, help="Tell how the words were understood.")
@index_option
@click.pass_obj
def query(place: Place, /, **options: Any) -> int:
    """Find the passages that answer WORDS, best first.

    Any of the words will do. "a phrase" in double quotes (and those in single ones, for the shell),
    +must, -not, AND OR NOT ( ), wild*card?, fuzzy~, NEAR(a b, 5), a BEFORE b, /regular expression/, word^2,
    title: heading: author: source: lang: date:2005-03..2005-07 after: before:

    In a whole sentence that has none of these, "quoted words" also count one by one, and -not excludes nothing.

    The matched words are coloured, or **marked** where there is no colour. The status is 0 when something was
    found, 1 when nothing was, 2 after an error.
    """
    request = QueryOptions(**options)
    if request.expand and request.context:
        raise click.UsageError("--context and --expand exclude each other")
    with open_to_read(place, request.synonyms) as index:
        results = _search(index, request)
        if request.output != "json":
            _tell_about(results, request)
        _WRITERS[request.output](index, results, request)
        if request.output != "json":
            advise(results)
    return FOUND if results or (request.limit == 0 and results.total) else NOTHING


def _search(index: "Index", request: QueryOptions) -> Results:
    filters = searchlib.Filters(after=request.after, before=request.before, sources=request.source)
    return index.search(
        request.text,
        limit=request.limit,
        offset=request.offset,
        filters=filters,
        sort=request.sort,
        group=request.grouped_by,
        count=request.count or request.limit == 0,
        expand=request.expanded_by,
        fold=request.fold,
        ranking=request.ranking,
        timeout=request.timeout,
    )


def _tell_about(results: Results, request: QueryOptions) -> None:
    for warning in results.warnings:
        say(warning)
    if request.verbose:
        say(f"understood as {results.understood}")
        say(f"which means: {results.reading}")


def _write_text(_: "Index", results: Results, request: QueryOptions) -> None:
    for rank, hit in enumerate(results, request.offset + 1):
        write([*hit_lines(hit, rank, request.page, request.shown), ""])
    if results or (request.limit == 0 and results.total):
        write(request.page.dim(summary_line(results, request.offset, request.limit, request.noun)))
    elif request.offset:
        say(f"nothing found from --offset {request.offset} on")
    else:
        say("nothing found")


def _write_json(_: "Index", results: Results, request: QueryOptions) -> None:
    record = results.to_dict(context=request.shown.context, explanation=request.shown.explanation)
    write(to_json(record, sys.stdout, indent=2))


def _write_json_lines(_: "Index", results: Results, request: QueryOptions) -> None:
    for rank, hit in enumerate(results, request.offset + 1):
        write(to_json({"schema": SCHEMA, **hit_record(hit, rank, request.shown)}, sys.stdout))


_WRITERS: dict[str | None, Callable[["Index", Results, QueryOptions], None]] = {
    None: _write_text,
    "json": _write_json,
    "jsonl": _write_json_lines,
}
