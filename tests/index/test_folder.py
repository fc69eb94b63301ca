import gc
import json

import pytest

import searchlib
from searchlib.errors import AnalyzerError, IndexDamaged, IndexFolderError, NotAnIndex, RebuildNeeded
from searchlib.index.folder import MANIFEST, Manifest, is_vacant, prepare, read_manifest


def test_a_manifest_comes_back_as_it_was(tmp_path):
    manifest = Manifest(analyzer="english", fingerprint="abc")
    prepare(tmp_path / "new" / "index", manifest)
    assert read_manifest(tmp_path / "new" / "index") == manifest
    assert [path.name for path in (tmp_path / "new" / "index").iterdir()] == [MANIFEST]


@pytest.mark.parametrize(("names", "vacant"), [([], True), (["README.md", ".gitignore"], True), (["x"], False)])
def test_a_folder_with_nothing_of_anybodys_is_vacant(tmp_path, names, vacant):
    for name in names:
        (tmp_path / name).touch()
    assert is_vacant(tmp_path) is vacant
    assert is_vacant(tmp_path / "nowhere")


def test_a_file_is_no_index_and_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("mine")
    with pytest.raises(NotAnIndex, match=r"notes\.txt.*a file.*left alone"):
        searchlib.open(path)
    assert path.read_text() == "mine"


def test_somebody_elses_folder_is_no_index_and_left_alone(tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"x")
    with pytest.raises(NotAnIndex, match="other data"):
        searchlib.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


def test_without_create_there_must_be_an_index(tmp_path):
    with pytest.raises(NotAnIndex, match="no index"):
        searchlib.open(tmp_path / "index", create=False)


def test_opening_writes_nothing_before_the_first_add(tmp_path):
    with searchlib.open(tmp_path / "index") as index:
        assert list(index.search("iran")) == []
        assert index.delete(["a"]) == 0
    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize("change", [{"version": 99}, {"format": "another"}])
def test_an_index_of_another_version_asks_to_be_rebuilt(tmp_path, change):
    fields = {"format": "searchlib.whoosh", "version": 1, "analyzer": "english", "fingerprint": "x"}
    (tmp_path / MANIFEST).write_text(json.dumps(fields | change))
    with pytest.raises(RebuildNeeded, match="rebuild"):
        searchlib.open(tmp_path)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "searchlib.whoosh"}', "\xff"])
def test_a_broken_manifest_is_named(tmp_path, content):
    (tmp_path / MANIFEST).write_bytes(content.encode("latin-1"))
    with pytest.raises(IndexDamaged, match=MANIFEST):
        searchlib.open(tmp_path)


def test_an_index_without_its_table_of_contents_is_damaged(tmp_path):
    with searchlib.open(tmp_path) as index:
        index.add([searchlib.from_text("Iran and its embassy")])
    for path in tmp_path.glob("*.toc"):
        path.unlink()
    with pytest.raises(IndexDamaged, match="missing or was changed"):
        searchlib.open(tmp_path)


def search_and_get(folder):
    with searchlib.open(folder) as index:
        assert [hit.passage.text for hit in index.search("embassy")] == ["Iran and its embassy"]
        index.get("a")


@pytest.mark.filterwarnings("ignore")  # Whoosh leaves files open that it cannot read
@pytest.mark.parametrize("ending", [".toc", ".seg"])
@pytest.mark.parametrize(
    "damage", [lambda data: data[: len(data) // 2], lambda data: b"", lambda data: data[::-1], None]
)
def test_a_damaged_index_says_so(tmp_path, ending, damage):
    with searchlib.open(tmp_path) as index:
        index.add([searchlib.from_text("Iran and its embassy", id="a")])
    for path in tmp_path.glob(f"*{ending}"):
        if damage:
            path.write_bytes(damage(path.read_bytes()))
        else:
            path.unlink()
    with pytest.raises(IndexDamaged, match=tmp_path.name):
        search_and_get(tmp_path)
    gc.collect()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(IndexFolderError, match="file"):
        searchlib.open(tmp_path / "file" / "index").add([searchlib.from_text("Iran")])


def test_the_analyzer_of_an_index_is_recorded_and_compared(tmp_path):
    with searchlib.open(tmp_path, analyzer="french") as index:
        index.add([searchlib.from_text("les ambassades")])
    with searchlib.open(tmp_path) as index:
        assert index.stats().analyzer == "french"
        assert len(index.search("ambassade")) == 1
    with pytest.raises(AnalyzerError, match=r"french.*english"):
        searchlib.open(tmp_path, analyzer="english")
