"""Many rows at once, what others have decided meanwhile, and jumps in views of all kinds (R50)."""

import random
from pathlib import Path

import pytest

from db.book import Book
from db.log import query, review
from db.values import Actor, ReviewDecision, Role
from screens.dialog import Question
from screens.session import Session
from screens.staff.booking_sheet.page import BookingSheetScreen
from screens.staff.shared.exempt_dialog import ExemptDialog
from tests.effort import effort
from tests.screens import golden, guide_world
from tests.screens.log_world import FILE, add_log, keys, opened
from tests.screens.pilots import press, screen
from tests.screens.staff.log.test_page import changed_at, decisions, hits, why

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

BILL, EXEMPT, CHECKED = ReviewDecision.BILL, ReviewDecision.EXEMPT, ReviewDecision.CHECKED
ANNA = Actor(Role.STAFF, "Anna Avgift")


def late(book: Book, file: str = "") -> list[int]:
    return [one.seq for one in query.rows(book, ANNA, 1, None, file) if one.late.late]


def elsewhere(session: Session, seqs: list[int], decision: ReviewDecision | None) -> None:
    """Another program decides."""
    with Book.open(session.book.path) as other:
        review.decide(other, ANNA, seqs, decision, "Sjuk", seen=None)


# --- many rows ------------------------------------------------------------------------------------


async def test_rows_that_are_decided_already_are_named_and_asked_about(session: Session) -> None:
    review.decide(session.book, ANNA, late(session.book)[:1], CHECKED, seen=None)
    async with opened(session) as (page, pilot):
        await keys(pilot, "5", "ctrl+a", "b")
        text = golden.text_of(pilot.app)
        assert "3 markerade rader, 1 redan bedömd." in text
        assert "Avbokad 2024-09-04 15:58: kontrollerad, Anna Avgift" in text
        assert "Ska den också faktureras?" in text
        await keys(pilot, "escape")
        assert decisions(session.book) == {"Kontrollerad": 1}
        assert len(page.sheet.marks) == 3
        await keys(pilot, "b", "enter")  # the safest answer is the first
        assert page.note.startswith("2 rader: ska faktureras.")
        assert decisions(session.book) == {"Kontrollerad": 1, "Faktureras": 2}
        await keys(pilot, "ctrl+a", "c", "enter")
        assert decisions(session.book) == {"Kontrollerad": 3}
        await keys(pilot, "ctrl+z")
        assert decisions(session.book) == {"Kontrollerad": 1, "Faktureras": 2}


async def test_nothing_is_asked_where_nobody_has_decided(session: Session) -> None:
    async with opened(session) as (page, pilot):
        await keys(pilot, "5", "ctrl+a", "b")
        assert page.note.startswith("3 rader: ska faktureras.")
        await keys(pilot, "ctrl+home", "c")  # nor of a single row: what stands is in sight
        assert decisions(session.book) == {"Faktureras": 2, "Kontrollerad": 1}


async def test_taking_many_decisions_back_is_asked_about(session: Session) -> None:
    review.decide(session.book, ANNA, late(session.book)[:2], BILL, seen=None)
    async with opened(session) as (_page, pilot):
        await keys(pilot, "5", "ctrl+a", "delete")
        text = golden.text_of(pilot.app)
        assert "3 markerade rader, 2 redan bedömda." in text
        assert "Ska de bedömningarna tas bort?" in text
        await keys(pilot, "enter")
        assert decisions(session.book) == {}


async def test_marked_rows_that_do_not_show_are_named_and_the_line_says_what_keys_act_on(
    session: Session,
) -> None:
    async with opened(session, size=(120, 40)) as (page, pilot):
        await keys(pilot, "5", "ctrl+a")
        assert why(page).startswith("b, u och c gäller de 3 markerade raderna.")
        await keys(pilot, "3")
        assert hits(page) == "1 av 10 · 3 markerade, 2 visas inte"
        assert why(page).startswith(
            "b, u och c gäller de 3 markerade raderna, 2 av dem visas inte."
        )
        await keys(pilot, "b")
        text = golden.text_of(pilot.app)
        assert "3 markerade rader, 2 visas inte i urvalet." in text
        assert "Avbokad 2024-09-04 15:58 – visas inte" in text
        await keys(pilot, "enter")
        assert page.note.startswith("Ombokad 2024-09-12 10:52: ska faktureras.")
        assert decisions(session.book) == {"Faktureras": 1}
        assert why(page).startswith("⚑ Ändrad")  # no marks are left


async def test_a_single_marked_row_that_does_not_show_is_not_acted_on_unasked(
    session: Session,
) -> None:
    async with opened(session) as (page, pilot):
        await keys(pilot, "n", "m", "2")
        assert why(page).startswith("b, u och c gäller den markerade raden, som inte visas.")
        await keys(pilot, "c")
        assert isinstance(screen(pilot), Question)
        await keys(pilot, "escape")
        assert decisions(session.book) == {}


async def test_marked_rows_that_are_gone_lose_their_marks(session: Session) -> None:
    add_log(session.book, 6, 1)
    async with opened(session, file=FILE) as (page, pilot):
        await keys(pilot, "ctrl+a")
        with Book.open(session.book.path) as other, other.write() as tx:
            tx.run("DELETE FROM log_row WHERE id = (SELECT max(id) FROM log_row)")
        await keys(pilot, "c")
        assert page.note.startswith("! 1 markerad rad finns inte längre i loggen. Ingenting")
        assert decisions(session.book, FILE) == {}
        await keys(pilot, "c")
        assert decisions(session.book, FILE) == {"Kontrollerad": 5}


# --- what was shown -------------------------------------------------------------------------------


async def test_a_row_that_somebody_decided_on_meanwhile_is_left(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    seq = late(session.book)[0]
    async with opened(session) as (page, pilot):
        await keys(pilot, "n")
        monkeypatch.setattr(page, "_look", lambda: False)  # it has not looked again yet
        elsewhere(session, [seq], EXEMPT)
        await press(pilot, "b")
        assert page.note.startswith("! Anna Avgift har bedömt raden")
        assert "undantas (Sjuk)" in page.note
        assert page.note.endswith("Ingenting ändrades.")
    assert decisions(session.book) == {"Undantas": 1}


async def test_so_is_one_that_was_decided_on_while_a_reason_was_chosen(session: Session) -> None:
    seq = late(session.book)[0]
    async with opened(session) as (page, pilot):
        await keys(pilot, "n", "u")
        assert isinstance(screen(pilot), ExemptDialog)
        elsewhere(session, [seq], BILL)
        await keys(pilot, "enter")
        assert "Anna Avgift har bedömt raden" in page.note
    assert decisions(session.book) == {"Faktureras": 1}


async def test_rows_decided_on_while_the_question_stood_are_left(session: Session) -> None:
    seqs = late(session.book)
    review.decide(session.book, ANNA, seqs[:1], CHECKED, seen=None)
    async with opened(session) as (page, pilot):
        await keys(pilot, "5", "ctrl+a", "b")
        elsewhere(session, seqs[1:], EXEMPT)
        await keys(pilot, "enter")
        assert "Anna Avgift har bedömt raden" in page.note
        assert "2 av 2 rader är inte som de visades." in page.note
    assert decisions(session.book) == {"Kontrollerad": 1, "Undantas": 2}


async def test_the_bokningsunderlag_decides_on_what_it_shows(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    seq = late(session.book)[0]
    async with opened(session) as (_page, pilot):
        await keys(pilot, "n", "enter")
        sheet = pilot.app.screen
        assert isinstance(sheet, BookingSheetScreen)
        monkeypatch.setattr(sheet, "_look", lambda: False)
        elsewhere(session, [seq], CHECKED)
        await press(pilot, "b")
        assert "Anna Avgift har bedömt raden" in golden.text_of(pilot.app)
    assert decisions(session.book) == {"Kontrollerad": 1}


# --- jumps ----------------------------------------------------------------------------------------

SEARCHES = ("", "status:ombokad typ:zzz", "sen:nej", "sen:ja", "avbokad tolvan", "zzz", "pnr:1912")


async def test_a_jump_in_a_sorted_view_that_a_search_left_empty(session: Session) -> None:
    async with opened(session) as (page, pilot):
        await keys(pilot, "right", "s", "s", "n", "slash", *"status:ombokad typ:zzz", "escape", "n")
        assert page.note.startswith("Det finns ingen sen ändring")
        await keys(pilot, "N", "b", "u", "c", "m", "ctrl+a", "enter", "delete", "N", "x", "n")
        assert page.sheet.model.row_count == 10


@pytest.mark.parametrize("seed", range(effort(2, 60)))
async def test_no_walk_through_the_log_ends_the_program(session: Session, seed: int) -> None:
    """Jumps, orders, tabs, searches and marks in any order, with few rows, one, or none."""
    dice = random.Random(seed)
    add_log(session.book, dice.choice([0, 1, 3, 40]), dice.choice([1, 2, 50]))
    steps = (
        ["n"], ["N"], ["n", "n"], ["s"], ["s", "s"], ["right", "right", "s"], ["home"], ["end"],
        ["ctrl+home"], ["ctrl+end"], ["up", "up", "up", "N"], ["m"], ["ctrl+a"], ["x"],
        ["shift+down"], ["pageup"], ["pagedown"], ["1"], ["3"], ["5"], ["c"], ["escape"],
        ["less_than_sign"], ["greater_than_sign"], ["Z"], ["z"], ["w"], ["ctrl+k", "escape"],
        ["v", "escape"],
    )  # fmt: skip
    async with opened(session, file=dice.choice([FILE, ""])) as (page, pilot):
        for _ in range(effort(40, 200)):
            if dice.random() < 0.15:
                page.set_search(dice.choice(SEARCHES))
            await press(pilot, *dice.choice(steps))
            if screen(pilot) is not page:
                break
            entry = page.sheet.entry
            assert entry is None or page.rows.position(entry.seq) is not None


# --- writing in Sök -------------------------------------------------------------------------------


async def test_what_is_typed_after_a_tab_is_a_word_of_its_own(session: Session) -> None:
    async with opened(session) as (page, pilot):
        await keys(pilot, "5", "slash", *"från:2024-09-10")
        assert (page.rows.search, page.sheet.model.row_count) == ("sen:ja från:2024-09-10", 2)
        await keys(pilot, "escape", "3", "slash", *"tolvan")
        assert page.rows.search == "ombokad från:2024-09-10 tolvan"
        await keys(pilot, "escape", "1", "slash", "space", *"2")
        assert page.rows.search == "från:2024-09-10 tolvan  2"
        await keys(pilot, "escape", "x", "5", "f7", "enter", *"resurs:frisk")
        assert page.rows.search == "sen:ja avbokad resurs:frisk"


# --- exporting for invoicing ----------------------------------------------------------------------


async def test_the_first_row_that_nobody_has_decided_on_is_gone_to_from_the_export(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    review.decide(session.book, ANNA, late(session.book)[:1], BILL, seen=None)
    async with opened(session) as (page, pilot):
        await keys(pilot, "e", "alt+g")
        assert changed_at(page) == "2024-09-12 10:52"
        assert page.rows.search == ""
        page.set_search("bedömd:faktureras")
        await keys(pilot, "e", "alt+g")
        assert changed_at(page) == "2024-09-12 10:52"
        assert page.rows.query.late
        await keys(pilot, "x", "ctrl+home", "e", "enter")
        assert page.note.startswith("1 rad är skriven till ")
        assert page.note.endswith("Märkt som exporterad. 2 sena har ingen bedömt än.")
        await keys(pilot, "n")
        assert "Bedömning: faktureras, Anna Avgift" in why(page)
        assert "Exporterad 2024-" in why(page)
        await keys(pilot, "e", "enter")
        assert "redan exporterad" in golden.text_of(pilot.app)
    assert len(list(tmp_path.glob("*.csv"))) == 1
