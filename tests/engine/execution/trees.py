"""Random corpora and random Whoosh trees over a handful of words."""

import datetime

from hypothesis import strategies as st

from searchlib._whoosh import quiet_import
from tests.engine.execution.fakes import FakeSegment

with quiet_import():
    from whoosh import query as q

SPELLINGS = {
    "close": ["close", "closes", "closed"],
    "talk": ["talk", "talks"],
    "iran": ["iran"],
    "us": ["us", "US"],
    "US": ["US"],
    "the": ["the"],
    "café": ["café", "cafe"],
}
FIELDS = ["text", "text", "passage", "passage", "passage", "title", "heading"]
PAIRS = [(term, spelling) for term, spellings in SPELLINGS.items() for spelling in spellings]

tokens = st.one_of(
    st.sampled_from(PAIRS).map(lambda pair: [pair]), st.lists(st.sampled_from(PAIRS), min_size=1, max_size=3)
)
few = st.lists(tokens, max_size=3)
articles = st.tuples(
    st.fixed_dictionaries(
        {}, optional={"title": few, "title_is_made": st.booleans(), "date": st.integers(731_000, 731_003)}
    ),
    st.lists(st.fixed_dictionaries({"text": st.lists(tokens, max_size=10)}, optional={"heading": few}), max_size=4),
)


@st.composite
def indexes(draw):
    """Segments, and all their documents in order, None for a deleted one."""
    segments, kept, count = [], [], 0
    for part in draw(st.lists(st.lists(articles, max_size=4), min_size=1, max_size=3)):
        documents, deleted = [], set()
        for facts, paragraphs in part:
            count += 1
            if draw(st.sampled_from([False, False, False, True])):
                deleted.update(range(len(documents), len(documents) + len(paragraphs)))
            documents += [{**facts, **paragraph, "article": count} for paragraph in paragraphs]
        segments.append(FakeSegment(documents, deleted))
        kept += [None if number in deleted else document for number, document in enumerate(documents)]
    return segments, kept


boosts = st.sampled_from([1.0, 1.0, 1.0, 2.0, 0.5])
words = st.sampled_from([*SPELLINGS, "closes", "talks", "closed", "unknown"])
fields = st.builds(lambda name, end: name + end, st.sampled_from(FIELDS), st.sampled_from(["", "_exact"]))
terms = st.builds(q.Term, fields, words, boosts)
phrases = st.builds(q.Phrase, fields, st.lists(words, max_size=3), st.sampled_from([1, 1, 1, 2, 3]), boosts)
patterns = st.one_of(
    st.builds(q.Prefix, fields, st.sampled_from(["", "c", "clos", "closes", "t", "x", "U", "caf"]), boosts),
    st.builds(
        q.Wildcard, fields, st.sampled_from(["*", "c*", "*s", "t?lk*", "[uU]*", "cl[!x]se?", "iran", "z*"]), boosts
    ),
    st.builds(
        q.Regex,
        fields,
        st.sampled_from(["clos", "c.*d$", "talks?$", "^us$", "U|t", "cx*l", "clx{0,2}os", "(?i)us", ""]),
        boosts,
    ),
    st.builds(
        q.FuzzyTerm,
        fields,
        st.sampled_from(["close", "tolk", "us", "cafe", "q"]),
        boosts,
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    st.builds(
        q.TermRange,
        fields,
        st.sampled_from([None, "", "c", "closed", "talks"]),
        st.sampled_from([None, "closed", "talk", "us"]),
        st.booleans(),
        st.booleans(),
        boosts,
    ),
)
instants = st.none() | st.integers(731_000, 731_003).map(datetime.datetime.fromordinal)
ranges = st.one_of(
    st.builds(q.DateRange, st.just("date"), instants, instants, st.booleans(), st.booleans(), boosts),
    st.builds(q.NumericRange, st.just("size"), st.just(1), st.none()),
)
others = st.sampled_from([q.NullQuery, q.Every(), q.Every("text"), q.Every("title")])
leaves = st.one_of(terms, terms, terms, phrases, patterns, ranges, others)


def compounds(parts):
    several = st.lists(parts, max_size=4)
    return st.one_of(
        st.builds(q.And, several.filter(bool), boosts),
        st.builds(q.Or, several, boosts),
        st.builds(q.Or, several, boosts),
        st.builds(q.DisjunctionMax, several, boosts, st.sampled_from([0.0, 0.0, 0.3])),
        st.builds(q.AndNot, parts, parts),
        st.builds(q.AndMaybe, parts, parts),
        st.builds(q.Require, parts, parts),
        st.builds(q.Not, parts),
        st.builds(q.ConstantScoreQuery, parts, st.sampled_from([1.0, 0.0, 2.5])),
    )


trees = st.recursive(leaves, compounds, max_leaves=8)
unions = st.lists(terms, min_size=1, max_size=6).map(q.Or)
conjunctions = st.lists(st.one_of(terms, st.builds(q.Not, terms)), min_size=2, max_size=5).map(q.And)
