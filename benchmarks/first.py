"""One answer by a new process: ``python -m benchmarks.first PEER FOLDER KIND QUERY`` opens, asks with text, ends.

It prints the milliseconds of opening and asking, and imports nothing else, as its whole life is timed.
"""

import sys
import time
from pathlib import Path

from benchmarks.peers import load


def _answer(name: str, folder: str, kind: str, query: str) -> float:
    peer = load(name)
    start = time.perf_counter()
    peer.open(Path(folder))
    peer.marked(kind, query)
    passed = 1000 * (time.perf_counter() - start)
    peer.close()
    return passed


if __name__ == "__main__":
    print(_answer(*sys.argv[1:5]))
