"""Which terms and spellings do several sources have together? Their dictionaries joined, old numbers mapped to new.

A *form* is what one occurrence of a term was spelled as: one spelling or, where a word gives the same term twice at the
same place, several, joined by a byte that UTF-8 does not have.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from searchlib.index.format.container import ContainerWriter
from searchlib.index.format.strings import write_strings
from searchlib.kernels.arrays import Array, Int64
from searchlib.kernels.lookup import rank
from searchlib.kernels.offsets import counts_of, narrowest, repeated

__all__ = ["JOINER", "Dictionary", "join", "write_spellings"]

JOINER = b"\xff"


@frozen
class Dictionary:
    """Terms in the order of their bytes; ``forms[offsets[t]:offsets[t + 1]]`` are those of term t, in order, too."""

    terms: Sequence[bytes]
    forms: Sequence[bytes]
    offsets: Int64


def join(parts: Iterable[Callable[[], Dictionary]]) -> tuple[Dictionary, list[tuple[Int64, Array]]]:
    """The dictionary of all terms and forms, and for each part the new numbers of its terms (int64) and forms (u4).

    Each part is asked for when its turn comes, and forgotten, so that only the different strings are held.
    """
    terms, forms = _Union(), _Union()
    known = [(terms.add(part.terms), forms.add(part.forms), counts_of(part.offsets)) for part in _made(parts)]
    ordered_terms, term_ranks = terms.ordered()
    keys, key_ranks = forms.ordered()
    pairs = [
        repeated(term_ranks[numbers], counts) * len(keys) + key_ranks[form_numbers]
        for numbers, form_numbers, counts in known
    ]
    united = np.unique(np.concatenate(pairs))
    offsets = rank(united, np.arange(len(ordered_terms) + 1) * len(keys))
    dictionary = Dictionary(ordered_terms, [keys[key] for key in (united % max(len(keys), 1)).tolist()], offsets)
    return dictionary, [
        (term_ranks[numbers], rank(united, pair).astype(np.uint32))
        for (numbers, *_), pair in zip(known, pairs, strict=True)
    ]


def _made(parts: Iterable[Callable[[], Dictionary]]) -> Iterator[Dictionary]:
    for part in parts:
        yield part()


class _Union:
    """The different strings of several lists, numbered as they come."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}

    def add(self, strings: Sequence[bytes]) -> NDArray[np.uint32]:
        """The numbers of the strings."""
        numbers = self._numbers
        return np.fromiter((numbers.setdefault(each, len(numbers)) for each in strings), np.uint32, len(strings))

    def ordered(self) -> tuple[list[bytes], Int64]:
        """The strings in order, and by number the place there."""
        ordered = sorted(self._numbers)
        ranks = np.empty(len(ordered), np.int64)
        ranks[np.fromiter(map(self._numbers.__getitem__, ordered), np.int64, len(ordered))] = np.arange(len(ordered))
        self._numbers.clear()
        return ordered, ranks


def write_spellings(
    container: ContainerWriter, name: str, forms: Sequence[bytes], owners: Int64, codes: Int64, frequencies: Array
) -> None:
    """Write the spelling dictionary: a row for each spelling of each form, by spelling, then owner, then code.

    ``owners`` are the forms' terms, ``codes`` their numbers there, ``frequencies`` how often they occur.
    """
    rows = [(form, number) for number, form in enumerate(forms)]
    if any(JOINER in form for form in forms):
        rows = [(spelling, number) for form, number in rows for spelling in form.split(JOINER)]
    rows.sort()
    order = np.fromiter((number for _, number in rows), np.int64, len(rows))
    write_strings(container, f"{name}.spellings", [spelling for spelling, _ in rows])
    container.add(f"{name}.owners", owners[order].astype(np.uint32))
    container.add(f"{name}.owner_codes", codes[order].astype(narrowest(int(codes.max(initial=0)))))
    container.add(f"{name}.spelling_frequencies", np.minimum(frequencies[order], 0xFFFFFFFF).astype(np.uint32))
