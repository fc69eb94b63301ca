"""How does Whoosh see the arrays? As codecs of its own, so that its readers, searchers and query classes run on them.

:func:`~searchlib.index.whoosh.searcher.whoosh_searcher` opens an index of articles for people who know Whoosh; nothing
is written through it. :class:`~searchlib.index.whoosh.codec.ArrayCodec` writes and reads indexes of any Whoosh schema
in the same kind of files. The way of both: :mod:`.posting_list` has the arrays of one term and the matcher that walks
them, :mod:`.terms_reader` the sorted terms of fields; what an index of articles puts in is in
:mod:`.spelling_lexicons` and :mod:`.article_codec`, what one of any schema does in :mod:`.document_writer` and
:mod:`.terms_writer`.
"""
