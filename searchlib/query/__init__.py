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

In a sentence that was pasted quotes, dashes and capitals are none of this (:mod:`~searchlib.query.pasted_sentences`).

The way: :mod:`~searchlib.query.lexer` cuts the text into lexemes, :mod:`~searchlib.query.parser` groups them in
:mod:`~searchlib.query.brackets` and :mod:`~searchlib.query.clauses` has each piece read: as
:mod:`~searchlib.query.words`, :mod:`~searchlib.query.wildcards`, :mod:`~searchlib.query.phrases` phrases or
:mod:`~searchlib.query.fact_values` of :mod:`~searchlib.query.fields`. :mod:`~searchlib.query.nodes` is what they make,
:mod:`~searchlib.query.compile` makes the tree of it, :mod:`~searchlib.query.canonical` the text
and :mod:`~searchlib.query.display` the sentence. What :mod:`~searchlib.query.filters` are passed beside a question
becomes the same nodes. Which words of a passage a tree matched is for :mod:`searchlib.highlight` to say.
"""

from searchlib.query.fields import FIELDS, Contents, Fields
from searchlib.query.queries import Query
from searchlib.query.query_trees import leaves_of
from searchlib.query.question import Question, QuestionReader, given, read
from searchlib.query.rewrite import Emphasis

__all__ = [
    "FIELDS",
    "Contents",
    "Emphasis",
    "Fields",
    "Query",
    "Question",
    "QuestionReader",
    "given",
    "leaves_of",
    "read",
]
