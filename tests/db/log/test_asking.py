"""What is asked before many rows of the log are decided on at once, in a table."""

import pytest

from db.log.asking import asking
from db.log.entry import Review, Seen, Which
from db.values import Act, ReviewDecision
from tests.db.builders import at

BILL, EXEMPT, CHECKED = ReviewDecision.BILL, ReviewDecision.EXEMPT, ReviewDecision.CHECKED
MOMENT = at("2024-09-12 10:52")
NOBODY = Review()
BILLED = Review(BILL, "", "Rut", MOMENT)
SENT = BILLED._replace(exported_at=MOMENT)
EXCUSED = Review(EXEMPT, "Sjuk", "Rolf", MOMENT)
TAKEN_BACK = Review(None, "", "Rut", MOMENT)


def rows(*reviews: Review) -> list[Seen]:
    which = Which(Act.CANCELLED, MOMENT, MOMENT + 3600, None)
    return [Seen(n, which, review) for n, review in enumerate(reviews, 1)]


@pytest.mark.parametrize(
    ("reviews", "hidden", "decision"),
    [
        pytest.param([NOBODY], (), BILL, id="one"),
        pytest.param([EXCUSED], (), BILL, id="one-decided-is-in-sight"),
        pytest.param([NOBODY, TAKEN_BACK], (), BILL, id="none-decided"),
        pytest.param([NOBODY, TAKEN_BACK], (), None, id="nothing-to-take-back"),
    ],
)
def test_nothing_is_asked(
    reviews: list[Review], hidden: tuple[int, ...], decision: ReviewDecision | None
) -> None:
    assert asking(rows(*reviews), hidden, decision) is None


@pytest.mark.parametrize(
    ("reviews", "hidden", "decision", "said", "rest"),
    [
        pytest.param(
            [NOBODY, EXCUSED], (), BILL,
            ["2 markerade rader, 1 redan bedömd.",
             "• Avbokad 2024-09-12 10:52: undantas (Sjuk), Rolf", "Ska den också faktureras?"],
            [1], id="decided",
        ),
        pytest.param(
            [SENT, BILLED, NOBODY], (), CHECKED,
            ["3 markerade rader, 2 redan bedömda (1 av dem exporterade för fakturering).",
             "• Avbokad 2024-09-12 10:52: faktureras, Rut",
             "• Avbokad 2024-09-12 10:52: faktureras, Rut", "Ska de också bli kontrollerade?"],
            [3], id="exported",
        ),
        pytest.param(
            [NOBODY, NOBODY, BILLED], (2, 3), EXEMPT,
            ["3 markerade rader, 1 redan bedömd och 2 visas inte i urvalet.",
             "• Avbokad 2024-09-12 10:52 – visas inte",
             "• Avbokad 2024-09-12 10:52: faktureras, Rut – visas inte", "Ska de också undantas?"],
            [1], id="hidden",
        ),
        pytest.param(
            [NOBODY], (1,), BILL,
            ["1 markerad rad, 1 visas inte i urvalet.", "• Avbokad 2024-09-12 10:52 – visas inte",
             "Ska den också faktureras?"],
            [], id="only-a-hidden-one",
        ),
        pytest.param(
            [BILLED, NOBODY], (), None,
            ["2 markerade rader, 1 redan bedömd.", "• Avbokad 2024-09-12 10:52: faktureras, Rut",
             "Ska den bedömningen tas bort?"],
            [], id="taking-back",
        ),
    ],
)  # fmt: skip
def test_what_is_asked(
    reviews: list[Review], hidden: tuple[int, ...], decision: ReviewDecision | None,
    said: list[str], rest: list[int],
) -> None:  # fmt: skip
    asked = asking(rows(*reviews), hidden, decision)
    assert asked is not None
    assert asked.text.splitlines() == said
    assert [one.seq for one in asked.rest] == rest
    assert list(asked.whole) == rows(*reviews)


def test_only_the_first_ones_are_named() -> None:
    asked = asking(rows(*[BILLED] * 34), (), EXEMPT)
    assert asked is not None
    assert len(asked.text.splitlines()) == 8
    assert "och 29 till" in asked.text
