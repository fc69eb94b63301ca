"""An archive reads as a folder does; nothing that is wrong with it, or meant to harm, stops the reading."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile

import pytest

import searchlib.source.archives as archives
from searchlib.source import read

NEWS = {"a.txt": b"The embassy was closed.", "sub/b.txt": b"A second article."}


def tar_of(members, mode="w"):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def zip_of(members, compression=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def read_bytes(folder, name, data, **options):
    path = folder / name
    path.write_bytes(data)
    reading = read(path, **options)
    articles = list(reading)
    assert reading.seen == reading.files + reading.files_failed + reading.skipped.total()
    return articles, reading


ARCHIVES = {
    "news.zip": zip_of(NEWS),
    "news.tar": tar_of(NEWS),
    "news.tar.gz": tar_of(NEWS, "w:gz"),
    "news.tgz": tar_of(NEWS, "w:gz"),
    "news.tar.bz2": tar_of(NEWS, "w:bz2"),
    "NEWS.TAR.XZ": tar_of(NEWS, "w:xz"),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_reads_as_a_folder(tmp_path, name):
    articles, reading = read_bytes(tmp_path, name, ARCHIVES[name])
    assert [(article.id, article.text) for article in articles] == [(key, data.decode()) for key, data in NEWS.items()]
    assert articles[1].source.path == f"{tmp_path}/{name}/sub/b.txt"
    assert (reading.seen, reading.files, reading.failed) == (2, 2, [])


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_in_a_folder_is_a_folder_in_it(tmp_path, name):
    (tmp_path / name).write_bytes(ARCHIVES[name])
    assert [article.id for article in read(tmp_path)] == [f"{name}/a.txt", f"{name}/sub/b.txt"]


@pytest.mark.parametrize(
    ("ending", "compress"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
def test_a_compressed_file_is_read_by_the_format_within(tmp_path, ending, compress):
    (article,), _ = read_bytes(tmp_path, f"a.md{ending}", compress(b"# Title\n\nSome *words*."))
    assert (article.id, article.title, article.text) == (f"a.md{ending}", "Title", "Title\n\nSome words.")


def test_hidden_and_linked_members_are_counted(tmp_path):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name in ("./.DS_Store", "./a.txt", "x/._a.txt"):
            info = tarfile.TarInfo(name)
            info.size = 5
            archive.addfile(info, io.BytesIO(b"words"))
        for name, kind in (("link.txt", tarfile.SYMTYPE), ("hard.txt", tarfile.LNKTYPE), ("pipe", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "a.txt"
            archive.addfile(info)
    articles, reading = read_bytes(tmp_path, "a.tar", buffer.getvalue())
    assert [article.id for article in articles] == ["a.txt"]
    assert reading.skipped == {"hidden": 2, "link": 2, "special file": 1}


def test_an_archive_in_an_archive_is_read(tmp_path):
    inner = {"inner.zip": zip_of(NEWS), "inner.tar.gz": tar_of(NEWS, "w:gz"), "c.txt.gz": gzip.compress(b"Third.")}
    articles, _ = read_bytes(tmp_path, "outer.tar.xz", tar_of(inner, "w:xz"))
    assert [article.id for article in articles] == [
        *("inner.zip/a.txt", "inner.zip/sub/b.txt", "inner.tar.gz/a.txt", "inner.tar.gz/sub/b.txt", "c.txt.gz"),
    ]
    assert articles[0].source.path == f"{tmp_path}/outer.tar.xz/inner.zip/a.txt"


def test_archives_that_nest_on_and_on_are_left_out(tmp_path):
    data = zip_of(NEWS)
    for _ in range(5):
        data = zip_of({"in.zip": data})
    articles, reading = read_bytes(tmp_path, "out.zip", data)
    assert articles == []
    assert reading.skipped == {"nested archive": 1}


BOMB = b"word " * 200_000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.zip", zip_of({"a.txt": b"small", "b.txt": BOMB, "c.txt": b"never"})),
        ("bomb.tar.gz", tar_of({"a.txt": b"small", "b.txt": BOMB, "c.txt": b"never"}, "w:gz")),
        ("bomb.tar.xz", tar_of({"a.txt": b"small", "b.png": BOMB, "c.txt": b"never"}, "w:xz")),
        ("bomb.zip", zip_of({"a.txt": b"small", "b.tar.gz": tar_of({"b.txt": BOMB}, "w:gz"), "c.txt": b"never"})),
    ],
)
def test_a_bomb_stops_at_the_limit(tmp_path, name, data):
    articles, reading = read_bytes(tmp_path, name, data, expanded_limit=100_000)
    assert [article.text for article in articles] == ["small"]
    (failure,) = reading.failed
    assert failure.reason == "the archive expands to more than 100,000 bytes: the rest of it is left out"


def test_a_compressed_bomb_stops_at_the_limit(tmp_path):
    articles, reading = read_bytes(tmp_path, "a.txt.gz", gzip.compress(BOMB), expanded_limit=100_000)
    assert articles == []
    assert reading.failed[0].source == str(tmp_path / "a.txt.gz")


def test_many_small_members_are_counted_together(tmp_path):
    members = {f"{number:03}.txt": b"x" * 1000 for number in range(100)}
    articles, reading = read_bytes(tmp_path, "many.zip", zip_of(members), expanded_limit=50_500)
    assert len(articles) == 50
    assert len(reading.failed) == 1


def test_the_next_archive_is_read_after_a_bomb(tmp_path):
    (tmp_path / "1.zip").write_bytes(zip_of({"b.txt": BOMB}))
    (tmp_path / "2.zip").write_bytes(zip_of(NEWS))
    assert [article.id for article in read(tmp_path, expanded_limit=100_000)] == ["2.zip/a.txt", "2.zip/sub/b.txt"]


def many(count=200):
    return {f"{number:03}.txt": os.urandom(500).hex().encode() for number in range(count)}


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
def test_of_a_cut_archive_the_articles_so_far_are_kept(tmp_path, mode):
    data = tar_of(many(), mode)
    articles, reading = read_bytes(tmp_path, "a.tar" + mode[1:].replace(":", "."), data[: len(data) * 2 // 3])
    assert 20 < len(articles) < 200
    assert reading.failed
    assert all(len(article.text) == 1000 for article in articles)


def test_a_damaged_header_in_a_tar_is_not_taken_for_its_end(tmp_path):
    data = bytearray(tar_of(many()))
    data[153_600 : 153_600 + 512] = b"\xff" * 512  # 2 blocks of head and text a member, so a header stands here
    articles, reading = read_bytes(tmp_path, "a.tar", bytes(data))
    assert 20 < len(articles) < 200
    assert "damaged" in reading.failed[0].reason


def test_a_damaged_member_of_a_zip_is_named_and_the_rest_read(tmp_path):
    data = zip_of({"a.txt": b"first words", "b.txt": b"second words", "c.txt": b"third"}, zipfile.ZIP_STORED)
    articles, reading = read_bytes(tmp_path, "a.zip", data.replace(b"second words", b"sec0nd words", 1))
    assert [article.id for article in articles] == ["a.txt", "c.txt"]
    assert reading.failed[0].source == f"{tmp_path}/a.zip/b.txt"
    assert "CRC" in reading.failed[0].reason


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.gz", "a.tar.xz", "a.txt.bz2"])
@pytest.mark.parametrize("data", [b"", b"no archive at all", b"\0" * 2000], ids=["empty", "text", "zeros"])
def test_what_is_no_archive_is_accounted_for(tmp_path, name, data):
    articles, reading = read_bytes(tmp_path, name, data)
    assert articles == []
    assert reading.seen == 1


def test_an_encrypted_member_is_named(tmp_path):
    data = bytearray(zip_of({"a.txt": b"words"}, zipfile.ZIP_STORED))
    data[data.index(b"PK\1\2") + 8] |= 1
    articles, reading = read_bytes(tmp_path, "a.zip", bytes(data))
    assert articles == []
    assert reading.failed[0].reason == "is encrypted"


def test_members_cannot_point_outside(tmp_path):
    articles, _ = read_bytes(
        tmp_path, "a.zip", zip_of({"../../etc/a.txt": b"words", "/b.txt": b"words", "c\\d.txt": b"words"})
    )
    assert [article.id for article in articles] == ["../../etc/a.txt", "b.txt", "c/d.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"], "nothing is written"


def renamed(data, names):
    """A zip whose members' names, which are ASCII, become other bytes, without a word about their encoding."""
    for old, new in names.items():
        assert len(old) == len(new)
        data = data.replace(old.encode(), new)
    return data


def zip_with(names):
    stand_ins = {"NOPQ"[number] * len(name): name for number, name in enumerate(names)}
    return renamed(zip_of(dict.fromkeys(stand_ins, b"words")), stand_ins)


def tar_with(names, mode="w", form=tarfile.GNU_FORMAT):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode, format=form, errors="surrogateescape", encoding="utf-8") as archive:
        for name in names:
            info = tarfile.TarInfo(name.decode("utf-8", "surrogateescape"))
            info.size = 5
            archive.addfile(info, io.BytesIO(b"words"))
    return buffer.getvalue()


NAMES = [
    ("utf-8", ["Müller-Bericht-März.txt", "a.txt", "会议.txt"]),
    ("cp932", ["新しいテキスト文書.txt", "ソ表.txt", "a.txt"]),
    ("cp866", ["Отчёт за год.txt", "a.txt", "Новая папка/я.txt"]),
    ("gbk", ["a.txt", "一.txt", "会议记录.txt"]),
    ("cp437", ["Bücher.txt", "a.txt"]),
]


@pytest.mark.parametrize(("encoding", "names"), NAMES)
def test_names_in_a_zip_that_do_not_say_their_encoding(tmp_path, encoding, names):
    articles, _ = read_bytes(tmp_path, "a.zip", zip_with([name.encode(encoding) for name in names]))
    assert [article.id for article in articles] == names


def test_a_name_in_a_zip_that_says_its_encoding_is_not_judged(tmp_path):
    said = zip_of({"é.txt": b"one", "中.txt": b"two"})
    assert [article.id for article in read_bytes(tmp_path, "a.zip", said)[0]] == ["é.txt", "中.txt"]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
@pytest.mark.parametrize(("encoding", "names"), NAMES)
def test_names_in_a_tar_that_do_not_say_their_encoding(tmp_path, encoding, names, mode):
    data = tar_with([name.encode(encoding) for name in names], mode)
    articles, reading = read_bytes(tmp_path, "a.tar" + mode[1:].replace(":", "."), data)
    found = [article.id for article in articles]
    assert found == [name if name != "一.txt" else "һ.txt" for name in names], "what came before the first is UTF-8"
    assert reading.failed == []


def test_a_name_in_a_tar_that_says_its_encoding_is_not_judged(tmp_path):
    said = tar_with(["é.txt".encode()], form=tarfile.PAX_FORMAT).rstrip(b"\0")
    data = said + b"\0" * (-len(said) % 512) + tar_with([name.encode("cp866") for name in ("Отчёт за год.txt", "я")])
    articles, _ = read_bytes(tmp_path, "a.tar", data)
    assert [article.id for article in articles] == ["é.txt", "Отчёт за год.txt", "я"]


def test_the_names_of_a_tar_in_an_archive(tmp_path):
    inner = tar_with([name.encode("cp866") for name in NAMES[2][1]], "w:gz")
    articles, _ = read_bytes(tmp_path, "a.zip", zip_of({"in.tar.gz": inner}))
    assert [article.id for article in articles] == [f"in.tar.gz/{name}" for name in NAMES[2][1]]


@pytest.mark.parametrize("name", [b"\xff\xfe\xfd\xfc\x81.txt", b"\x80\xff\x81\xfe\x82\xfd\xb3.txt"])
def test_names_that_no_code_page_explains_are_still_names(tmp_path, name):
    (article,), _ = read_bytes(tmp_path, "a.zip", zip_with([name]))
    assert article.id == name.decode("cp437")
    (article,), _ = read_bytes(tmp_path, "a.tar", tar_with([name]))
    assert article.id == name.decode("utf-8", "surrogateescape").encode("utf-8", "backslashreplace").decode()


def test_the_parts_of_a_saved_page_in_an_archive_are_left_out(tmp_path):
    members = {
        "x/a_files/ad.html": b"<html><p>An advertisement.",
        "x/a.html": b"<html><p>Words of a page.",
        "x/a_files/b/c.txt": b"Words of a part.",
        "a_files/d.txt": b"Other words.",
    }
    articles, reading = read_bytes(tmp_path, "a.zip", zip_of(members))
    assert [article.id for article in articles] == ["x/a.html", "a_files/d.txt"]
    assert reading.skipped == {"part of a saved page": 2}
    articles, reading = read_bytes(
        tmp_path, "a.tar", tar_of(dict(sorted(members.items(), key=lambda one: len(one[0]))))
    )
    assert reading.skipped == {"part of a saved page": 2}


def test_tar_members_are_not_kept_in_memory(tmp_path, monkeypatch):
    path = tmp_path / "a.tar"
    path.write_bytes(tar_of(many(50)))
    held = []
    entry = archives._tar_entry
    monkeypatch.setattr(archives, "_tar_entry", lambda *given: held.append(len(given[1].members)) or entry(*given))
    assert len(list(read(path))) == 50
    assert max(held) == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.zip", "zip"),
        ("a.tar", "tar"),
        ("a.TGZ", "tar"),
        ("a.tar.lzma", "tar"),
        ("a.gz", "single"),
        ("a.txt", None),
        ("gz", None),
    ],
)
def test_the_name_tells_the_kind(name, kind):
    assert archives.kind_of(name) == kind
