"""``show``, ``list``, ``stats``, ``delete``: what is in the index? Ids come in; articles and counts go out.

Each command returns its exit status.
"""

import sys
from collections.abc import Iterable
from typing import Any

import click
from attrs import asdict

from searchlib.article import ArticleFacts
from searchlib.cli.guard import FOUND, NOTHING, say
from searchlib.cli.line_breaks import cells, one_line, shortened
from searchlib.cli.options import colour_option, example, output_options, write
from searchlib.cli.paint import Console
from searchlib.cli.place import Place, index_option, open_to_read
from searchlib.cli.render import article_lines, counted
from searchlib.records import SCHEMA, article_record, facts_record, to_json

__all__ = ["delete", "list_articles", "show", "stats"]

_ID_CELLS = 28


@click.command(epilog=example("searchlib show 000_167678971558a9a8.txt"))
@click.argument("article_id", metavar="ID")
@output_options(lines=False)
@colour_option
@index_option
@click.pass_obj
def show(place: Place, article_id: str, output: str | None, page: Console) -> int:
    """Show a whole article.

    Its facts, headings and numbered paragraphs.
    """
    with open_to_read(place) as index:
        article = index.get(article_id)
    if output:
        write(to_json(article_record(article), sys.stdout, indent=2))
    else:
        write(list(article_lines(article, page)))
    return FOUND


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
    return "\t".join((one_line(article.id), date, one_line(article.title)))


def _columns(article: ArticleFacts, page: Console) -> str:
    name = shortened(one_line(article.id), _ID_CELLS)
    name += " " * (_ID_CELLS - cells(name))
    date = f"{article.date.isoformat() if article.date else '':10}"
    return f"{name}  {page.dim(date)}  {shortened(one_line(article.title), page.width - _ID_CELLS - 14)}"


@click.command(epilog=example("searchlib stats --json"))
@output_options(lines=False)
@index_option
@click.pass_obj
def stats(place: Place, output: str | None) -> int:
    """Tell what the index holds, and how large it is."""
    with open_to_read(place) as index:
        facts: dict[str, Any] = asdict(index.stats())
    if output:
        write(to_json({"schema": SCHEMA, "index": one_line(place.folder), **facts}, sys.stdout, indent=2))
    else:
        rows = {"index": one_line(place.folder), **facts, "size": _size(facts["size"])}
        write([f"{name:<10}{_grouped(value)}" for name, value in rows.items()])
    return FOUND


def _size(number: int) -> str:
    return f"{number / 1e6:,.1f} MB" if number >= 1e6 else f"{number / 1e3:,.1f} kB"


def _grouped(value: int | str) -> str:
    return f"{value:,}" if isinstance(value, int) else value


@click.command(epilog=example("searchlib delete 02Feb2005Kerry261.txt 03Feb2005Kerry259.txt"))
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@index_option
@click.pass_obj
def delete(place: Place, ids: tuple[str, ...]) -> int:
    """Take articles out of the index.

    Their sources are left alone. The status is 1 when none of the ids is there.
    """
    with open_to_read(place) as index:
        gone = index.delete(ids)
    say(f"deleted {counted(gone, 'article')}" + (f" of {len(ids)}" if gone < len(ids) else ""))
    return FOUND if gone else NOTHING
