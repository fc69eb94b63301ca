"""Where was it measured? The machine, the versions, the day and the command: a report's header."""

import datetime
import os
import platform
import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from benchmarks.peers import version_of

__all__ = ["header"]


def header(peers: Iterable[str], **facts: object) -> dict[str, str]:
    """Machine, versions, and whatever else the reader needs to repeat it."""
    engines = [version_of(name) for name in peers]
    return {
        "command": " ".join(["python -m benchmarks", *sys.argv[1:]]),
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": f"{platform.system()} {platform.machine()}, {_cores()} cores, {_processor()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "versions": ", ".join(dict.fromkeys([*engines, f"numpy {version('numpy')}"])),
        **{name: str(fact) for name, fact in facts.items()},
    }


def _cores() -> int | None:
    """Those that this process may use, where that is known."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "processor unknown"
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")),
        "processor unknown",
    )
