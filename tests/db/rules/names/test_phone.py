"""Telephone numbers: which are let through, their one spelling, and who gets an SMS."""

import pytest

from db.rules.names.phone import PHONE_NUMBER, gets_sms, sms_note, spelled

MOBILE = "+46701740605"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0701740605", MOBILE),
        ("070-174 06 05", MOBILE),
        ("070–1740605", MOBILE),
        ("070\u20111740605", MOBILE),
        ("(070) 174.06.05", MOBILE),
        ("+46 70 174 06 05", MOBILE),
        ("+46 (0)70-174 06 05", MOBILE),
        ("+460701740605", MOBILE),
        ("0046701740605", MOBILE),
        ("00 46 (0) 70 174 06 05", MOBILE),
        ("070/1740605", MOBILE),
        ("08-465 004 00", "+46846500400"),
        ("0910-123 45", "+4691012345"),
        ("+47 123 45 678", "+4712345678"),
        ("+358 40 1234567", "+358401234567"),
        ("+123456789", "+123456789"),
        ("+1234567890123", "+1234567890123"),
        ("012345678", "+4612345678"),
    ],
)
def test_one_spelling(typed: str, stored: str) -> None:
    assert PHONE_NUMBER.verdict(typed).passed
    assert spelled(typed) == stored
    assert PHONE_NUMBER.verdict(stored).passed
    assert spelled(stored) == stored


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("12345678", "9–13 siffror (har 8)"),
        ("07017406", "9–13 siffror (har 8)"),
        ("+12345678901234", "9–13 siffror (har 14)"),
        ("07017406050000", "9–13 siffror (har 14)"),
        ("070-174O605", "bara ha siffror"),
        ("ring mig", "bara ha siffror"),
        ("0701740605 eller 0701740606", "bara ha siffror"),
        ("070174+0605", "bara ha siffror"),
        ("٠٧٠١٧٤٠٦٠٥", "bara ha siffror"),
        ("0701740605;", "bara ha siffror"),
        ("-", "9–13 siffror (har 0)"),
        ("+", "9–13 siffror (har 0)"),
        ("701740605", "börjar med 0"),
        ("+0701740605", "börjar med 0"),
        ("000701740605", "börjar med 0"),
    ],
)
def test_what_is_no_number_is_told_why(typed: str, told: str) -> None:
    verdict = PHONE_NUMBER.verdict(typed)
    assert not verdict.passed
    assert told in verdict.text
    assert verdict.text.endswith(".")


@pytest.mark.parametrize(
    ("number", "sms"),
    [
        (MOBILE, True),
        ("070-1740605", True),
        ("+46760000000", True),
        ("+46846500400", False),
        ("+46771123456", False),
        ("+4712345678", False),
        ("+467017406051", False),
        ("+46701", False),
        ("ring mig", False),
        ("", False),
    ],
)
def test_swedish_mobile_numbers_get_sms_and_others_are_told(number: str, sms: bool) -> None:
    assert gets_sms(number) is sms
    assert bool(sms_note(number)) is (not sms and number != "")
