"""A reader of an index, written from docs/format.md alone: it imports nothing of the library."""

import json
import struct
import zlib
from itertools import pairwise

import numpy as np


def load(folder):
    """The table of contents and the arrays of each segment."""
    table = json.loads((folder / "searchlib.json").read_bytes())
    assert (table["format"], table["version"]) in {("searchlib", 1), ("searchlib", 2)}
    checksum = table.pop("checksum")
    assert zlib.crc32(json.dumps(table, separators=(",", ":"), sort_keys=True).encode()) == checksum
    for row in table["segments"]:
        arrays = {}
        for file in [*row["files"], *([row["deleted"]] if row["deleted"] else [])]:
            arrays |= arrays_of((folder / file["name"]).read_bytes(), row["id"], file)
        yield row, arrays


def files_of(folder):
    """The arrays of the table of files."""
    row = json.loads((folder / "searchlib.json").read_bytes())["files"]
    return arrays_of((folder / row["name"]).read_bytes(), row["name"].removesuffix(".files"), row)


def arrays_of(data, segment, file):
    magic, version, owner, zero = struct.unpack("<8sI16sI", data[:32])
    checksum, offset, length, end = struct.unpack("<IQQ8s", data[-28:])
    assert magic == end == b"srchlib\0"
    assert (version, owner.hex(), zero) == (1, segment, 0)
    assert (len(data), checksum) == (length, file["checksum"]) == (file["length"], zlib.crc32(data[offset:-28]))
    arrays = {}
    for name, (dtype, count, start, crc) in json.loads(data[offset:-28])["arrays"].items():
        array = np.frombuffer(data, dtype, count, start)
        assert start % 64 == 0
        assert zlib.crc32(array.tobytes()) == crc
        arrays[name] = array.tolist()
    return arrays


def strings(arrays, name):
    return [bytes(arrays[name][start:end]) for start, end in pairwise(arrays[f"{name}.ends"])]


def bits(arrays, name, count):
    return [arrays[name][n >> 3] >> (n & 7) & 1 for n in range(count)]


def units_of(arrays, field, term):
    """The units of a term's postings."""
    first, last = arrays[f"{field}.postings"][term : term + 2]
    high = [0] * (last - first)
    if f"{field}.blocks" in arrays:
        blocks = range(*arrays[f"{field}.blocks"][term : term + 2])
        numbers, sizes = arrays[f"{field}.block_numbers"], arrays[f"{field}.block_sizes"]
        high = [numbers[block] for block in blocks for _ in range(sizes[block] + 1)]
    return [(above << 16) + low for above, low in zip(high, arrays[f"{field}.lows"][first:last], strict=True)]


def decoded(arrays, field):
    """term -> unit -> position -> spellings."""
    terms = [term.decode(errors="surrogatepass") for term in strings(arrays, f"{field}.terms")]
    positions = list(arrays[f"{field}.positions"])
    for at, position in zip(arrays[f"{field}.wide_at"], arrays[f"{field}.wide_positions"], strict=True):
        positions[at] = position
    firsts = bits(arrays, f"{field}.firsts", len(positions))
    forms = {}
    rows = zip(arrays[f"{field}.owners"], arrays[f"{field}.owner_codes"], strict=True)
    for spelling, owner in zip(strings(arrays, f"{field}.spellings"), rows, strict=True):
        forms.setdefault(owner, set()).add(spelling.decode(errors="surrogatepass"))
    found = {}
    for number, term in enumerate(terms):
        units, unit = iter(units_of(arrays, field, number)), None
        start, end = arrays[f"{field}.coded"][number : number + 2]
        codes = iter(arrays[f"{field}.codes"][start:end])
        for occurrence in range(*arrays[f"{field}.occurrences"][number : number + 2]):
            unit = next(units) if firsts[occurrence] else unit
            code = next(codes) if start < end else 0
            found.setdefault(term, {}).setdefault(unit, {})[positions[occurrence]] = forms[number, code]
        assert next(units, None) is None
    return found


def tidied(text):
    return " ".join(text.split())


def texts_of(arrays):
    """The text of each chunk."""
    dictionaries = strings(arrays, "dictionaries")
    for data, used in zip(strings(arrays, "chunks"), arrays["chunks.dictionaries"], strict=True):
        stream = zlib.decompressobj(-15, dictionaries[used - 1]) if used else zlib.decompressobj(-15)
        yield stream.decompress(data).decode()


def documents_of(arrays, texts):
    """Of each document its text, start, end, line, page, and the headings above."""
    above = [json.loads(context) if context else [] for context in strings(arrays, "contexts")]
    lines, pages = arrays["paragraph_lines"], arrays["paragraph_pages"]
    sections = [above[n] for n, (start, end) in enumerate(pairwise(arrays["sections"])) for _ in range(start, end)]
    for chunk, (first, last) in enumerate(pairwise(arrays["chunk_documents"])):
        for document in range(first, last):
            start, size = arrays["paragraph_starts"][document], arrays["paragraph_sizes"][document]
            raw = texts[chunk][start : start + size // 2]
            start += arrays["chunk_starts"][chunk]
            line = lines[document] + arrays["chunk_lines"][chunk] - 1 if lines and lines[document] else None
            page = pages[document] - 1 if pages and pages[document] else None
            yield tidied(raw) if size % 2 else raw, start, start + size // 2, line, page, tuple(sections[document])


def articles_of(arrays):
    """Of each article its facts, whether its title is made, its text, paragraphs and headings."""
    texts = list(texts_of(arrays))
    made = arrays.get("made_titles", [0] * (len(arrays["first_documents"]) - 1))
    documents = list(documents_of(arrays, texts))
    for number, packed in enumerate(strings(arrays, "facts")):
        chunks, paragraphs, headings = (
            range(*arrays[name][number : number + 2])
            for name in ("article_chunks", "first_documents", "article_headings")
        )
        text = "".join(texts[chunk] for chunk in chunks)
        places = [
            (arrays["heading_starts"][n], arrays["heading_sizes"][n], arrays["heading_levels"][n]) for n in headings
        ]
        yield (
            json.loads(packed),
            bool(made[number]),
            arrays["dates"][number],
            bytes(arrays["digests"][32 * number : 32 * number + 32]).hex(),
            text,
            [documents[n] for n in paragraphs],
            [(tidied(text[start : start + size]), level, start, start + size) for start, size, level in places],
        )
