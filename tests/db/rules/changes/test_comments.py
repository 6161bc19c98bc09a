"""The patient's comment as the guide's screenshots print it (R53, R55)."""

import pytest

from db.rules.changes.comments import cancelled_comment, web_comment, words_first

PHONE = "+46701740605"


@pytest.mark.parametrize(
    ("phone", "text", "comment"),
    [
        pytest.param(PHONE, "Ont i halsen", f"Mitt telefonnummer: {PHONE} Ont i halsen", id="R55"),
        pytest.param(PHONE, "", f"Mitt telefonnummer: {PHONE}", id="R55-only-the-phone-line"),
        pytest.param("", "Ont i halsen", "Ont i halsen", id="no-phone"),
        pytest.param("", "", "", id="nothing"),
    ],
)
def test_booked_on_the_web(phone: str, text: str, comment: str) -> None:
    assert web_comment(phone, text) == comment


@pytest.mark.parametrize(
    ("reason", "earlier", "comment"),
    [
        pytest.param(
            "Fått magsjuka", f"Mitt telefonnummer: {PHONE} Förhinder pga jobb.",
            f"Fått magsjuka\nMitt telefonnummer: {PHONE} Förhinder pga jobb.", id="R53-first",
        ),
        pytest.param("", "Ont i halsen", "Ont i halsen", id="no-reason"),
        pytest.param("Fått magsjuka", "", "Fått magsjuka", id="nothing-earlier"),
        pytest.param("", "", "", id="nothing"),
    ],
)  # fmt: skip
def test_cancelled(reason: str, earlier: str, comment: str) -> None:
    assert cancelled_comment(reason, earlier) == comment


@pytest.mark.parametrize(
    ("comment", "shown"),
    [
        ("Mitt telefonnummer: +46701740607 Jag är bortrest.", "… Jag är bortrest."),
        ("Mitt telefonnummer: 070-174 06 07 Jag är bortrest.", "… Jag är bortrest."),
        ("Sjuk\nMitt telefonnummer: +46701740607 Jag kan inte.", "Sjuk\n… Jag kan inte."),
        ("Mitt telefonnummer: +46701740607", "Mitt telefonnummer: +46701740607"),
        ("Ring Mitt telefonnummer: 08-1 sedan", "Ring Mitt telefonnummer: 08-1 sedan"),
        ("", ""),
    ],
)
def test_the_words_come_first_where_there_is_no_room_for_all(comment: str, shown: str) -> None:
    assert words_first(comment) == shown
