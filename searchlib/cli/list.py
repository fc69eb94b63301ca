"""``list``: which articles are in the index? A line for each goes out, in the order added."""

import sys
from collections.abc import Iterable

import click

from searchlib.article import ArticleFacts
from searchlib.cli.guard import FOUND, NOTHING
from searchlib.cli.line_breaks import cells, one_line, shortened
from searchlib.cli.options import colour_option, example, output_options, write
from searchlib.cli.paint import Console
from searchlib.cli.place import Place, index_option, open_to_read
from searchlib.records import SCHEMA, facts_record, to_json
from searchlib.white_space import readable

__all__ = ["list_articles"]

_ID_CELLS = 28


@click.command("list", epilog=example("searchlib list", "searchlib list | grep 2005"))
@output_options()
@colour_option
@index_option
@click.pass_obj
def list_articles(place: Place, output: str | None, page: Console) -> int:
    """List all articles, a line each: id, date, title.

    In the order added; in columns on a terminal, cut to its width; whole and with tabs between elsewhere.
    """
    with open_to_read(place) as index:
        if output == "json":
            records = [facts_record(article) for article in index.articles()]
            write(to_json({"schema": SCHEMA, "articles": records}, sys.stdout, indent=2))
        elif output == "jsonl":
            _write_lines(to_json({"schema": SCHEMA, **facts_record(a)}, sys.stdout) for a in index.articles())
        else:
            row = _columns if sys.stdout.isatty() else _tabs
            _write_lines(row(article, page) for article in index.articles())
        return FOUND if len(index) else NOTHING


def _write_lines(lines: Iterable[str]) -> None:
    for line in lines:
        write(line)


def _tabs(article: ArticleFacts, _: Console) -> str:
    date = article.date.isoformat() if article.date else ""
    return "\t".join((one_line(article.id), date, one_line(readable(article.title))))


def _columns(article: ArticleFacts, page: Console) -> str:
    name = shortened(one_line(article.id), _ID_CELLS)
    name += " " * (_ID_CELLS - cells(name))
    date = f"{article.date.isoformat() if article.date else '':10}"
    return f"{name}  {page.dim(date)}  {shortened(one_line(readable(article.title)), page.width - _ID_CELLS - 14)}"
