"""Which passages answer? The execution of query trees over the arrays of an index, by whole arrays.

A tree comes in; :mod:`.execution` finds its matches, or exactly the best of them (:mod:`.topk`), in the segments of a
:mod:`.snapshot`: what the arrays of a segment are is said in :mod:`.readers`, :mod:`.scorer` has a function a kind of
query, and :mod:`.term_queries` those that look a word, a phrase or a pattern up. :mod:`.collector` filters, groups and
sorts what was found.
"""
