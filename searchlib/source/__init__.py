"""Where do articles come from? Paths go in: files, folders, archives, standard input; or a string. Articles come out.

:mod:`.walk` finds the files and :mod:`.archives` those within archives, :mod:`.encoding` makes text of bytes,
:mod:`.formats` make drafts of text, and :mod:`.structure` makes articles of drafts. :mod:`.identifier` keeps
them apart, and :mod:`.read` leads through it all; :mod:`.sync` tells what is other below a folder than an index has.
:mod:`.python` makes articles of strings and mappings, whose values :mod:`.plain_values` makes those of a record.
"""

from searchlib.source.file import Failure, Omission
from searchlib.source.python import articles_from, from_text
from searchlib.source.read import Reading, read
from searchlib.source.sync import Sync, noted

__all__ = ["Failure", "Omission", "Reading", "Sync", "articles_from", "from_text", "noted", "read"]
