"""How is an engine measured without the others in the way? In a process of its own, on one thread."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Container, Sequence
from pathlib import Path
from typing import Any

__all__ = ["Failed", "run", "timed"]

_ROOT = Path(__file__).resolve().parent.parent
_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMBA_NUM_THREADS",
    "RAYON_NUM_THREADS",
)


class Failed(Exception):
    """A process ended with an error: its last line."""


def run(task: str, **arguments: object) -> Any:
    """What the task of that name in :mod:`benchmarks.worker` gives, done in a new process. Raises Failed."""
    told = json.dumps(arguments, default=str)
    return json.loads(_output(["-m", "benchmarks.worker", task], told))


def timed(arguments: Sequence[str], fine: Container[int] = (0,)) -> tuple[float, str]:
    """How many milliseconds a new process of this Python takes, start to end, and what it prints.

    Raises Failed where its status is not a ``fine`` one.
    """
    start = time.perf_counter()
    printed = _output(arguments, "", fine)
    return 1000 * (time.perf_counter() - start), printed


def _output(arguments: Sequence[str], told: str, fine: Container[int] = (0,)) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, input=told, capture_output=True, encoding="utf-8", env=_environment(), check=False)
    if done.returncode not in fine:
        error = done.stderr.strip() or f"ended with status {done.returncode}"
        raise Failed(f"{' '.join(arguments[:3])}: {error.splitlines()[-1]}")
    return done.stdout


def _environment() -> dict[str, str]:
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, **dict.fromkeys(_ONE_THREAD, "1"), "PYTHONPATH": os.pathsep.join(paths)}
