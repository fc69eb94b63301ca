"""Which terms and spellings do several sources have together? Their dictionaries joined, old numbers mapped to new.

A *form* is what one occurrence of a term was spelled as: one spelling or, where a word gives the same term twice at the
same place, several, joined by a byte that UTF-8 does not have.
"""

from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np
from attrs import frozen

from searchlib.index.arrays import Array, Int64, narrowest
from searchlib.index.container import ContainerWriter
from searchlib.index.strings import write_strings

__all__ = ["JOINER", "Dictionary", "join", "write_spellings"]

JOINER = b"\xff"


@frozen
class Dictionary:
    """Terms in the order of their bytes; ``forms[offsets[t]:offsets[t + 1]]`` are those of term t, in order, too."""

    terms: Sequence[bytes]
    forms: Sequence[bytes]
    offsets: Int64


def join(parts: Sequence[Dictionary]) -> tuple[Dictionary, list[tuple[Int64, Array]]]:
    """The dictionary of all terms and forms, and for each part the new numbers of its terms and of its forms."""
    if len(parts) == 1:
        only = parts[0]
        return only, [(np.arange(len(only.terms)), np.arange(len(only.forms), dtype=np.uint32))]
    terms, term_numbers = _united([part.terms for part in parts])
    keys, key_numbers = _united([part.forms for part in parts])
    pairs = [
        np.repeat(numbers, np.diff(part.offsets)) * len(keys) + forms
        for part, numbers, forms in zip(parts, term_numbers, key_numbers, strict=True)
    ]
    united = np.unique(np.concatenate(pairs))
    offsets = united.searchsorted(np.arange(len(terms) + 1) * len(keys))
    dictionary = Dictionary(terms, [keys[key] for key in (united % max(len(keys), 1)).tolist()], offsets)
    return dictionary, [
        (number, united.searchsorted(pair).astype(np.uint32)) for number, pair in zip(term_numbers, pairs, strict=True)
    ]


def _united(lists: Sequence[Sequence[bytes]]) -> tuple[list[bytes], list[Int64]]:
    """All different strings in order, and the number of each string of each list."""
    ordered = sorted(chain(*lists))
    strings = ordered[:1] + [after for before, after in pairwise(ordered) if before != after]
    numbers = {string: number for number, string in enumerate(strings)}
    return strings, [np.fromiter(map(numbers.__getitem__, each), np.int64, len(each)) for each in lists]


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
