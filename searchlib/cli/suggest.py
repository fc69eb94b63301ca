"""``suggest``: how may this go on? What was typed comes in; words and titles that begin so go out."""

import sys
from collections.abc import Iterator

import click

from searchlib.cli.guard import FOUND, NOTHING
from searchlib.cli.line_breaks import one_line, shortened
from searchlib.cli.options import example, output_options, write
from searchlib.cli.place import Place, index_option, open_to_read
from searchlib.records import suggestions_record, to_json
from searchlib.suggestions import Suggestions
from searchlib.white_space import readable

__all__ = ["suggest"]

_TITLE_CELLS = 160


@click.command(epilog=example("searchlib suggest emb", "searchlib suggest embassy ir"))
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=0), default=10, show_default=True, help="At most so many of each.")
@output_options(lines=False)
@index_option
@click.pass_obj
def suggest(place: Place, words: tuple[str, ...], limit: int, output: str | None) -> int:
    """Complete what somebody is typing.

    Words that begin as the last one does, with how often they stand in the index, and titles with a word for each that
    begins so, with the articles' ids: a line each, tabs between. A very long title is cut; --json has it whole.
    """
    typed = " ".join(words).encode(errors="replace").decode()
    with open_to_read(place) as index:
        suggestions = index.suggest(typed, limit=limit)
    if output:
        write(to_json(suggestions_record(suggestions, typed), sys.stdout, indent=2))
    else:
        for line in _lines(suggestions):
            write(line)
    return FOUND if suggestions.words or suggestions.titles else NOTHING


def _lines(suggestions: Suggestions) -> Iterator[str]:
    for word in suggestions.words:
        yield f"{one_line(word.query)}\t{word.occurrences:,}"
    for title in suggestions.titles:
        yield f"{shortened(one_line(readable(title.title)), _TITLE_CELLS)}\t{one_line(title.id)}"
