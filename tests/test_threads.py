"""One open index serves several threads, and each of them gets the answers that one alone would get."""

import threading

import searchlib

WORDS = ["embassy", "iran", "iraq", "talks", "closed", "minister", "visit", "treaty"]
QUESTIONS = [
    *(f"{one} {two}" for one in WORDS for two in WORDS if one < two),
    *(f"+{one} +{two}" for one in WORDS[:5] for two in WORDS[3:] if one != two),
    *(f'"{one} {two}"' for one in WORDS for two in WORDS[:3] if one != two),
    "clos*",
]


def articles():
    for number in range(300):
        words = [WORDS[(number * step + step) % len(WORDS)] for step in range(1, 9)]
        yield searchlib.from_text(f"{' '.join(words)} and {words[number % 8]}s", id=str(number))


def answer(index, question):
    return [(hit.score, hit.passage.article.id, hit.spans, hit.html()) for hit in index.search(question)]


def test_eight_threads_get_the_answers_of_one(tmp_path):
    with searchlib.open(tmp_path / "index") as index:
        index.add(articles())
    with searchlib.open(tmp_path / "index") as index:
        expected = [answer(index, question) for question in QUESTIONS]
    wrong, barrier = [], threading.Barrier(8)

    def ask(first):
        barrier.wait()
        for number in range(len(QUESTIONS)):
            place = (number + 7 * first) % len(QUESTIONS)
            if answer(fresh, QUESTIONS[place]) != expected[place]:
                wrong.append(QUESTIONS[place])

    with searchlib.open(tmp_path / "index") as fresh:
        threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []
    assert any(expected), "an answer that is empty everywhere would be equal, too"


def test_who_asks_while_another_adds_gets_one_commit_or_the_next(tmp_path):
    with searchlib.open(tmp_path / "index") as index:
        index.add(articles())
        before = answer(index, "embassy iran")
        more = [searchlib.from_text("embassy iran " * 5, id=f"more {number}") for number in range(20)]
        seen, done = [], threading.Event()

        def ask():
            while not done.is_set():
                seen.append(answer(index, "embassy iran"))

        asking = threading.Thread(target=ask)
        asking.start()
        index.add(more)
        done.set()
        asking.join()
        after = answer(index, "embassy iran")
    assert before != after
    assert all(found in (before, after) for found in seen)
