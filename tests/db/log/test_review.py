"""Reviewing the log: many rows at once, undoing, conflicts, and where the review stands (R50)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.book import Book
from db.bookings import sheet_history
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from db.log import exemption, query, review, review_settings
from db.log.review import Review, Seen, Summary, seen_of
from db.values import Actor, ReviewDecision, Role
from db.worlds import catalogue
from tests.db.actors import AGENT, IT, REGION, SCHEDULER, STAFF
from tests.db.builders import at, set_clock
from tests.db.hostile import HOSTILE, assert_safe
from tests.db.log_builders import Unit

BILL, EXEMPT, CHECKED = ReviewDecision.BILL, ReviewDecision.EXEMPT, ReviewDecision.CHECKED
OTHER = Actor(Role.STAFF, "Rolf Revisor")
EXCUSE = "Giltigt förhinder"
NOON = "2024-09-12 12:00"

SLIDE = (
    ("2024-09-12 10:38", "2024-09-12 13:00"),
    ("2024-09-12 10:52", "2024-09-13 08:00"),
    ("2024-09-12 11:00", ""),
)
"""Booked, rebooked late, cancelled late: rows 1, 2 and 3."""


@pytest.fixture
def unit(book: Book) -> Unit:
    made = Unit(book)
    made.chain(*SLIDE)
    set_clock(book, NOON)
    return made


def stands(book: Book, seq: int) -> tuple[Review, Review]:
    """What the row and its change say."""
    sql = (
        "SELECT {0}.decision, {0}.decision_reason, {0}.decided_by, {0}.decided_at, {0}.exported_at"
        " FROM log_row r"
    )
    sql += " JOIN booking_change c ON c.id = r.change_id WHERE r.id = ?"
    with book.read() as reader:
        found = [reader.row(sql.format(table), (seq,)) for table in ("r", "c")]
    row, change = (Review(*one) for one in found if one is not None)
    return row, change


def test_a_decision_is_kept_with_the_row_and_its_change(book: Book, unit: Unit) -> None:
    done = review.decide(book, STAFF, [2], EXEMPT, EXCUSE, seen=None)
    kept = Review(EXEMPT, EXCUSE, "Rut Reception", at(NOON))
    assert stands(book, 2) == (kept, kept)
    assert (done.rows, done.text) == (1, "1 rad: undantas.")
    assert review.decide(book, STAFF, [2], None, "glöms", seen=None).text == (
        "1 rad: bedömningen är borttagen."
    )
    taken_back = Review("", "", "Rut Reception", at(NOON))  # type: ignore[arg-type]
    assert stands(book, 2) == (taken_back, taken_back)


def test_many_rows_at_once_each_once(book: Book, unit: Unit) -> None:
    done = review.decide(book, STAFF, [3, 2, 3], BILL, seen=None)
    assert done.rows == 2
    assert [one.seq for one in done.before] == [3, 2]
    assert {stands(book, seq)[0].decision for seq in (2, 3)} == {"bill"}
    assert review.decide(book, STAFF, [], BILL, seen=None).rows == 0


def test_more_rows_than_a_statement_takes(book: Book, tmp_path: Path) -> None:
    with book.write() as tx:
        file = tx.insert("INSERT INTO log_file (clinic_id, name, imported_at, imported_by)"
                         " VALUES (1, 'stor.csv', 0, '')")  # fmt: skip
        tx.many(
            "INSERT INTO log_row (clinic_id, file_id, chain, act, changed_at, old_start, late,"
            " minutes_left) VALUES (1, ?, ?, 'cancelled', 0, 60, 1, 1)",
            [(file, n) for n in range(1201)],
        )
    done = review.decide(book, STAFF, range(1, 1202), CHECKED, seen=None)
    assert done.rows == 1201
    assert review.summary(book, STAFF, 1, "stor.csv").checked == 1201
    assert review.restore(book, STAFF, done.before).rows == 1201
    assert review.summary(book, STAFF, 1, "stor.csv").to_check == 1201


def test_a_row_in_time_is_refused_and_nothing_is_done(book: Book, unit: Unit) -> None:
    with pytest.raises(Refused, match="En nybokning faktureras aldrig") as raised:
        review.decide(book, STAFF, [1, 2], BILL, seen=None)
    assert raised.value.code == "not-late"
    assert raised.value.text.endswith("Ingenting ändrades.")
    assert len(raised.value.items) == 1
    assert stands(book, 2)[0].decision == ""
    assert review.decide(book, STAFF, [1], CHECKED, seen=None).rows == 1


def test_an_exemption_needs_a_reason(book: Book, unit: Unit) -> None:
    for reason in ("", "  ", HOSTILE["only-controls"]):
        with pytest.raises(Refused, match="Ange varför") as raised:
            review.decide(book, STAFF, [2], EXEMPT, reason, seen=None)
        assert raised.value.field == "reason"
    with pytest.raises(Invalid, match="högst 200 tecken"):
        review.decide(book, STAFF, [2], EXEMPT, HOSTILE["long"], seen=None)


@pytest.mark.parametrize("name", sorted(set(HOSTILE) - {"only-controls", "long"}))
def test_a_reason_is_cleaned(book: Book, unit: Unit, name: str) -> None:
    review.decide(book, STAFF, [2], EXEMPT, HOSTILE[name], seen=None)
    assert_safe(stands(book, 2)[0].reason, HOSTILE[name])


def test_a_row_that_is_gone(book: Book, unit: Unit) -> None:
    with pytest.raises(NotFound, match="gallrats"):
        review.decide(book, STAFF, [2, 99], BILL, seen=None)
    assert stands(book, 2)[0].decision == ""


@pytest.mark.parametrize(
    "actor", [AGENT, REGION, Actor(Role.CITIZEN, "", 1)], ids=lambda one: one.role
)
def test_only_care_reviews(book: Book, unit: Unit, actor: Actor) -> None:
    done = review.decide(book, STAFF, [2], BILL, seen=None)
    for act in (
        lambda: review.decide(book, actor, [2], BILL, seen=None),
        lambda: review.restore(book, actor, done.before),
        lambda: review.summary(book, actor, 1),
        lambda: review_settings.reasons(book, actor, 1),
    ):
        with pytest.raises(NotAllowed):
            act()


# --- undo -----------------------------------------------------------------------------------------


def test_undo_gives_back_what_stood_with_who_and_when(book: Book, unit: Unit) -> None:
    review.decide(book, OTHER, [2], EXEMPT, EXCUSE, seen=None)
    set_clock(book, "2024-09-12 13:00")
    done = review.decide(book, STAFF, [2, 3], BILL, seen=None)
    undone = review.restore(book, STAFF, done.before)
    before = Review(EXEMPT, EXCUSE, "Rolf Revisor", at(NOON))
    assert stands(book, 2) == (before, before)
    assert stands(book, 3)[0] == ("", "", "", None, None)
    assert undone.text == "2 rader: bedömningen är ångrad."
    review.restore(book, STAFF, undone.before)  # redo
    assert stands(book, 2)[0] == ("bill", "", "Rut Reception", at("2024-09-12 13:00"), None)


def test_undo_is_refused_when_somebody_else_decided_meanwhile(book: Book, unit: Unit) -> None:
    done = review.decide(book, STAFF, [2, 3], BILL, seen=None)
    review.decide(book, OTHER, [3], CHECKED, seen=None)
    with pytest.raises(Conflict, match=f"Rolf Revisor har bedömt raden {NOON}") as raised:
        review.restore(book, STAFF, done.before)
    assert (raised.value.who, raised.value.when) == ("Rolf Revisor", at(NOON))
    assert stands(book, 2)[0].decision == "bill"
    review.decide(book, OTHER, [3], None, seen=None)
    with pytest.raises(Conflict, match=f"Rolf Revisor har tagit tillbaka bedömningen {NOON}"):
        review.restore(book, STAFF, done.before)


def test_undo_of_a_row_that_was_cleared(book: Book, unit: Unit) -> None:
    done = review.decide(book, STAFF, [2], BILL, seen=None)
    with book.write() as tx:
        tx.run("DELETE FROM log_row")
    with pytest.raises(NotFound, match="gallrats"):
        review.restore(book, STAFF, done.before)


# --- what was shown goes with the act -------------------------------------------------------------


def shown(book: Book, *seqs: int, file: str = "") -> tuple[Seen, ...]:
    """The rows as the log shows them now."""
    entries = {one.seq: seen_of(one) for one in query.rows(book, STAFF, 1, None, file)}
    return tuple(entries[seq] for seq in seqs)


def test_a_row_as_it_was_shown_is_decided_on(book: Book, unit: Unit) -> None:
    assert review.look(book, STAFF, [3, 2], BILL) == shown(book, 3, 2)
    review.decide(book, STAFF, [2, 3], BILL, seen=shown(book, 3, 2))
    assert [stands(book, seq)[0].decision for seq in (2, 3)] == ["bill", "bill"]
    review.decide(book, OTHER, [2], EXEMPT, EXCUSE, seen=shown(book, 2))
    assert stands(book, 2)[0].decision == "exempt"


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        pytest.param(
            (BILL, ""), f"Rolf Revisor har bedömt raden {NOON}: faktureras (raden", id="bill"
        ),
        pytest.param((EXEMPT, EXCUSE), f"undantas ({EXCUSE}) (raden är ändrad", id="exempt"),
        pytest.param((CHECKED, ""), f"{NOON}: kontrollerad", id="checked"),
    ],
)
@pytest.mark.parametrize("mine", [(BILL, ""), (EXEMPT, "Sjuk"), (CHECKED, ""), (None, "")])
def test_a_decision_of_others_is_not_overwritten_unseen(
    book: Book, unit: Unit, theirs: tuple[ReviewDecision, str], said: str,
    mine: tuple[ReviewDecision | None, str],
) -> None:  # fmt: skip
    """Not even by the same decision: who decided it is a part of it."""
    seen = shown(book, 2, 3)
    review.decide(book, OTHER, [3], *theirs, seen=shown(book, 3))
    with pytest.raises(Conflict) as raised:
        review.decide(book, STAFF, [2, 3], *mine, seen=seen)
    assert said in raised.value.text
    assert raised.value.text.endswith("Ingenting ändrades.")
    assert (raised.value.who, raised.value.when) == ("Rolf Revisor", at(NOON))
    assert stands(book, 2)[0].decision == ""
    assert stands(book, 3)[0][:3] == (*theirs, "Rolf Revisor")


def test_a_decision_that_others_took_back_is_not_made_anew_unseen(book: Book, unit: Unit) -> None:
    review.decide(book, STAFF, [2], BILL, seen=None)
    seen = shown(book, 2)
    review.decide(book, OTHER, [2], None, seen=seen)
    with pytest.raises(Conflict, match=f"Rolf Revisor har tagit tillbaka bedömningen {NOON}"):
        review.decide(book, STAFF, [2], EXEMPT, EXCUSE, seen=seen)
    assert stands(book, 2)[0].decision == ""


def test_how_many_rows_are_not_as_shown(book: Book, unit: Unit) -> None:
    seen = shown(book, 2, 3)
    review.decide(book, OTHER, [2, 3], CHECKED, seen=seen)
    with pytest.raises(Conflict, match="2 av 2 rader är inte som de visades"):
        review.decide(book, STAFF, [2, 3], BILL, seen=seen)


def test_what_was_exported_meanwhile_is_not_decided_on_unseen(book: Book, unit: Unit) -> None:
    done = review.decide(book, STAFF, [2], BILL, seen=None)
    seen = shown(book, 2)
    with book.write() as tx:
        for table in ("log_row WHERE id = 2", "booking_change WHERE late = 1"):
            tx.run(f"UPDATE {table.replace(' WHERE', ' SET exported_at = 60 WHERE')}")
    sent = "exporterades för fakturering 1970-01-01 01:01"
    with pytest.raises(Conflict, match=sent):
        review.decide(book, STAFF, [2], EXEMPT, EXCUSE, seen=seen)
    with pytest.raises(Conflict, match=sent):
        review.restore(book, STAFF, done.before)
    # The same decision once more is still exported, another is not; undo gives that back, too.
    review.decide(book, STAFF, [2], BILL, seen=shown(book, 2))
    assert stands(book, 2)[0].exported_at == 60
    exempt = review.decide(book, STAFF, [2], EXEMPT, EXCUSE, seen=shown(book, 2))
    assert stands(book, 2)[0].exported_at is None
    review.restore(book, STAFF, exempt.before)
    assert stands(book, 2) == (shown(book, 2)[0].review,) * 2
    assert stands(book, 2)[0].exported_at == 60


def test_the_rows_of_a_new_import_are_others(book: Book) -> None:
    """What was shown of a removed log is never decided on, nor undone, in the one after it."""
    insert = (
        "INSERT INTO log_row (id, clinic_id, file_id, chain, act, changed_at, old_start, late,"
        " minutes_left) VALUES (1, 1, ?, 1, 'cancelled', ?, ?, 1, 60)"
    )

    def imported(changed: int) -> None:
        with book.write() as tx:
            tx.run("DELETE FROM log_file")
            file = tx.insert("INSERT INTO log_file (clinic_id, name) VALUES (1, 'a.csv')")
            tx.insert(insert, (file, changed, changed + 3600))

    imported(0)
    seen = shown(book, 1, file="a.csv")
    done = review.decide(book, STAFF, [1], EXEMPT, EXCUSE, seen=seen)
    imported(7200)  # an older book gave the number anew; this one never does
    acts: tuple[Callable[[], object], ...] = (
        lambda: review.decide(book, STAFF, [1], EXEMPT, EXCUSE, seen=seen),
        lambda: review.restore(book, STAFF, done.before),
    )
    for act in acts:
        with pytest.raises(Conflict, match="en annan än den som visades"):
            act()
    with book.read() as reader:
        assert reader.value("SELECT decision FROM log_row") == ""


def test_looking_is_refused_as_deciding_is(book: Book, unit: Unit) -> None:
    with pytest.raises(Refused, match="nybokning faktureras aldrig"):
        review.look(book, STAFF, [1, 2], EXEMPT)
    with pytest.raises(NotFound, match="gallrats"):
        review.look(book, STAFF, [99], None)
    with pytest.raises(NotAllowed):
        review.look(book, AGENT, [2], None)


# --- where it stands ------------------------------------------------------------------------------


def price(book: Book, **amounts: str) -> None:
    """Settle amounts; ``others`` is that of all others."""
    named = [("" if name == "others" else name, text) for name, text in amounts.items()]
    seen = review_settings.settings(book, STAFF, 1)
    review_settings.save(book, SCHEDULER, 1, seen.reasons, named, seen=seen)


def test_the_running_sum_and_what_is_left(book: Book, unit: Unit) -> None:
    assert review.summary(book, STAFF, 1) == Summary(2, 2, 0, 0, 0, None, 0)
    review.decide(book, STAFF, [2], BILL, seen=None)
    review.decide(book, STAFF, [3], EXEMPT, EXCUSE, seen=None)
    review.decide(book, STAFF, [1], CHECKED, seen=None)  # in time: counted nowhere
    found = review.summary(book, STAFF, 1)
    assert found == Summary(2, 0, 1, 1, 0, None, 0)
    assert found.text == "Att kontrollera 0 · Ska faktureras 1 · Undantag 1"


def test_amounts_appear_once_they_are_settled(book: Book, unit: Unit) -> None:
    review.decide(book, STAFF, [2, 3], BILL, seen=None)
    price(book, **{"10 Läkare": "400"})
    found = review.summary(book, STAFF, 1)
    assert (found.amount_ore, found.without_amount) == (0, 2)
    assert "Ska faktureras 2 (0 kr, belopp saknas för 2)" in found.text
    price(book, **{"10 Läkare": "400", "others": "100,50"})
    assert review.summary(book, STAFF, 1).amount_ore == 20100
    price(book, **{"09 sjuksköterska": "300", "others": "100"})
    found = review.summary(book, STAFF, 1)
    assert (found.amount_ore, found.without_amount) == (60000, 0)
    assert "Ska faktureras 2 (600 kr)" in found.text


def test_the_summary_of_an_unknown_log(book: Book) -> None:
    assert review.summary(book, STAFF, 1).late == 0
    with pytest.raises(NotFound, match="Inlästa loggar: inga"):
        review.summary(book, STAFF, 1, "borta.csv")


def test_the_size_of_the_log_costs_nothing(book: Book, unit: Unit) -> None:
    """The chain of an imported row and what is billed are found by indexes of their own."""
    asked = (
        (sheet_history._IMPORTED, (1, 1), "log_row_chain (file_id=? AND chain=?)"),
        (exemption._ROW, (1,), "log_row_chain (file_id=? AND chain=?)"),
        (
            review._BILLED.format("= ?"),
            (1, 1),
            "log_row_billed (file_id=? AND clinic_id=?)",
        ),
        (
            review._BILLED.format("IS NULL"),
            (1,),
            "log_row_billed (file_id=? AND clinic_id=?)",
        ),
    )
    with book.read() as reader:
        for sql, params, index in asked:
            plan = [step[3] for step in reader.rows(f"EXPLAIN QUERY PLAN {sql}", params)]
            assert any(index in step for step in plan), plan
            assert not any(step.startswith("SCAN") for step in plan), plan


# --- the guide's worlds ---------------------------------------------------------------------------

GUIDE_LATE = {
    "guide": [("cancelled", "2024-09-04 15:58"), ("rebooked", "2024-09-12 10:52"),
              ("cancelled", "2024-09-12 11:00")],
    "guide-2025": [("rebooked", "2025-06-19 08:42")],
}  # fmt: skip
"""GUIDES.md A4: of the ten rows of 2024 three are late, of those of 2025 one."""


@pytest.mark.parametrize("world", GUIDE_LATE)
def test_exactly_the_late_rows_of_the_guide_can_be_billed(world: str, tmp_path: Path) -> None:
    with catalogue.make(tmp_path / "book.db", world) as guide:
        billed = []
        for row in query.rows(guide, STAFF, 1):
            try:
                review.decide(guide, STAFF, [row.seq], BILL, seen=None)
            except Refused as error:
                assert error.code == "not-late"  # noqa: PT017 - the others must pass
            else:
                billed.append((row.act, row.changed_at))
        assert billed == [(act, at(when)) for act, when in GUIDE_LATE[world]]
        found = review.summary(guide, STAFF, 1)
        assert (found.late, found.to_bill, found.to_check) == (len(billed), len(billed), 0)


def test_it_reviews_too(book: Book, unit: Unit) -> None:
    assert review.decide(book, IT, [2], BILL, seen=None).rows == 1
