"""Two programs on one book save the same dialog: nothing that either typed goes without a word.

The grids of Tidstyper and Resurser are tried beside their pages.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from typing import NamedTuple

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widget import Widget

from asynja_tui.shell import Shell
from db.book import Book
from db.bookings import sheet, waiting_list
from db.doctor import examine
from db.log import review_settings
from db.schedule import templates
from db.setup import case_types, contact_card, patients
from db.values import Act
from screens.dialog import Question
from screens.new_patient import NewPatient
from screens.session import Session
from screens.staff.booking_sheet.page import BookingSheetScreen
from screens.staff.tidbok.event_dialog import EventDialog
from tests.db.actors import SCHEDULER, STAFF
from tests.screens import golden, guide_world
from tests.screens.pilots import press, screen, settled
from tests.screens.staff.booking_sheet.test_page import row_of
from tests.screens.staff.templates.test_editor import editing
from tests.screens.staff.tidbok.world import FRIDAY, go, looking
from tests.screens.staff.waiting.test_page import wait_for_midwife
from widgets.forms.plain_area import PlainArea
from widgets.forms.text_input import TextInput

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

FULL = os.environ.get("HYPOTHESIS_PROFILE") == "stress"


class Fields(NamedTuple):
    """A dialog with fields, of which others may save some meanwhile.

    Attributes:
        way: the keys and actions from the start page.
        fields: where two of its fields are.
        texts: what the first program writes in each, and the second.
        stored: what the book has of both.
        save: the key that saves.
    """

    way: tuple[str, ...]
    fields: tuple[str, str]
    texts: tuple[tuple[str, str], tuple[str, str]]
    stored: Callable[[Book], tuple[str, str]]
    save: str = "ctrl+s"


def card_of(book: Book) -> tuple[str, str]:
    card = contact_card.read(book, 1)
    return card.phone, card.address


def terms_of(book: Book) -> tuple[str, str]:
    terms = case_types.every(book, 1)[0].terms
    return terms.clinic, terms.to_care


def waiting_of(book: Book) -> tuple[str, str]:
    (entry,) = waiting_list.every(book, STAFF, 1)
    return entry.text, str(entry.wanted_to)


def settings_of(book: Book) -> tuple[str, str]:
    first, second, *_ = review_settings.settings(book, SCHEDULER, 1).fees
    return first.text, second.text


DIALOGS = {
    "Kontaktkort": Fields(
        ("p", "enter", "k"), ("#phone", "#address"),
        (("08-11", "08-22"), ("Mitt torg", "Deras torg")), card_of, "enter",
    ),
    "Ärendetyp": Fields(
        ("p", "enter", "enter", "enter"), ("#clinic PlainArea", "#to_care PlainArea"),
        (("Mitt", "Deras"), ("Mitt", "Deras")), terms_of,
    ),
    "Väntelista Ändra": Fields(
        ("v", "f2"), ("NoteArea", "#wanted_to"),
        (("Mitt", "Deras"), ("2024-10-01", "2024-10-02")), waiting_of,
    ),
    "Loggens inställningar": Fields(
        ("l", "review_settings"), ("#fee_0", "#fee_1"),
        (("111", "222"), ("111", "222")), settings_of, "enter",
    ),
}  # fmt: skip
ALL = [(0, 1, ""), (1, 0, "")] + [(n, n, answer) for n in (0, 1) for answer in ("keep", "take")]
"""Which field the first program writes in, and the second; and whose is to stand where both did."""
SOME = {
    "Kontaktkort": [(0, 0, "take")],
    "Ärendetyp": [(0, 1, "")],
    "Väntelista Ändra": [(0, 0, "keep")],
    "Loggens inställningar": [(0, 1, "")],
}
"""Each dialog is tried with its own page, too; ``make stress`` tries all of them here."""
TRIALS = [(name, *one) for name in DIALOGS for one in (ALL if FULL else SOME[name])]


@pytest.fixture
def second(book: Book) -> Iterator[Book]:
    with Book.open(book.path) as opened:
        yield opened


async def begin(stack: AsyncExitStack, session: Session, *way: str) -> Pilot[None]:
    """A program at a dialog."""
    shell = Shell(session)
    pilot = await stack.enter_async_context(shell.run_test(size=(120, 40)))
    await settled(pilot)
    for step in way:
        if step.isidentifier() and len(step) > 1 and step not in ("enter", "f2", "insert"):
            await pilot.app.screen.run_action(step)
        else:
            await press(pilot, step)
        await settled(pilot)
        await rest(pilot)
    return pilot


async def rest(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way; a worker that waits for an answer to a question may wait."""
    for _ in range(100):
        await settled(pilot)
        waits = isinstance(screen(pilot), ModalScreen)
        if waits or all(worker.is_finished for worker in pilot.app.workers):
            return
        await pilot.pause(0.01)


def field_of(pilot: Pilot[None], where: str) -> TextInput | PlainArea:
    found: Widget = pilot.app.screen.query(where).first()
    assert isinstance(found, TextInput | PlainArea)
    return found


def text_in(pilot: Pilot[None], where: str) -> str:
    field = field_of(pilot, where)
    return field.value if isinstance(field, TextInput) else field.text


async def write(pilot: Pilot[None], where: str, text: str) -> None:
    """Write in a field, as one who pastes over all of it."""
    field = field_of(pilot, where)
    field.focus()
    if isinstance(field, TextInput):
        field.value = text
    else:
        field.select_all()
        field.replace(text, *field.selection)
    await settled(pilot)


async def save(pilot: Pilot[None], key: str) -> None:
    await press(pilot, key)
    await rest(pilot)


@pytest.mark.parametrize(("name", "mine", "theirs", "answer"), TRIALS, ids=str)
async def test_both_save_a_dialog_with_fields(
    session: Session, second: Book, name: str, mine: int, theirs: int, answer: str
) -> None:
    way, fields, texts, stored, key = DIALOGS[name]
    my_text, their_text = texts[mine][0], texts[theirs][1]
    if name.startswith("Väntelista"):
        wait_for_midwife(second)
    before = stored(second)
    async with AsyncExitStack() as stack:
        one = await begin(stack, session, *way)
        dialog = screen(one)
        other = await begin(stack, session._replace(book=second), *way)
        await write(one, fields[mine], my_text)
        await write(other, fields[theirs], their_text)
        await save(other, key)
        standing = stored(second)
        assert standing[theirs] != before[theirs]
        await save(one, key)
        if mine != theirs:
            assert not isinstance(screen(one), Question)
            assert stored(second)[theirs] == standing[theirs]
            assert stored(second)[mine] != before[mine]
            return
        assert isinstance(screen(one), Question), "both wrote there: it is asked whose stands"
        assert stored(second) == standing
        await press(one, answer[0] if answer == "take" else "b")
        await settled(one)
        if answer == "keep":
            assert stored(second)[mine] not in (standing[mine], before[mine])
            return
        assert stored(second) == standing
        assert screen(one) is dialog
        assert text_in(one, fields[mine]) == their_text
        await write(one, fields[mine], my_text)  # knowing what stands there
        await save(one, key)
    assert stored(second)[mine] not in (standing[mine], before[mine])


async def test_both_write_the_note_of_a_booking(session: Session, second: Book) -> None:
    """One field: who is slower is told what stands there, and writes over it knowingly."""
    seq = row_of(second, Act.REBOOKED)
    async with AsyncExitStack() as stack:
        pilots = []
        for each in (session, session._replace(book=second)):
            pilot = await begin(stack, each)
            pilot.app.push_screen(BookingSheetScreen(each, seq=seq))
            await settled(pilot)
            await press(pilot, "e")
            pilots.append(pilot)
        one, other = pilots
        await write(one, "NoteArea", "Mitt")
        await write(other, "NoteArea", "Deras")
        await save(other, "ctrl+s")
        await save(one, "ctrl+s")
        assert note_of(second, seq) == "Deras"
        assert text_in(one, "NoteArea") == "Mitt"
        assert "”Deras”" in golden.text_of(one.app)
        await save(one, "ctrl+s")
    assert note_of(second, seq) == "Mitt"


def note_of(book: Book, seq: int) -> str:
    return sheet.of_row(book, STAFF, seq, again=True).staff_note


@pytest.mark.parametrize("same", [True, False] if FULL else [True], ids=str)
async def test_both_register_a_patient(session: Session, second: Book, same: bool) -> None:
    numbers = ("19640823-0016", "19640823-0016" if same else "19900602-2389")
    async with AsyncExitStack() as stack:
        pilots: list[Pilot[None]] = []
        for each, number in zip((session, session._replace(book=second)), numbers, strict=True):
            pilot = await begin(stack, each)
            pilot.app.push_screen(NewPatient(each, number))
            await settled(pilot)
            await write(pilot, "#name", f"Vera {len(pilots)}")
            pilots.append(pilot)
        one, other = pilots
        await save(other, "enter")
        await save(one, "enter")
        dialog = screen(one)
        if same:
            assert isinstance(dialog, NewPatient)
            assert "finns redan i boken" in dialog.frame.line
            assert text_in(one, "#name") == "Vera 0"
        else:
            assert not isinstance(dialog, NewPatient)
    assert patients.find(second, numbers[1]).name == "Vera 1"
    assert same or patients.find(second, numbers[0]).name == "Vera 0"


@pytest.mark.parametrize("same", [True, False] if FULL else [True], ids=str)
async def test_both_add_an_event_to_a_day(session: Session, second: Book, same: bool) -> None:
    """Both have theirs, and each only its own time from 1177."""
    async with AsyncExitStack() as stack:
        pilots: list[Pilot[None]] = []
        for each, minute in ((session, 480), (session._replace(book=second), 480 if same else 900)):
            page, pilot = await stack.enter_async_context(looking(each))
            await go(page, pilot, FRIDAY, minute)
            await press(pilot, "e")
            assert isinstance(screen(pilot), EventDialog)
            await write(pilot, "#text", f"Möte {len(pilots)}")
            pilots.append(pilot)
        one, other = pilots
        await save(other, "enter")
        await save(one, "enter")
        dialog = screen(one)
        if isinstance(dialog, EventDialog):  # it is told what came between
            assert "Möte 1" in dialog.frame.line
            assert text_in(one, "#text") == "Möte 0"
            await save(one, "enter")
    assert events_of(second) == ["Möte 0", "Möte 1"]
    assert not examine.examine(second).faults


def events_of(book: Book) -> list[str]:
    with book.read() as reader:
        return [
            row[0]
            for row in reader.rows("SELECT text FROM event WHERE text LIKE 'Möte%' ORDER BY text")
        ]


async def test_both_save_a_template(session: Session, second: Book) -> None:
    """Rows are not joined: it is asked, and mine can be saved under another name."""
    async with AsyncExitStack() as stack:
        pilots: list[Pilot[None]] = []
        for each, row in ((session, 0), (session._replace(book=second), 5)):
            page, pilot = await stack.enter_async_context(editing(each))
            page.listed.go(row, 0)
            await press(pilot, "delete")
            pilots.append(pilot)
        one, other = pilots
        await save(other, "ctrl+s")
        theirs = templates.find(second, 1, "1177")
        await save(one, "ctrl+s")
        assert isinstance(screen(one), Question)
        assert templates.find(second, 1, "1177") == theirs
        await press(one, "s")
        await settled(one)
        await save(one, "enter")
    assert templates.find(second, 1, "1177") == theirs
    assert len(templates.find(second, 1, "1177 (kopia)").rows) == len(theirs.rows) == 19
