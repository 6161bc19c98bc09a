"""Who can log in on 1177 with which number, said before the book is asked (R106)."""

import pytest

from db.rules.login import (
    NO_COORDINATION,
    NO_RESERVE,
    NO_SUCH_DATE,
    NOT_DIGITS,
    login_fault,
)

COUNT = "Ett personnummer har 10 eller 12 siffror. Du har skrivit {}."


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        pytest.param("191212121212", "", id="twelve"),
        pytest.param(" 19121212-1212 ", "", id="with-its-sign"),
        pytest.param("121212+1212", "", id="a-hundred-years"),
        pytest.param("0002290000", "", id="leap-day"),
        pytest.param("191212721212", NO_COORDINATION, id="samordningsnummer"),
        pytest.param("701063-2391", NO_COORDINATION, id="short-samordningsnummer"),
        pytest.param("19121212-K212", NO_RESERVE, id="letter-reservnummer"),
        pytest.param("121212r212", NO_RESERVE, id="small-letter"),
        pytest.param("991912121212", NO_RESERVE, id="99-reservnummer"),
        pytest.param("991212-1212", "", id="born-1999"),
        pytest.param("19121312-1212", NO_SUCH_DATE, id="thirteenth-month"),
        pytest.param("19130229-1212", NO_SUCH_DATE, id="no-leap-year"),
        pytest.param("00000000-0000", NO_SUCH_DATE, id="year-nought"),
        pytest.param("", NOT_DIGITS, id="nothing"),
        pytest.param("tolvan", NOT_DIGITS, id="a-name"),
        pytest.param("١٩١٢١٢١٢١٢١٢", NOT_DIGITS, id="other-digits"),
        pytest.param("' OR 1=1 --", NOT_DIGITS, id="sql"),
        pytest.param("1912121212", "", id="ten"),
        pytest.param("19121212", COUNT.format("8 siffror"), id="a-date"),
        pytest.param("1", COUNT.format("1 siffra"), id="one"),
        pytest.param("1912121212123", COUNT.format("13 siffror"), id="too-many"),
    ],
)
def test_r106_a_wrong_number_gets_the_reason(typed: str, fault: str) -> None:
    assert login_fault(typed) == fault
