"""Questions as people type them: (typed, understood, how many warnings, tree), and how trees are written here."""

import datetime

from searchlib.query.queries import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DateRange,
    Every,
    FuzzyTerm,
    InSentence,
    Near,
    NullQuery,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Regex,
    Term,
    Wildcard,
)
from searchlib.schema import of_others
from tests.query.contents import DAYS, MIXED, NUMBERS, PRICES, TEXTS

METADATA = {
    "length": NUMBERS,
    "Ministry": TEXTS,
    "signed": DAYS,
    "Length": DAYS,
    "LENGTH": TEXTS,
    "Case Number": MIXED,
    "AND": MIXED,
    "prices": PRICES,
    "a.b": TEXTS,
    "2nd:x": NUMBERS,
    "": NUMBERS,
}


def word(text, field="passage"):
    return Term(field, text)


def spelled(text, field="passage"):
    return Term(f"{field}_exact", text)


def phrase(*words, field="text_exact"):
    return Phrase(field, list(words))


def start(text):
    return Prefix("text_exact", text)


def like(pattern, field="text"):
    return Wildcard(f"{field}_exact", pattern)


def fuzzy(text, distance):
    return FuzzyTerm("text_exact", text, maxdist=distance, prefixlength=1 if len(text) > 3 else 0)


def regular(expression, field="text"):
    return Regex(f"{field}_exact", rf"(?:{expression})\Z")


def _in_text(part):
    """What is near something stands in the text itself."""
    if isinstance(part, str):
        return word(part, "text")
    if isinstance(part, Or):
        return Or([_in_text(each) for each in part.subqueries])
    return Term(part.fieldname.replace("passage", "text"), part.text) if isinstance(part, Term) else part


def near(*parts, gaps=10):
    return Near([_in_text(part) for part in parts], gaps=gaps, is_ordered=False)


def sentence(*parts):
    return InSentence([_in_text(part) for part in parts])


def before(*parts):
    return Near([_in_text(part) for part in parts], gaps=None)


def beside(*parts):
    return Near([_in_text(spelled(part) if isinstance(part, str) else part) for part in parts], gaps=0)


def boosted(query, boost):
    query.boost = boost
    return query


def fact(leaf):
    return ConstantScoreQuery(leaf, 0.0)


def author(name):
    return fact(Term("author", name))


def day(text):
    return datetime.datetime.fromisoformat(text)


def days(first, last, field="date"):
    return fact(DateRange(field, first and day(first), last and day(last)))


def numbers(low, high, without_low=False, without_high=False, field="length"):
    return fact(NumericRange(field, low, high, without_low, without_high))


def number_or_words(number, *words, field="Case Number"):
    """A value that is the number, or one that is none with the words."""
    others = of_others(field, of_days=False)
    said = Phrase(others, list(words)) if len(words) > 1 else Term(others, words[0])
    return fact(Or([NumericRange(field, number, number), said]))


def standing(character, field="text"):
    """A Chinese character: at the beginning or at the end of the pairs that the index holds."""
    return Or([Prefix(f"{field}_exact", character), Wildcard(f"{field}_exact", f"*{character}")])


def any_of(*queries):
    return Or([word(query) if isinstance(query, str) else query for query in queries])


def all_of(*queries):
    return And([word(query) if isinstance(query, str) else query for query in queries])


def without(wanted, unwanted):
    wanted = word(wanted) if isinstance(wanted, str) else wanted
    return AndNot(wanted, word(unwanted, "text") if isinstance(unwanted, str) else unwanted)


def excluded(*words):
    """Any of some words, looked for in the text alone."""
    return Or([word(each, "text") for each in words])


def preferring(wanted, optional):
    return AndMaybe(*(word(query) if isinstance(query, str) else query for query in (wanted, optional)))


def side_by_side(*words):
    return phrase(*words, field="text")


WORDS = [
    ("iran", "iran", 0, word("iran")),
    ("embassy iran", "embassy iran", 0, any_of("embassi", "iran")),
    ("  embassy\t\n iran ", "embassy iran", 0, any_of("embassi", "iran")),
    ("Iran iran IRAN", "Iran iran IRAN", 0, word("iran")),
    ("embassy embassies", "embassy embassies", 0, word("embassi")),
    ("iran, iraq; syria!", "iran iraq syria", 0, any_of("iran", "iraq", "syria")),
    ("who is he?", "who is he", 0, any_of("who", "is", "he")),
    ("US", "US", 0, spelled("US")),
    ("us", "us", 0, word("us")),
    ("U.S.", "U.S.", 0, spelled("US")),
    ('+צה"ל +U. S.', "צה״ל AND U.S.", 0, And([word("צהל"), spelled("US")])),
    ("army -U. S.", "army -U.S.", 0, without(word("armi"), spelled("US", "text"))),
    ("(+D. K. Kim)", "+D.K. Kim", 0, AndMaybe(word("dk"), word("kim"))),
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
    ("中 iran 国 中", "中 iran 国 中", 0, any_of(*standing("中").subqueries, "iran", *standing("国").subqueries)),
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
    ('"embassies"', '"embassies"', 0, spelled("embassies", "text")),
    ('"US"', '"US"', 0, spelled("US", "text")),
    ('"us"', '"us"', 0, spelled("us", "text")),
    ('"US troops"', '"US troops"', 0, phrase("US", "troops")),
    ('"covid-19"', '"covid-19"', 0, any_of(spelled("covid19", "text"), phrase("covid", "19"))),
    (
        '"the covid-19 wave"',
        '"the covid-19 wave"',
        0,
        any_of(phrase("the", "covid", "19", "wave"), phrase("the", "covid19", "wave")),
    ),
    ('"who are you?"', '"who are you?"', 0, phrase("who", "are", "you")),
    ('"-a (b AND c:d) +"', '"-a (b AND c:d) +"', 0, phrase("a", "b", "AND", "c", "d")),
    ('iran"closed embassy"iraq', 'iran "closed embassy" iraq', 0, any_of("iran", phrase("closed", "embassy"), "iraq")),
    ('"東京"', '"東京"', 0, spelled("東京", "text")),
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
    ("-nuclear -iran", "-nuclear -iran", 0, without(Every(), excluded("nuclear", "iran"))),
    ("NOT a AND NOT b c", "c -a -b", 0, without("c", excluded("a", "b"))),
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
    ("a -(b c)", "a -b -c", 0, without("a", excluded("b", "c"))),
    ("a -(b AND c)", "a -(b AND c)", 0, without("a", And(excluded("b", "c").subqueries))),
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
    ("text:iran iran", "text:iran iran", 0, any_of(word("iran", "text"), "iran")),
    ('heading:"closed embassy"', 'heading:"closed embassy"', 0, phrase("closed", "embassy", field="heading_exact")),
    ("title:(iran AND iraq)", "title:iran AND title:iraq", 0, all_of(word("iran", "title"), word("iraq", "title"))),
    ("title:(iran text:iraq)", "title:iran text:iraq", 0, any_of(word("iran", "title"), word("iraq", "text"))),
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

PATTERNS = [
    ("*stan", "*stan", 0, like("*stan")),
    ("af*stan", "af*stan", 0, like("af*stan")),
    ("+wom?n iran", "+wom?n iran", 0, preferring(like("wom?n"), "iran")),
    ("who? wom?n?", "who wom?n", 0, any_of("who", like("wom?n"))),
    ("Téh*án", "Téh*án", 0, like("teh*an")),
    ("*O’Br*en*", "*O’Br*en*", 0, like("*obr*en*")),
    ("a**?*b", "a?*b", 0, like("a?*b")),
    ("?ran", "?ran", 0, like("?ran")),
    ("title:*stan", "title:*stan", 0, like("*stan", "title")),
    ("al-*ad", "al*ad", 0, like("al*ad")),
    ("*京", "*京", 0, like("*京")),
    ("Tehran~", "Tehran~2", 0, fuzzy("tehran", 2)),
    ("Iran~ iraq~1", "Iran~1 iraq~1", 0, any_of(fuzzy("iran", 1), fuzzy("iraq", 1))),
    ("iran~2 iraq^3", "iran~2 iraq^3", 0, any_of(fuzzy("iran", 2), boosted(word("iraq"), 3))),
    ("Covid-19~2, x", "Covid-19~2 x", 0, any_of(fuzzy("covid19", 2), "x")),
    ("iran~0", "iran", 0, word("iran")),
    ("/ira[nq]/", "/ira[nq]/", 0, regular("ira[nq]")),
    ('/Té(h e|\\S)"/ x', '/Té(h e|\\S)"/ x', 0, any_of(regular('te(h e|\\S)"'), "x")),
    (r"/a\/b/", r"/a\/b/", 0, regular(r"a\/b")),
    ("title:/a.*/^2", "title:/a.*/^2", 0, boosted(regular("a.*", "title"), 2)),
    ("(/a/ -/b/)", "/a/ -/b/", 0, without(regular("a"), regular("b"))),
    ("and/or a / b /c/d", "and/or a b c/d", 0, any_of("and", "or", "a", "b", "c", "d")),
]

NEARNESS = [
    ('"a b"~5', '"a b"~5', 0, near(spelled("a"), spelled("b"), gaps=5)),
    ("'a b'~5 c", '"a b"~5 c', 0, any_of(near(spelled("a"), spelled("b"), gaps=5), "c")),
    ('"a b"~', '"a b"~10', 0, near(spelled("a"), spelled("b"))),
    ('"WAR PEACE"~0', '"WAR PEACE"~0', 0, near(spelled("war"), spelled("peace"), gaps=0)),
    ("NEAR(a b, 5)", "NEAR(a b, 5)", 0, near("a", "b", gaps=5)),
    ("NEAR(a b,5)", "NEAR(a b, 5)", 0, near("a", "b", gaps=5)),
    ("NEAR(a, b)", "NEAR(a b, 10)", 0, near("a", "b")),
    ("NEAR(a, 5 b)", "NEAR(a 5 b, 10)", 0, near("a", "5", "b")),
    ("NEAR(1,250 2, 3)", "NEAR(1,250 2, 3)", 0, near("1250", "2", gaps=3)),
    (
        'NEAR("a b" c* (d OR e), 3)',
        'NEAR("a b" c* (d e), 3)',
        0,
        near(phrase("a", "b"), start("c"), any_of("d", "e"), gaps=3),
    ),
    ("title:NEAR(a b, 1)", "title:NEAR(a b, 1)", 0, near(word("a", "title"), word("b", "title"), gaps=1)),
    ("NEAR(title:a b, 1)", "title:NEAR(a b, 1)", 0, near(word("a", "title"), word("b", "title"), gaps=1)),
    (
        "NEAR(a NEAR(b c, 1), 2)^2",
        "NEAR(a NEAR(b c, 1), 2)^2",
        0,
        boosted(near("a", near("b", "c", gaps=1), gaps=2), 2),
    ),
    ("-NEAR(a b, 5) c", "c -NEAR(a b, 5)", 0, without("c", near("a", "b", gaps=5))),
    ("NEAR a", "NEAR a", 0, any_of("near", "a")),
    ("SENTENCE(a b)", "SENTENCE(a b)", 0, sentence("a", "b")),
    ("SENTENCE(a, b c)", "SENTENCE(a b c)", 0, sentence("a", "b", "c")),
    ("SENTENCE(text:a b)", "SENTENCE(a b)", 0, sentence("a", "b")),
    (
        'SENTENCE("a b" c* (d OR e))',
        'SENTENCE("a b" c* (d e))',
        0,
        sentence(phrase("a", "b"), start("c"), any_of("d", "e")),
    ),
    ("SENTENCE(a NEAR(b c, 1))^2", "SENTENCE(a NEAR(b c, 1))^2", 0, boosted(sentence("a", near("b", "c", gaps=1)), 2)),
    ("c -SENTENCE(a b)", "c -SENTENCE(a b)", 0, without("c", sentence("a", "b"))),
    ("c AND SENTENCE(a b)", "c AND SENTENCE(a b)", 0, all_of("c", sentence("a", "b"))),
    ("c OR SENTENCE(a b)", "c SENTENCE(a b)", 0, any_of("c", sentence("a", "b"))),
    ("SENTENCE a", "SENTENCE a", 0, any_of("sentenc", "a")),
    ("a BEFORE b", "a BEFORE b", 0, before("a", "b")),
    ("a BEFORE b AND c", "a BEFORE b AND c", 0, all_of(before("a", "b"), "c")),
    ("a AND b BEFORE c d", "a AND b BEFORE c OR d", 0, any_of(all_of("a", before("b", "c")), "d")),
    ("(a BEFORE b) BEFORE c", "a BEFORE b BEFORE c", 0, before("a", "b", "c")),
    ("(a b) BEFORE c*", "(a b) BEFORE c*", 0, before(any_of("a", "b"), start("c"))),
    ("title:a BEFORE b", "title:a BEFORE b", 0, before(word("a", "title"), word("b", "title"))),
    ("-a BEFORE b c", "c -a BEFORE b", 0, without("c", before("a", "b"))),
    ("(a BEFORE b)^2", "(a BEFORE b)^2", 0, boosted(before("a", "b"), 2)),
    ("before BEFORE", "before", 1, word("befor")),
    ('"negotiat* team"', '"negotiat* team"', 0, beside(start("negotiat"), "team")),
    (
        '"(iran OR prime minister) embassy"',
        '"(iran OR prime minister) embassy"',
        0,
        beside(Or([spelled("iran"), phrase("prime", "minister")]), "embassy"),
    ),
    ('"~embassies of"', '"~embassies of"', 0, beside(word("embassi"), "of")),
    ('"closd~ the embassy"', '"closd~1 the embassy"', 0, beside(fuzzy("closd", 1), phrase("the", "embassy"))),
    (
        '"a* (b OR c d*)"~2',
        '"a* (b OR c d*)"~2',
        0,
        near(start("a"), Or([spelled("b"), beside("c", start("d"))]), gaps=2),
    ),
    ('"neg*"', "neg*", 0, start("neg")),
    ('"(a OR b)"', '"a" "b"', 0, any_of(spelled("a", "text"), spelled("b", "text"))),
    ('"the (a) b"', '"the (a) b"', 0, phrase("the", "a", "b")),
]

FACTS = [
    ("author:smith", "author:smith", 0, author("smith")),
    ("author:O’Brien", "author:O’Brien", 0, author("obrien")),
    ('author:"Mary O’Brien"', 'author:"Mary O’Brien"', 0, fact(Phrase("author", ["mary", "obrien"]))),
    ("author:obr*", "author:obr*", 0, fact(Prefix("author", "obr"))),
    ("author:*en", "author:*en", 0, fact(Wildcard("author", "*en"))),
    ("ministry:justice", "Ministry:justice", 0, fact(Term("Ministry", "justice"))),
    (
        "lang:en language:pt-BR",
        "language:en AND language:pt-br",
        0,
        all_of(*(fact(Term("language", each)) for each in ("en", "pt-br"))),
    ),
    ("source:Politics/2005", "source:politics/2005", 0, fact(Wildcard("source", "*politics/2005*"))),
    ("source:*.TXT", "source:*.txt", 0, fact(Wildcard("source", "*.txt"))),
    ("source:/a/", 'source:"/a/"', 0, fact(Wildcard("source", "*/a/*"))),
    ('source:"my file [1]"', 'source:"my file [1]"', 0, fact(Wildcard("source", "*my file [[]1]*"))),
    ("date:2005", "date:2005", 0, days("2005-01-01", "2005-12-31")),
    ("date:2004-02", "date:2004-02", 0, days("2004-02-01", "2004-02-29")),
    ("date:2005-3-7", "date:2005-03-07", 0, days("2005-03-07", "2005-03-07")),
    ("date:2005-03..2005-07", "date:2005-03..2005-07", 0, days("2005-03-01", "2005-07-31")),
    ("date:2005..2006-02-10", "date:2005-01-01..2006-02-10", 0, days("2005-01-01", "2006-02-10")),
    ("date:2005..", "date:2005..", 0, days("2005-01-01", None)),
    ("date:..2006.", "date:..2006", 0, days(None, "2006-12-31")),
    ("date:>2006-01-15", "date:2006-01-16..", 0, days("2006-01-16", None)),
    ("date:>=2006-01-15", "date:2006-01-15..", 0, days("2006-01-15", None)),
    ("date:<2006", "date:..2005", 0, days(None, "2005-12-31")),
    ("date:<=2006", "date:..2006", 0, days(None, "2006-12-31")),
    ("after:2005-03", "date:2005-03..", 0, days("2005-03-01", None)),
    ("before:2005-03", "date:..2005-02", 0, days(None, "2005-02-28")),
    ("signed:2005", "signed:2005", 0, days("2005-01-01", "2005-12-31", "signed")),
    ("Length:2005", "Length:2005", 0, days("2005-01-01", "2005-12-31", "Length")),
    ("length:100", "length:100", 0, numbers(100, 100)),
    ("length:>100", "length:>100", 0, numbers(100, None, without_low=True)),
    ("length:<=1,000.5", "length:..1000.5", 0, numbers(None, 1000.5)),
    ("length:-5..-1e1", "length:-10..-5", 1, numbers(-10, -5)),
    ("length:10..20", "length:10..20", 0, numbers(10, 20)),
    (
        "length:12345678901234567890",
        "length:12345678901234567890",
        0,
        numbers(12345678901234567890, 12345678901234567890),
    ),
    ("length:$1,200", "length:1200", 0, numbers(1200, 1200)),
    ('length:">= 1 200"', "length:1200..", 0, numbers(1200, None)),
    ('"length":7', "length:7", 0, numbers(7, 7)),
    ('"Case Number":>7', '"Case Number":>7', 0, numbers(7, None, without_low=True, field="Case Number")),
    ("case_number:7..9", '"Case Number":7..9', 0, numbers(7, 9, field="Case Number")),
    ("CASE_NUMBER:7", '"Case Number":7', 0, number_or_words(7, "7")),
    ('“case number”:"7,000"', '"Case Number":7000', 0, number_or_words(7000, "7000")),
    ('"case number":*stan', '"Case Number":*stan', 0, fact(Wildcard("Case Number", "*stan"))),
    ("case_number:>2005-03", '"Case Number":2005-04..', 0, days("2005-04-01", None, "Case Number")),
    ("case_number:>2004-12", '"Case Number":2005-01-01..', 0, days("2005-01-01", None, "Case Number")),
    ("case_number:2005..2006", '"Case Number":2005..2006', 0, numbers(2005, 2006, field="Case Number")),
    ("case_number:secret", '"Case Number":secret', 0, fact(Term("Case Number", "secret"))),
    ("case_number:sec*", '"Case Number":sec*', 0, fact(Prefix("Case Number", "sec"))),
    ("AND:>7", "AND:>7", 0, numbers(7, None, without_low=True, field="AND")),
    ('-"AND":>7 x', "x -AND:>7", 0, without("x", numbers(7, None, without_low=True, field="AND"))),
    ("prices:<12,5", "prices:<12,5", 0, numbers(None, 12.5, without_high=True, field="prices")),
    ("prices:<12.5", "prices:<12,5", 0, numbers(None, 12.5, without_high=True, field="prices")),
    ("prices:1.234", "prices:1234", 0, number_or_words(1234, "1234", field="prices")),
    ('a_b:"x y"', '"a.b":"x y"', 0, fact(Phrase("a.b", ["x", "y"]))),
    ('"2nd:x":5', '"2nd:x":5', 0, numbers(5, 5, field="2nd:x")),
    ('"closed embassy":5', '"closed embassy" 5', 0, any_of(phrase("closed", "embassy"), "5")),
    ("date:2005 iran iraq", "iran iraq date:2005", 0, all_of(any_of("iran", "iraq"), days("2005-01-01", "2005-12-31"))),
    ("+author:a iran", "iran AND author:a", 0, all_of("iran", author("a"))),
    ("+iran author:a iraq", "+iran +author:a iraq", 0, preferring(all_of("iran", author("a")), "iraq")),
    ("iran OR author:a", "iran OR author:a", 0, any_of("iran", author("a"))),
    ("iran AND author:a OR b", "iran AND author:a OR b", 0, any_of(all_of("iran", author("a")), "b")),
    ("author:(a b) c", "c AND author:a AND author:b", 0, all_of("c", author("a"), author("b"))),
    (
        "author:(a OR b) c d",
        "c d (author:a OR author:b)",
        0,
        all_of(any_of("c", "d"), any_of(author("a"), author("b"))),
    ),
    ("iran -author:a", "iran -author:a", 0, without("iran", author("a"))),
    ("iran -(-author:a)", "iran AND author:a", 0, all_of("iran", author("a"))),
]

BOOSTS = [
    ("iran^2", "iran^2", 0, boosted(word("iran"), 2)),
    ("iran^2 iran", "iran^2 iran", 0, any_of(boosted(word("iran"), 2), "iran")),
    ('"a b"^2.5', '"a b"^2.5', 0, boosted(phrase("a", "b"), 2.5)),
    ("(a b)^.5 c", "(a b)^0.5 c", 0, any_of(boosted(word("a"), 0.5), boosted(word("b"), 0.5), "c")),
    ("((a^2 b)^3)^1", "(a^2 b)^3", 0, any_of(boosted(word("a"), 6), boosted(word("b"), 3))),
    ("((a)^2)^3", "a^6", 0, boosted(word("a"), 6)),
    ("emb*^2", "emb*^2", 0, boosted(start("emb"), 2)),
    ("iran~1^2", "iran~1^2", 0, boosted(fuzzy("iran", 1), 2)),
    ("title:(a^2)", "title:a^2", 0, boosted(word("a", "title"), 2)),
]

REPAIRED = [
    ("iran~2* x", "iran x", 1, any_of("iran", "x")),
    ("x~ ab~1", "x ab", 2, any_of("x", "ab")),
    ("iran~7", "iran~2", 1, fuzzy("iran", 2)),
    ("example.com~", "example.com", 1, side_by_side("exampl", "com")),
    ("em*y~2", "em*y", 1, like("em*y")),
    ("/(a/ x", "a x", 1, any_of("a", "x")),
    ("/slip flow/ x", "slip flow x", 1, any_of("slip", "flow", "x")),
    ("the ?slip? effect", "the slip effect", 0, any_of("the", "slip", "effect")),
    ("/a{9999999999}/", "a{9999999999}", 1, any_of("a", "9999999999")),
    ("/a[bc]*", "a[bc]", 1, any_of("a", "bc")),
    ("/a/~2", "/a/", 1, regular("a")),
    ("NEAR(a)", "a", 1, word("a")),
    ("NEAR() a", "a", 1, word("a")),
    ("NEAR(a -b)", "a -b", 1, without("a", "b")),
    ("NEAR(a (b AND c))", "a AND b AND c", 1, all_of("a", "b", "c")),
    ("NEAR(a b, 99999)", "NEAR(a b, 1000)", 1, near("a", "b", gaps=1000)),
    ("NEAR(a b", "NEAR(a b, 10)", 1, near("a", "b")),
    ("SENTENCE(a)", "a", 1, word("a")),
    ("SENTENCE(a A)", "a", 1, word("a")),
    ("SENTENCE() a", "a", 1, word("a")),
    ("SENTENCE(a -b)", "a -b", 1, without("a", "b")),
    ("SENTENCE(a (b AND c))", "a AND b AND c", 1, all_of("a", "b", "c")),
    ("SENTENCE(a SENTENCE(b c))", "a AND SENTENCE(b c)", 1, all_of("a", sentence("b", "c"))),
    ("NEAR(a SENTENCE(b c))", "a AND SENTENCE(b c)", 1, all_of("a", sentence("b", "c"))),
    ("title:SENTENCE(a b)", "SENTENCE(a b)", 1, sentence("a", "b")),
    ("SENTENCE(a^2 b)", "SENTENCE(a b)", 1, sentence("a", "b")),
    ("SENTENCE(a author:b)", "a AND author:b", 1, all_of("a", author("b"))),
    ("SENTENCE(a b", "SENTENCE(a b)", 1, sentence("a", "b")),
    ("a BEFORE author:b", "a AND author:b", 1, all_of("a", author("b"))),
    ("a BEFORE -b", "a BEFORE b", 1, before("a", "b")),
    ("a BEFORE", "a", 1, word("a")),
    ("a BEFORE title:b", "a BEFORE b", 1, before("a", "b")),
    ("a^2 BEFORE b", "a BEFORE b", 1, before("a", "b")),
    ('"a"~5', '"a"', 1, spelled("a", "text")),
    ('"a b"~x', '"a b"~10 x', 0, any_of(near(spelled("a"), spelled("b")), "x")),
    ('"a b"*', '"a b"', 1, phrase("a", "b")),
    ("(a b)~5", "a b", 1, any_of("a", "b")),
    ('"iran/ir*"', '"iran/ir"', 1, phrase("iran", "ir")),
    ("iran^0", "iran", 1, word("iran")),
    ("iran^", "iran", 1, word("iran")),
    ("iran^1.2.3", "iran", 1, word("iran")),
    ("iran^1000000", "iran^1000", 1, boosted(word("iran"), 1000)),
    ("author:a^2", "author:a", 1, author("a")),
    ("(author:a)^2", "author:a", 1, author("a")),
    ('author:"a* b"', 'author:"a b"', 1, fact(Phrase("author", ["a", "b"]))),
    ("author:a~", "author:a", 1, author("a")),
    ("author:/a (b/", "author:a OR author:b", 1, any_of(author("a"), author("b"))),
    (
        '"~NOT US" "AN NOT~',
        '"~NOT US" "AN NOT~1"',
        1,
        any_of(beside(spelled("NOT"), "us"), beside("an", fuzzy("not", 1))),
    ),
    ("date:yesterday", "yesterday", 1, word("yesterday")),
    ("date:2005-02-30", "date:2005-02", 1, days("2005-02-01", "2005-02-28")),
    ("date:2005-13", "date:2005", 1, days("2005-01-01", "2005-12-31")),
    ("date:0000", "0000", 1, word("0000")),
    ("date:<0001", "0001", 1, word("0001")),
    ("date:2006..2005", "date:2005..2006", 1, days("2005-01-01", "2006-12-31")),
    ("date:..", "", 2, NullQuery),
    ("length:abc", "abc", 1, word("abc")),
    ("length:20..10", "length:10..20", 1, numbers(10, 20)),
    ("prices:20,5..12,5", "prices:12,5..20,5", 1, numbers(12.5, 20.5, field="prices")),
    ("ministry:>100", 'Ministry:"100"', 1, fact(Term("Ministry", "100"))),
    ("ministry:5..7", 'Ministry:"5 7"', 1, fact(Phrase("Ministry", ["5", "7"]))),
    ("ministry:>", "", 2, NullQuery),
    ("case_number:>17/03/2004", '"Case Number":2004-03-18..', 0, days("2004-03-18", None, "Case Number")),
    ("case_number:>z", '"Case Number":"z"', 1, fact(Term("Case Number", "z"))),
    ('"case numbr":7', '"case numbr" 7', 1, any_of(phrase("case", "numbr"), "7")),
    ('"":7', "7", 1, word("7")),
    ("length:1e999", "1e999", 1, word("1e999")),
    ("lang:english! x", "x AND language:english", 0, all_of("x", fact(Term("language", "english")))),
    ("lang:?? x", "x", 1, word("x")),
    ("source:* x", "x", 1, word("x")),
    ("lenght:100", "lenght 100", 1, any_of("lenght", "100")),
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
    ("iran/af*", "iran/af", 1, any_of("iran", "af")),
    ("c+*", "c*", 1, start("c")),
    ("AND$*", "AND*", 1, start("and")),
    ("10.0.0*", "10.0.0", 1, side_by_side("10", "0", "0")),
    ("1,2,3*", "1,2,3", 1, side_by_side("1", "2", "3")),
    ("--iran", "iran", 1, word("iran")),
    ("", "", 1, NullQuery),
    (" \t", "", 1, NullQuery),
    ("?! … () -", "", 1, NullQuery),
    ('"..."', "", 2, NullQuery),
    ("\0\ud800", "", 1, NullQuery),
]

CASES = [*WORDS, *QUOTES, *OPERATORS, *FIELDS, *PREFIXES, *PATTERNS, *NEARNESS, *FACTS, *BOOSTS, *REPAIRED]
