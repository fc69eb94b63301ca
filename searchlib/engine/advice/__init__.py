"""What can be said of a question beside its hits? Why it found nothing, what was meant, why a hit was found.

All of it is worked out from a few counts that any engine can give (:mod:`.statistics`), and only when asked for.
"""

from typing import Final

__all__ = ["FEW", "LONGEST"]

FEW: Final = 5
"""A word in more passages than these is no mistake."""

LONGEST: Final = 2000
"""For a question of more code points no other one is looked for: nobody typed it, and each try takes its time."""
