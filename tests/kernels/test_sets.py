"""Lists of documents join as Python's sets do, and their scores as sums in the order of the lists."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.sets import (
    accumulate,
    accumulated,
    complement,
    difference,
    highest,
    intersection,
    member,
    nothing,
    outside,
    picked,
    restricted,
    scores_of,
    union,
)
from tests.kernels.values import SIZE, array, ascending, every_way, found, numbers, scored, ways

lists = st.lists(scored, max_size=6)
fine = st.dictionaries(numbers, st.floats(0, 4, width=32), max_size=6).map(lambda given: dict(sorted(given.items())))
sizes = st.sampled_from([SIZE, 100 * SIZE])  # of the second size all lists are short


@given(ascending, ascending, sizes, every_way)
def test_a_member_is_in_the_other_list(documents, others, size, way):
    with ways(way):
        assert member(array(documents), array(others), size).tolist() == [each in others for each in documents]


@given(scored, ascending, every_way)
def test_what_was_found_parts_into_what_is_in_another_list_and_what_is_not(given, others, way):
    with ways(way):
        both = [kernel(found(given), array(others), SIZE) for kernel in (restricted, difference)]
    for (documents, scores), is_in in zip(both, (True, False), strict=True):
        expected = {document: score for document, score in given.items() if (document in others) == is_in}
        assert dict(zip(documents.tolist(), scores.tolist(), strict=True)) == expected
        assert documents.tolist() == sorted(expected)
    assert difference((found(given)[0], None), array(others), SIZE)[1] is None


@given(scored, ascending)
def test_flags_and_rows_pick_the_same_of_what_was_found(given, wanted):
    keep = [document in wanted for document in given]
    rows = [row for row, is_kept in enumerate(keep) if is_kept]
    expected = [(document, score) for document, score in given.items() if document in wanted]
    for chosen in (array(keep, np.bool_), array(rows, np.intp), rows):
        documents, scores = picked(found(given), chosen)
        assert list(zip(documents.tolist(), scores.tolist(), strict=True)) == expected
        assert picked((found(given)[0], None), chosen)[1] is None


@given(ascending, st.none() | ascending)
def test_a_complement_is_all_that_is_neither_there_nor_deleted(documents, deleted):
    mask = None if deleted is None else np.isin(np.arange(SIZE), deleted)
    expected = sorted(set(range(SIZE)) - set(documents) - set(deleted or ()))
    assert complement(array(documents), SIZE, mask).tolist() == expected
    assert mask is None or mask.nonzero()[0].tolist() == deleted


@given(st.lists(numbers, max_size=30), st.lists(numbers, max_size=30, unique=True))
def test_what_is_outside_is_told_in_any_order_and_the_marks_are_left_as_they_were(others, documents):
    marks = np.zeros(SIZE, np.bool_)
    rows = outside(array(others), array(documents), marks).tolist()
    assert rows == [row for row, each in enumerate(others) if each not in documents]
    assert not marks.any()


def test_an_error_leaves_the_marks_as_they_were():
    marks = np.zeros(SIZE, np.bool_)
    with pytest.raises(IndexError):
        outside(array([SIZE]), array([1, 2]), marks)
    assert not marks.any()


@given(st.lists(ascending, min_size=1, max_size=5))
def test_an_intersection_is_that_of_sets(given):
    assert intersection(list(map(array, given))).tolist() == sorted(set.intersection(*map(set, given)))


def sums(given):
    """Added one by one, in the order of the lists."""
    expected = {}
    for each in given:
        for document, score in each.items():
            expected[document] = expected.get(document, 0.0) + score
    return dict(sorted(expected.items()))


@given(st.lists(st.one_of(scored, fine), max_size=6), sizes, st.booleans())
def test_a_union_is_that_of_sets_and_adds_in_the_order_of_the_lists(given, size, scores_wanted):
    parts = [found(each) for each in given]
    documents, scores = union(
        [(documents, scores if scores_wanted else None) for documents, scores in parts], size, scores_wanted
    )
    expected = sums(given)
    assert documents.tolist() == list(expected)
    assert (scores.tolist() if scores_wanted else scores) == (list(expected.values()) if scores_wanted else None)


@given(lists, lists)
def test_what_is_accumulated_in_two_goes_is_the_union_of_all(first, second):
    mask, totals = np.zeros(SIZE, np.bool_), np.zeros(SIZE)
    for some in (first, second):
        accumulate([found(each) for each in some], mask, totals)
    documents, scores = accumulated(mask, totals)
    assert dict(zip(documents.tolist(), scores.tolist(), strict=True)) == sums([*first, *second])
    assert accumulated(mask, None)[1] is None


@given(lists, st.sampled_from([0.0, 0.5]))
def test_the_highest_of_several_is_that_of_each_document(given, tiebreak):
    documents, scores = highest([found(each) for each in given], tiebreak)
    assert documents.tolist() == list(sums(given))
    for document, score in zip(documents.tolist(), scores.tolist(), strict=True):
        its = [each[document] for each in given if document in each]
        assert score == max(its) + tiebreak * (sum(its) - max(its))


def test_nothing_is_no_documents_and_cannot_be_written_to():
    documents, scores = nothing(True)
    assert (len(documents), len(scores), nothing(False)[1]) == (0, 0, None)
    assert not documents.flags.writeable
    assert not scores.flags.writeable
    assert scores_of((documents, scores)) is scores
