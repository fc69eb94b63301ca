"""Which passages answer, by whole arrays? The execution that will take the place of the embedded engine's own.

A tree comes in; :mod:`.execute` finds its matches, or exactly the best of them, in the segments of a :mod:`.snapshot`;
:mod:`.select` filters, groups and sorts. What it reads is named in :mod:`.segments`; segments on disk are still to
come, so no index uses it yet.
"""
