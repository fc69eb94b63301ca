"""What a passage scores for a tree, by looking at every token of every passage: docs/ranking.md, word for word.

Nothing here knows how an index or the engine in a folder works.
"""

import math
from collections import Counter
from functools import cached_property, lru_cache
from itertools import combinations, pairwise, product

from attrs import frozen

from searchlib.article import Article, Paragraph
from searchlib.query.queries import And, Term
from searchlib.query.query_trees import leaves_of
from searchlib.schema import (
    HEADING,
    PASSAGE,
    TEXT,
    TITLE,
    base_field,
    exact,
    is_exact,
    is_fact,
    is_passage,
)
from searchlib.source.sentences import sentences
from tests.engine.brute import field_of, passes, places, standing
from tests.engine.brute_facts import has_fact

PRIOR, USUAL = 3, 1.5  # passages of which a word's burst is guessed, and the guess
DEPTH, WORDS, TIMES = 50, 32, 64  # passages that may gain, words that are looked at, and places of each
LONG, FIRST = 6, 5  # words of a long question, passages that are trusted
STEP = 3  # how far behind the next word may stand
RESTRICTING = ("ConstantScoreQuery", "DateRange", "Every", "Not", "NumericRange")


def tokens_of(text, analyzer):
    """For each position of a text the (stem, spelling) pairs that stand there."""
    found = []
    for token in analyzer.tokens(text):
        found += [[] for _ in range(token.position + token.width - len(found))]
        for term in token.terms:
            found[token.position + term.step].append((term.text, term.spelling))
    return found


@frozen(eq=False)
class BrutePassage:
    """A paragraph with the tokens of its text, its title and its headings; ``begins``: those that it is first under."""

    article: Article
    number: int  # of its article
    paragraph: Paragraph
    fields: dict
    begins: frozenset
    sentences: list  # the tokens of each

    @cached_property
    def length(self):
        """How many terms its text has."""
        return sum(len({stem for stem, _ in token}) for token in self.fields[TEXT])


def passages_of(articles, analyzer):
    """All passages, in the order of the articles and of their texts."""
    found = []
    for number, article in enumerate(articles):
        title, above = tokens_of(article.title, analyzer), None
        for paragraph in article.paragraphs:
            begins = {TITLE} if above is None else set()
            if paragraph.headings != above:
                begins.add(HEADING)
                above, headings = paragraph.headings, tokens_of("\n".join(paragraph.headings), analyzer)
            fields = {TEXT: tokens_of(paragraph.text, analyzer), TITLE: title, HEADING: headings}
            told = [tokens_of(paragraph.text[start:end], analyzer) for start, end in sentences(paragraph.text)]
            found.append(BrutePassage(article, number, paragraph, fields, frozenset(begins), told))
    return found


class BruteScorer:
    """Scores passages, one after the other, against all of them, by the numbers of a ranking."""

    def __init__(self, passages, ranking, words_of):
        self.passages, self.ranking, self._words_of = passages, ranking, words_of
        self.mean = sum(map(self.length, passages)) / max(len(passages), 1)
        self.weight = lru_cache(None)(self._weight)

    def answers(self, tree):
        """By its place in the list, the score of each passage that answers."""
        scores = {n: self.score(tree, passage) for n, passage in enumerate(self.passages)}
        return {n: score for n, score in scores.items() if score is not None and self.stands(tree, self.passages[n])}

    def length(self, passage):
        """The terms of its text, and the positions of its title and headings, as often as they count."""
        context = self.context(passage).items()
        return passage.length + sum(weight * len(passage.fields[name]) for name, weight in context)

    def context(self, passage):
        """What the title and the headings of a passage count; nothing for a title that was made of the text."""
        title = 0.0 if passage.article.title_is_made else self.ranking.title
        return {TITLE: title, HEADING: self.ranking.heading}

    # --- what matches, and the scores of its parts --------------------------------------------------------------------

    def score(self, query, passage):
        """The score of a passage, None where it does not match."""
        kind = type(query).__name__
        match kind:
            case "_NullQuery":
                return None
            case "Every":
                return 0.0 if query.fieldname in (None, "*") or self._has_any(query, passage) else None
            case "And" | "Or" | "DisjunctionMax":
                return self._compound(kind, query, [self.score(part, passage) for part in query.subqueries])
            case "InSentence":
                together = any(all(standing(part, each) for part in query.subqueries) for each in passage.sentences)
                return self.score(And(query.subqueries, boost=query.boost), passage) if together else None
            case "AndNot":
                return self.score(query.a, passage) if self.score(query.b, passage) is None else None
            case "Require":
                return None if self.score(query.b, passage) is None else self.score(query.a, passage)
            case "AndMaybe":
                needed = self.score(query.a, passage)
                return None if needed is None else needed + (self.score(query.b, passage) or 0.0)
            case "Not":
                return 0.0 if self.score(query.query, passage) is None else None
            case "ConstantScoreQuery":
                return None if self.score(query.child, passage) is None else float(query.score)
        field = field_of(query)
        if is_fact(field):
            return query.boost if has_fact(query, passage.article, self._words_of) else None
        return query.boost * self._leaf(kind, query, passage) if self._occurs(query, passage) else None

    def _compound(self, kind, query, scores):
        there = sorted(score for score in scores if score is not None)
        if not there or (kind == "And" and len(there) < len(scores)):
            return None
        worth = there[-1] + query.tiebreak * sum(there[:-1]) if kind == "DisjunctionMax" else sum(there)
        return query.boost * worth

    def _has_any(self, query, passage):
        field = query.fieldname
        if is_fact(field):
            return has_fact(query, passage.article, self._words_of)
        return bool(passage.fields[base_field(field)])

    def _occurs(self, leaf, passage):
        return self.frequency(leaf, passage) > 0

    def _leaf(self, kind, leaf, passage):
        """What an occurring word, phrase, pattern or Near is worth, but for its boost."""
        if kind == "Term":
            return self._bm25(leaf, passage, self.weight(leaf.fieldname, leaf.text))
        if kind == "Phrase":
            field = base_field(leaf.fieldname) if is_passage(leaf.fieldname) else leaf.fieldname
            return self._bm25(leaf, passage, sum(self.weight(field, word) for word in leaf.words))
        if kind == "Near":
            return self._bm25(leaf, passage, sum(self.part_weights(leaf)))
        words = [Term(exact(base_field(leaf.fieldname)), word) for word in self.spellings(leaf)]
        return sum(self._bm25(w, passage, self.weight(w.fieldname, w.text)) for w in words if self._occurs(w, passage))

    def _bm25(self, leaf, passage, weight):
        k1, b, f = self.ranking.k1, self.ranking.b, self.frequency(leaf, passage)
        has_length = base_field(field_of(leaf)) == TEXT and self.mean
        return weight * f / (f + k1 * (1 - b + b * (self.length(passage) / self.mean if has_length else 1)))

    # --- words --------------------------------------------------------------------------------------------------------

    def frequency(self, leaf, passage):
        """How often a leaf stands in its field; a word of the passage in title and headings, too, as they weigh."""
        field = field_of(leaf)
        if field is None:
            return 0
        own = places(leaf, passage.fields[base_field(field)])
        if field != PASSAGE or type(leaf).__name__ != "Term":
            return own
        context = self.context(passage).items()
        return own + sum(weight * places(leaf, passage.fields[name]) for name, weight in context)

    def _weight(self, field, word):
        """A word's idf and burst, by the text where it is looked for with its context."""
        name = base_field(field)
        leaf = Term(exact(name) if is_exact(field) else name, word)
        counts = Counter({n: places(leaf, each.fields[name]) for n, each in enumerate(self.passages)})
        holding = [n for n, count in counts.items() if count]
        if not self.ranking.burst or name != TEXT:
            return self.rarity(holding)
        return self.rarity(holding) * (counts.total() + PRIOR * USUAL) / (len(holding) + PRIOR)

    def rarity(self, holding):
        """The idf of what these passages hold."""
        total, count = len(self.passages), len(holding)
        return math.log(1 + (total - count + 0.5) / (count + 0.5))

    def spellings(self, pattern):
        """The spellings that a pattern stands for, in order."""
        field = base_field(pattern.fieldname)
        spelled = {pair[1] for passage in self.passages for token in passage.fields[field] for pair in token}
        return sorted(word for word in spelled if passes(pattern, word))

    def part_weights(self, near):
        """What the parts of a Near weigh; a Near that is a part counts as its parts, a phrase as its words."""
        for part in near.subqueries:
            kind, field = type(part).__name__, field_of(part)
            if kind == "Near":
                yield sum(self.part_weights(part))
            elif kind in ("Term", "Phrase"):
                words = part.words if kind == "Phrase" else [part.text]
                yield sum(self.weight(part.fieldname, word) for word in words)
            else:
                held = enumerate(self.passages)
                yield self.rarity([n for n, each in held if standing(part, each.fields[base_field(field)])])

    # --- titles and headings are context ------------------------------------------------------------------------------

    def stands(self, query, passage):
        """Whether a passage that matches answers: by its own words, or as the first under its title or headings."""
        match type(query).__name__:
            case "Term" if is_passage(query.fieldname):
                context = self.context(passage).items()
                first_under = [name for name, weight in context if weight and name in passage.begins]
                return any(places(query, passage.fields[name]) for name in (TEXT, *first_under))
            case "And":
                parts = [part for part in query.subqueries if type(part).__name__ not in RESTRICTING]
                return not parts or any(self.stands(part, passage) for part in parts)
            case "Or" | "DisjunctionMax":
                return any(self._answers(part, passage) for part in query.subqueries)
            case "AndMaybe":
                return self.stands(query.a, passage) or self._answers(query.b, passage)
            case "AndNot" | "Require":
                return self.stands(query.a, passage)
        return True

    def _answers(self, query, passage):
        return self.score(query, passage) is not None and self.stands(query, passage)

    # --- what the best passages gain ----------------------------------------------------------------------------------

    def gains(self, tree, ranked, positions, left_out):
        """By kind what each of the ``ranked`` passages gains, (place, score), best first: {place: {kind: value}}.

        ``positions`` says where words stood in the question, ``left_out`` are the function words.
        """
        tree = self._without_restrictions(tree)
        parts = getattr(tree, "subqueries", []) if type(tree).__name__ == "Or" else []
        words = [each for each in parts if type(each).__name__ == "Term" and base_field(field_of(each)) == TEXT]
        ranked, gained = ranked[:DEPTH], {n: {} for n, _ in ranked[:DEPTH]}
        if len(words) < 2 or not ranked:
            return {}
        if self.ranking.near:
            for n, value in self._nearness(words, gained, positions).items():
                gained[n]["nearness"] = value
            if len(words) == len(parts) and len(words) in (2, 3):
                for n in self._together(words, gained, positions):
                    gained[n]["together"] = (1 + 2 * self.ranking.near) * sum(map(self._worth, words))
        score = ranked[0][1]
        if self.ranking.likeness and len(words) >= LONG and score > 0:
            for n, value in self._likeness([n for n, _ in ranked], left_out).items():
                gained[n]["likeness"] = self.ranking.likeness * score * value
        return gained

    def _worth(self, word):
        return self.weight(word.fieldname, word.text) * word.boost

    def _as_typed(self, words, positions):
        """The heaviest of the words with their places in the question, in the order of these."""
        heaviest = sorted(words, key=lambda word: -self._worth(word))[:WORDS]
        kept = [word for word in words if any(word is each for each in heaviest)]
        return sorted(((positions.get(word.text, n), word) for n, word in enumerate(kept)), key=lambda pair: pair[0])

    def _standing(self, word, n, most):
        which = 1 if is_exact(word.fieldname) else 0
        tokens = self.passages[n].fields[TEXT]
        found = [place for place, token in enumerate(tokens) if any(pair[which] == word.text for pair in token)]
        return found[:most]

    def _nearness(self, words, found, positions):
        typed, gains = self._as_typed(words, positions), {}
        for n in found:
            stand = [self._standing(word, n, TIMES if len(typed) > 2 else None) for _, word in typed]
            near = in_order = 0.0
            for i, j in combinations(range(len(typed)), 2):
                gaps = [b - a for a in stand[i] for b in stand[j]]
                worth = min(self._worth(typed[i][1]), self._worth(typed[j][1]))
                near += worth / max(1, min(map(abs, gaps))) if gaps else 0.0
                step = min(max(1, typed[j][0] - typed[i][0]), STEP)
                if j == i + 1 and any(0 <= gap <= step for gap in gaps):
                    in_order += worth
            gains[n] = self.ranking.near * (2 * near / (len(typed) - 1) + in_order)
        return gains

    def _together(self, words, found, positions):
        typed = self._as_typed(words, positions)
        width = sum(min(max(1, b - a), STEP) for (a, _), (b, _) in pairwise(typed))
        stand = {n: [self._standing(word, n, TIMES if len(words) > 2 else None) for word in words] for n in found}
        return [n for n in found if any(max(places) - min(places) <= width for places in product(*stand[n]))]

    def _without_restrictions(self, tree):
        kind = type(tree).__name__
        if kind in ("AndNot", "Require"):
            return self._without_restrictions(tree.a)
        if kind == "And":
            parts = [part for part in tree.subqueries if not self._asks_of_facts(part)]
            return self._without_restrictions(parts[0]) if len(parts) == 1 else tree
        return tree

    def _asks_of_facts(self, query):
        if hasattr(query, "subqueries"):
            return all(map(self._asks_of_facts, query.subqueries))
        if type(query).__name__ == "AndNot":
            return self._asks_of_facts(query.a)
        return type(query).__name__ in RESTRICTING or is_fact(field_of(query))

    def _likeness(self, ranked, left_out):
        bags = {n: Counter(s for t in self.passages[n].fields[TEXT] for s, w in t if w not in left_out) for n in ranked}
        vectors = {}
        for n, bag in bags.items():
            length = math.sqrt(sum(math.log(1 + count) ** 2 for count in bag.values()))
            vectors[n] = {term: math.log(1 + count) / length for term, count in bag.items()}
        held = Counter(term for bag in bags.values() for term in bag)
        centre = Counter()
        for place, n in enumerate(ranked[:FIRST], 1):
            for term, value in vectors[n].items():
                centre[term] += value / place if held[term] > 1 else 0.0
        of = {term: value * self._idf(term) ** 2 for term, value in centre.items()}
        likeness = {n: sum(of.get(term, 0.0) * value for term, value in vectors[n].items()) for n in ranked}
        first = likeness[ranked[0]]
        return {n: value / first for n, value in likeness.items()} if first > 0 else {}

    def _idf(self, term):
        return self.rarity([n for n, each in enumerate(self.passages) if places(Term(TEXT, term), each.fields[TEXT])])

    # --- whole articles -----------------------------------------------------------------------------------------------

    def whole(self, tree, number):
        """What the whole text of an article scores for the words of a tree."""
        numbers = sorted({passage.number for passage in self.passages})
        lengths = {each: self._whole_length(each) for each in numbers}
        k1, b, mean = self.ranking.k1, self.ranking.b, sum(lengths.values()) / len(lengths)
        sums = 0.0
        for word in leaves_of(tree, negative=False):
            if type(word).__name__ == "Term" and base_field(field_of(word) or "") == TEXT:
                name = exact(TEXT) if is_exact(word.fieldname) else TEXT
                mine = self._of_article(number)
                often = sum(places(Term(name, word.text), passage.fields[TEXT]) for passage in mine)
                if is_passage(word.fieldname):
                    often += self.context(mine[0])[TITLE] * places(Term(name, word.text), mine[0].fields[TITLE])
                norm = k1 * (1 - b + b * (lengths[number] / mean if mean else 1))
                sums += self._worth(word) * often / (often + norm) if often else 0.0
        return sums

    def _of_article(self, number):
        return [passage for passage in self.passages if passage.number == number]

    def _whole_length(self, number):
        mine = self._of_article(number)
        return sum(passage.length for passage in mine) + self.context(mine[0])[TITLE] * len(mine[0].fields[TITLE])
