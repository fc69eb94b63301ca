"""Two tiny collections, one of documents and one of passages, in the layouts of the data."""

import gzip
import json

import pytest

DOCUMENTS = [
    {"_id": "a", "title": "The embassy", "text": "It was closed  on a Friday.\nNobody came."},
    {"_id": "b", "title": "", "text": "Talks about visas went on for days."},
    {"_id": "c", "title": "Only a title", "text": " "},
    {"_id": "d", "title": "", "text": ""},
]
DOCUMENT_QUESTIONS = [
    {"_id": "1", "text": "why was the embassy closed?"},
    {"_id": "2", "text": "visas - and talks"},
    {"_id": "3", "text": "nobody judged this"},
]
ARTICLES = [
    {
        "_id": "Iran",
        "title": "Iran",
        "paragraphs": [
            {"text": "An old country.", "headings": []},
            {"text": "Tehran is the largest city.", "headings": ["Places", "Cities"]},
            {"text": "Alborz is a range  of mountains.", "headings": ["Places", "Mountains"]},
            {"text": "Elburz is another name of the range.", "headings": ["Places", "Mountains"]},
        ],
    },
    {"_id": "no#1", "title": "", "paragraphs": [{"text": "Oslo is a city, too.", "headings": []}]},
]
PASSAGE_QUESTIONS = [{"_id": "1", "text": "largest city"}, {"_id": "2", "text": "Oslo"}]


@pytest.fixture
def data(tmp_path):
    documents = _folder(tmp_path / "data" / "judged" / "tiny", DOCUMENT_QUESTIONS, "1 a 1, 2 b 1, 2 c 1, 3 a 0")
    _packed(documents / "corpus.jsonl.gz", DOCUMENTS)
    passages = _folder(tmp_path / "data" / "passages" / "wiki", PASSAGE_QUESTIONS, "1 Iran#2 2, 1 Iran#3 1, 2 no#1#1 1")
    _packed(passages / "articles.jsonl.gz", ARTICLES)
    return tmp_path / "data"


def _folder(folder, questions, judgments):
    folder.mkdir(parents=True)
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, questions)))
    rows = ["query-id corpus-id score", *judgments.split(", ")]
    (folder / "qrels.tsv").write_text("\n".join(row.replace(" ", "\t") for row in rows))
    return folder


def _packed(path, rows):
    with gzip.open(path, "wt", encoding="utf-8") as packed:
        packed.write("\n".join(map(json.dumps, rows)))
