"""What do the words that somebody typed ask for? Text comes in, a :class:`Question` goes out.

With a question come a tree of Whoosh queries, its canonical form, the same in words, and warnings about what was
repaired. The language, of which ``docs/queries.md`` has all:

==================================  ==========================================================================
``embassy iran``                    any of the words, by their stems; passages with more of them are better
``"closed embassy"``                these words side by side, as spelled; in quotes of any kind
``+iran``, ``-nuclear``             must be there, must not be there; ``!`` is the same as ``-``
``a AND b``, ``OR``, ``NOT``        in capitals; also ``&&``, ``||``, and brackets
``azerb*``, ``wom?n``, ``iran~1``   words like these; ``/ira[nq]/`` by a regular expression
``"a b"~5``, ``NEAR(a b, 5)``       near each other; ``a BEFORE b`` in this order
``"(iran OR iraq) emb* ~closed"``   a phrase with alternatives, wildcards and stems
``title:iran``, ``heading:``        in one field
``author:``, ``source:``, ``lang:`` facts of the article, and the names of its metadata: ``length:>100``
``date:2005-03..2005-07``           and its date; also ``after:``, ``before:``
``iran^2``                          counts twice
==================================  ==========================================================================

The way: :mod:`~searchlib.query.lexer` cuts the text into lexemes, :mod:`~searchlib.query.parser` groups them in
:mod:`~searchlib.query.frames` and :mod:`~searchlib.query.leaves` has each piece read: as
:mod:`~searchlib.query.words`, :mod:`~searchlib.query.patterns`, :mod:`~searchlib.query.quoted` phrases or
:mod:`~searchlib.query.facts` of :mod:`~searchlib.query.fields`. :mod:`~searchlib.query.syntax` is what they make,
:mod:`~searchlib.query.compile` makes the tree of it, :mod:`~searchlib.query.canonical` the text and
:mod:`~searchlib.query.reading` the sentence.
:mod:`~searchlib.query.matches` says which words of a passage a tree matched, by :mod:`~searchlib.query.verdicts`
on the words around, of which :mod:`~searchlib.query.occurrences` and :mod:`~searchlib.query.standing` say where they
are, and :mod:`~searchlib.query.lexicon`, which knows them.
"""

from searchlib.query.emphasis import Emphasis
from searchlib.query.fields import FIELDS, Fields
from searchlib.query.lexicon import Lexicon, Written
from searchlib.query.matches import Marker, matched_spans
from searchlib.query.question import Question, read
from searchlib.query.verdicts import leaves_of
from searchlib.query.whoosh import Query

__all__ = [
    "FIELDS",
    "Emphasis",
    "Fields",
    "Lexicon",
    "Marker",
    "Query",
    "Question",
    "Written",
    "leaves_of",
    "matched_spans",
    "read",
]
