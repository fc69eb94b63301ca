"""Which passages of a folder's index answer? Scores from postings, then filters, order, and values.

A request comes in, :mod:`.execute` scores the matches of its tree, :mod:`.select` chooses and orders them, and
:mod:`.view` makes hits of the chosen. :mod:`.engine` writes, and keeps the view of the last commit.
"""
