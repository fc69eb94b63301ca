"""Which passages of a folder's index answer? What :mod:`searchlib.index` holds, found by :mod:`searchlib.engine.arrays`.

:mod:`.engine` writes, and keeps the :mod:`.view` of the last commit, which makes values of what was found.
"""
