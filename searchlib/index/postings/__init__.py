"""Where does a term occur? The postings of a segment's fields: by term, and by the spellings of each term.

:mod:`.runs` makes postings of a batch of occurrences, :mod:`.writer` encodes them, :mod:`.reader` decodes them,
:mod:`.field` is one field of a segment as a search reads it, and :mod:`.term_dictionary` joins the terms of several.
"""
