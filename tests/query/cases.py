"""Questions as people type them: (typed, understood, how many warnings, tree), and how trees are written here."""

from searchlib.query.whoosh import And, AndMaybe, AndNot, Every, NullQuery, Or, Phrase, Prefix, Term, Wildcard


def word(text, field="text"):
    return Term(field, text)


def spelled(text, field="text"):
    return Term(f"{field}_exact", text)


def phrase(*words, field="text_exact"):
    return Phrase(field, list(words))


def start(text):
    return Prefix("text_exact", text)


def standing(character, field="text"):
    """A Chinese character: at the beginning or at the end of the pairs that the index holds."""
    return Or([Prefix(f"{field}_exact", character), Wildcard(f"{field}_exact", f"*{character}")])


def any_of(*queries):
    return Or([word(query) if isinstance(query, str) else query for query in queries])


def all_of(*queries):
    return And([word(query) if isinstance(query, str) else query for query in queries])


def without(wanted, unwanted):
    return AndNot(*(word(query) if isinstance(query, str) else query for query in (wanted, unwanted)))


def preferring(wanted, optional):
    return AndMaybe(*(word(query) if isinstance(query, str) else query for query in (wanted, optional)))


def side_by_side(*words):
    return phrase(*words, field="text")


WORDS = [
    ("iran", "iran", 0, word("iran")),
    ("embassy iran", "embassy iran", 0, any_of("embassi", "iran")),
    ("  embassy\t\n iran ", "embassy iran", 0, any_of("embassi", "iran")),
    ("Iran iran IRAN", "Iran", 0, word("iran")),
    ("embassy embassies", "embassy embassies", 0, word("embassi")),
    ("iran, iraq; syria!", "iran iraq syria", 0, any_of("iran", "iraq", "syria")),
    ("who is he?", "who is he", 0, any_of("who", "is", "he")),
    ("US", "US", 0, spelled("US")),
    ("us", "us", 0, word("us")),
    ("U.S.", "U.S.", 0, spelled("US")),
    ("Azerbaijan’s", "Azerbaijan’s", 0, word("azerbaijan")),
    ("covid-19", "covid-19", 0, any_of("covid19", side_by_side("covid", "19"))),
    ("covid-19 iran", "covid-19 iran", 0, any_of("covid19", side_by_side("covid", "19"), "iran")),
    ("AT&T", "AT&T", 0, any_of("att", side_by_side("AT", "t"))),
    ("C++", "C++", 0, word("c++")),
    ("iran/iraq", "iran/iraq", 0, any_of("iran", "iraq")),
    ("+iran/iraq syria", "+iran/iraq syria", 0, preferring(any_of("iran", "iraq"), "syria")),
    ("10:30", "10:30", 0, side_by_side("10", "30")),
    ("9/11", "9/11", 0, side_by_side("9", "11")),
    ("example.com", "example.com", 0, side_by_side("exampl", "com")),
    ("a.b@example.com", "a.b@example.com", 0, side_by_side("ab", "exampl", "com")),
    ("https://x.org/a?b", "https://x.org/a?b", 0, side_by_side("https", "x", "org", "a", "b")),
    ("std::vector", "std::vector", 0, any_of("std", "vector")),
    ("中国人", "中国人", 0, side_by_side("中国", "国人")),
    ("中", "中", 0, standing("中")),
    ("title:中", "title:中", 0, standing("中", "title")),
    ("中 iran 国 中", "中 iran 国", 0, any_of(*standing("中").subqueries, "iran", *standing("国").subqueries)),
    ("- iran – iraq & ...", "iran iraq", 0, any_of("iran", "iraq")),
    ("\ufeff+iran\0iraq", "+iran iraq", 0, preferring("iran", "iraq")),
]

QUOTES = [
    ('"closed embassy"', '"closed embassy"', 0, phrase("closed", "embassy")),
    ("“closed embassy”", '"closed embassy"', 0, phrase("closed", "embassy")),
    ("„closed embassy“", '"closed embassy"', 0, phrase("closed", "embassy")),
    ("«closed embassy»", '"closed embassy"', 0, phrase("closed", "embassy")),
    ("»closed embassy«", '"closed embassy"', 0, phrase("closed", "embassy")),
    ('"WAR AND PEACE"', '"WAR AND PEACE"', 0, phrase("war", "and", "peace")),
    ("'closed embassy' iran", '"closed embassy" iran', 0, any_of(phrase("closed", "embassy"), "iran")),
    ("‘closed embassy’", '"closed embassy"', 0, phrase("closed", "embassy")),
    ("'tis the dogs' bowl", "tis the dogs bowl", 0, any_of("tis", "the", "dog", "bowl")),
    ("O'Brien's 'and", "O'Brien's and", 0, any_of("obrien", "and")),
    ("'90s the 'a", "90s the a", 0, any_of("90s", "the", "a")),
    ('"embassies"', '"embassies"', 0, spelled("embassies")),
    ('"US"', '"US"', 0, spelled("US")),
    ('"us"', '"us"', 0, spelled("us")),
    ('"US troops"', '"US troops"', 0, phrase("US", "troops")),
    ('"covid-19"', '"covid-19"', 0, any_of(spelled("covid19"), phrase("covid", "19"))),
    ('"the covid-19 wave"', '"the covid-19 wave"', 0, phrase("the", "covid", "19", "wave")),
    ('"who are you?"', '"who are you?"', 0, phrase("who", "are", "you")),
    ('"-a (b AND c:d) +"', '"-a (b AND c:d) +"', 0, phrase("a", "b", "AND", "c", "d")),
    ('iran"closed embassy"iraq', 'iran "closed embassy" iraq', 0, any_of("iran", phrase("closed", "embassy"), "iraq")),
    ('"東京"', '"東京"', 0, spelled("東京")),
    ('"京"', '"京"', 0, standing("京")),
]

OPERATORS = [
    ("+iran embassy -nuclear", "+iran embassy -nuclear", 0, without(preferring("iran", "embassi"), "nuclear")),
    ("iran -nuclear", "iran -nuclear", 0, without("iran", "nuclear")),
    ("iran !nuclear", "iran -nuclear", 0, without("iran", "nuclear")),
    ("iran NOT nuclear", "iran -nuclear", 0, without("iran", "nuclear")),
    ("iran AND NOT nuclear", "iran -nuclear", 0, without("iran", "nuclear")),
    ("NOT iran nuclear", "nuclear -iran", 0, without("nuclear", "iran")),
    ("NOT NOT iran", "iran", 0, word("iran")),
    ("-nuclear", "-nuclear", 0, without(Every(), "nuclear")),
    ("-nuclear -iran", "-nuclear -iran", 0, without(Every(), any_of("nuclear", "iran"))),
    ("NOT a AND NOT b c", "c -a -b", 0, without("c", any_of("a", "b"))),
    ("+iran", "iran", 0, word("iran")),
    ("+iran +iraq", "iran AND iraq", 0, all_of("iran", "iraq")),
    ("iran AND iraq", "iran AND iraq", 0, all_of("iran", "iraq")),
    ("iran && iraq", "iran AND iraq", 0, all_of("iran", "iraq")),
    ("iran&&iraq||syria", "iran AND iraq OR syria", 0, any_of(all_of("iran", "iraq"), "syria")),
    ("iran and iraq", "iran and iraq", 0, any_of("iran", "and", "iraq")),
    ("a OR b AND c", "a OR b AND c", 0, any_of("a", all_of("b", "c"))),
    ("a b AND c d", "a OR b AND c OR d", 0, any_of("a", all_of("b", "c"), "d")),
    ("(a OR b) AND c", "(a b) AND c", 0, all_of(any_of("a", "b"), "c")),
    ("a AND (b AND (c AND d))", "a AND b AND c AND d", 0, all_of("a", "b", "c", "d")),
    ("a (b (c d))", "a b c d", 0, any_of("a", "b", "c", "d")),
    ("a OR NOT b", "a OR NOT b", 0, any_of("a", without(Every(), "b"))),
    ("a (-b)", "a OR NOT b", 0, any_of("a", without(Every(), "b"))),
    ("a -(-b)", "a AND b", 0, all_of("a", "b")),
    ("a b -(-c)", "(a b) AND c", 0, all_of(any_of("a", "b"), "c")),
    ("a -(b c)", "a -b -c", 0, without("a", any_of("b", "c"))),
    ("a -(b AND c)", "a -(b AND c)", 0, without("a", all_of("b", "c"))),
    ("+a AND b c", "+a +b c", 0, preferring(all_of("a", "b"), "c")),
    ("+(a b) c", "+(a b) c", 0, preferring(any_of("a", "b"), "c")),
    ("+(-a) b", "+(-a) b", 0, preferring(without(Every(), "a"), "b")),
    ("+a a b", "+a b", 0, preferring("a", "b")),
    ('-"a b" c', 'c -"a b"', 0, without("c", phrase("a", "b"))),
    ("word(s)", "word s", 0, any_of("word", "s")),
    ("+NOT -or", "not -or", 0, without("not", "or")),
    ("-5", "-5", 0, without(Every(), "5")),
]

FIELDS = [
    ("title:iran", "title:iran", 0, word("iran", "title")),
    ("Title:Embassies", "title:Embassies", 0, word("embassi", "title")),
    ("text:iran iran", "text:iran iran", 0, word("iran")),
    ('heading:"closed embassy"', 'heading:"closed embassy"', 0, phrase("closed", "embassy", field="heading_exact")),
    ("title:(iran AND iraq)", "title:iran AND title:iraq", 0, all_of(word("iran", "title"), word("iraq", "title"))),
    ("title:(iran text:iraq)", "title:iran text:iraq", 0, any_of(word("iran", "title"), word("iraq"))),
    ("-title:iran iraq", "iraq -title:iran", 0, without("iraq", word("iran", "title"))),
    ("title:iran*", "title:iran*", 0, Prefix("title_exact", "iran")),
    ("title:-iran", "title:iran", 0, word("iran", "title")),
    ("title:+//iran", "title:iran", 0, word("iran", "title")),
    ("title:US", "title:US", 0, spelled("US", "title")),
]

PREFIXES = [
    ("Azerb*", "Azerb*", 0, start("azerb")),
    ("negotiati*", "negotiati*", 0, start("negotiati")),
    ("O’Br*", "O’Br*", 0, start("obr")),
    ("covid-1*", "covid-1*", 0, start("covid1")),
    ("Téhér*", "Téhér*", 0, start("teher")),
    ("US*", "US*", 0, start("us")),
    ("1*", "1*", 0, start("1")),
    ("1,2*", "1,2*", 0, start("12")),
    ("1,25*", "1,25*", 0, start("125")),
    ("1,250*", "1,250*", 0, start("1250")),
    ("1,250,0*", "1,250,0*", 0, start("12500")),
    ("$1,250.5*", "$1,250.5*", 0, start("1250.5")),
    ("1.5*", "1.5*", 0, start("1.5")),
    ("C++*", "C++*", 0, start("c++")),
    ("京*", "京*", 0, standing("京")),
    ("U.S.*", "U.S.*", 0, start("us")),
    ("emb**, iran", "emb* iran", 0, any_of(start("emb"), "iran")),
    ("+emb* -ira*", "emb* -ira*", 0, without(start("emb"), start("ira"))),
]

REPAIRED = [
    ('"closed embassy', '"closed embassy"', 1, phrase("closed", "embassy")),
    ('iran "', "iran", 1, word("iran")),
    ('iran ""', "iran", 1, word("iran")),
    ("foo:bar", "foo bar", 1, any_of("foo", "bar")),
    ("+foo:bar iran", "+(foo bar) iran", 1, preferring(any_of("foo", "bar"), "iran")),
    ('foo:"a b"', 'foo "a b"', 1, any_of("foo", phrase("a", "b"))),
    ("foo:(a AND b)", "foo OR a AND b", 1, any_of("foo", all_of("a", "b"))),
    ("title: iran", "title iran", 1, any_of("titl", "iran")),
    ("title:heading:iran", "heading:iran", 1, word("iran", "heading")),
    ("title:, iran", "iran", 1, word("iran")),
    ("AND iran", "iran", 1, word("iran")),
    ("iran OR", "iran", 1, word("iran")),
    ("iran AND OR iraq", "iran AND iraq", 1, all_of("iran", "iraq")),
    ("iran NOT", "iran", 1, word("iran")),
    ("NOT", "not", 1, word("not")),
    ("AND OR", "and or", 2, any_of("and", "or")),
    ("(iran", "iran", 1, word("iran")),
    ("((iran iraq", "iran iraq", 1, any_of("iran", "iraq")),
    ("iran) iraq", "iran iraq", 1, any_of("iran", "iraq")),
    ("iran AND () iraq", "iran AND iraq", 0, all_of("iran", "iraq")),
    ("* iran", "iran", 1, word("iran")),
    ("*stan", "stan", 1, word("stan")),
    ("af*stan", "af stan", 1, any_of("af", "stan")),
    ("+wom?n iran", "+(wom n) iran", 1, preferring(any_of("wom", "n"), "iran")),
    ('"negotiat* with"', '"negotiat with"', 1, phrase("negotiat", "with")),
    ("iran/af*", "iran/af", 1, any_of("iran", "af")),
    ("c+*", "c*", 1, start("c")),
    ("AND$*", "and*", 1, start("and")),
    ("10.0.0*", "10.0.0", 1, side_by_side("10", "0", "0")),
    ("1,2,3*", "1,2,3", 1, side_by_side("1", "2", "3")),
    ("iran~2 iraq^3", "iran iraq", 2, any_of("iran", "iraq")),
    ("iran~2*", "iran", 2, word("iran")),
    ('"a b"~5 (c)^2', '"a b" c', 2, any_of(phrase("a", "b"), "c")),
    ("--iran", "iran", 1, word("iran")),
    ("", "", 1, NullQuery),
    (" \t", "", 1, NullQuery),
    ("?! … () -", "", 1, NullQuery),
    ('"..."', "", 2, NullQuery),
    ("\0\ud800", "", 1, NullQuery),
]

CASES = [*WORDS, *QUOTES, *OPERATORS, *FIELDS, *PREFIXES, *REPAIRED]
