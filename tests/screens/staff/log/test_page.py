"""Logg för webbtidbok on the screen: finding, deciding and undoing by keyboard (R42-R55)."""

from pathlib import Path

import pytest

from asynja_tui.shell import Shell
from db.book import Book
from db.log import query, review
from db.log.entry import DECISION_LABELS
from db.log.files import import_log
from db.rules.log.query import FIELD_WORDS
from db.values import Actor, ReviewDecision, Role
from screens.session import Session
from screens.staff.booking_sheet.page import BookingSheetScreen
from screens.staff.log.head import ChipLine, LogTabs
from screens.staff.log.page import LogPage
from screens.staff.log.verdict import Verdict
from screens.staff.shared.exempt_dialog import ExemptDialog
from screens.start import StartScreen
from tests.db.hostile import HOSTILE
from tests.screens import golden, guide_world
from tests.screens.log_world import FILE, add_log, keys, opened, rest
from tests.screens.pilots import press, settled
from widgets.forms.dialog import DialogButton
from widgets.menus.context_menu import ContextMenu
from widgets.sheet.body import SheetBody
from widgets.sheet.messages import CursorMoved

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session
no_pages = guide_world.no_pages

STAFF = Actor(Role.STAFF)


def changed_at(page: LogPage) -> str:
    """Ändrad datum of the row under the cursor."""
    row = page.sheet.model.row_at(page.sheet.model.cursor_index)
    assert row is not None
    return row.cells[1].text


def hits(page: LogPage) -> str:
    return str(page.query_one("#hits").render())


def why(page: LogPage) -> str:
    return page.query_one(Verdict).shown[0].text


def decisions(book: Book, file: str = "") -> dict[str, int]:
    """How many rows of a log have each decision."""
    made: dict[str, int] = {}
    for one in query.rows(book, STAFF, 1, None, file):
        if one.decision is not None:
            label = DECISION_LABELS[one.decision]
            made[label] = made.get(label, 0) + 1
    return made


# --- 1 and 2: the page ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "theme"),
    [((80, 24), "asynja-ljust"), ((120, 40), "asynja-ljust"), ((120, 40), "asynja-morkt")],
)
@pytest.mark.usefixtures("no_pages")
async def test_the_page_as_it_looks(session: Session, size: tuple[int, int], theme: str) -> None:
    session = session._replace(prefs=session.prefs._replace(theme=theme))
    async with opened(session, size=size) as (page, pilot):
        await keys(pilot, "n", "n")
        assert changed_at(page) == "2024-09-12 10:52"
        golden.check(pilot.app, f"log-{theme}-{size[0]}x{size[1]}")


async def test_it_is_opened_by_its_key_on_the_start_page(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "l")
        assert isinstance(shell.screen, LogPage)
        assert shell.screen.sheet.model.row_count == 10


async def test_the_guides_ten_rows_with_their_verdicts(session: Session) -> None:
    async with opened(session, size=(200, 60)) as (page, pilot):
        text = golden.text_of(pilot.app)
        assert "Logg för webbtidbok: Primus MVK VC Test" in text
        assert "Alla 10   Bokade 7   Ombokade 1   Avbokade 2   ⚑ Sena 3" in text.replace("  ", "  ")
        assert all(f"⚑ {left}" in text for left in ("19 h 02", "2 h 08", "21 h 00"))
        assert text.count("⚑") == 4  # the three and their tab
        assert "Att kontrollera 3 · Ska faktureras 0 · Undantag 0" in text
        assert [group in text for group in ("Oförändrat", "− Före", "+ Efter")] == [True] * 3
        assert page.sheet.model.row_count == 10
        assert "· Historiken sparas i 31 dagar" in text
        lines = text.splitlines()
        last = next(n for n, line in enumerate(lines) if "2024-09-19 11:01 │" in line)
        assert lines[last + 1].startswith("│ Ändrad 2024-08-16 13:31")  # right below the last row


# --- 3: columns -----------------------------------------------------------------------------------


async def test_comments_are_folded_until_they_are_wanted(session: Session) -> None:
    async with opened(session, size=(200, 50)) as (page, pilot):
        assert golden.text_of(pilot.app).count("Mitt telefonnummer") == 1  # below the rows
        assert "✎" in golden.text_of(pilot.app)
        await keys(pilot, "end", "z")
        assert golden.text_of(pilot.app).count("Mitt telefonnummer") > 1
        before = page.sheet.columns[-1].width
        await keys(pilot, "plus", "plus", "minus")
        assert page.sheet.columns[-1].width == before + 1
        assert "old_comment" in page.sheet.folded
        await keys(pilot, "Z")
        assert not page.sheet.folded
        await keys(pilot, "ctrl+k", "enter", "escape")  # the list begins at the column
        assert list(page.sheet.folded) == [page.sheet.cursor_column]
        assert {"Fäll ut alla", "Kolumner"} <= {
            command.label for command in page.context_commands() if command.context
        }


async def test_widths_and_folds_are_found_again(session: Session) -> None:
    async with opened(session) as (page, pilot):
        await keys(pilot, "plus", "plus", "right", "right", "right", "right", "z")
        wide = page.sheet.columns[0].width
    async with opened(session) as (page, pilot):
        assert page.sheet.columns[0].width == wide == 10
        assert page.sheet.columns[4].folded


# --- 4: the whole comment -------------------------------------------------------------------------


async def test_k_shows_the_whole_comment_and_it_stays_on_the_screen(session: Session) -> None:
    async with opened(session, size=(80, 24)) as (page, pilot):
        await keys(pilot, "end", "K")
        assert "Mitt telefonnummer: +46" in golden.text_of(pilot.app).replace("\n", " ")
        assert page.sheet.overlays.whole.display
        await keys(pilot, "escape", "5", "home", "K", "escape")
        assert (page.sheet.overlays.whole.display, page.rows.search) == (False, "sen:ja")
        await keys(pilot, "1", "home")
        tip = page.sheet.model.tip_at(4, 2)
        assert tip.startswith("⚑ 19 h 02\nÄndrad 2024-09-04 15:58 jämförs med")


# --- 5: searching ---------------------------------------------------------------------------------


async def test_the_guides_own_search_narrows_while_typing_and_says_how_far(
    session: Session,
) -> None:
    async with opened(session) as (page, pilot):
        await keys(pilot, "slash", *"avbokad")
        assert (page.sheet.model.row_count, hits(page)) == (2, "2 av 10")
        assert [chip.text for chip in page.query_one(ChipLine).chips] == ["Avbokad"]
        await keys(pilot, "space", *"2024-09-10")
        assert hits(page) == "1 av 10"
        await keys(pilot, "enter")
        assert page.focused is page.sheet
        assert changed_at(page) == "2024-09-12 11:00"


async def test_clearing_the_search_keeps_the_row_and_esc_leaves_step_by_step(
    session: Session,
) -> None:
    async with opened(session) as (page, pilot):
        await keys(pilot, "slash", *"sen:ja", "enter", "down", "down")
        stood = changed_at(page)
        await keys(pilot, "slash", "escape")
        assert (page.rows.search, changed_at(page)) == ("sen:ja", stood)
        await keys(pilot, "escape")
        assert (page.rows.search, changed_at(page)) == ("", stood)
        assert page.sheet.model.row_count == 10
        await keys(pilot, "escape")
        assert isinstance(pilot.app.screen, StartScreen)


async def test_a_row_that_a_search_hides_is_come_back_to(session: Session) -> None:
    async with opened(session) as (page, pilot):
        await keys(pilot, "down", "down")
        stood = changed_at(page)
        await keys(pilot, "slash", *"finns inte")
        assert page.sheet.model.row_count == 0
        assert "Inga träffar. x visar alla rader igen." in golden.text_of(pilot.app)
        await keys(pilot, "escape", "x")
        assert changed_at(page) == stood


async def test_what_cannot_be_read_is_said_and_chips_are_removed(session: Session) -> None:
    async with opened(session) as (page, pilot):
        await keys(pilot, "slash", *"sen:kanske")
        assert page.note.startswith("! ”sen:kanske” går inte att läsa.")
        page.set_search("avbokad femling")
        await rest(pilot)
        page.set_focus(page.query_one(ChipLine))
        await keys(pilot, "right", "delete")
        assert page.rows.search == "avbokad"
        await pilot.click(ChipLine, offset=(2, 0))
        await rest(pilot)
        assert page.rows.search == ""


async def test_the_words_of_sok_are_listed_and_written(session: Session) -> None:
    async with opened(session, size=(80, 24)) as (page, pilot):
        await keys(pilot, "f7")
        text = golden.text_of(pilot.app)
        assert all(one.example in text for one in FIELD_WORDS)
        await keys(pilot, "end", "up", "up", "up", "up", "enter", *"johan")
        assert (page.rows.search, page.sheet.model.row_count) == ("resurs:johan", 0)
        await keys(pilot, "escape", "f1")
        assert "Hjälp: Logg för webbtidbok" in golden.text_of(pilot.app)
        assert "status: sen: bedömd:" in golden.text_of(pilot.app)


# --- 6: jumping, tabs, order ----------------------------------------------------------------------


async def test_n_goes_from_late_row_to_late_row(session: Session) -> None:
    async with opened(session) as (page, pilot):
        seen = []
        for _ in range(3):
            await keys(pilot, "n")
            seen.append(changed_at(page))
            assert hits(page) == f"10 rader · sen {len(seen)} av 3"
        assert seen == ["2024-09-04 15:58", "2024-09-12 10:52", "2024-09-12 11:00"]
        await keys(pilot, "n")
        assert page.note.startswith("Det finns ingen sen ändring längre ned")
        await keys(pilot, "N")
        assert changed_at(page) == "2024-09-12 10:52"
        assert hits(page) == "10 rader · sen 2 av 3"
        await keys(pilot, "up")
        assert hits(page) == "10 rader"
        await keys(pilot, "n")
        # Also when the page itself moves the cursor the verdict is that of the row at once:
        # nothing else wakes the sheet then.
        deciding = page.deciding
        for go in (deciding.previous_late, deciding.next_late, deciding.previous_late):
            go()
            assert changed_at(page) in why(page)
            assert page.rows.stood is not None


async def test_tabs_by_digit_and_mouse_are_words_of_the_search(session: Session) -> None:
    async with opened(session) as (page, pilot):
        await keys(pilot, "5")
        assert (page.rows.search, page.sheet.model.row_count) == ("sen:ja", 3)
        await keys(pilot, "3")
        assert (page.rows.search, page.sheet.model.row_count) == ("ombokad", 1)
        await pilot.click(LogTabs, offset=(2, 0))
        await rest(pilot)
        assert (page.rows.search, page.sheet.model.row_count) == ("", 10)


async def test_s_sorts_by_the_column_and_keeps_the_row(session: Session) -> None:
    async with opened(session) as (page, pilot):
        await keys(pilot, "n", "right", "right", "s")  # Kvar
        assert changed_at(page) == "2024-09-04 15:58"
        await keys(pilot, "s", "G")
        order = [page.rows.window(0, 10)[n].cells[2].text for n in range(3)]
        assert order == ["⚑ 21 h 00", "⚑ 19 h 02", "⚑ 2 h 08"]


# --- 7: Bokningsunderlag --------------------------------------------------------------------------


async def test_enter_opens_the_bokningsunderlag_where_the_row_can_be_decided_too(
    session: Session,
) -> None:
    async with opened(session) as (page, pilot):
        await keys(pilot, "n", "n", "enter")
        assert isinstance(pilot.app.screen, BookingSheetScreen)
        assert "Patientkommentar (webb)" in golden.text_of(pilot.app)
        await keys(pilot, "b", "escape")
        assert "Ska faktureras 1" in golden.text_of(pilot.app)
        assert changed_at(page) == "2024-09-12 10:52"
        await keys(pilot, "ctrl+z")
        assert decisions(session.book) == {}
    with session.book.read() as reader:
        assert reader.value("SELECT count(*) FROM access_entry WHERE what LIKE '%underlag%'") == 1


async def test_a_double_click_opens_it_too(session: Session) -> None:
    async with opened(session) as (page, pilot):
        await pilot.click(SheetBody, offset=(20, 4), times=2)
        await rest(pilot)
        assert isinstance(pilot.app.screen, BookingSheetScreen)
        assert pilot.app.screen.seq == page.sheet.cursor_row
        assert changed_at(page) == "2024-09-04 15:58"


# --- 8: deciding ----------------------------------------------------------------------------------


async def test_twenty_late_rows_among_four_hundred_take_at_most_three_keys_each(
    session: Session,
) -> None:
    add_log(session.book, rows=400, late_every=20)
    pressed = 0
    async with opened(session, file=FILE, size=(80, 24)) as (page, pilot):
        text = golden.text_of(pilot.app)
        assert f"Logg för webbtidbok: {FILE}" in text
        assert "Att kontrollera 20" in text
        await press(pilot, "n")
        pressed += 1
        ways = [["b"], ["c"], ["b"], ["c"], ["u", "2"]]
        while not page.note.endswith("Inget kvar att kontrollera här. Ctrl+Z ångrar."):
            for key in ways[0]:
                await press(pilot, key)
                pressed += 1
            ways.append(ways.pop(0))
            assert pressed <= 3 * 20
        await rest(pilot)
        assert "Att kontrollera 0" in golden.text_of(pilot.app)
    made = decisions(session.book, FILE)
    assert made == {"Faktureras": 8, "Kontrollerad": 8, "Undantas": 4}


async def test_a_decision_is_kept_shown_undone_and_redone(session: Session) -> None:
    async with opened(session, role=Role.STAFF) as (page, pilot):
        await keys(pilot, "n", "b")
        assert page.note == "Avbokad 2024-09-04 15:58: ska faktureras. Sen 2 av 3. Ctrl+Z ångrar."
        assert changed_at(page) == "2024-09-12 10:52"  # on to the next one
        assert decisions(session.book) == {"Faktureras": 1}
        assert "Att kontrollera 2 · Ska faktureras 1" in golden.text_of(pilot.app)
        await keys(pilot, "up", "up")
        assert why(page).endswith("Bedömning: faktureras, Personal 2024-09-19 11:05.")
        await keys(pilot, "ctrl+z")
        assert decisions(session.book) == {}
        await keys(pilot, "ctrl+y")
        assert decisions(session.book) == {"Faktureras": 1}
        await keys(pilot, "delete")
        assert decisions(session.book) == {}


async def test_an_exemption_has_a_reason(session: Session) -> None:
    async with opened(session) as (page, pilot):
        await keys(pilot, "n", "u")
        assert isinstance(pilot.app.screen, ExemptDialog)
        await keys(pilot, "2")
        assert page.note == (
            "Avbokad 2024-09-04 15:58: undantas (Giltigt förhinder). Sen 2 av 3. Ctrl+Z ångrar."
        )
        assert changed_at(page) == "2024-09-12 10:52"
        await keys(pilot, "u", "escape", "up", "up")
        assert "Bedömning: undantas (Giltigt förhinder), Schemaläggare 2024-" in why(page)
    assert decisions(session.book) == {"Undantas": 1}


async def test_a_decision_is_for_all_marked_rows_or_for_none(session: Session) -> None:
    async with opened(session) as (page, pilot):
        await keys(pilot, "5", "shift+down", "shift+down")
        assert hits(page) == "3 av 10 · 3 markerade"
        await keys(pilot, "b")
        assert page.note.startswith("3 rader: ska faktureras.")
        assert decisions(session.book) == {"Faktureras": 3}
        assert not page.sheet.marks
        await keys(pilot, "ctrl+z", "1", "ctrl+home", "m", "b")
        assert page.note.startswith("! Bokningen 2024-08-16 13:31 är en nybokning.")
        assert decisions(session.book) == {}


async def test_a_row_decided_elsewhere_shows_and_a_new_one_leaves_the_cursor_where_it_is(
    session: Session,
) -> None:
    async with opened(session) as (page, pilot):
        await keys(pilot, "n")
        stood, seq = changed_at(page), page.sheet.cursor_row
        assert isinstance(seq, int)
        with Book.open(session.book.path) as other:
            review.decide(
                other, Actor(Role.STAFF, "Anna"), [seq], ReviewDecision.CHECKED, seen=None
            )
        page._poll()
        await rest(pilot)
        assert changed_at(page) == stood
        assert "Bedömning: kontrollerad, Anna" in why(page)
        await keys(pilot, "ctrl+z")
        assert decisions(session.book) == {"Kontrollerad": 1}  # it was not decided here


# --- 9 and 10: copying, the menu, who sees what ---------------------------------------------------


async def test_rows_and_cells_are_copied_and_the_text_can_be_seen(session: Session) -> None:
    async with opened(session) as (page, pilot):
        await keys(pilot, "y")
        assert pilot.app.clipboard == "Bokad"
        await keys(pilot, "m", "y")
        assert pilot.app.clipboard.splitlines()[0].startswith("Status\tÄndrad datum\t")
        await keys(pilot, "Y")
        assert "Kopierat" in golden.text_of(pilot.app)
        await keys(pilot, "escape")


async def test_what_is_seen_is_exported_and_read_in_again_under_its_own_name(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with opened(session) as (page, pilot):
        await keys(pilot, "5", "e", "down", "down", "enter")
        assert page.note.startswith("3 rader är skrivna till ")
        written = next(tmp_path.glob("*.csv"))
        await keys(pilot, "i", *f"~/{written.name}", "enter")
        assert page.note.startswith("3 rader är inlästa som")
        assert (page.rows.file, page.sheet.model.row_count) == (written.name, 3)
        assert f"Logg för webbtidbok: {written.name}" in golden.text_of(pilot.app)
        await keys(pilot, "n", "b", "o", "up", "enter")
        assert page.rows.file == ""
    assert decisions(session.book) == {}
    assert decisions(session.book, written.name) == {"Faktureras": 1}


async def test_the_context_menu_is_about_the_row_or_about_the_column_of_a_heading(
    session: Session,
) -> None:
    """With the mouse alone, and with the keys alone."""
    async with opened(session) as (page, pilot):
        await keys(pilot, "shift+f10")
        menu = pilot.app.screen
        assert isinstance(menu, ContextMenu)
        labels = [one.label for one in menu._choices]
        assert labels[0] == "Bokningsunderlag"
        assert {"Fakturera", "Undantag...", "Kontrollerad", "Kopiera"} <= set(labels)
        await keys(pilot, "escape", "n")
        row = page.sheet.cursor_row
        heading = page.sheet.heading
        await pilot.click(heading, offset=(52, heading.size.height - 2), button=3)
        await rest(pilot)
        menu = pilot.app.screen
        assert isinstance(menu, ContextMenu)
        labels = ["Sortera", "Bredare", "Smalare", "Anpassa bredd", "Fäll in/ut"]
        moves = ["Flytta åt vänster", "Flytta åt höger"]
        assert [one.label for one in menu._choices] == [
            *labels, *moves, "Fäll ut alla", "Kolumner",
        ]  # fmt: skip
        await keys(pilot, "down", "down", "down", "down", "enter")
        assert page.sheet.columns[page.sheet.model.column_index].folded
        assert page.sheet.cursor_row == row
        await keys(pilot, "g", "up", "shift+f10")
        assert isinstance(pilot.app.screen, ContextMenu)
        assert pilot.app.screen._choices[0].label == "Sortera"


async def test_it_sees_masked_numbers(session: Session) -> None:
    async with opened(session, role=Role.IT, size=(200, 50)) as (page, pilot):
        text = golden.text_of(pilot.app)
        assert "19121212-" in text
        assert "19121212-1212" not in text


# --- long logs ------------------------------------------------------------------------------------


async def test_a_long_log_is_indexed_counted_and_sorted_behind_what_shows(
    session: Session,
) -> None:
    add_log(session.book, rows=5_000, late_every=50)
    async with opened(session, file=FILE) as (page, pilot):
        assert page.rows.view is not None
        assert not page.rows.view.indexing  # it was, when the page opened
        assert hits(page) == "5\N{NO-BREAK SPACE}000 rader"
        await keys(pilot, "slash", *"halsen 499", "enter")
        assert hits(page) == "15 av 5\N{NO-BREAK SPACE}000"
        await keys(pilot, "x", "n")
        stood = changed_at(page)
        await press(pilot, "right", "right", "s")
        assert page.sheet.model.row_count == 5_000  # nothing goes away while they are put in order
        await rest(pilot)
        assert changed_at(page) == stood
        assert "ordnas" not in hits(page)
        await keys(pilot, "g")
        assert page.sheet.entry is not None
        assert page.sheet.entry.late.minutes_left != 128
        await keys(pilot, "s")
        await rest(pilot)
        await keys(pilot, "g")
        assert page.sheet.entry.late.minutes_left == 128


# --- what else may be -----------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(20, 5), (200, 60)])
async def test_any_size_is_survived_with_hostile_text_in_every_cell(
    session: Session, size: tuple[int, int]
) -> None:
    for n, text in enumerate(HOSTILE):
        add_log(session.book, 3, 2, f"{n}", text)
    async with opened(session, file="0", size=size) as (page, pilot):
        for n in range(len(HOSTILE)):
            page.open_log(f"{n}")
            await pilot.pause()
            assert "\x1b" not in golden.text_of(pilot.app)
        await keys(pilot, "z", "end", "z", "slash", "x", "escape", "5", "n", "b")
        await pilot.resize_terminal(80, 24)
        await rest(pilot)
        assert pilot.app.is_running


async def test_a_log_without_rows_and_one_that_is_gone(session: Session) -> None:
    with session.book.write() as tx:
        tx.run("DELETE FROM log_row")
    add_log(session.book, 2, 2)
    async with opened(session) as (page, pilot):
        assert "Inga ändringar från 1177 än. i läser in en logg" in golden.text_of(pilot.app)
        await keys(pilot, "n", "b", "c", "ctrl+z", "s", "5", "x")
        await keys(pilot, "o", "down", "enter")
        assert page.sheet.model.row_count == 2
        with session.book.write() as tx:
            tx.run("DELETE FROM log_file")
        page._poll()
        await rest(pilot)
        assert page.note.startswith(f"! Loggen ”{FILE}” är inte inläst.")
        assert "Loggen kan inte visas. o väljer en annan." in golden.text_of(pilot.app)
        await keys(pilot, "b", "n", "slash", "a", "escape", "o", "enter")
        assert "Inga träffar" not in golden.text_of(pilot.app)


async def test_a_log_is_taken_away_with_its_decisions(session: Session) -> None:
    add_log(session.book, 10, 5, "juni")
    add_log(session.book, 10, 5)
    async with opened(session, size=(80, 24), file=FILE) as (page, pilot):
        await keys(pilot, "n", "b", "o", "up", "up", "delete")
        assert "Enhetens egen logg tas inte bort" in golden.text_of(pilot.app)
        await keys(pilot, "down", "down", "delete")
        asked = " ".join(golden.text_of(pilot.app).split())
        assert f"Ta bort {FILE} (10 rader) ur boken? 1 bedömning" in asked
        await keys(pilot, "right", "enter")  # Nej
        assert len(import_log.files(session.book, 1)) == 2
        # With the mouse alone: the button, then Ja.
        remove = list(pilot.app.screen.query(DialogButton))[1]
        await pilot.click(remove)
        await rest(pilot)
        await pilot.click(pilot.app.screen.query(DialogButton).first())
        await rest(pilot)
        assert [one.name for one in import_log.files(session.book, 1)] == ["juni"]
        assert "Borttagen: 10 rader." in golden.text_of(pilot.app)
        await keys(pilot, "escape")
        assert (page.rows.file, page.sheet.model.row_count) == ("", 10)
        assert page.note == ""


async def test_the_page_may_be_closed_while_its_threads_work(session: Session) -> None:
    add_log(session.book, rows=300, late_every=3)
    async with opened(session, file=FILE) as (page, pilot):
        page.set_search("ont")
        page.close()
        await rest(pilot)
        assert isinstance(pilot.app.screen, StartScreen)
        page.post_message(CursorMoved(1, "status"))
        page._begin_work()
        await rest(pilot)


async def test_the_verdict_is_broken_anew_for_another_width(session: Session) -> None:
    async with opened(session, size=(120, 40)) as (_, pilot):
        await keys(pilot, "n")
        assert "19 h 02 kvar, gränsen är 24 h. Ska faktureras." in golden.text_of(pilot.app)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        shown = [line.strip("│ ") for line in golden.text_of(pilot.app).split("\n")]
        at = next(n for n, line in enumerate(shown) if line.startswith("⚑ Ändrad"))
        assert shown[at].endswith("kvar,")
        assert shown[at + 1] == "gränsen är 24 h. Ska faktureras."
