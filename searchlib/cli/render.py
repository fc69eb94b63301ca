"""How does a person read a hit or an article? Values go in; lines of text come out, as wide as the page."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from attrs import evolve

from searchlib.article import Article, Heading, Paragraph, Source, blocks_of, joined
from searchlib.cli.line_breaks import one_line, shortened
from searchlib.cli.paint import Console
from searchlib.help import quoted
from searchlib.highlight.formatter import Matches, Spans, snippet
from searchlib.records import Shown
from searchlib.results import Hit, Results

if TYPE_CHECKING:
    from searchlib.highlight.extract import MarkedParagraph

__all__ = ["article_lines", "counted", "hit_lines", "summary_line"]

FORMS: Final = 6
"""So many ways in which a marked word is written are named."""
_FORM_CELLS: Final = 60

LONGEST_ABOVE: Final = 300
"""A title or heading above a hit shows so many characters."""

_FACTS = ("date", "authors", "language", "url", "source")


def hit_lines(hit: Hit, rank: int, page: Console, shown: Shown = Shown()) -> Iterator[str]:  # noqa: B008 - it is frozen
    """A hit: number, title, heading, place, date and score, then the passage, its matched words marked.

    Behind it come the other passages of its article, its copies and why it was found, where these are asked for.
    """
    passage, label = hit.passage, f"{rank:>2}. "
    indent = " " * len(label)
    first, *more = _above_lines(passage.article.title, hit.title_spans, page, indent, page.bold) or [indent]
    yield page.dim(label) + first.removeprefix(indent)
    yield from more
    if passage.heading and passage.heading != passage.article.title:
        yield from _above_lines(passage.heading, hit.heading_spans, page, indent, page.heading)
    yield indent + _place_line(hit, page)
    yield ""
    yield from _passage_lines(hit, page, indent)
    for other in hit.others:
        yield ""
        yield indent + _place_line(other, page)
        yield from page.lines(other.passage.text, indent, other.spans)
    yield from _copy_lines(hit, page, indent, shown)
    if shown.explanation:
        yield from _explanation_lines(hit, page, indent)


def _above_lines(text: str, spans: Spans, page: Console, indent: str, paint: Callable[[str], str]) -> list[str]:
    """A title or heading: in its colour, or with the matched words marked; cut around these where it is long."""
    if len(text) > LONGEST_ABOVE:
        cut = snippet(text, spans, LONGEST_ABOVE)
        text, spans = str(cut), cut.framed_spans
    lines = page.lines(text, indent, spans)
    return list(lines) if spans else [paint(line) for line in lines]


def _copy_lines(hit: Hit, page: Console, indent: str, shown: Shown) -> Iterator[str]:
    """How many copies there are, or what is asked for: where."""
    if not hit.copies:
        return
    number = counted(len(hit.copies), "near-identical passage")
    yield ""
    yield indent + page.dim(f"and {number}" + (":" if shown.copies else " (--copies names them)"))
    for copy in hit.copies if shown.copies else ():
        yield f"{indent}  {_place_line(copy, page)}"


def _explanation_lines(hit: Hit, page: Console, indent: str) -> Iterator[str]:
    explanation = hit.explain()
    yield ""
    yield from page.lines(explanation.sentence, indent)
    for line in _marked_lines(hit):
        yield from page.lines(line, indent)
    for line in str(evolve(explanation, sentence="")).splitlines():
        yield indent + page.dim(one_line(line))


def _marked_lines(hit: Hit) -> Iterator[str]:
    """Which part of the question marked which words of the passage, of its heading and of the title."""
    passage = hit.passage
    for where, text, matches in (
        ("", passage.text, hit.matches),
        (" in the heading", passage.heading or "", hit.heading_matches),
        (" in the title", passage.article.title, hit.title_matches),
    ):
        if matches:
            yield f"marked{where}: {'; '.join(_marked_by_part(text, matches))}"


def _marked_by_part(text: str, matches: Matches) -> Iterator[str]:
    """``Embassy, embassies by “embassy”``, each spelling once, the parts in the order of their first words."""
    written: dict[str, dict[str, None]] = {}
    for start, end, part in matches:
        written.setdefault(part, {})[shortened(text[start:end], _FORM_CELLS)] = None
    for part, forms in written.items():
        more = [f"{len(forms) - FORMS:,} more"] if len(forms) > FORMS else []
        yield f"{', '.join([*islice(forms, FORMS), *more])} by {quoted(part)}"


def _place_line(hit: Hit, page: Console) -> str:
    """Never wrapped: a place that is cut cannot be copied."""
    article = hit.passage.article
    place = one_line(_place_of(hit.passage.source) or article.id)
    facts = [article.date.isoformat()] if article.date else []
    if hit.score is not None:
        facts.append(f"score {hit.score:.2f}")
    return place + page.dim("".join(f" · {fact}" for fact in facts))


def _place_of(source: Source | None) -> str:
    """The source as people know it: standard input is no file named ``-``."""
    return str(evolve(source, path="stdin") if source and source.path == "-" else source or "")


def _passage_lines(hit: Hit, page: Console, indent: str) -> Iterator[str]:
    """The passage, and what stands around it two columns further in, receding where no word of it is marked."""
    around = hit.expanded
    for paragraph in around.before if around else ():
        yield from _around_lines(paragraph, page, indent + "  ")
        yield ""
    yield from page.lines(hit.passage.text, indent, hit.spans)
    for paragraph in around.after if around else ():
        yield ""
        yield from _around_lines(paragraph, page, indent + "  ")


def _around_lines(paragraph: "MarkedParagraph", page: Console, indent: str) -> Iterable[str]:
    lines = page.lines(paragraph.text, indent, paragraph.spans)
    return lines if paragraph.spans else map(page.dim, lines)


def summary_line(results: Results, offset: int, limit: int, noun: str = "passage") -> str:
    """Which hits these are, of how many: ``1–10 of 37 passages``; how to see more where there may be more."""
    last, total = offset + len(results), results.total
    copies = sum(len(hit.copies) for hit in results)
    has_room = len(results) < limit
    if total is None and results and has_room:
        total = last + copies
    if not results:
        return f"{counted(total or 0, noun)} found"
    place = f"{offset + 1}–{last}" if len(results) > 1 else str(last)
    if total is None:
        return f"{place}, best first; what follows: --offset {last}"
    of = f"{place} of {counted(total, noun)}" + (f", {copies:,} of them near-identical" if copies else "")
    return f"{of}; what follows: --offset {last}" if total > last + copies and not has_room else of


def counted(number: int, noun: str) -> str:
    """``1 passage``, ``2 passages``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def article_lines(article: Article, page: Console) -> Iterator[str]:
    """A whole article: title, facts, and its blocks with the paragraphs numbered."""
    yield from map(page.bold, page.lines(article.title, ""))
    for name, value in _facts_of(article):
        yield page.dim(f"{name}: ") + one_line(value)
    margin = len(str(len(article.paragraphs))) + 2
    for block in blocks_of(article.headings, article.paragraphs):
        if isinstance(block, Heading) and block.text == article.title:
            continue  # it was the first line already
        yield ""
        yield from _block_lines(block, page, margin)


def _block_lines(block: Heading | Paragraph, page: Console, margin: int) -> Iterator[str]:
    indent = " " * margin
    if isinstance(block, Heading):
        yield from map(page.heading, page.lines(f"{'#' * block.level} {block.text}", indent))
        return
    lines = page.lines(block.text, indent) or [indent]
    yield page.dim(f"{block.number:>{margin - 2}}  ") + lines[0].removeprefix(indent)
    yield from lines[1:]


def _facts_of(article: Article) -> Iterator[tuple[str, str]]:
    yield "id", article.id
    for name in _FACTS:
        value = getattr(article, name)
        if value:
            yield name, ", ".join(value) if isinstance(value, tuple) else str(value)
    for name, value in article.metadata.items():
        yield one_line(name), str(joined(value))
    yield "paragraphs", str(len(article.paragraphs))
