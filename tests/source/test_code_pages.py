"""Names are read as those who gave them wrote them, whatever code page their machine had."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.source.code_pages import encoding_of

NAMES = {
    "utf-8": ["Müller-Bericht.txt", "会议.txt", "Отчёт.txt"],
    "cp437": ["Bücher.txt", "Übersicht März.txt", "café.txt", "año.txt", "Müller/Größe.txt"],
    "cp850": ["São Paulo.txt", "Ação e reação.txt", "Smørrebrød.txt"],
    "cp1252": ["Bücher.txt", "café.txt", "año nuevo.txt", "L’été à la mer.txt", "œuvre.txt"],
    "cp852": ["Žluťoučký kůň.txt", "Źródła łódź.txt"],
    "cp1250": ["Žluťoučký kůň.txt", "Zażółć gęślą jaźń.txt"],
    "cp866": ["Отчёт за год.txt", "отчет.txt", "ДОГОВОР.txt", "Москва 2019/Июль.txt", "Я.txt"],
    "cp1251": ["Отчёт за год.txt", "ДОГОВОР.txt", "Июль.txt", "Україна.txt"],
    "koi8_r": ["Отчёт за год.txt", "ДОГОВОР.txt", "Июль.txt"],
    "cp737": ["Αθήνα.txt", "Έκθεση προόδου.txt"],
    "cp1253": ["Αθήνα.txt", "Νέος φάκελος.txt"],
    "cp862": ["שלום.txt", "דוח שנתי.txt"],
    "cp1255": ["שלום.txt", "דוח שנתי.txt"],
    "cp1256": ["تقرير سنوي.txt", "الملف.txt"],
    "cp857": ["İstanbul ışık.txt", "Yıllık rapor özgeçmiş.txt"],
    "cp874": ["รายงาน.txt", "เอกสาร.txt"],
    "cp932": ["新しいテキスト文書.txt", "会議録.txt", "資料.txt", "ソース表.txt", "東京.txt", "あ.txt"],
    "euc_jp": ["新しいテキスト文書.txt", "東京タワー.txt"],
    "gbk": ["会议记录.txt", "报告.txt", "联通.txt", "北京.txt", "镕基.txt", "简历-张三.doc", "A会议.txt", "中国.txt"],
    "big5": ["會議記錄.txt", "報告.txt", "台北市政府.txt", "履歷表.txt"],
    "cp949": ["한국어.txt", "보고서.txt", "새 폴더/회의록.txt", "사진.txt"],
}


@pytest.mark.parametrize(("encoding", "name"), [(encoding, name) for encoding in NAMES for name in NAMES[encoding]])
def test_one_name_is_enough_where_it_is_a_word(encoding, name):
    raw = name.encode(encoding)
    assert raw.decode(encoding_of([raw]) or "ascii") == name


@pytest.mark.parametrize("encoding", NAMES)
def test_names_are_judged_together(encoding):
    raw = [name.encode(encoding) for name in NAMES[encoding]]
    found = encoding_of([b"ascii.txt", *raw])
    assert [name.decode(found) for name in raw] == NAMES[encoding]


def test_one_name_that_is_not_utf_8_decides_for_those_that_could_be():
    could_be = "一.txt".encode("gbk")  # two bytes that are a letter in UTF-8, too
    assert could_be.decode() != "一.txt"
    assert encoding_of([could_be]) == "utf-8"
    assert encoding_of([could_be, "会议记录.txt".encode("gbk")]) == "gbk"


def test_names_that_say_nothing_are_utf_8():
    assert encoding_of([]) == encoding_of([b"a.txt"]) == "utf-8"


@pytest.mark.parametrize("name", [b"\xff\xfe\xfd\xfc\x81", bytes(range(0x80, 0x100)), b"\x80\xff\x81\xfe\x82\xfd\xb3"])
def test_bytes_that_no_code_page_explains_are_in_none(name):
    assert encoding_of([name]) is None


@settings(max_examples=50)
@given(st.lists(st.binary(min_size=1, max_size=20), max_size=3))
def test_what_is_found_decodes_all(names):
    encoding = encoding_of(names)
    if encoding is not None:
        for name in names:
            assert isinstance(name.decode(encoding), str)
