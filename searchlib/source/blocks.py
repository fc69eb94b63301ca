"""Which pieces of a text are headings, and which make a paragraph together? A guess, or what a format knows.

In plain text this is a guess from how the text is laid out (:func:`guessed`); a format that marks its blocks
leaves nothing to guess (:func:`known`). Either way lists are kept together and long paragraphs are cut.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from attrs import evolve, frozen

from searchlib.source.draft import Block
from searchlib.source.lines import is_item, pieces_of
from searchlib.source.pieces import (
    BLANK,
    LIMIT,
    LINE,
    WIDE,
    WORD,
    Piece,
    ends_sentence,
    joined,
    measure,
    packed,
)
from searchlib.source.sentences import cut
from searchlib.source.titles import LONGEST, begins_heading, best_heading, frame_length, is_label, same_title

__all__ = ["Outline", "guessed", "known"]

_DEEPEST = 6
_LONGEST_BETWEEN_RUNS = 30
"""Words of a heading between two wide runs of spaces, where one can be surer."""
_IN_A_ROW = 3
"""So many guessed headings may follow each other; more are a list of something."""
_AT_THE_TOP = 10
"""The same above the first paragraph, where a web page's frame stands."""
_SCRAP = 12
_SCRAPS = 4
"""At least four lines of at most twelve words that end no sentence: an address, a menu, verse."""


@frozen
class Outline:
    """A text's blocks in order, without white space around them: level 0 is a paragraph, others headings.

    ``title`` is the block that is the article's title. ``framed`` says that the text comes from a web page
    with its frame around it (see :mod:`searchlib.source.space_runs`); the headings that are only frame head
    nothing.
    """

    blocks: tuple[Block, ...]
    title: Block | None = None
    framed: bool = False
    frame: frozenset[Block] = frozenset()


def guessed(text: str, title: str | None = None) -> Outline:
    """The blocks of a plain text; ``title`` is the article's where that is known."""
    pieces, is_heading = _marked(text, pieces_of(text))
    top = is_heading.index(False) if pieces else 0
    framed = any(piece.border <= WIDE for piece in pieces[1 : top + 2])
    frame = frame_length([text[piece.start : piece.end] for piece in pieces[:top]]) if framed else 0
    place = _title_place(text, pieces, frame, top, title)
    if place is not None:
        is_heading[place] = True
    blocks = tuple(_finished(text, pieces, _levels(is_heading, place), plain=True))
    at = next((block for block in blocks if place is not None and block.start == pieces[place].start), None)
    return Outline(blocks, at, framed, frozenset(blocks[:frame]) - {at})


def known(text: str, blocks: Sequence[Block], title: str | None = None) -> Outline:
    """The blocks that a format found, with the words that it left out as paragraphs.

    The title is the heading that says the same as ``title``, or without one the first heading of level 1, or
    else the first heading if nothing stands above it.
    """
    covering = list(_covering(text, blocks))
    pieces = [
        Piece(b.start, b.end, BLANK, measure(text, b.start, b.end), is_item(text, b.start, b.end)) for b in covering
    ]
    outline = Outline(tuple(_finished(text, pieces, [block.level for block in covering], plain=False)))
    at = _known_title(text, outline.blocks, title)
    if at is None:
        return outline
    top = evolve(at, level=1)
    return Outline(tuple(top if block is at else block for block in outline.blocks), top)


def _marked(text: str, pieces: list[Piece]) -> tuple[list[Piece], list[bool]]:
    """Join dates with the paragraph below them, and say which pieces are headings. The last never is."""
    kept: list[tuple[Piece, bool]] = []
    for piece in reversed(pieces):
        below, below_heads = kept[-1] if kept else (None, False)
        heads = below is not None and _heads(text, piece, below, below_heads)
        if below is not None and not heads and not below_heads and _labels(text, piece, below):
            kept[-1] = (joined(piece, below), False)
        else:
            kept.append((piece, heads))
    kept.reverse()
    marked = [piece for piece, _ in kept]
    return marked, _without_long_rows(marked, [heads for _, heads in kept])


def _heads(text: str, piece: Piece, below: Piece, below_heads: bool) -> bool:
    """Whether a piece is a short line without a full stop before a longer one, or before a heading."""
    longest = LONGEST if max(piece.border, below.border) > WIDE else _LONGEST_BETWEEN_RUNS
    if piece.size > longest or piece.lines > 2 or piece.item or min(piece.border, below.border) < WIDE:
        return False
    if text[piece.start].islower() or text[piece.end - 1] in ".,;:…。" or not _is_worded(text, piece):
        return False
    if not begins_heading(text, piece.start):
        return False
    if ends_sentence(text, piece.end) and text[piece.end - 1] in "\"'’”»":
        return False  # somebody's words
    if below_heads:
        return True
    if is_label(text[piece.start : piece.end]):
        return False
    longer = below.end - below.start > piece.end - piece.start
    return longer and (below.item or below.size >= LONGEST or ends_sentence(text, below.end))


def _is_worded(text: str, piece: Piece) -> bool:
    return any(map(str.isalpha, text[piece.start : piece.end]))


def _labels(text: str, piece: Piece, below: Piece) -> bool:
    """Whether a date or number belongs to the piece below, and not to a table above."""
    small = piece.size <= _SCRAP and piece.size + below.size <= LIMIT
    return small and piece.border >= below.border and is_label(text[piece.start : piece.end])


def _without_long_rows(pieces: list[Piece], is_heading: list[bool]) -> list[bool]:
    """Where too many headings follow each other, leave only the last (at the top, the last ten).

    Not even that where it stands close below the others: they are an address, or verse.
    """
    kept: list[bool] = []
    for heads, row in groupby(is_heading):
        length = sum(1 for _ in row)
        most = _IN_A_ROW if kept else _AT_THE_TOP
        if heads and length > most:
            left = 0 if pieces[len(kept) + length - 1].border == LINE else most if not kept else 1
        else:
            left = length if heads else 0
        kept += [False] * (length - left) + [True] * left
    return kept


def _title_place(text: str, pieces: list[Piece], frame: int, top: int, title: str | None) -> int | None:
    """Which piece is the title, if it is one: among the headings at the top, or else the first line.

    ``pieces[:top]`` are headings, ``pieces[:frame]`` a web page's frame.
    """
    texts = [text[piece.start : piece.end] for piece in pieces[: max(top, 1)]]
    if title is not None:
        places = (place for place, line in enumerate(texts) if same_title(line, title) and line[-1] != ".")
        return next(places, None) if len(pieces) > 1 else None
    if top:
        best = best_heading(texts[frame:top])
        return None if best is None else frame + best
    return 0 if len(pieces) > 1 and _stands_alone(text, pieces[0], pieces[1]) else None


def _stands_alone(text: str, first: Piece, below: Piece) -> bool:
    """Whether the first line is a title and no paragraph. A sentence is a paragraph, and lends the title."""
    if first.lines > 1 or first.size > LONGEST or first.item or below.border < WIDE:
        return False
    return begins_heading(text, first.start) and not ends_sentence(text, first.end)


def _levels(is_heading: list[bool], title: int | None) -> list[int]:
    """The title is 1, a heading 2, and one right below another heading (not the title) a level deeper."""
    levels: list[int] = []
    for place, heads in enumerate(is_heading):
        above = levels[-1] if levels and (title is None or place > title) else 0
        levels.append(0 if not heads else 1 if place == title else min(max(above, 1) + 1, _DEEPEST))
    return levels


def _finished(text: str, pieces: Iterable[Piece], levels: Iterable[int], *, plain: bool) -> Iterator[Block]:
    """Make blocks of the pieces: those of a list together, those that are too long cut."""
    pairs = zip(pieces, levels, strict=True)
    for level, row in groupby(pairs, key=lambda pair: pair[1]):
        of_level = [piece for piece, _ in row]
        if level:
            yield from (Block(piece.start, piece.end, level) for piece in of_level)
            continue
        for piece in _gathered(text, of_level, plain):
            for part in cut(text, piece):
                yield from _trimmed(text, part.start, part.end)


def _gathered(text: str, pieces: list[Piece], plain: bool) -> Iterator[Piece]:
    """Join lists, with the line that leads to them; in plain text join rows of scraps and other leads, too."""
    for kind, row in groupby(_with_leads(text, pieces, plain), key=lambda piece: _kind(text, piece)):
        group = list(row)
        if kind == "item" or (plain and kind == "scrap" and len(group) >= _SCRAPS):
            yield from packed(group)
        else:
            yield from group


def _with_leads(text: str, pieces: list[Piece], plain: bool) -> Iterator[Piece]:
    """Join pieces that only lead to the next with it: ``Dear Sir:``, a sentence with a colon before a list."""
    lead: Piece | None = None
    for piece in pieces:
        if lead is not None and _leads(text, lead, piece, plain):
            piece = joined(lead, piece)._replace(item=piece.item)
        elif lead is not None:
            yield lead
        lead = piece
    if lead is not None:
        yield lead


def _leads(text: str, lead: Piece, piece: Piece, plain: bool) -> bool:
    if lead.item or lead.size + piece.size > LIMIT:
        return False
    last = text[lead.end - 1]
    return (last == ":" and piece.item) or (plain and last in ":," and lead.size <= _SCRAP)


def _kind(text: str, piece: Piece) -> str:
    if piece.item:
        return "item"
    return "scrap" if piece.size <= _SCRAP and not ends_sentence(text, piece.end) else "text"


def _trimmed(text: str, start: int, end: int, level: int = 0, line: int | None = None) -> Iterator[Block]:
    """Leave out the white space around a block, and a block without a word.

    One that was cut within a word counts as having one: it holds the word's beginning.
    """
    body = text[start:end]
    inside = end < len(text) and bool(body) and not body[-1].isspace() and not text[end].isspace()
    if inside or WORD.search(body):
        yield Block(start + len(body) - len(body.lstrip()), start + len(body.rstrip()), level, line)


def _covering(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks in order and without overlap, and paragraphs for the words between them."""
    done = 0
    for block in sorted(blocks, key=lambda block: (block.start, block.end)):
        start, end = max(block.start, done), min(block.end, len(text))
        if start < end:
            yield from _trimmed(text, done, start)
            yield from _trimmed(text, start, end, block.level, block.line)
            done = end
    yield from _trimmed(text, done, len(text))


def _known_title(text: str, blocks: Sequence[Block], title: str | None) -> Block | None:
    headings = [block for block in blocks if block.level]
    if title is not None:
        return next((block for block in headings if same_title(text[block.start : block.end], title)), None)
    outermost = next((block for block in headings if block.level == 1), None)
    return outermost or (blocks[0] if headings and headings[0] is blocks[0] else None)
