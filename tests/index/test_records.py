import datetime

from hypothesis import given
from hypothesis import strategies as st

from searchlib.article import Article, Heading, Paragraph, Source
from searchlib.index.records import (
    pack_article,
    pack_paragraph,
    unpack_article,
    unpack_facts,
    unpack_paragraph,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.one_of(texts, st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.dates())


@given(
    texts.filter(str.strip),
    texts,
    st.one_of(st.none(), st.dates(datetime.date(1500, 1, 1))),
    st.lists(texts, max_size=3),
    st.dictionaries(texts, values, max_size=3),
    st.one_of(st.none(), st.builds(Source, texts, st.none() | st.integers(1), st.none() | st.integers(1))),
)
def test_what_was_packed_is_unpacked(article_id, title, date, authors, metadata, source):
    article = Article(
        id=article_id,
        title=title,
        text="One\n\nTwo words",
        headings=[Heading("One", 1, 0, 3)],
        paragraphs=[Paragraph(1, "Two words", ("One",), 5, 14, line=3, page=1)],
        date=date,
        authors=authors,
        metadata=metadata,
        source=source,
    )
    facts, body = pack_article(article)
    assert unpack_facts(facts) == article.facts
    assert unpack_article(facts, body) == article
    assert unpack_paragraph(pack_paragraph(article.paragraphs[0])) == article.paragraphs[0]
