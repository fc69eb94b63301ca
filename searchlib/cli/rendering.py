"""How does a person read a hit or an article? Values go in; lines of text come out, as wide as the page."""

from collections.abc import Iterator

from attrs import evolve, frozen

from searchlib.article import Article, Heading, Paragraph, Source, blocks_of
from searchlib.cli.layout import one_line
from searchlib.cli.paint import Page
from searchlib.results import Hit, Passage, Results

__all__ = ["Neighbours", "article_lines", "counted", "hit_lines", "summary_line"]

_FACTS = ("date", "authors", "language", "url", "source")


@frozen
class Neighbours:
    """The paragraphs before and after a passage, in the order of the text."""

    before: tuple[Paragraph, ...] = ()
    after: tuple[Paragraph, ...] = ()

    @classmethod
    def of(cls, passage: Passage, article: Article, reach: int) -> "Neighbours":
        """Up to ``reach`` paragraphs on each side of ``passage``."""
        index = passage.number - 1
        paragraphs = article.paragraphs
        return cls(paragraphs[max(0, index - reach) : index], paragraphs[index + 1 : index + 1 + reach])


def hit_lines(hit: Hit, rank: int, page: Page, neighbours: Neighbours | None = None) -> Iterator[str]:
    """A hit: number, title, heading, place, date and score, then the passage, its matched words marked."""
    passage, label = hit.passage, f"{rank:>2}. "
    indent = " " * len(label)
    title = page.lines(passage.article.title, indent) or [indent]
    yield page.dim(label) + page.bold(title[0].removeprefix(indent))
    yield from map(page.bold, title[1:])
    if passage.heading and passage.heading != passage.article.title:
        yield from map(page.heading, page.lines(passage.heading, indent))
    yield indent + _place_line(hit, page)
    yield ""
    yield from _passage_lines(hit, page, indent, neighbours or Neighbours())


def _place_line(hit: Hit, page: Page) -> str:
    """Never wrapped: a place that is cut cannot be copied."""
    article = hit.passage.article
    place = one_line(_place_of(hit.passage.source) or article.id)
    facts = [article.date.isoformat()] if article.date else []
    return place + page.dim("".join(f" · {fact}" for fact in [*facts, f"score {hit.score:.2f}"]))


def _place_of(source: Source | None) -> str:
    """The source as people know it: standard input is no file named ``-``."""
    return str(evolve(source, path="stdin") if source and source.path == "-" else source or "")


def _passage_lines(hit: Hit, page: Page, indent: str, neighbours: Neighbours) -> Iterator[str]:
    """The passage, its neighbours receding and two columns further in."""
    for paragraph in neighbours.before:
        yield from map(page.dim, page.lines(paragraph.text, indent + "  "))
        yield ""
    yield from page.lines(hit.passage.text, indent, hit.spans)
    for paragraph in neighbours.after:
        yield ""
        yield from map(page.dim, page.lines(paragraph.text, indent + "  "))


def summary_line(results: Results, offset: int, limit: int, noun: str = "passage") -> str:
    """Which hits these are, of how many: ``1–10 of 37 passages``; how to see more where there may be more."""
    last, total = offset + len(results), results.total
    if total is None and 0 < len(results) < limit:
        total = last  # there was room for more
    if not results:
        return f"{counted(total or 0, noun)} found"
    place = f"{offset + 1}–{last}" if len(results) > 1 else str(last)
    if total is None:
        return f"{place}, best first; what follows: --offset {last}"
    more = f"; what follows: --offset {last}" if total > last else ""
    return f"{place} of {counted(total, noun)}{more}"


def counted(number: int, noun: str) -> str:
    """``1 passage``, ``2 passages``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def article_lines(article: Article, page: Page) -> Iterator[str]:
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


def _block_lines(block: Heading | Paragraph, page: Page, margin: int) -> Iterator[str]:
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
        yield one_line(name), str(value)
    yield "paragraphs", str(len(article.paragraphs))
