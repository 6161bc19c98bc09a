"""Personnummer and samordningsnummer: what is read, and whose sentence a wrong one gets."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from personnummer import personnummer

from db.rules.login import NO_COORDINATION, login_fault
from db.rules.names.personal_number import NOT_A_NUMBER, Wrong, read_number
from db.timeline import parse_day

TODAY = parse_day("2024-09-12")


def with_digit(nine: str, century: str = "20") -> str:
    """Twelve digits whose last one fits, by the rule as Skatteverket prints it."""
    total = sum(sum(map(int, str(int(char) * (2, 1)[at % 2]))) for at, char in enumerate(nine))
    return f"{century}{nine}{-total % 10}"


@pytest.mark.parametrize("dash", [*"-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", ""])
def test_any_dash_is_a_dash(dash: str) -> None:
    assert read_number(f"19900602{dash}2397", TODAY).digits == "199006022397"
    assert read_number(f"\u200e900602{dash}2397\u00a0", TODAY).digits == "199006022397"
    assert login_fault(f"19900602{dash}2397") == ""


@pytest.mark.parametrize(
    ("born", "today", "digits"),
    [
        ("2024-09-12", "2024-09-12", with_digit("240912239")),
        ("2024-09-13", "2024-09-12", ""),
        ("2024-09-13", "2024-09-13", with_digit("240913239")),
        ("2031-01-01", "2024-09-12", ""),
    ],
)
def test_nobody_is_born_after_the_day(born: str, today: str, digits: str) -> None:
    written = with_digit(f"{born[2:].replace('-', '')}239")
    number = read_number(written, parse_day(today))
    assert number.digits == digits
    if not digits:
        assert number.wrong is Wrong.UNBORN
        assert number.fault == f"Personnumret gäller någon som är född {born}, efter {today}."


def test_ten_digits_of_this_year_and_a_day_to_come_are_not_read_as_a_hundred_years_old() -> None:
    ten = with_digit("241224239")[2:]
    assert read_number(ten, TODAY).wrong is Wrong.UNBORN
    assert read_number(f"{ten[:6]}+{ten[6:]}", TODAY).digits == f"19{ten}"


@pytest.mark.parametrize(
    ("digits", "wrong", "fault"),
    [
        ("197010632391", None, ""),
        ("197010632392", Wrong.DIGIT,
         "Samordningsnumret är inte giltigt: den sista siffran stämmer inte."),
        ("197002912391", Wrong.DATE, "Samordningsnumret är inte giltigt: datumet finns inte."),
        (with_digit("250161239"), Wrong.UNBORN,
         "Samordningsnumret gäller någon som är född 2025-01-01, efter 2024-09-12."),
        ("197010032392", Wrong.DIGIT, NOT_A_NUMBER),
        ("tolvan", Wrong.FORM, NOT_A_NUMBER),
    ],
)  # fmt: skip
def test_a_samordningsnummer_is_called_so(digits: str, wrong: Wrong | None, fault: str) -> None:
    number = read_number(digits, TODAY)
    assert (number.wrong, number.fault) == (wrong, fault)
    assert number.kind == ("Samordningsnumret" if digits[6:8] > "60" else "Personnumret") or (
        wrong is Wrong.FORM
    )
    assert wrong is Wrong.FORM or (login_fault(digits) == NO_COORDINATION) is (digits[6] > "5")


@given(
    st.integers(1900, 2023), st.integers(0, 14), st.integers(0, 99), st.integers(0, 9999),
)  # fmt: skip
@example(1990, 6, 2, 2397)
@example(1970, 10, 63, 2391)
@example(1970, 10, 63, 0)
def test_what_is_valid_is_what_the_library_says(y: int, m: int, d: int, last: int) -> None:
    digits = f"{y:04}{m:02}{d:02}{last:04}"
    assert bool(read_number(digits, TODAY).digits) is personnummer.valid(digits)
    right = with_digit(digits[2:11], digits[:2])
    assert bool(read_number(right, TODAY).digits) is personnummer.valid(right)
