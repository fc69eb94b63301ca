"""What articles say of themselves can be asked for."""

import datetime

import searchlib
from searchlib._whoosh import quiet_import
from searchlib.query import Contents
from tests.engine.test_contract import article

with quiet_import():
    from whoosh import query as q


def test_facts_restrict_and_add_no_score_of_their_own(tmp_path):
    with searchlib.open(tmp_path / "index") as index:
        index.add(
            [
                article("a", "iran talks", authors=["Mary O’Brien"], language="en-US", metadata={"pages": 3}),
                article("b", "iran", authors=["John Smith"], metadata={"pages": 12, "desk": "Élite"}),
            ]
        )
        for query in (
            q.Term("author", "obrien"),
            q.Phrase("author", ["mary", "obrien"]),
            q.Prefix("author", "obr"),
            q.Term("language", "en"),
            q.NumericRange("pages", None, 10),
        ):
            (hit,) = index.search(q.And([q.Term("text", "iran"), q.ConstantScoreQuery(query, 0.0)]))
            assert hit.passage.article.id == "a"
            assert hit.score == index.search("iran")[1].score
        assert [hit.passage.article.id for hit in index.search(q.Term("desk", "elite"))] == ["b"]
        assert index._engine.fields() == {"pages": Contents(numbers=2), "desk": Contents(texts=1, are_written=True)}
        before = index._engine.generation
        index.add([article("c", "iran", metadata={"pages": "vii", "filed": datetime.date(2005, 1, 2)})])
        assert index._engine.generation != before
        fields = index._engine.fields()
        assert list(fields) == ["desk", "filed", "pages"]
        assert (fields["pages"], fields["filed"]) == (Contents(2, 0, 1, True), Contents(days=1))
        assert len(index.search(q.NumericRange("pages", 1, 20))) == 2
        index.delete(["a"])
        assert len(index.search(q.Term("author", "obrien"))) == 0


def test_accents_do_not_matter_in_facts_where_they_do_in_words(tmp_path):
    with searchlib.open(tmp_path / "index", analyzer="french") as index:
        index.add([article("a", "élections", authors=["José Núñez"], metadata={"desk": "Étranger"})])
        for typed in ("author:nunez", "author:NÚÑEZ", "author:núñ*", "author:nun*", "desk:etranger", 'desk:"ÉTRANGER"'):
            assert [hit.passage.article.id for hit in index.search(typed)] == ["a"], typed
        assert len(index.search("élections", filters=searchlib.Filters(authors="Jose Nunez"))) == 1
