"""Arrays in, arrays out: the few moves that indexing and searching are made of, each in one place.

Pure functions on plain numpy arrays: no I/O, no state, no cache, no class of ours. Each says shapes, types, order and
cost, and each has its law against a few lines of plain Python in ``tests/kernels``. :mod:`.arrays` names the kinds of
arrays, :mod:`.offsets` counts, cuts and concatenates parts of arrays, :mod:`.borders` finds where equal values begin,
:mod:`.lookup` finds values in ascending ones, :mod:`.sets` joins lists of documents, :mod:`.topk` chooses the best of
scores, :mod:`.positions` finds words side by side, :mod:`.intervals` and :mod:`.interval_join` those near each other.

What is said of cost counts elements: n log m is a binary search in m for each of n.
"""
