"""How do articles get in and out? Through a writer that holds the lock: what it commits is whole, or is not there."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from searchlib.analysis import Analyzer
from searchlib.errors import AnalyzerError, InvalidRequest
from searchlib.index.commit import sweep
from searchlib.index.lock import locked
from searchlib.index.manifest import Table, writable_table
from searchlib.index.parallel_writer import ParallelWriter
from searchlib.index.writer import IndexWriter, translated

__all__ = ["IndexWriter", "writing"]


@contextmanager
def writing(
    folder: Path, analyzer: Analyzer, *, memory: int = 512, wait: float = 0.0, workers: int = 1
) -> Iterator[IndexWriter]:
    """Hold the lock and write; at the end everything is committed, after an exception only what was already.

    The folder is made where there is none. ``memory`` is in megabytes, for the whole process; ``wait`` is how many
    seconds to wait for another writer. ``workers`` processes of as much memory each do the work if there are several:
    the analyzer must be picklable, and a script needs ``if __name__ == "__main__":``.

    Raises IndexLocked, IndexFolderError where nothing can be written, AnalyzerError where the index was made with
    another analyzer, InvalidRequest for less than one worker, and what :func:`~.manifest.read_table` does.
    """
    if workers < 1:
        raise InvalidRequest(f"workers: {workers}; there must be at least one")
    with ExitStack() as stack:
        with translated(folder):
            writable_table(folder)  # nothing is made in a folder that is somebody else's
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locked(folder, wait))
            writer = _begin(folder, analyzer, memory, workers)
        stack.callback(writer.cancel)
        yield writer
        writer.commit()


def _begin(folder: Path, analyzer: Analyzer, memory: int, workers: int) -> IndexWriter:
    table = writable_table(folder)
    if table is not None and table.fingerprint != analyzer.fingerprint:
        raise AnalyzerError(
            f"{folder}: made with the analyzer {table.analyzer!r}, which is not the {analyzer.name!r} of now"
        )
    sweep(folder, table)
    table = table or Table(analyzer=analyzer.name, fingerprint=analyzer.fingerprint)
    if workers > 1:
        return ParallelWriter(folder, analyzer, memory, table, workers=workers)
    return IndexWriter(folder, analyzer, memory, table)
