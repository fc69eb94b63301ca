"""What is asked for behind a word, a quote or a bracket? ``~2``, how near, and ``^3``, how much it counts."""

import re
from typing import NamedTuple

from searchlib.query.notices import Notices, shortened
from searchlib.query.syntax import Boosted, Node

__all__ = ["ADDRESS_ENDS", "HEAVIEST", "LIGHTEST", "NO_SUFFIX", "Suffix", "boosted", "split_suffix", "suffix_of"]

HEAVIEST, LIGHTEST = 1000.0, 0.001
"""Between these a boost may be; what is beyond them is taken as the nearer one."""

_DIGITS = 6  # of a boost, so that it is read as it is written
_PARTS = re.compile(r"([*~^])([0-9.]*)")
_ENDS = "0123456789~^,:;!?…'’‘›."
ADDRESS_ENDS = _ENDS.replace("~", "")
"""What may stand behind one of the web's addresses, in which a tilde is none."""


class Suffix(NamedTuple):
    """``distance`` is what stands after a ``~``, None if there is none; ``boost`` is 1 if there is none."""

    distance: str | None
    boost: float


NO_SUFFIX = Suffix(None, 1.0)


def split_suffix(chunk: str, notices: Notices, ends: str = _ENDS) -> tuple[str, Suffix]:
    """``chunk`` without ``~2`` and ``^3`` at its end, and what these say; ``ends`` is all that may stand there."""
    cut = place = len(chunk)
    while place and chunk[place - 1] in ends:
        place -= 1
        if chunk[place] in "~^":
            cut = place
    if not cut or cut == len(chunk):
        return chunk, NO_SUFFIX
    return chunk[:cut], suffix_of(chunk[cut:], notices)


def suffix_of(text: str, notices: Notices) -> Suffix:
    """What a suffix says; of several of a kind the last counts."""
    distance, boost = None, 1.0
    for mark, number in _PARTS.findall(text):
        if mark == "~":
            distance = number.rstrip(".")
        elif mark == "^":
            boost = _boost(number, notices)
        else:
            notices.add("a * after a quote or bracket is not understood: it is left out")
    return Suffix(distance, boost)


def boosted(node: Node, boost: float, notices: Notices) -> Node:
    """``node`` counted ``boost`` times."""
    if boost == 1.0:
        return node
    if node.is_fact:
        notices.add(f"facts add nothing to the score: ^{boost:g} is left out")
        return node
    if isinstance(node, Boosted):
        product = _limited(node.factor * boost)
        return node.node if product == 1.0 else Boosted(node.node, product)
    return Boosted(node, boost)


def _boost(number: str, notices: Notices) -> float:
    try:
        value = float(number)
    except ValueError:
        value = 0.0
    if not value > 0:
        notices.add(f"{shortened('^' + number)} needs a number above 0 after it: it is left out")
        return 1.0
    limited = _limited(value)
    if not LIGHTEST <= value <= HEAVIEST:
        notices.add(f"{shortened('^' + number)} is out of bounds: ^{limited:g} is taken")
    return limited


def _limited(value: float) -> float:
    return float(f"{min(max(value, LIGHTEST), HEAVIEST):.{_DIGITS}g}")
