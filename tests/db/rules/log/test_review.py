"""What a reviewer may decide, what a chain comes to, exemptions and amounts (R50, A4, B5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.log.review import (
    BOOKED_SHORTLY,
    EXAMPLE_REASONS,
    DecideCase,
    Link,
    amount_of,
    amount_text,
    booked_shortly,
    chain_note,
    judge_as_made,
    judge_chain,
    may_decide,
    suggested_reason,
)
from db.values import Act, ReviewDecision
from tests.db.rules.cases import ASYNJA, PMO, at

BILL, EXEMPT, CHECKED = ReviewDecision.BILL, ReviewDecision.EXEMPT, ReviewDecision.CHECKED
BOOKED, REBOOKED, CANCELLED = Act.BOOKED, Act.REBOOKED, Act.CANCELLED
WHEN = at("2024-09-12 10:52")
DAY = 24 * 60


@pytest.mark.parametrize(
    ("act", "late", "decision", "reason", "refused"),
    [
        pytest.param(REBOOKED, True, BILL, "", "", id="a-late-one-is-billed"),
        pytest.param(CANCELLED, True, EXEMPT, "Giltigt förhinder", "", id="a-late-one-is-exempt"),
        pytest.param(CANCELLED, True, EXEMPT, "", "no-reason", id="but-not-without-a-reason"),
        pytest.param(CANCELLED, True, CHECKED, "", "", id="a-late-one-is-checked"),
        pytest.param(CANCELLED, False, CHECKED, "", "", id="so-is-one-in-time"),
        pytest.param(BOOKED, False, CHECKED, "", "", id="and-a-booking"),
        pytest.param(CANCELLED, False, BILL, "", "not-late", id="in-time-is-not-billed"),
        pytest.param(REBOOKED, False, EXEMPT, "x", "not-late", id="in-time-is-not-exempt"),
        pytest.param(BOOKED, False, BILL, "", "not-late", id="a-booking-is-not-billed"),
        pytest.param(BOOKED, False, None, "", "", id="any-decision-is-taken-back"),
        pytest.param(CANCELLED, True, None, "", "", id="a-late-one-too"),
    ],
)
def test_which_rows_may_be_decided(
    act: Act, decision: ReviewDecision | None, reason: str, refused: str, *, late: bool
) -> None:
    verdicts = may_decide(DecideCase(act, WHEN, late, decision, reason))
    assert [one.code for one in verdicts.refusals][:1] == ([refused] if refused else [])
    assert all(one.text.endswith(".") and one.source for one in verdicts)


def test_a_refusal_names_the_row() -> None:
    said = may_decide(DecideCase(CANCELLED, WHEN, False, BILL)).refusals[0].text
    assert said == (
        "Avbokningen 2024-09-12 10:52 gjordes i tid. Bara sena ändringar faktureras eller undantas."
    )
    said = may_decide(DecideCase(BOOKED, WHEN, False, EXEMPT, "x")).refusals[0].text
    assert "En nybokning faktureras aldrig." in said


@pytest.mark.parametrize("was_late", [True, False])
def test_a_verdict_on_the_edge_stands_as_it_was_made(*, was_late: bool) -> None:
    for policy in (ASYNJA, PMO):
        verdict = judge_as_made(CANCELLED, WHEN, WHEN + DAY * 60, policy, was_late=was_late)
        assert verdict.late is was_late
        assert verdict.text.endswith("Ska faktureras." if was_late else "I tid.")


# --- chains ---------------------------------------------------------------------------------------

SLIDE = (
    Link(BOOKED, at("2024-09-12 10:38"), False),
    Link(REBOOKED, at("2024-09-12 10:52"), True),
    Link(CANCELLED, at("2024-09-12 11:00"), True),
)
"""[000] slide 16: booked, rebooked late, cancelled late."""
TRAP = (
    Link(BOOKED, at("2025-06-19 08:37"), False),
    Link(REBOOKED, at("2025-06-19 08:42"), True),
    Link(CANCELLED, at("2025-06-19 08:46"), False),
)
"""GUIDES.md A4: a late rebooking, then a cancellation in time."""
FIRST, SECOND = "ombokningen 2024-09-12 10:52", "avbokningen 2024-09-12 11:00"


def decided(
    links: tuple[Link, ...], *decisions: ReviewDecision | None, reason: str = ""
) -> tuple[Link, ...]:
    """The late ones with these decisions."""
    given = iter(decisions)
    return tuple(
        link._replace(decision=next(given, None), reason=reason) if link.late else link
        for link in links
    )


@pytest.mark.parametrize(
    ("links", "billable", "to_check", "text"),
    [
        pytest.param((), False, False, "Ingen sen ändring. Inget ska faktureras.", id="nothing"),
        pytest.param(
            SLIDE[:1], False, False, "Ingen sen ändring. Inget ska faktureras.", id="booked"
        ),
        pytest.param(
            SLIDE,
            True,
            True,
            f"Ska faktureras: {FIRST} och {SECOND}. Ingen har bedömt det än.",
            id="A4-both-rows-of-the-slide",
        ),
        pytest.param(
            TRAP,
            True,
            True,
            "Ska faktureras: ombokningen 2025-06-19 08:42. Att avbokningen 2025-06-19 08:46"
            " gjordes i tid ändrar inte det. Ingen har bedömt det än.",
            id="A4-the-trap",
        ),
        pytest.param(
            decided(TRAP, BILL),
            True,
            False,
            "Ska faktureras: ombokningen 2025-06-19 08:42. Att avbokningen 2025-06-19 08:46"
            " gjordes i tid ändrar inte det.",
            id="A4-the-trap-billed",
        ),
        pytest.param(
            decided(TRAP, EXEMPT, reason=BOOKED_SHORTLY),
            False,
            False,
            "Ska inte faktureras. Undantas: ombokningen 2025-06-19 08:42"
            " (Bokad mindre än 24 timmar innan).",
            id="B5-exempt-in-stockholm",
        ),
        pytest.param(
            decided(SLIDE, EXEMPT, BILL),
            True,
            False,
            f"Ska faktureras: {SECOND}. Undantas: {FIRST}.",
            id="one-of-two",
        ),
        pytest.param(
            decided(SLIDE, CHECKED, CHECKED),
            False,
            False,
            f"Ska inte faktureras. Kontrollerat utan faktura: {FIRST} och {SECOND}.",
            id="checked",
        ),
        pytest.param(
            decided(SLIDE, BILL),
            True,
            True,
            f"Ska faktureras: {FIRST} och {SECOND}. Återstår att bedöma: {SECOND}.",
            id="one-left",
        ),
    ],
)
def test_what_a_chain_comes_to(
    links: tuple[Link, ...], text: str, *, billable: bool, to_check: bool
) -> None:
    assert judge_chain(links) == (billable, to_check, text)


@pytest.mark.parametrize(
    ("before", "billable", "note"),
    [
        pytest.param(SLIDE[:1], True, "", id="only-a-booking-before"),
        pytest.param(SLIDE[:2], True, f"Även {FIRST} i samma kedja ska faktureras.", id="both"),
        pytest.param(TRAP[:2], False, "Ombokningen 2025-06-19 08:42 i samma kedja ska faktureras.",
                     id="A4-the-trap"),
        pytest.param(decided(SLIDE[:2], EXEMPT), True, "", id="the-first-is-exempt"),
        pytest.param(SLIDE, True, f"Även {FIRST} och {SECOND} i samma kedja ska faktureras.",
                     id="two-before"),
    ],
)  # fmt: skip
def test_a_later_row_says_what_is_billed_before_it(
    before: tuple[Link, ...], note: str, *, billable: bool
) -> None:
    assert chain_note(before, billable=billable) == note


# --- exemptions and amounts -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("booked", "visit", "shortly"),
    [
        pytest.param("2024-09-12 10:38", "2024-09-12 13:00", True, id="A4-2-h-22"),
        pytest.param("2024-09-04 15:56", "2024-09-05 11:00", True, id="A4-19-h-04"),
        pytest.param("2024-09-11 13:00", "2024-09-12 13:00", False, id="exactly-24-h"),
        pytest.param("2024-09-11 13:01", "2024-09-12 13:00", True, id="a-minute-less"),
        pytest.param("2024-10-26 12:30", "2024-10-27 12:00", False, id="the-clock-went-back"),
        pytest.param("", "2024-09-12 13:00", False, id="nobody-knows"),
    ],
)
def test_the_hint_that_the_visit_was_booked_shortly_before(
    booked: str, visit: str, *, shortly: bool
) -> None:
    made = at(booked) if booked else None
    assert booked_shortly(made, at(visit), DAY) is shortly


def test_only_a_reason_that_the_unit_has_is_suggested() -> None:
    assert suggested_reason(EXAMPLE_REASONS, shortly=True) == BOOKED_SHORTLY
    assert suggested_reason(EXAMPLE_REASONS, shortly=False) == ""
    assert suggested_reason(("Annat", BOOKED_SHORTLY.upper()), shortly=True) == (
        BOOKED_SHORTLY.upper()
    )
    assert suggested_reason(("Giltigt förhinder",), shortly=True) == ""


@pytest.mark.parametrize(
    ("profession", "fees", "amount"),
    [
        ("10 Läkare", {"10 läkare": 40000, "": 10000}, 40000),
        ("09 Sjuksköterska", {"10 läkare": 40000, "": 10000}, 10000),
        ("09 Sjuksköterska", {"10 läkare": 40000}, None),
        ("", {"": 10000}, 10000),
        ("10 Läkare", {"10 läkare": 0, "": 10000}, 0),
        ("10 Läkare", {}, None),
    ],
)
def test_amounts_are_the_professions_or_that_of_all_others(
    profession: str, fees: dict[str, int], amount: int | None
) -> None:
    assert amount_of(profession, fees) == amount


@pytest.mark.parametrize(
    ("ore", "text"),
    [
        (0, "0 kr"),
        (40000, "400 kr"),
        (40050, "400,50 kr"),
        (5, "0,05 kr"),
        (123456789, "1 234 567,89 kr"),
        (-30000, "-300 kr"),
    ],
)
def test_amounts_as_people_write_them(ore: int, text: str) -> None:
    assert amount_text(ore) == text


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([None, *ReviewDecision])), max_size=6))
def test_a_chain_is_billed_exactly_when_one_of_its_rows_is(
    given: list[tuple[bool, ReviewDecision | None]],
) -> None:
    links = [
        Link(CANCELLED, WHEN + 60 * n, late, decision) for n, (late, decision) in enumerate(given)
    ]
    verdict = judge_chain(links)
    assert verdict.billable is any(link.billable for link in links)
    assert verdict.text.startswith("Ska faktureras") is verdict.billable
    assert verdict.to_check is any(link.late and link.decision is None for link in links)
