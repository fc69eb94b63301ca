"""What does the whole text of an article score for the words of a question? BM25 of articles, each as one text.

A word weighs what it weighs in a passage. It counts as often as it stands in the article's paragraphs, and so many
times more for each time in the title; the length is that of all of them. Phrases, patterns and headings add nothing.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.bm25 import Bm25
from searchlib.engine.execution.readers import SegmentArrays
from searchlib.engine.execution.snapshot import Snapshot, context_of, live_counts
from searchlib.kernels.arrays import Array, Documents
from searchlib.kernels.lookup import probe, rank
from searchlib.kernels.offsets import counts_of, offsets_of
from searchlib.query.queries import Query, Term
from searchlib.query.query_trees import leaves_of
from searchlib.schema import EXACT, TEXT, TITLE, base_field, is_exact, is_fact, is_passage

__all__ = ["whole_scores"]

Values: TypeAlias = NDArray[np.float64]


def whole_scores(snapshot: Snapshot, tree: Query) -> Values:
    """[articles of all segments]: what each scores; that of a deleted one means nothing."""
    bm25, title = _bm25(snapshot), snapshot.context_weight(TITLE)
    norms = []
    for segment in snapshot.segments:
        lengths = counts_of(offsets_of(segment.lengths)[segment.first_documents])
        norms.append(bm25.norms((lengths + title * context_of(segment, TITLE)[1]).astype(np.float32)))
    scores = [np.zeros(len(each)) for each in norms]
    for leaf in leaves_of(tree, negative=False):
        if type(leaf) is Term and not is_fact(leaf.fieldname) and base_field(leaf.fieldname) == TEXT:
            weight = snapshot.word(leaf.fieldname, leaf.text).weight * leaf.boost
            for number, (sums, norm) in enumerate(zip(scores, norms, strict=True)):
                often = _often(snapshot, number, leaf)
                sums += weight * often / (often + norm)
    return np.concatenate([np.empty(0), *scores])


def _often(snapshot: Snapshot, number: int, leaf: Query) -> Values:
    """[articles of a segment]: how often each has a word, its title included as often as that counts."""
    segment, ending = snapshot.segments[number], EXACT if is_exact(leaf.fieldname) else ""
    often = np.zeros(len(segment.first_documents) - 1)
    title = snapshot.context_weight(TITLE) if is_passage(leaf.fieldname) else 0.0
    for name, weight in ((TEXT, 1.0), (TITLE, title)):
        part = snapshot.word(name + ending, leaf.text).parts[number] if weight else None
        if part is not None:
            documents, frequencies = part.documents, part.frequencies
            if name == TITLE:  # it stands over each passage of its article
                first = probe(segment.first_documents, documents)[1]
                documents, frequencies = documents[first], frequencies[first]
            times = _by_article(segment, documents, frequencies)
            if name == TITLE and segment.made_titles is not None:
                times[segment.made_titles] = 0.0
            often += weight * times
    return often


def _bm25(snapshot: Snapshot) -> Bm25:
    """The scores of articles: how many are not deleted, and their mean length. Sums are of whole numbers."""
    count = titles = 0
    for segment in snapshot.segments:
        live = live_counts(segment, segment.first_documents) > 0
        count += int(np.count_nonzero(live))
        titles += int(context_of(segment, TITLE)[1][live].sum(dtype=np.int64))
    length = snapshot.tokens + snapshot.context_weight(TITLE) * titles
    return Bm25(count, length / count if count else 0.0, snapshot.ranking.ranking)


def _by_article(segment: SegmentArrays, documents: Documents, counts: Array) -> Values:
    """[articles]: the sum of the counts of each one's documents."""
    articles = rank(segment.first_documents, documents, "right") - 1
    return np.bincount(articles, counts, len(segment.first_documents) - 1).astype(np.float64)
