"""Numbers are read as people write them, and what is none is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.numerals import LONGEST, number_of, numeral


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("007", 7),
        (" 12 ", 12),
        ("-3", -3),
        ("+3", 3),
        ("\u22123", -3),
        ("12.50", 12.5),
        (".5", 0.5),
        ("1.5e-05", 1.5e-05),
        ("2E3", 2000),
        ("1,234", 1234),
        ("12,345,678.9", 12345678.9),
        ("1,25,00,000", 12500000),
        ("1 234", 1234),
        ("1\u202f234\u202f567", 1234567),
        ("1\xa0234.5", 1234.5),
        ("1'234", 1234),
        ("1’234.50", 1234.5),
        ("$1,200", 1200),
        ("$ 1,200", 1200),
        ("US$5", 5),
        ("-$5", -5),
        ("$-5", -5),
        ("€12.50", 12.5),
        ("1200 €", 1200),
        ("£3", 3),
        ("￥300", 300),
        ("45 %", 45),
        ("45%", 45),
        ("(300)", -300),
        ("($1,200.50)", -1200.5),
        ("１２３", 123),
        ("١٢٣", 123),
        ("9" * 30, 10**30 - 1),
    ],
)
def test_numbers_as_people_write_them(text, number):
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12,5", 12.5),
        ("1.234,50", 1234.5),
        ("1.234.567", 1234567),
        ("1 234,5", 1234.5),
        ("0,125", 0.125),
        ("1.234", 1234),
        ("12", 12),
        ("12,50 €", 12.5),
    ],
)
def test_with_a_decimal_comma_points_divide_groups(text, number):
    assert number_of(text, has_decimal_comma=True) == number


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "nan",
            "NaN",
            "inf",
            "-inf",
            "Infinity",
            "-",
            "+",
            ".",
            ",",
            "$",
            "%",
            "()",
            "(",
            "e5",
            "1e",
            "0x1f",
            "1_000",
        ),
        *("8-10", "12 km", "12 USD", "1,23", "12,34", "1,2345", "0,125", "1,234 567", "1.234.567", "12 34", "1 2345"),
        *("12,5", "5.", "1.2.3", "1..2", "--5", "(-5)", "-(5)", "$$5", "5%%", "12:30", "2019-03-04", "4.3.2019", "1/2"),
        *("9" * 31, "9" * 400, "1e999", "1e-9999", "vol 3", "3rd", "½", "五", "\ud800", "1" + " " * LONGEST),
    ],
)
def test_what_is_no_number(text):
    assert number_of(text) is None


@settings(max_examples=60, deadline=None)
@given(st.text("0123456789.,'+-()$%eE \xa0€", max_size=12) | st.text(max_size=8), st.booleans())
def test_any_text_is_a_finite_number_or_none(text, has_decimal_comma):
    number = number_of(text, has_decimal_comma=has_decimal_comma)
    assert number is None or abs(number) < float("inf")
    if number is not None:
        assert any(map(str.isnumeric, text))


@settings(max_examples=60, deadline=None)
@given(st.integers(-(10**30) + 1, 10**30 - 1) | st.floats(allow_nan=False, allow_infinity=False), st.booleans())
def test_a_numeral_is_read_as_its_number(number, has_decimal_comma):
    assert (
        number_of(numeral(number, has_decimal_comma=has_decimal_comma), has_decimal_comma=has_decimal_comma) == number
    )


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**12), st.integers(0, 99))
def test_groups_and_fractions_mean_the_same_whatever_divides_them(whole, cents):
    for group, point in ((",", "."), (" ", "."), ("'", "."), (".", ","), (" ", ",")):
        text = f"{whole:,}".replace(",", group) + f"{point}{cents:02}"
        assert number_of(text, has_decimal_comma=point == ",") == float(f"{whole}.{cents:02}")
