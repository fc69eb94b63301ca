"""What do the words that somebody typed ask for? Text comes in, a :class:`Question` goes out.

With a question come a tree of Whoosh queries, its canonical form, the same in words, and warnings about what was
repaired. The language:

==============================  ============================================================================
``embassy iran``                any of the words, by their stems; passages with more of them are better
``"closed embassy"``            these words side by side, as spelled; in double quotes of any kind, or in
                                ``'single'`` ones around words
``+iran``, ``-nuclear``         must be there, must not be there; ``!`` is the same as ``-``
``a AND b``, ``OR``, ``NOT``    in capitals; also ``&&``, ``||``. NOT binds before AND, AND before OR and
                                words side by side
``(iran OR iraq) AND embassy``  brackets
``title:iran``                  in one field; also ``title:"..."`` and ``title:(...)``
``azerb*``                      words that begin so
==============================  ============================================================================

The way: :mod:`~searchlib.query.lexer` cuts the text into lexemes, :mod:`~searchlib.query.parser` groups them
and :mod:`~searchlib.query.leaves` has each word analysed, :mod:`~searchlib.query.syntax` is what they make,
:mod:`~searchlib.query.compile` makes the tree and :mod:`~searchlib.query.canonical` the text of it.
:mod:`~searchlib.query.matches` says which words of a passage a tree matched, by :mod:`~searchlib.query.verdicts`
on the words around and :mod:`~searchlib.query.lexicon`, which knows them.
"""

from searchlib.query.lexicon import Lexicon, Written
from searchlib.query.matches import Marker, matched_spans
from searchlib.query.question import FIELDS, Question, read
from searchlib.query.whoosh import Query

__all__ = ["FIELDS", "Lexicon", "Marker", "Query", "Question", "Written", "matched_spans", "read"]
