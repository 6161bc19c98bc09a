"""The column beside a page: F6, whose eyes, news, what lines lead to, and the seam."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.setup import publishing, time_types
from db.values import Actor, Role, TimeType
from screens.base import BookScreen
from screens.beside.beside import width_at
from screens.beside.choose_citizen import ChooseCitizen
from screens.beside.column import PartView
from screens.citizen.base import CitizenScreen
from screens.session import Session
from screens.staff.setup.time_types import TimeTypesPage
from screens.start import StartScreen
from tests.screens import golden, guide_world
from tests.screens.beside.columns import looked, said
from tests.screens.pilots import press, settled
from widgets.line_view import Line, Part

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

SCHEDULER = Actor(Role.SCHEDULER)


def named(book: Book, name: str) -> TimeType:
    return next(kind for kind in time_types.every(book, 1) if kind.name == name)


def view(page: BookScreen, name: str = "mirror") -> PartView:
    found = page.beside.view(name)
    assert found is not None
    return found


def shown(page: BookScreen) -> tuple[str, ...]:
    return page.beside.shown


def test_it_is_wide_enough_to_read_and_leaves_the_page_most_of_the_room() -> None:
    assert [width_at(width) for width in (80, 109, 110, 120, 140, 160, 300)] == [
        80, 109, 34, 38, 46, 54, 60,
    ]  # fmt: skip


async def test_f6_on_the_start_page_and_again(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert not shell.screen.query(PartView)
        await press(pilot, "f6")
        page = await looked(pilot)
        assert " Nu på 1177" in said(page)
        golden.check(shell, "mirror-start-120x40")
        await press(pilot, "f6")
        assert not view_is_there(page)
        await pilot.app.workers.wait_for_complete()
    again = Shell(session._replace())
    async with again.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert not again.screen.query(PartView)
        await press(pilot, "f6")
        await pilot.app.workers.wait_for_complete()
    kept = Shell(session)
    async with kept.run_test(size=(120, 40)) as pilot:
        page = await looked(pilot)
        assert view_is_there(page)


def view_is_there(page: BookScreen) -> bool:
    return page.beside.shows_mirror


async def test_it_takes_turns_in_a_narrow_window(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f6")
        page = await looked(pilot)
        assert view(page).has_focus
        golden.check(shell, "mirror-turned-80x24")
        await press(pilot, "escape")
        assert not page.is_turned
        await press(pilot, "f6", "f6")
        assert not page.is_turned


async def test_whose_eyes_is_remembered_on_all_pages(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "f6")
        page = await looked(pilot)
        await press(pilot, "tab")
        assert view(page).has_focus
        assert str(view(page).border_subtitle) == "Enter Byt invånare"
        await press(pilot, "enter")
        assert isinstance(shell.screen, ChooseCitizen)
        await press(pilot, *"tolv", "enter")
        await looked(pilot)
        assert said(page)[0] == " Som Tolvan Tolvansson"
        await press(pilot, "t")
        types = await looked(pilot)
        assert said(types)[0] == " Som Tolvan Tolvansson"
        await pilot.app.workers.wait_for_complete()
    path = session.prefs.path
    assert path is not None
    assert "1212" not in path.read_text(encoding="utf-8")
    with Book.open(session.book.path) as other:
        shell = Shell(session._replace(book=other))
        async with shell.run_test(size=(120, 40)) as pilot:
            page = await looked(pilot)
            assert said(page)[0] == " Som Tolvan Tolvansson"
            await press(pilot, "tab", "enter", "home")
            await press(pilot, *"vilken", "enter")
            await looked(pilot)
            assert said(page)[0] == " Som vilken invånare som helst"


async def test_what_another_program_does_shows_is_listed_and_then_forgotten(
    session: Session,
) -> None:
    doctor = named(session.book, ".Läkarbesök")
    shell = Shell(session)
    async with shell.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "f6")
        page = await looked(pilot)
        with Book.open(session.book.path) as other:
            time_types.save(other, SCHEDULER, 1, [replace(doctor, web_name="Läkartid")])
            publishing.publish_now(other, SCHEDULER, 1)
        page._poll()
        await looked(pilot)
        lines = said(page)
        at = lines.index(" Nyss ändrat")
        assert lines[at + 1 : at + 3] == [f"  ~ {doctor.web_name} → Läkartid", "  ~ ändrades"]
        assert any(line.startswith(" •Läkartid") for line in lines)
        mirror = page.beside.mirror
        assert mirror is not None
        mirror._forget(mirror._told)
        assert " Nyss ändrat" not in said(page)
        assert not any(" •" in line for line in said(page))


async def test_publicera_nu_from_the_column_by_key_and_by_mouse(session: Session) -> None:
    book = session.book
    time_types.save(book, SCHEDULER, 1, [replace(named(book, "Akut"), web_name="Brådskande")])
    shell = Shell(session)
    async with shell.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "f6")
        page = await looked(pilot)
        assert any("om 15 min" in line for line in said(page))
        place = next(n for n, line in enumerate(view(page).shown) if line.name == "publish")
        await pilot.click(view(page), offset=(6, 1 + place))
        await looked(pilot)
        assert " Väntar på publicering" not in said(page)
        assert "1177 vet nu om en ändring: Akut." in [n.message for n in shell._notifications]
        await press(pilot, "f8")
        told = [note.message for note in shell._notifications]
        assert told[-1] == "1177 känner redan till allt som är sparat."


async def test_a_type_leads_to_its_row(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "f6")
        page = await looked(pilot)
        doctor = named(session.book, ".Läkarbesök")
        assert page.beside.mirror is not None
        page.beside.mirror.chosen(f"type:{doctor.id}")
        await settled(pilot)
        types = shell.screen
        assert isinstance(types, TimeTypesPage)
        assert types.draft is not None
        assert types.draft.item(str(types.sheet.cursor_row)).id == doctor.id
        await looked(pilot)
        other = named(session.book, ".Provtagning")
        view(types).focus()
        await settled(pilot)
        assert types.beside.mirror is not None
        types.beside.mirror.chosen(f"type:{other.id}")
        await settled(pilot)
        assert types.draft.item(str(types.sheet.cursor_row)).id == other.id
        assert types.sheet.has_focus


async def test_what_the_book_refuses_is_said_in_the_mirror(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "f6")
        page = await looked(pilot)
        session.book.path.rename(session.book.path.with_suffix(".away"))
        page.look_beside()
        await looked(pilot, page)
        assert said(page)[0].startswith(" ! ")


# --- the seam ---------------------------------------------------------------------------------


class Steps:
    """A part that another feature puts above the mirror."""

    name, title = "steps", "Övning: en ny tidstyp"

    def __init__(self) -> None:
        self.ticked = 0
        self.draw: Callable[[], object] = lambda: None

    @property
    def begins(self) -> object:
        return None

    @property
    def reveals(self) -> str:
        return ""

    def hint(self, name: str) -> str:
        return "Enter Visa tips"

    def lines(self, width: int) -> Sequence[Line]:
        return tuple(
            Line((Part(f"{'☑' if n < self.ticked else '☐'} Steg {n + 1}"),), f"step:{n}")
            for n in range(3)
        )

    def chosen(self, name: str) -> None:
        self.ticked = int(name.partition(":")[2]) + 1
        self.draw()

    def draw_with(self, draw: Callable[[], object]) -> None:
        self.draw = draw
        draw()


async def above(pilot: Pilot[None], shell: Shell) -> Steps:
    steps = Steps()
    shell.show_above(lambda page: steps)
    await settled(pilot)
    return steps


async def test_another_part_stands_above_the_mirror_on_every_page(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        steps = await above(pilot, shell)
        page = shell.screen
        assert isinstance(page, StartScreen)
        assert shown(page) == ("steps",)
        await press(pilot, "f6")
        await looked(pilot)
        assert shown(page) == ("steps", "mirror")
        top, below = view(page, "steps"), view(page)
        assert top.region.bottom == below.region.y
        assert top.region.height == 5
        await press(pilot, "tab", "down", "enter")
        assert steps.ticked == 2
        assert "☑ Steg 2" in golden.text_of(shell)
        await press(pilot, "1")
        await settled(pilot)
        portal = shell.screen
        assert isinstance(portal, CitizenScreen)
        assert shown(portal) == ("steps",)
        assert "☑ Steg 2" in golden.text_of(shell)
        shell.show_above(None)
        await settled(pilot)
        assert shown(portal) == ()


async def test_in_a_narrow_window_a_part_takes_turns_by_its_name(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await above(pilot, shell)
        page = shell.screen
        assert isinstance(page, StartScreen)
        assert shown(page) == ()
        page.beside.turn("steps")
        await settled(pilot)
        assert shown(page) == ("steps",)
        assert view(page, "steps").has_focus
        await press(pilot, "escape")
        assert shown(page) == ()
