"""The tokenizer's rules as its documentation states them, a character at a time: the oracle of its tests."""

from itertools import pairwise

from searchlib.analysis.tokenizer import class_of

Spans = list[tuple[int, int]]


class Windows:
    """The classes of a text without its marks, and what each rule says of the character at ``i``."""

    def __init__(self, classes: str) -> None:
        self.classes = classes

    def at(self, i: int) -> str:
        return self.classes[i] if 0 <= i < len(self.classes) else " "

    def word(self, i: int) -> bool:
        return self.at(i) in "Aai0x"

    def alone(self, i: int) -> bool:
        return self.at(i) in "Aai" and not self.word(i - 1) and not self.word(i + 1)

    def number(self, i: int) -> bool:
        return self.at(i) in ".," and self.at(i - 1) == self.at(i + 1) == "0"

    def group_space(self, i: int) -> bool:
        """Whether a narrow space stands between groups of digits."""
        before = i - 1
        while self.at(before) == "0":
            before -= 1
        digits = [self.at(i + step) == "0" for step in range(1, 5)]
        few = 1 <= i - 1 - before <= 3 and self.at(before) not in "Aaix.,"
        return self.at(i) == "~" and few and digits == [True, True, True, False]

    def initials(self, i: int) -> bool:
        """Whether ``i`` is in two initials and the space between them."""
        return any(self._two_initials(i - step) for step in range(5))

    def _two_initials(self, i: int) -> bool:
        first, second = self.at(i), self.at(i + 3)
        if self.at(i + 1) != "." or self.at(i + 4) != "." or first not in "Ai" or second not in "Ai":
            return False
        before = "Aai0x'-.,&_+#@" + '"' * (first == "i")
        return self.at(i + 2) in "s~" and self.at(i - 1) not in before and not self.word(i + 5)

    def inner_dot(self, i: int) -> bool:
        return self.at(i) == "." and self.alone(i - 1) and self.alone(i + 1)

    def last_dot(self, i: int) -> bool:
        return self.at(i) == "." and self.inner_dot(i - 2) and not self.word(i + 1)

    def plus(self, i: int) -> bool:
        return self._plus_pair(i) or self._plus_pair(i - 1)

    def _plus_pair(self, i: int) -> bool:
        after = self.at(i + 2)
        return self.word(i - 1) and self.at(i) == self.at(i + 1) == "+" and after not in "Aai0x+"

    def sharp(self, i: int) -> bool:
        return self.at(i) == "#" and self.alone(i - 1) and self.at(i + 1) not in "Aai0x#"

    def joiner(self, i: int) -> bool:
        ended = self.word(i - 1) or self.last_dot(i - 1) or self.plus(i - 1) or self.sharp(i - 1)
        return self.at(i) in "'-&_" and ended and self.word(i + 1)

    def gershayim(self, i: int) -> bool:
        return self.at(i) == '"' and self.at(i - 1) == self.at(i + 1) == "i"

    def lead(self, i: int) -> bool:
        return self.at(i) in "@#" and self.word(i + 1) and not self.word(i - 1)

    def inside(self, i: int) -> bool:
        rules = (
            self.word,
            self.number,
            self.group_space,
            self.initials,
            self.inner_dot,
            self.last_dot,
            self.plus,
            self.sharp,
            self.joiner,
            self.gershayim,
            self.lead,
        )
        return any(rule(i) for rule in rules)

    def spans(self) -> Spans:
        found = self._words() + self._pairs()
        return sorted(found, key=lambda span: span[0])

    def _words(self) -> Spans:
        borders = [
            i
            for i in range(len(self.classes) + 1)
            if self.inside(i) != self.inside(i - 1) or (self.inside(i) and self.lead(i))
        ]
        return [(start, end) for start, end in pairwise(borders) if self.inside(start)]

    def _pairs(self) -> Spans:
        places = [i for i in range(len(self.classes)) if self.at(i) == "h"]
        pairs = [(i, i + 2) for i in places if self.at(i + 1) == "h"]
        return pairs + [(i, i + 1) for i in places if "h" not in (self.at(i - 1), self.at(i + 1))]


def words_by_windows(text: str) -> Spans:
    classes = [class_of(ord(character)) for character in text]
    places = [i for i, name in enumerate(classes) if name != "m"]
    spans = Windows("".join(classes[i] for i in places)).spans()
    ends = [*places, len(text)]
    return [(ends[start], ends[end]) for start, end in spans]
