"""What does a batch of texts come out as? One row of three arrays for each term of each token."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

__all__ = ["Numbers", "Occurrences", "joined"]

Numbers: TypeAlias = NDArray[np.int32]


@frozen(eq=False)
class Occurrences:
    """One row for each term of each token, sorted by text, then position of the token, then as its terms are.

    ``text`` is the number of the text in its batch, ``position`` (the token's, and the term's step) counts from
    the text's first word, and ``entry`` is a number of the batch analyzer's entries. All are equally long.
    """

    text: Numbers
    position: Numbers
    entry: Numbers

    def __len__(self) -> int:
        return len(self.entry)


def joined(parts: Sequence[Occurrences]) -> Occurrences:
    """The rows of all ``parts``, in their order."""
    if len(parts) == 1:
        return parts[0]
    empty = [np.empty(0, np.int32)]
    return Occurrences(
        np.concatenate([part.text for part in parts] or empty),
        np.concatenate([part.position for part in parts] or empty),
        np.concatenate([part.entry for part in parts] or empty),
    )
