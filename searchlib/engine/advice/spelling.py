"""What was meant by a question with misspelt words? The question as typed comes in; the same, corrected, goes out.

A noisy channel, as of Kernighan, Church and Gale, "A spelling correction program based on a noisy channel model"
(1990): of the spellings near a typed one the best has the highest sum of

- how probable it is here: the logarithm of how many passages hold it with the question's other words, and, a
  thousandth as much, of how often it stands in the index at all;
- how probable the mistake is: each letter that is wrong, missing, too much or changed places with the next
  (Damerau 1964) costs as much as being found fifty times more seldom; one at the beginning of the word half as much
  again, as people seldom mistake the first letter (Pollock and Zamora 1984).

A space that is missing or too much costs as much as two letters. A word that stands in more than a few passages is
taken as meant, and one that stands in any of them only gives way to what is far more frequent. Mistakes are counted
by Damerau's distance (:func:`distance`).
"""

import math
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Final

from attrs import frozen

from searchlib.analysis import Token
from searchlib.engine.advice import FEW, LONGEST
from searchlib.engine.advice.parts import leaf_nodes
from searchlib.engine.advice.statistics import Knowledge
from searchlib.query import Query, Question
from searchlib.query.compile import compiled
from searchlib.query.nodes import Quoted, Word
from searchlib.query.queries import And, Term
from searchlib.schema import TEXT, exact

__all__ = ["corrected", "distance", "swaps"]

TIMES: Final = 100
"""For a word that is in some passages only what is so many times more frequent is offered."""

SHORTEST: Final = 3
TWO_EDITS: Final = 6
"""From so many letters on there may be two mistakes in a word, below it one, as with Lucene's automatic fuzziness."""

CORRECTED: Final = 3  # words of a question
CANDIDATES: Final = 5  # for each of them, of which all combinations are tried

_LETTER: Final = math.log(50.0)
_SPACE: Final = 2.0 * _LETTER
_ANYWHERE: Final = 1e-3


@frozen
class _Doubtful:
    """A word that may be misspelt, where it stands in what was typed, and its field of spellings."""

    start: int
    end: int
    spelling: str
    field: str


@frozen
class _Candidate:
    """What to write in place of typed[start:end], what looks for it, how frequent it is, and what the mistake costs."""

    start: int
    end: int
    text: str
    trees: tuple[Query, ...]
    frequency: int
    cost: float


def corrected(question: Question, knowledge: Knowledge) -> str | None:
    """The question with its misspelt words put right, the rest as typed; None where there is nothing to offer.

    What is offered finds something.
    """
    if question.node is None or question.reread is None or len(question.typed) > LONGEST:
        return None
    doubtful, sure = _sorted_out(question, knowledge)
    tokens = knowledge.analyzer.tokens(question.typed)
    choices = [list(_best(each, question.typed, tokens, knowledge)) for each in doubtful[:CORRECTED]]
    choices = [each for each in choices if each]
    if not choices:
        return None
    best = max(product(*choices), key=lambda chosen: _probability(chosen, sure, knowledge))
    text = _written(question.typed, best)
    again = question.reread(text)
    return text if again.understood != question.understood and knowledge.count(again.tree) else None


def _sorted_out(question: Question, knowledge: Knowledge) -> tuple[list[_Doubtful], list[Query]]:
    """The words that may be misspelt, and the trees of those that are not."""
    spelled: dict[str, str] = {}
    sure: list[Query] = []
    for leaf in leaf_nodes(question.node) if question.node is not None else ():
        if not isinstance(leaf, Word | Quoted):
            continue
        field = exact(leaf.field or TEXT)
        tokens = knowledge.analyzer.tokens(leaf.text)
        for token in tokens:
            alone = isinstance(leaf, Word) and len(tokens) == 1
            tree = compiled(leaf) if alone else Term(field, token.terms[0].spelling)
            if _may_be_misspelt(token) and knowledge.count(tree) <= FEW:
                spelled[token.terms[0].spelling] = field
            else:
                sure.append(tree)
    return list(_places(question.typed, spelled, knowledge)), sure[:CANDIDATES]


def _may_be_misspelt(token: Token) -> bool:
    spelling = token.terms[0].spelling
    return len(token.terms) == 1 and len(spelling) >= SHORTEST and spelling.isalpha() and not spelling.isupper()


def _places(typed: str, spelled: dict[str, str], knowledge: Knowledge) -> Iterator[_Doubtful]:
    """Where the words stand; the name of a field is none of them."""
    for token in knowledge.analyzer.tokens(typed):
        spelling = token.terms[0].spelling
        if spelling in spelled and not typed[token.end :].startswith(":"):
            yield _Doubtful(token.start, token.end, spelling, spelled[spelling])


def _best(word: _Doubtful, typed: str, tokens: Sequence[Token], knowledge: Knowledge) -> Iterator[_Candidate]:
    """What may have been meant, the likeliest of each kind."""
    present = knowledge.frequency(word.field, word.spelling)
    every = [
        *_near(word, typed, knowledge),
        *_parted(word, typed, knowledge),
        *_joined(word, typed, tokens, knowledge),
    ]
    likely = [each for each in every if each.frequency >= max(1, TIMES * present)]
    likely.sort(key=lambda each: (each.cost - math.log(each.frequency), each.text))
    return islice(likely, CANDIDATES)


def _near(word: _Doubtful, typed: str, knowledge: Knowledge) -> Iterator[_Candidate]:
    """Spellings a letter or two away."""
    edits = 2 if len(word.spelling) >= TWO_EDITS else 1
    near = dict(knowledge.similar(word.field, word.spelling, edits))
    if edits == 1:  # to an index letters that changed places are two mistakes
        near |= {swapped: knowledge.frequency(word.field, swapped) for swapped in swaps(word.spelling)}
    for spelling, frequency in near.items():
        letters = distance(word.spelling, spelling)
        if 0 < letters <= edits and frequency and spelling.isalpha():
            cost = letters * _LETTER + (0.5 * _LETTER if spelling[0] != word.spelling[0] else 0.0)
            text = _cased(spelling, typed[word.start : word.end])
            yield _Candidate(word.start, word.end, text, (Term(word.field, spelling),), frequency, cost)


def _parted(word: _Doubtful, typed: str, knowledge: Knowledge) -> Iterator[_Candidate]:
    """Two words where a space is missing between them."""
    for place in range(2, len(word.spelling) - 1):
        parts = word.spelling[:place], word.spelling[place:]
        frequency = min(knowledge.frequency(word.field, part) for part in parts)
        if frequency:
            text = " ".join(parts)
            if typed[word.start - 1 : word.start] in ("+", "-", "!", ":"):
                text = f"({text})"
            trees = tuple(Term(word.field, part) for part in parts)
            yield _Candidate(word.start, word.end, text, trees, frequency, _SPACE)


def _joined(word: _Doubtful, typed: str, tokens: Sequence[Token], knowledge: Knowledge) -> Iterator[_Candidate]:
    """One word where it was typed with a space in it."""
    place = next(number for number, token in enumerate(tokens) if token.start == word.start)
    for first, second in ((place - 1, place), (place, place + 1)):
        if first < 0 or second >= len(tokens):
            continue
        one, other = tokens[first], tokens[second]
        spelling = one.terms[0].spelling + other.terms[0].spelling
        frequency = knowledge.frequency(word.field, spelling)
        if frequency and typed[one.end : other.start].isspace():
            text = _cased(spelling, typed[one.start : one.end])
            yield _Candidate(one.start, other.end, text, (Term(word.field, spelling),), frequency, _SPACE)


def _probability(chosen: Sequence[_Candidate], sure: Sequence[Query], knowledge: Knowledge) -> float:
    """The logarithm, but for a constant, of how probable it is that these were meant and mistyped so."""
    trees = [tree for each in chosen for tree in each.trees]
    together = knowledge.count(And([*trees, *sure])) if len(trees) + len(sure) > 1 else 0
    anywhere = min(each.frequency for each in chosen)
    return math.log(together + _ANYWHERE * anywhere) - sum(each.cost for each in chosen)


def _written(typed: str, chosen: Sequence[_Candidate]) -> str:
    """What was typed with these in their places; of two in one place the first counts."""
    text, last = [], 0
    for each in sorted(chosen, key=lambda each: each.start):
        if each.start >= last:
            text += [typed[last : each.start], each.text]
            last = each.end
    return "".join([*text, typed[last:]])


def _cased(spelling: str, typed: str) -> str:
    return spelling.capitalize() if typed[:1].isupper() else spelling


def distance(one: str, other: str) -> int:
    """The least number of mistakes, none of them within another (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        made = [number]
        for place, its in enumerate(other, 1):
            best = min(made[-1] + 1, row[place] + 1, row[place - 1] + (letter != its))
            if number > 1 and place > 1 and letter == other[place - 2] and one[number - 2] == its:
                best = min(best, before[place - 2] + 1)
            made.append(best)
        before, row = row, made
    return row[-1]


def swaps(spelling: str) -> set[str]:
    """The spellings that two neighbouring letters make when they change places."""
    places = range(len(spelling) - 1)
    return {spelling[:at] + spelling[at + 1] + spelling[at] + spelling[at + 2 :] for at in places} - {spelling}
