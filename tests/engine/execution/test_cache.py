"""What is kept of words stays within its budget, and changes no answer."""

import threading

from searchlib.engine.execution.cache import Cache
from searchlib.engine.execution.execution import Execution, Snapshot
from tests.engine.execution.fakes import FakeSegment
from tests.engine.execution.trees import q


class Thing:
    """A word of one part."""

    is_forgotten = False

    def __init__(self):
        self.extra_bytes = 10

    @property
    def weight_in_bytes(self):
        return self.extra_bytes

    def forget(self):
        self.is_forgotten = True


def test_what_was_used_lately_stays_and_what_was_not_goes():
    cache = Cache(100)
    used, unused = Thing(), Thing()
    cache.put(("text", "used"), used)
    cache.put(("text", "unused"), unused)
    for number in range(50):
        cache.put(("text", str(number)), Thing())
        assert cache.get(("text", "used")) is used
    assert cache.get(("text", "unused")) is None
    kept = sum(cache.get(("text", str(number))) is not None for number in range(50))
    assert kept <= 10


def test_what_is_charged_later_counts_as_well():
    cache = Cache(100)
    things = [cache.put(("text", str(number)), Thing()) for number in range(10)]
    assert cache.charge(things[9], 50)
    assert [cache.get(("text", str(number))) is not None for number in range(10)] == [False] * 5 + [True] * 5


def test_of_two_words_of_one_name_the_first_stays():
    cache = Cache(100)
    first = cache.put(("text", "a"), Thing())
    assert cache.put(("text", "a"), Thing()) is first


def test_a_tiny_cache_gives_the_same_answers():
    documents = [{"text": [[("a", "a")], [("b", "b" if n % 2 else "B")]] * (n % 5)} for n in range(200)]
    trees = [
        q.Or([q.Term("text", "a"), q.Term("text", "b")]),
        q.And([q.Term("text", "a"), q.Term("text_exact", "B")]),
        q.Phrase("text", ["a", "b", "a"]),
        q.Phrase("text_exact", ["a", "B"]),
    ]
    small, large = Snapshot([FakeSegment(documents)], 10), Snapshot([FakeSegment(documents)])
    for _ in range(30):
        for tree in trees:
            assert Execution(small).top(tree, 5) == Execution(large).top(tree, 5)


def test_several_threads_get_the_answers_of_one():
    documents = [{"text": [[(word, word)] for word in ("abcd"[n % 4], "efg"[n % 3]) * (n % 5)]} for n in range(400)]
    snapshot = Snapshot([FakeSegment(documents)], 20_000)
    trees = [q.Or([q.Term("text", one), q.Term("text", two)]) for one in "abcd" for two in "efg"]
    expected = [Execution(Snapshot([FakeSegment(documents)])).top(tree, 5) for tree in trees]
    wrong = []

    def ask():
        for _ in range(10):
            wrong.extend(
                tree for tree, top in zip(trees, expected, strict=True) if Execution(snapshot).top(tree, 5) != top
            )

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
