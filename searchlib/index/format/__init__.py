"""How do arrays and records lie in a file? Containers, sorted strings and records: bytes, and nothing of articles.

:mod:`.container` is the file, :mod:`.strings` a table of sorted strings in it, :mod:`.compressed_records` and
:mod:`.plain_records` small records found by their number, and :mod:`.spool` where arrays wait to be written.
"""
