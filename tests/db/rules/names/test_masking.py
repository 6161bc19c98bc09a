"""What is hidden of a line while others look on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.names import masking

NAMES = masking.names(
    ["Anna Andersson", "Johan Ek", "Eva-Lisa von Ö", "Ö", "😀", "Dag Stig", "[b]Zeta[/b]", "X"],
    ["Johan Frisk", "Vårdcentralen Ek", "Dag Stig", ""],
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("19121212-1212", "19121212-****"),
        ("191212121212", "19121212****"),
        ("19121212 1212", "19121212 ****"),
        ("121212-1212", "121212-****"),
        ("121212+1212", "121212+****"),
        ("1212121212", "121212****"),
        ("19121272-1212 samordningsnummer", "19121272-**** samordningsnummer"),
        ("Tolvan Tolvansson 19121212-1212, tel.", "Tolvan Tolvansson 19121212-****, tel."),
        ("19121212-12…", "19121212-**…"),
        ("│19121212-1212│070-123 45 67│", "│19121212-****│***-*** ** **│"),
        ("070-123 45 67", "***-*** ** **"),
        ("0701234567", "**********"),
        ("+46 70 123 45 67", "*** ** *** ** **"),
        ("0046701234567", "*************"),
        ("08-12 34 56", "**-** ** **"),
        ("08-123 456 78", "**-*** *** **"),
        ("(08) 123 45 67", "(**) *** ** **"),
        ("070–123 45 67", "***–*** ** **"),
        ("070/123 45 67", "***/*** ** **"),
        ("ring 070-12…", "ring ***-**…"),
        ("070-123", "***-***"),
        ("anna.a@example.se, ja", "*****************, ja"),
    ],
)
def test_numbers_phones_and_addresses(text: str, shown: str) -> None:
    assert masking.masked(text) == shown
    assert masking.masked(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "2024-09-20 08:00", "2024-09-20–2024-09-27", "20240920", "fre 20 sep 11:15–12:00 · 45 min",
        "08.00-16.00", "08-16", "v. 38 2024", "1 000 000 rader av 1 000 000", "Ring 1177",
        "20 30 0 10 12 14 16", "01 02 03 04 05 06 07", "0 0 0 0 0 0 0", "R14, R107", "500,00 kr",
        "19 september 2024 11:05", "10 av 150 tecken", "",
    ],
)  # fmt: skip
def test_what_is_no_secret_stays(text: str) -> None:
    assert masking.masked(text, NAMES) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Anna Andersson", "**** *********"),
        ("Hej Anna, välkommen", "Hej ****, välkommen"),
        ("ANNA ANDERSSON", "**** *********"),
        ("Anna Ande… 10:00", "**** ****… 10:00"),
        ("Tid för Andr", "Tid för Andr"),
        ("Tid för Ander", "Tid för *****"),
        ("ersson 10:00", "****** 10:00"),
        ("Eva-Lisa von Ö", "***-**** *** *"),
        ("en dag vid stigen", "en dag vid stigen"),
        ("Dag Stig", "*** ****"),
        ("hos Johan Frisk", "hos Johan Frisk"),
        ("▌Johan Frisk  Johan Ek│", "▌Johan Frisk  ***** **│"),
        ("Johan Frisk Ek", "***** Frisk **"),
        ("Vårdcentralen Ek", "Vårdcentralen Ek"),
        ("😀 och [b]Zeta[/b]", "* och [b]****[/b]"),
        ("X och Ö", "* och *"),
        ("Andersen", "Andersen"),
    ],
)
def test_names(text: str, shown: str) -> None:
    assert masking.masked(text, NAMES) == shown


WORDS = st.text(st.characters(categories=["Lu", "Ll"]), min_size=2, max_size=9)


@given(st.lists(WORDS, min_size=1, max_size=3), st.text(max_size=20), st.text(max_size=20))
def test_a_name_is_never_drawn_whole(words: list[str], before: str, after: str) -> None:
    name = " ".join(words)
    text = masking.masked(f"{before} {name} {after}", masking.names([name]))
    assert len(text) == len(f"{before} {name} {after}")
    assert name not in text


@given(st.text(max_size=60))
def test_a_line_is_as_long_as_it_was(text: str) -> None:
    assert len(masking.masked(text, NAMES)) == len(text)


def test_comments_and_names_of_columns() -> None:
    assert [masking.comment("Ont", level) for level in (0, 1, 2)] == ["Ont", *[masking.HIDDEN] * 2]
    assert masking.comment("", 2) == ""
    assert [masking.name("Bo Ek", level) for level in (0, 1, 2)] == ["Bo Ek", "Bo Ek", "** **"]
