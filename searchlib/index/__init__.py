"""How does an article lie on disk? Its paragraphs as consecutive documents of a Whoosh index, its record before them.

Articles go in (:mod:`.schema` says as which fields, :mod:`.records` as which bytes, :mod:`.writer` in which batches);
:mod:`.folder` says whose folder it is. Reading is the engine's.
"""
