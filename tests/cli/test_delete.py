IRAN = "news/2005-02-03-iran.txt"


def test_delete_takes_articles_out_and_says_how_many(run, work):
    run("index", "articles")
    result = run("delete", IRAN, "nowhere.txt")
    assert (result.exit_code, result.stderr) == (0, "searchlib: deleted 1 article of 2\n")
    assert run("show", IRAN).exit_code == 2
    assert run("delete", IRAN).exit_code == 1
    assert (work / "articles" / IRAN).exists()
