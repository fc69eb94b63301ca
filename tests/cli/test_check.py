import shutil

import searchlib


def test_a_whole_index_is_well(ask):
    result = ask("check")
    assert (result.exit_code, result.stdout) == (0, "3 articles: all is well\n")


def test_a_changed_byte_is_named_with_its_file(run, library, tmp_path):
    folder = tmp_path / "index"
    shutil.copytree(library / "index", folder)
    (path,) = folder.glob("*.text")
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    path.write_bytes(data)
    result = run("check", "--index", folder)
    assert result.exit_code == 2
    assert path.name in result.output
    assert "changed" in result.output


def test_an_index_of_the_first_days_is_to_be_rebuilt(run, tmp_path):
    old = '{"format": "searchlib.whoosh", "version": 1, "analyzer": "english", "fingerprint": "x"}'
    (tmp_path / "searchlib.json").write_text(old)
    result = run("query", "--index", tmp_path, "iran")
    assert result.exit_code == 2
    assert "rebuild" in result.stderr


def test_several_workers_make_the_same_index(run, work):
    assert run("index", "articles", "--index", "one").exit_code == 0
    assert run("index", "articles", "--index", "two", "--workers", "2", "--memory", "256").exit_code == 0
    with searchlib.open("one") as one, searchlib.open("two") as two:
        assert list(one.articles()) == list(two.articles())
        for question in ("embassy iran", '"the embassy"', "+roses -iran"):
            assert list(one.search(question)) == list(two.search(question))
