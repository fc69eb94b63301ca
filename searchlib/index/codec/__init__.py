"""How does Whoosh see the arrays? As codecs of its own, so that its readers, searchers and query classes run on them.

:func:`~searchlib.index.codec.searcher.whoosh_searcher` opens an index of articles for people who know Whoosh; nothing
is written through it. :class:`~searchlib.index.codec.codec.ArrayCodec` writes and reads indexes of any Whoosh schema in
the same kind of files. The way of both: :mod:`.postings` has the arrays of one term and the matcher that walks them,
:mod:`.terms` the sorted terms of fields; what an index of articles puts in is in :mod:`.words` and :mod:`.paragraphs`,
what one of any schema does in :mod:`.documents` and :mod:`.inverted`.
"""
