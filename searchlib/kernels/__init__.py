"""Arrays in, arrays out: the few moves that indexing and searching are made of, each in one place.

Pure functions on plain numpy arrays: no I/O, no state, no cache, no class of ours. Each says shapes, types, order and
cost, and each has its law against a few lines of plain Python in ``tests/kernels``. :mod:`.offsets` counts, cuts and
concatenates parts of arrays, :mod:`.sets` joins lists of documents, :mod:`.topk` chooses the best of scores, and
:mod:`.positions` finds words side by side and near each other.
"""
