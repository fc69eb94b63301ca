"""Why was a passage found, and where does its score come from? A sentence, and a tree of numbers."""

from collections.abc import Iterator

from attrs import frozen

__all__ = ["Explanation"]


@frozen
class Explanation:
    """A number and where it comes from: ``details`` add up to ``value`` unless ``description`` says otherwise.

    ``kind`` says what the number is, for programs: "score", "word", "phrase", "near", "pattern", what the best
    passages gain beside ("nearness", "together", "likeness"), of an article "article", and of their factors "weight",
    "idf", "burst", "saturation", "boost", "frequency", "norm", and the field of a frequency; "" for others. A "rerank"
    is the score of a function passed as ``rerank``; its detail is the "score" that it takes the place of. ``subject``
    is what is looked for, as ``field:word``, where the number is about that. ``sentence`` says in plain English why the
    passage was found; it is there at the top of the tree only.
    """

    value: float
    description: str
    details: tuple["Explanation", ...] = ()
    kind: str = ""
    subject: str = ""
    sentence: str = ""

    def __str__(self) -> str:
        return "\n".join([*([self.sentence] if self.sentence else []), *self._lines(0)])

    def _lines(self, depth: int) -> Iterator[str]:
        yield f"{'  ' * depth}{self.value:.4f} {self.description}"
        for detail in self.details:
            yield from detail._lines(depth + 1)
