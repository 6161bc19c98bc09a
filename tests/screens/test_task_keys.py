"""How many keys four everyday tasks take: each is done by keys alone, and the book is asked.

All keys are counted, those of the words too. A number here may sink; a change that makes a task
longer has to be meant.
"""

from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.schedule import lay_out, templates
from db.setup import time_types
from db.values import TimeType
from screens.session import Session
from tests.screens import guide_world
from tests.screens.pilots import settled, shows

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

HIDE = ("t", "down", "down", *("right",) * 8, "space", "ctrl+s")
NEW_TYPE = (
    *("t", "insert", *"Hälsosamtal", "enter", *"Hälsosamtal", "enter", "space"),
    *("right", "right", "right", "space", "right", "space"),
    *("right",) * 4,
    *(*"Ta med legitimation", "enter", "ctrl+s"),
)
TEMPLATE = (
    *("m", "n", *"Ny", "enter"),
    *("tab", "8", "tab", *"10", "tab", *"15", "tab", *"10", "tab", "t", "enter"),
    *("shift+tab", *"1015", "tab", *"1115", "tab", *"30", "tab", "tab", "s", "enter"),
    *(*"1330", "tab", *"45", "tab", "tab", "down", "enter"),
    *("shift+tab", *"14", "tab", *"16", "tab", *"60", "tab", "tab", "down", "enter"),
    "ctrl+s",
)
"""The guide's page "Skapa schemamall": twenty rows."""
LAY_OUT = ("l", "tab", "tab", *"v42", "tab", "tab", "down", "space", "ctrl+s")
WORD = "0610"
FIND = ("l", "slash", *WORD)


async def press_all(pilot: Pilot[None], keys: tuple[str, ...]) -> None:
    """Press the keys as fast as the program takes them."""
    await settled(pilot)
    for key in keys:
        await pilot.press(key)
    await pilot.pause()
    await settled(pilot)


def kind_named(book: Book, name: str) -> TimeType:
    """The one type of this name."""
    return next(kind for kind in time_types.every(book, 1) if kind.name == name)


async def test_hide_a_type_from_1177_in_13_keys(book: Book, session: Session) -> None:
    assert len(HIDE) <= 13
    assert not kind_named(book, ".Läkarbesök").hidden
    async with Shell(session).run_test(size=(80, 24)) as pilot:
        await press_all(pilot, HIDE)
    assert kind_named(book, ".Läkarbesök").hidden


async def test_make_a_type_that_citizens_see_in_58_keys(book: Book, session: Session) -> None:
    assert len(NEW_TYPE) <= 58
    async with Shell(session).run_test(size=(80, 24)) as pilot:
        await press_all(pilot, NEW_TYPE)
    kind = kind_named(book, "Hälsosamtal")
    assert kind.web_name == "Hälsosamtal"
    assert (kind.bookable, kind.web_bookable, kind.web_cancellable) == (True, True, True)
    assert (kind.web_rebookable, kind.hidden) == (False, False)
    assert kind.web_info == "Ta med legitimation"


async def test_make_the_guides_template_and_lay_it_out_in_73_keys(
    book: Book, session: Session
) -> None:
    assert len(TEMPLATE) + len(LAY_OUT) <= 73
    async with Shell(session).run_test(size=(80, 24)) as pilot:
        await press_all(pilot, (*TEMPLATE, *LAY_OUT))
    rows = {each.name: each.rows for each in templates.every(book, 1)}
    assert set(rows["Ny"]) == set(rows["1177"])
    laid = lay_out.last_layout(book, 1)
    assert laid is not None
    assert (laid.template_name, laid.slots) == ("Ny", 4 * 75)
    assert laid.to_day - laid.from_day + 1 == 4 * 7


async def test_find_a_row_of_the_log_by_a_word_of_its_comment_in_2_keys_and_the_word(
    session: Session,
) -> None:
    assert len(FIND) <= 2 + len(WORD)
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await press_all(pilot, FIND)
        assert shows(pilot, "1 av 10")
        assert shows(pilot, "Kommentar: Mitt telefonnummer: +4670174" + WORD)
