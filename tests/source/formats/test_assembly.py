"""A text put together of blocks knows where each of them stands."""

from hypothesis import given
from hypothesis import strategies as st

from searchlib.source.formats.assembly import Assembly


@given(st.lists(st.text(st.sampled_from("ab \n\t"))))
def test_every_piece_is_the_slice_that_its_block_names(pieces):
    assembly = Assembly()
    for piece in pieces:
        assembly.add(piece)
    kept = [piece.strip() for piece in pieces if piece.strip()]
    assert [assembly.text[block.start : block.end] for block in assembly.blocks] == kept
    assert assembly.text == "\n\n".join(kept)


def test_empty_lines_before_a_piece_move_its_line():
    assembly = Assembly()
    assembly.add("\n\n  words", level=2, line=5)
    assert (assembly.blocks[0].line, assembly.blocks[0].level) == (7, 2)
