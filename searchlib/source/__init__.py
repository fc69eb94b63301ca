"""Where do articles come from? Paths go in: files, folders, archives, standard input; or a string. Articles come out.

:mod:`.walk` finds the files and :mod:`.archives` those within archives, :mod:`.encoding` makes text of bytes,
:mod:`.formats` make drafts of text, and :mod:`.structure` makes articles of drafts. :mod:`.ids` keeps them
apart, and :mod:`.read` leads through it all; :mod:`.sync` tells what has vanished from a folder that was read before.
"""

from searchlib.source.file import Failure, Omission
from searchlib.source.read import Reading, from_text, read
from searchlib.source.sync import vanished

__all__ = ["Failure", "Omission", "Reading", "from_text", "read", "vanished"]
