"""A PDF becomes the text of its pages; a damaged one, a word about it."""

import sys

import pytest

from searchlib.errors import MissingExtra
from searchlib.source.file import Skip, Unreadable
from searchlib.source.formats import Problem

from .drafts import drafts, only


def pdf(*pages, information=""):
    """A small PDF: a page for each list of lines."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects.append(f"<< {information} >>".encode())
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return data + b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        size - 1,
        start,
    )


def test_pages_are_joined_and_their_beginnings_known():
    draft = only("pdf", pdf(["The embassy was closed."], ["Nobody was surprised.", "It rained."], ["The end."]))
    pages = [draft.text[start:end].strip() for start, end in zip(draft.pages, [*draft.pages[1:], None], strict=True)]
    assert pages == ["The embassy was closed.", "Nobody was surprised.\nIt rained.", "The end."]
    assert draft.text.count("\f") == 2


def test_a_sentence_that_goes_on_overleaf_is_not_divided():
    draft = only("pdf", pdf(["The embassy was closed because"], ["of an attack on Friday."]))
    assert draft.text == "The embassy was closed because\nof an attack on Friday."
    assert draft.pages == (0, 31)


def test_title_and_author_are_taken_where_they_were_given():
    draft = only(
        "pdf", pdf(["Words."], information="/Title (A Report) /Author (Jane Doe; Bob Roe) /CreationDate (D:20200101)")
    )
    assert (draft.title, draft.authors, draft.date) == ("A Report", ("Jane Doe", "Bob Roe"), None)


@pytest.mark.parametrize("title", ["Microsoft Word - final.doc", "untitled", "report_v3.indd", ""])
def test_what_a_program_wrote_for_a_title_is_none(title):
    assert only("pdf", pdf(["Words."], information=f"/Title ({title})")).title is None


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.4\n", b"no pdf", pdf(["Words."])[:300]], ids=["empty", "head", "text", "cut"]
)
def test_a_damaged_file_is_unreadable(data):
    with pytest.raises(Unreadable, match="damaged PDF"):
        drafts("pdf", data)


def test_an_encrypted_file_is_unreadable():
    import io

    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(["Words."])))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(Unreadable, match="is encrypted"):
        drafts("pdf", locked.getvalue())


def test_a_file_that_only_forbids_printing_is_read():
    import io

    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(["Words."])))
    writer.encrypt("", "owner", algorithm="RC4-128")
    open_to_all = io.BytesIO()
    writer.write(open_to_all)
    assert only("pdf", open_to_all.getvalue()).text == "Words."


def test_pages_without_text_are_skipped_as_such():
    with pytest.raises(Skip, match="no text"):
        drafts("pdf", pdf([], []))


def test_a_damaged_page_is_a_problem_and_the_others_are_read(monkeypatch):
    import pypdf

    extract = pypdf.PageObject.extract_text

    def sometimes(page):
        if "second" in (text := extract(page)):
            raise KeyError("/Font")
        return text

    monkeypatch.setattr(pypdf.PageObject, "extract_text", sometimes)
    problem, draft = drafts("pdf", pdf(["The first."], ["The second."], ["The third."]))
    assert isinstance(problem, Problem)
    assert problem.reason.startswith("page 2 is damaged")
    assert draft.text.split() == ["The", "first.", "The", "third."]
    assert len(draft.pages) == 3


def test_without_the_extra_its_name_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(MissingExtra, match=r"searchlib\[pdf\]"):
        drafts("pdf", pdf(["Words."]))
