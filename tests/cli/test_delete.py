IRAN = "news/2005-02-03-iran.txt"


def test_delete_takes_articles_out_and_says_how_many(run, work):
    run("index", "articles")
    result = run("delete", IRAN, "nowhere.txt")
    assert (result.exit_code, result.stderr) == (
        0,
        "searchlib: no article 'nowhere.txt'\nsearchlib: deleted 1 article\n",
    )
    assert run("show", IRAN).exit_code == 2
    assert run("delete", IRAN).exit_code == 1
    assert (work / "articles" / IRAN).exists()


def test_what_is_not_there_is_answered_with_the_nearest(run, work):
    run("index", "articles")
    result = run("delete", "2005-02-03-iran.txt")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        1,
        f"searchlib: no article '2005-02-03-iran.txt'; there is {IRAN}",
    )


def test_a_path_takes_out_all_of_its_file(run, work):
    (work / "export.csv").write_text("id,text\n1,one\n2,two\n3,three\n", encoding="utf-8")
    run("index", "export.csv")
    assert run("delete", "export.csv#2").stderr == "searchlib: deleted 1 article\n"
    assert run("delete", str(work / "export.csv")).stderr == "searchlib: deleted 2 articles\n"


def test_a_folder_goes_only_with_all(run, work):
    run("index", "articles")
    before = len(run("list").stdout.splitlines())
    refused = run("delete", "articles")
    assert refused.exit_code == 2
    assert f"articles is a folder that {before} articles are from: --all" in refused.stderr
    assert len(run("list").stdout.splitlines()) == before
    assert run("delete", "--all", "articles/").stderr == f"searchlib: deleted {before} articles\n"
