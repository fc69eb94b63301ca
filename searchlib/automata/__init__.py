"""Does a word match a pattern? Automata over the characters of words: they know nothing of questions and indexes.

:mod:`.pattern` has the parts of a pattern and reads wildcards, :mod:`.regex` reads regular expressions, and
:mod:`.automaton` runs them, and near spellings, in time that no pattern can blow up.
"""
