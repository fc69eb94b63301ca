"""Where do the texts and questions come from? The data folder: press releases cut into paragraphs, and web queries.

What is cut lies below the work folder as a text file: a line a paragraph, an empty line after each article, so that
every process can stream as much of it as it needs.
"""

import json
import random
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from benchmarks.dealing import deal

__all__ = ["KINDS", "NoData", "Texts", "articles", "cut", "paragraphs_of", "prepare", "queries", "unpack"]

KINDS = {"term": "term", "union": "OR", "intersection": "AND", "phrase": "phrase", "stems": "phrase on stems"}
"""The kinds of queries by their tags, and what they are called. A phrase on stems is the phrase, asked otherwise."""

CUT = (
    "press releases cut at line breaks and at three or more spaces, pieces of at least 40 characters, "
    "each run of white space as one space"
)

_CUT = re.compile(r"\s{3,}|\n+")
_SHORTEST = 40


class NoData(Exception):
    """The data folder is not there or lacks a file."""


@frozen
class Texts:
    """What is indexed: the first ``paragraphs`` of the file at ``path``, the last ``dealt`` of them dealt anew."""

    path: Path
    paragraphs: int
    megabytes: float
    dealt: int = 0

    def __str__(self) -> str:
        text = f"{self.paragraphs:,} paragraphs, {self.megabytes:.1f} MB of UTF-8; {CUT}"
        return f"{text}; the last {self.dealt:,} of sentences of the others, dealt anew" if self.dealt else text


def _needed(data: Path, name: str) -> Path:
    path = data / name
    if not path.exists():
        raise NoData(f"{path} is not there; --data names the folder that holds it")
    return path


def unpack(data: Path, work: Path) -> Iterator[str]:
    """Prepare what the other commands read; yields what was done, a line each."""
    path = cut(data, work)
    yield f"{path}: {path.stat().st_size / 1e6:.0f} MB, {CUT}"
    for name in sorted(path.name for path in _needed(data, "judged").iterdir()):
        yield f"{data / 'judged' / name}: read in place"


def cut(data: Path, work: Path) -> Path:
    """The file of all paragraphs, in the archive's order; made once."""
    path = work / "senate.txt"
    if not path.exists():
        archive = _needed(data, "senate.tar.xz")
        work.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            for paragraphs in _releases(archive):
                file.write("\n".join([*paragraphs, "", ""]))
        unfinished.replace(path)
    return path


def _releases(archive: Path) -> Iterator[list[str]]:
    with tarfile.open(archive) as tar:
        for member in tar:
            file = tar.extractfile(member)
            if file is not None:
                paragraphs = paragraphs_of(file.read().decode("utf-8", "replace"))
                if paragraphs:
                    yield paragraphs


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a press release; runs of white space are one space, as an article's paragraphs have them."""
    pieces = (piece.strip() for piece in _CUT.split(text))
    return [" ".join(piece.split()) for piece in pieces if len(piece) >= _SHORTEST]


def articles(path: Path, paragraphs: int) -> Iterator[list[str]]:
    """The first ``paragraphs`` of a file, article by article; the last may be cut short."""
    article: list[str] = []
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line == "\n":
                yield article
                article = []
            elif not paragraphs:
                break
            else:
                article.append(line[:-1])
                paragraphs -= 1
    if article:
        yield article


def prepare(data: Path, work: Path, paragraphs: int, seed: int) -> Texts:
    """A file with so many paragraphs: the corpus', and past its end its sentences, dealt anew with ``seed``."""
    source, path = cut(data, work), work / "texts.txt"
    size = written = 0
    with path.open("wb") as file:
        for article in articles(source, paragraphs):
            encoded = "\n".join(article).encode()
            file.write(encoded + b"\n\n")
            written += len(article)
            size += len(encoded) - len(article) + 1
        size += deal(source, file, paragraphs - written, seed)
    return Texts(path, paragraphs, size / 1e6, paragraphs - written)


def queries(data: Path, count: int, seed: int) -> dict[str, list[str]]:
    """``count`` queries of each kind as typed, shuffled with ``seed``; term queries are single words of the rest."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    with _needed(data, "queries.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            query = json.loads(line)
            for kind in sorted(set(query["tags"]) & set(KINDS)):
                found[kind].append(query["query"])
    found["term"] = sorted({word for query in found["union"] for word in query.split()})
    found["stems"] = found["phrase"]
    return {kind: _shuffled(typed, f"{seed} {kind}")[:count] for kind, typed in found.items()}


def _shuffled(typed: list[str], seed: str) -> list[str]:
    return random.Random(seed).sample(typed, len(typed))
