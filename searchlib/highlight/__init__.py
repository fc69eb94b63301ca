"""Which words of a passage did a question match, and how are they shown? Matches come out, marked text and snippets.

:mod:`.highlighter` finds the spans: :mod:`.tokens` knows the words of a text, :mod:`.matcher` finds by them where its
leaves stand, :mod:`.proximity` which stand near each other, :mod:`.verdicts` decides whether the whole tree matched,
and :mod:`.attribution` says which part of the question marked a word. :mod:`.pattern_terms` has patterns that a text
alone does not tell replaced beforehand. :mod:`.formatter` shows a text with its spans as HTML, Markdown, for a
terminal, or as a snippet; :mod:`.extract` has the paragraphs around a hit.
"""
