"""What does a person type, and what do they see? Arguments come in; text or JSON, and an exit status, go out.

Status as grep's: 0 found, 1 nothing found, 2 an error, told in one line on stderr; 130 when interrupted.
"""

import gc
import os
import sys
from pathlib import Path

__all__ = ["main"]


def main() -> None:
    """Run the command line on this process's arguments, and exit."""
    gc.disable()  # loading makes many objects and no garbage: to look for some takes a quarter of a question's time
    from searchlib.cli.group import group  # only now: whoever imports the library needs no click

    started_as_module = Path(sys.argv[0]).name == "__main__.py"
    try:
        group.main(prog_name="python -m searchlib" if started_as_module else "searchlib")
    except SystemExit as ended:
        sys.stderr.flush()
        os._exit(int(ended.code or 0))  # all is written: to take down what was loaded would only take time
