"""What says its encoding is believed; what does not is read in the one that fits all."""

import tarfile
import zipfile
import zlib

import pytest

from searchlib.source.member_names import TarNames, zip_names

UTF_8 = 1 << 11


def zip_info(raw, *, flags=0, extra=b""):
    """A member of a zip as it is found there: its name's bytes taken for the old code page, if no flag tells better."""
    info = zipfile.ZipInfo(raw.decode("utf-8" if flags & UTF_8 else "cp437"))
    info.orig_filename = raw.decode("utf-8" if flags & UTF_8 else "cp437")
    info.flag_bits, info.extra = flags, extra
    return info


def unicode_path(name, of):
    field = b"\1" + zlib.crc32(of).to_bytes(4, "little") + name.encode()
    return b"\x75\x70" + len(field).to_bytes(2, "little") + field


@pytest.mark.parametrize(
    ("info", "name"),
    [
        (zip_info("ä.txt".encode(), flags=UTF_8), "ä.txt"),
        (zip_info("ä.txt".encode()), "ä.txt"),
        (zip_info("ソ\\表.txt".encode("cp932")), "ソ/表.txt"),
        (zip_info(b"a\\b\\c.txt"), "a/b/c.txt"),
        (zip_info(b"a.txt\0.exe"), "a.txt"),
        (zip_info(b"x", extra=unicode_path("я", b"x")), "я"),
        (zip_info(b"x", extra=b"\x99\x99\1\0x" + unicode_path("я", b"x")), "я"),
        (zip_info(b"x", extra=unicode_path("я", b"y")), "x"),
        (zip_info(b"x", extra=unicode_path("я", b"x")[:5]), "x"),
        (zip_info(b"x", extra=b"\x75\x70\xff\xff"), "x"),
        (zip_info(b""), ""),
    ],
)
def test_the_name_of_a_member_of_a_zip(info, name):
    assert zip_names([info]) == [name]


def test_what_is_told_of_one_member_says_nothing_of_the_others():
    infos = [zip_info("é".encode(), flags=UTF_8), zip_info("Отчёт".encode("cp866")), zip_info("я".encode("cp866"))]
    assert zip_names(infos) == ["é", "Отчёт", "я"]


def tar_info(raw, **pax):
    info = tarfile.TarInfo(raw.decode("utf-8", "surrogateescape"))
    info.pax_headers = pax
    return info


def test_a_tar_is_gone_through_again_once_and_only_if_need_be():
    infos = [tar_info("é".encode()), tar_info(b"a"), tar_info("Отчёт".encode("cp866")), tar_info("я".encode("cp866"))]
    asked = []
    names = TarNames(lambda: asked.append(1) or iter(infos))
    assert [names.of(info) for info in infos[:2]] == ["é", "a"]
    assert asked == []
    assert [names.of(info) for info in infos[2:]] == ["Отчёт", "я"]
    assert asked == [1]


def test_a_tar_that_breaks_off_is_judged_by_what_is_there():
    infos = [tar_info("я".encode("cp866")), tar_info("Отчёт за год".encode("cp866"))]

    def cut():
        yield from infos
        raise tarfile.ReadError("unexpected end of data")

    assert [*map(TarNames(cut).of, infos)] == ["я", "Отчёт за год"]


def test_a_name_in_a_newer_header_is_as_it_is():
    names = TarNames(lambda: iter(()))
    names.of(tar_info("Отчёт".encode("cp866")))
    assert names.of(tar_info("é".encode(), path="é")) == "é"
