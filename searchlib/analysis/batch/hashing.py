"""How is each of a million words known again without looking at its letters one by one? By a 64-bit hash, its name.

A word's bytes are read eight at a time, as *lanes*: 64-bit numbers, the last one filled up with zeros. No word
holds a zero byte, so the lanes are the word. A word of one lane is named by it, exactly. The name of a longer
word is a hash of its lanes and its length, with a multiplier drawn at random for each process, and its lowest
byte is 0, as no word's first byte is. So two words can have one name only if both are longer than a lane, and
:meth:`Spellings.unequal` compares all their lanes: a collision is noticed, whatever the multiplier.
"""

import secrets
from typing import Any, Final, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from searchlib.analysis.batch.outcomes import GrowingArray
from searchlib.analysis.batch.tokenizer import Places
from searchlib.kernels.offsets import offsets_of

__all__ = ["LONGEST", "NEW", "PADDING", "Lanes", "Names", "Spellings", "lanes_of"]

LONGEST: Final = 1024
"""The longest word in bytes that can be named."""

PADDING: Final = 8
"""So many bytes must follow the last word."""

NEW: Final = -(2**31)
"""The code of a name that was not met before."""

_MULTIPLIER = secrets.randbits(64) | 1
_SPREADER = secrets.randbits(64) | 1

_LANE: Final = 8
_LOWEST_BYTE: Final = np.uint64(0xFF)
_NEVER_ZERO: Final = np.uint64(0x100)
_MASKS: Final = np.array([2 ** (8 * size) - 1 for size in range(_LANE + 1)], np.uint64)

Names: TypeAlias = NDArray[np.uint64]
Codes: TypeAlias = NDArray[np.int32]
Slots: TypeAlias = NDArray[Any]  # of _SLOT


@frozen(eq=False)
class Lanes:
    """The lanes of words: the first of each, and those further by rounds.

    ``long`` are the words of more than one lane, ascending; ``sizes`` (bytes) are theirs. Round ``r`` (from 0)
    holds the lanes ``r + 1`` of those long words that have it: numbers within ``long``, and the lanes.
    """

    first: Names
    long: Places
    sizes: Places
    rounds: list[tuple[Places, Names]]

    def names(self) -> Names:
        """The name of each word."""
        names = self.first.copy()
        if len(self.long):
            names[self.long] = self._hashed()
        return names

    def column(self) -> tuple[Names, Places]:
        """One column with the size and then all lanes of each long word, and where each of these begins there."""
        sizes = 1 + -(-self.sizes // _LANE)
        begins = offsets_of(sizes)[:-1]
        column = np.empty(int(sizes.sum()), np.uint64)
        column[begins] = self.sizes
        column[begins + 1] = self.first[self.long]
        for further, (words, lanes) in enumerate(self.rounds, 2):
            column[begins[words] + further] = lanes
        return column, begins

    def _hashed(self) -> Names:
        multiplier = np.uint64(_MULTIPLIER)
        total = (self.first[self.long] ^ self.sizes.astype(np.uint64)) * multiplier
        for words, lanes in self.rounds:
            if len(words) == len(total):
                total = ((total ^ (total >> np.uint64(32))) + lanes) * multiplier
            else:
                before = total[words]
                total[words] = ((before ^ (before >> np.uint64(32))) + lanes) * multiplier
        total ^= total >> np.uint64(32)
        return total & ~_LOWEST_BYTE | _NEVER_ZERO


def lanes_of(data: bytes, starts: Places, sizes: Places) -> Lanes:
    """The lanes of the words at ``starts`` of 1 to :data:`LONGEST` bytes; :data:`PADDING` bytes follow the last."""
    view: Names = np.ndarray((len(data) - _LANE + 1,), "<u8", data, strides=(1,))
    first = view[starts] & _MASKS[np.minimum(sizes, _LANE)]
    long = np.flatnonzero(sizes > _LANE)
    starts, sizes = starts[long], sizes[long]
    rounds = []
    words, done = np.arange(len(long)), _LANE
    while len(words):
        left = sizes[words] - done
        rounds.append((words, view[starts[words] + done] & _MASKS[np.minimum(left, _LANE)]))
        done += _LANE
        words = words[left > _LANE]
    return Lanes(first, long, sizes, rounds)


_SLOT: Final = np.dtype([("name", np.uint64), ("code", np.int32), ("stored", np.int32)])
_EMPTY: Final = np.array((0, NEW, 0), _SLOT)


class Spellings:
    """What is known of each spelling met: a hash table from names to codes, with the long words' lanes.

    A spelling costs 16 bytes twice to four times, and its size in lanes if it is long. What one slot holds lies
    together: a look-up goes to one place in memory.
    """

    def __init__(self) -> None:
        self._known = 0
        self._lanes = GrowingArray(np.uint64)  # of each long spelling its size, then its lanes
        self._allocate(10)

    def __len__(self) -> int:
        return self._known

    def _allocate(self, bits: int) -> None:
        self._slots = np.full(2**bits, _EMPTY)
        self._shift = np.uint64(64 - bits)
        self._last = 2**bits - 1

    def find(self, names: Names) -> Slots:
        """What is in the slots of ``names``; an empty slot for one that is not known."""
        return self._found(names)[1]

    def _found(self, names: Names) -> tuple[Places, Slots]:
        places: Places = ((names * np.uint64(_SPREADER)) >> self._shift).astype(np.intp)
        slots = self._slots.take(places)
        there = slots["name"]
        lost = np.flatnonzero((there != names) & (there != 0))
        while len(lost):
            places[lost] = further = (places[lost] + 1) & self._last
            slots[lost] = self._slots.take(further)
            there = slots["name"][lost]
            lost = lost[(there != names[lost]) & (there != 0)]
        return places, slots

    def unequal(self, slots: Slots, lanes: Lanes) -> Places:
        """The words of ``lanes`` that have the name of the spelling in their slot and are other words."""
        if not len(lanes.long):
            return lanes.long
        stored = slots["stored"][lanes.long]
        spelled = self._lanes.values
        last = len(spelled) - 1
        wrong: NDArray[np.bool_] = (spelled[stored] != lanes.sizes) | (spelled[stored + 1] != lanes.first[lanes.long])
        for further, (words, theirs) in enumerate(lanes.rounds, 2):
            wrong[words] |= spelled[np.minimum(stored[words] + further, last)] != theirs
        return lanes.long[wrong]

    def add(self, names: Names, codes: Codes, lanes: Lanes) -> None:
        """Learn the codes of ``names``, each new and different; ``lanes`` are those of the words they name."""
        while (self._known + len(names)) * 2 > len(self._slots):
            self._grow()
        slots = np.zeros(len(names), _SLOT)
        slots["name"], slots["code"] = names, codes
        if len(lanes.long):
            column, begins = lanes.column()
            slots["stored"][lanes.long] = self._lanes.extend(column) + begins
        self._put(slots)
        self._known += len(names)

    def _grow(self) -> None:
        used = self._slots[self._slots["code"] != NEW]
        self._allocate(self._last.bit_length() + 1)
        self._put(used)

    def _put(self, slots: Slots) -> None:
        """Into empty slots; where several want one, one has it and the others look further."""
        while len(slots):
            places = self._found(slots["name"])[0]
            self._slots[places] = slots
            slots = slots[self._slots["name"][places] != slots["name"]]
