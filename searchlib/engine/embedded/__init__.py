"""Which passages of a folder's index answer? Those that :mod:`searchlib.engine.execution` finds in it.

:mod:`.engine` writes, and keeps the :mod:`.view` of the last commit, which makes values of what was found.
"""
