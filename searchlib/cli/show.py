"""``show``: what does one article say? An id or place comes in; its facts, headings and numbered paragraphs go out."""

import sys

import click

from searchlib.cli.guard import FOUND
from searchlib.cli.options import colour_option, example, output_options, write
from searchlib.cli.paint import Console
from searchlib.cli.place import Place, index_option, open_to_read
from searchlib.cli.render import article_lines
from searchlib.records import article_record, to_json

__all__ = ["show"]


@click.command(epilog=example("searchlib show 000_167678971558a9a8.txt"))
@click.argument("article_id", metavar="ID|PATH")
@output_options(lines=False)
@colour_option
@index_option
@click.pass_obj
def show(place: Place, article_id: str, output: str | None, page: Console) -> int:
    """Show a whole article.

    Its facts, headings and numbered paragraphs. It is named by its id, or by the path that a hit shows,
    with a line, record or page where the file holds several: a.csv#3.
    """
    with open_to_read(place) as index:
        article = index.get(article_id)
    if output:
        write(to_json(article_record(article), sys.stdout, indent=2))
    else:
        write(list(article_lines(article, page)))
    return FOUND
