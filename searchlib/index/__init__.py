"""How does an article lie on disk? As documents, one a paragraph, in segments that a commit names; and how it is read.

Articles go in: :mod:`.locked_writer` holds the :mod:`.lock`, :mod:`.writer` (or :mod:`.parallel_writer` with
:mod:`.worker_pool`) fills a :mod:`.segment_buffer`, :mod:`.segment_writer` makes segments of it, and :mod:`.merger`
makes one of several, as :mod:`.merge_policy` says. A :mod:`.commit` replaces the :mod:`.manifest`. :mod:`.reader` is
one commit as it is read, segment by :mod:`.segment`.

Below lie :mod:`.postings`, :mod:`.store` (texts and facts), :mod:`.format` (files of arrays), and :mod:`.whoosh`, the
same arrays as Whoosh's own searchers see them. ``docs/format.md`` has every byte.
"""
