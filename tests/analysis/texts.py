"""Texts for laws: of all Unicode, and of the characters that rules are about."""

from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)

TRICKY_TEXT = st.lists(
    st.one_of(
        st.sampled_from("aUsS1 9.,'’-‐&_+#@\" \n"),
        st.sampled_from(
            "éÉßñ\u0301\u0308\u00ad\u200b\u200d\ufeff中文かガ가ー々ﾞก\u0e31ʼ·²Ⅷ٣٫म\u093fאב״\u05b0ىیکة\u0654\u0640ئन्द"
        ),
        st.sampled_from(["D. K.", " A.", "E\u0301. ", "א. ב.", "1\u202f234", "\u00a0567", "\u2009", "-\u00ad", "กุเล"]),
    ),
    max_size=25,
).map("".join)

TEXT = TRICKY_TEXT | ANY_TEXT
