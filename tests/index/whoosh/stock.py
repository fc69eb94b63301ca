"""Whoosh's own codec, holding the tokens that an index of ours holds: what Whoosh's matchers answer without us."""

from collections import defaultdict

from searchlib._whoosh import quiet_import
from tests.index.whoosh.oracle import FIELDS, Oracle

with quiet_import():
    from whoosh.codec.whoosh3 import W3Codec
    from whoosh.fields import FieldType, Schema
    from whoosh.filedb.filestore import RamStorage
    from whoosh.formats import Positions

NAMES = [name + end for name in FIELDS for end in ("", "_exact")]


class Tokens(FieldType):
    """A field whose values are position -> terms."""

    def __init__(self):
        super().__init__(Positions(), None, scorable=True)

    def index(self, value, **_):
        places = defaultdict(list)
        for place, words in sorted(value.items()):
            for word in words:
                places[word].append(place)
        for word, found in places.items():
            yield word.encode(), len(found), float(len(found)), self.format.encode(found)


def stock_searcher(reader, analyzer):
    """A searcher over the same documents in the same segments, with the same ones deleted."""
    index = RamStorage().create_index(Schema(**{name: Tokens() for name in NAMES}))
    for segment in filter(lambda segment: segment.document_count, reader.segments):
        with index.writer(codec=W3Codec()) as writer:
            tokens = Oracle.of(map(segment.article, range(segment.article_count)), analyzer)
            for number in range(segment.document_count):
                writer.add_document(**{name: tokens.words(number, name) for name in NAMES})
            writer.merge = False
    with index.writer(codec=W3Codec()) as writer:
        for segment, base in zip(reader.segments, reader.bases, strict=False):
            for number in () if segment.deleted is None else segment.deleted.nonzero()[0].tolist():
                writer.delete_document(base + number)
        writer.merge = False
    return index.searcher()
