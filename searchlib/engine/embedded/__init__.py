"""Which passages of a folder's index answer? Scores from whole arrays, then filters, order, and values.

A request comes in; :mod:`.execute` finds the matches of its tree, or the best of them, in the segments of a
:mod:`.snapshot`; :mod:`.select` filters, groups and sorts; :mod:`.view` makes hits of the chosen. :mod:`.engine`
writes, and keeps the view of the last commit.
"""
