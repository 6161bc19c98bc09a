"""The Textual application: start and end, pages, what works everywhere, themes and the mouse."""

import asyncio
import gc
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS, SYNC_END, SYNC_START
from textual.app import App, ScreenStackError
from textual.binding import Binding, BindingType
from textual.dom import DOMNode, NoScreen
from textual.driver import Driver
from textual.geometry import Size
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import WorkerFailed

from asynja_tui import crash, deep_check, prefs, themes
from asynja_tui.deep_check import DeepCheck
from db.basics import ROLE_LABELS, Actor, Role, clean
from db.book import Book
from db.errors import BookError
from db.store.place import put_aside_text
from screens import pages
from screens.attempting import Attempting
from screens.base import BookScreen
from screens.commands import (
    EVERYWHERE,
    PRESENT,
    PUBLISH,
    ROLES,
    THEMES,
    Command,
    bindings,
    choices,
    find,
)
from screens.session import DEFAULT_THEME, Prefs, Session
from screens.start import StartScreen
from screens.swedish import QUIT_HINT
from screens.trouble.busy import PATIENCE, acting
from widgets.clean import drawn, drawn_lines
from widgets.screen import AnyScreen
from widgets.steady import LETTERS

if TYPE_CHECKING:
    from textual.filter import LineFilter

    from db.log.people import People
    from screens.beside.part import PartOf
    from screens.showing.guide import Guide
    from screens.showing.showing import Showing
    from screens.training.desk import Desk
    from screens.training.folders import Folders
    from screens.trouble.lost_book import OpenBook

LETTER_KEYS: Final = "abcdefghijklmnopqrstuvwxyåäö0123456789"
"""What Alt goes together with; Z is no menu's and no button's, and opens Senaste åtgärder."""
for _letter in "0123456789bf":  # Textual reads Alt+1 as "¡", and Alt+B as Ctrl and an arrow
    cast("dict[str, object]", ANSI_SEQUENCES_KEYS).pop(f"\x1b{_letter}", None)

_ROOMY: Final = (100, 30)
"""Columns and lines of a window in which there is more room between things in Visningsläge."""
_GARBAGE: Final = 10_000
"""Objects more than before at which Python looks for garbage."""
_STYLES: Final = 1_000
"""Kinds of widgets whose styles are kept once they are read. Textual keeps 64: with more of them
about, all would be read anew at every page or dialog that brings another one."""

if TYPE_CHECKING:
    from textual.drivers.linux_driver import LinuxDriver as _Driver
else:
    _Driver = object


class WholeFrames(_Driver):
    """Before a driver of Textual's: a frame is one piece of output, its signs with it.

    Textual writes three, and each wakes the thread that writes, which then waits for this one.
    """

    _frame: list[str] | None = None

    def write(self, data: str) -> None:
        """Write at once what is no part of a frame, and a frame when it is whole."""
        if data == SYNC_START:
            self._frame = []
        if self._frame is None:
            super().write(data)
            return
        self._frame.append(data)
        if data == SYNC_END:
            frame, self._frame = "".join(self._frame), None
            super().write(frame)


Opens = Callable[[Session], BookScreen]
"""Makes a page that is none of ``screens.pages``."""


SPLIT_FROM: Final = 160
"""From so many columns there is room for two sides of 80."""


class Shell(App[None], inherit_bindings=False):
    """The program; it ends in good order: on signals, without a terminal, and after a crash.

    Args:
        session: what the start page begins with.
        page: the page to begin on, above the start page; none when empty.
        argument: what that page is to show.
        opens: makes another page to begin on.
    """

    TITLE = "asynja-tui"
    is_half: ClassVar[bool] = False
    """Whether it is one side of the split screen, beside the other one."""
    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = False
    COMMANDS = set()
    CSS = """
    ToastRack { dock: top; align: right top; margin: 2 0 0 0; }  /* buttons stand at the bottom */
    Shell.-showing.-roomy DialogFrame { padding: 1 3; }
    Shell.-showing.-roomy FigureList { padding: 1 4; }
    Shell.-showing.-roomy Toast { padding: 2 3; }
    Shell.-showing.-roomy KeysShown { padding: 1 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(EVERYWHERE),
        *(
            Binding(f"alt+{letter}", f"letter('{letter}')", show=False, system=True, priority=True)
            for letter in LETTER_KEYS
        ),
        Binding("ctrl+c", "quit_hint", show=False, system=True),
    ]

    def __init__(
        self, session: Session, page: str = "", argument: str = "", opens: "Opens | None" = None
    ) -> None:
        self.session = session
        self._opens = opens
        session.book.patience = PATIENCE
        self._begins_on = (page, argument)
        self._check: DeepCheck | None = None
        self._followed: Book | None = None
        self._crash_message = ""
        self._split: Any = None
        self.folders: Callable[[], Folders] | None = None
        """Where training keeps its files; there are no exercises without it."""
        self._training: Desk | None = None
        self._guide: Guide | None = None
        self.above: PartOf | None = None
        """Makes what stands above the mirror in every page's column, as an exercise's steps."""
        self._showing: Showing | None = None
        self._noticed_at: tuple[Screen[Any] | None, int] = (None, 0)
        self.set_reactive(App.theme, _known_theme(session.prefs.theme))
        super().__init__()
        self.stylesheet._parse_cache.maxsize = _STYLES

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Only the program's own, which name what each colour is for."""
        return dict(themes.BY_NAME)

    # --- start and end ------------------------------------------------------------------------

    def get_driver_class(self) -> type[Driver]:
        """Textual's for the platform, with a frame in one piece."""
        driver = super().get_driver_class()
        return cast("type[Driver]", type(driver.__name__, (WholeFrames, driver), {}))

    def on_load(self) -> None:
        """Let nothing be printed that is only for the log."""
        asyncio.get_running_loop().set_exception_handler(_on_loop_error)

    def get_default_screen(self) -> Screen[Any]:
        """The start page is the first screen: no empty one is drawn beneath it."""
        return StartScreen(self.session)

    def on_mount(self) -> None:
        """Open the page to begin on before the start page is drawn.

        Garbage is collected again once the first frame is drawn; what is there then stays.
        """
        name, argument = self._begins_on
        page = pages.find(name)
        if page is not None:
            self._push_page(page, argument)
        elif self._opens is not None:
            self.push_screen(self._opens(self.session))
        self._show_as(self.session.actor.demo)
        if self._training is not None:
            self._training.follow()
        self.set_timer(deep_check.WAIT, self.check_book)
        self._tell_put_aside()
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        gc.freeze()
        # A frame makes some thousand objects and drops them again: at each few hundred of them
        # Python would look for garbage, and the slowest frames would take a quarter longer.
        gc.set_threshold(_GARBAGE)
        gc.enable()

    def _tell_put_aside(self) -> None:
        aside = self.session.book.put_aside
        if aside is not None:
            text = clean(put_aside_text(aside))
            self.notify(text, severity="warning", timeout=30, markup=False)

    def check_book(self) -> None:
        """Examine the rest of a large book behind the screen."""
        self._check = DeepCheck(self, self.session.book.path)
        self._check.begin()

    def on_unmount(self) -> None:
        """Nothing goes on behind a program that ends."""
        if self._check is not None:
            self._check.stop()
        if self._training is not None:
            self._training.end()

    def end(self, code: int) -> None:
        """End in good order with this exit code. Called from another thread (``ending``)."""
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(lambda: self.exit(return_code=code))

    # --- crashes ------------------------------------------------------------------------------

    def _handle_exception(self, error: Exception) -> None:
        """End with a message and a log; Textual would print local variables."""
        self._return_code = crash.EXIT_CODE
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if not self._crash_message:
            self._crash_message = self._report(error)
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        error = sys.exc_info()[1]
        self._handle_exception(error if isinstance(error, Exception) else RuntimeError())

    def panic(self, *renderables: object) -> None:
        """End as after any other error; the driver calls this when it cannot read the keys."""
        self._return_code = crash.EXIT_CODE
        if not self._crash_message:
            from rich.traceback import Traceback

            kinds = [
                stack.exc_type
                for one in renderables
                if isinstance(one, Traceback)
                for stack in one.trace.stacks
            ]
            self._crash_message = self._report(RuntimeError(f"terminal: {', '.join(kinds)}"))
        self._close_messages_no_wait()

    def _report(self, error: BaseException) -> str:
        if isinstance(error, WorkerFailed):
            error = error.error  # with its traceback
        if self.is_headless:  # a test: it gets the exception itself
            return crash.message(error, None)
        return crash.report(error)

    def _print_error_renderables(self) -> None:
        """Called when the terminal is given back."""
        self._exit_renderables.clear()
        if self._crash_message and not self.is_headless:
            crash.tell(self._crash_message)

    # --- acts ---------------------------------------------------------------------------------

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: Any) -> bool:  # noqa: ANN401 - Textual's own
        """A command is an act: it is offered again if the book is busy.

        Nothing is done on a screen that is not drawn yet or is going; ending is always possible.
        Keys, clicks, menus and the palette all come here, whatever a page's ``check_action`` says.
        """
        if not (namespace is self and action_name == "quit") and not _is_ready(namespace):
            return False
        do = partial(super()._dispatch_action, namespace, action_name, params)
        again = partial(self._dispatch_action, namespace, action_name, params)
        return bool(await acting(self, do, again))

    def push_screen(self, screen: Any, callback: Any = None, *how: Any, **more: Any) -> Any:  # noqa: ANN401 - Textual's own
        """Open a screen; what its answer leads to is an act as well."""
        if isinstance(screen, BookScreen):
            self._leave_notices()
        if callback is None:
            return super().push_screen(screen, callback, *how, **more)

        async def answered(result: object) -> None:
            await acting(self, lambda: callback(result), lambda: answered(result))

        return super().push_screen(screen, answered, *how, **more)

    def offer_again(self, again: Callable[[], object]) -> None:
        """Say that the book is busy, and do the act again if that is wanted."""
        from screens.dialog import offer

        offer(self, again)

    def tell_lost(self) -> None:
        """Say that the book's file is no longer there; once, however often the book is wanted."""
        from screens.trouble.lost_book import follow, is_told_by, tell

        if any(map(is_told_by, self.screen_stack)):
            return
        book = self.session.book
        if book is self._followed or not follow(self, book, self.screen_stack):
            tell(self, book)
        self._followed = book

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a notice; whoever gives it, it is a plain text that steers nothing."""
        text, head = drawn_lines(message), drawn(title)
        super().notify(text, title=head, severity=severity, timeout=timeout, markup=False)
        self._noticed_at = self._here

    @property
    def _here(self) -> tuple[Screen[Any] | None, int]:
        """What shows, and how often a key or button was pressed on it."""
        screen = self._screen_stack[-1] if self._screen_stack else None
        return screen, screen.inputs if isinstance(screen, AnyScreen) else 0

    def _leave_notices(self) -> None:
        """Another page is opened: what was said of the last act goes, but no warning does.

        What the very key or click says that opens the page is still to be read.
        """
        if self._here != self._noticed_at:
            for notice in list(self._notifications):
                if notice.severity == "information":
                    self._unnotify(notice)

    # --- pages --------------------------------------------------------------------------------

    def _push_page(self, page: pages.Page, argument: str = "") -> None:
        told = (argument,) if argument and page.takes_argument else ()
        screen: BookScreen = page.load()(self.session, *told)
        screen.page = page.name
        self.push_screen(screen)

    def action_open_page(self, name: str) -> None:
        """Go to a page: back to it if it is open already."""
        page = pages.find(name)
        if page is None:
            return
        stack = list(self.screen_stack)
        open_at = [n for n, one in enumerate(stack) if _name_of(one) == name]
        if open_at:
            above = stack[open_at[-1] + 1 :]
            self._leave(above[::-1], lambda: self.run_worker(self._go_down_to(open_at[-1])))
            return
        self._push_page(page)

    def begin(self, session: Session) -> None:
        """Begin anew with another role, unit or citizen, on a fresh start page.

        What is unsaved on any page is asked about first.
        """
        self._leave(self.screen_stack[::-1], lambda: self.run_worker(self._start_over(session)))

    async def begin_at(self, session: Session, name: str = "") -> None:
        """Stand on a page of another book at once, whatever is unsaved in this one.

        For who plays a demonstration: the former book is closed.
        """
        old = self.session.book
        with self._context():
            await self._start_over(session)
            self.clear_notifications()
            page = pages.find(name)
            if page is not None:
                self._push_page(page)
        old.close()

    def on_open_book(self, message: "OpenBook") -> None:
        """Go on with another book, on a fresh start page; what was unsaved in this one is lost."""
        message.stop()
        from db.setup import clinics

        old = self.session.book
        if message.first_close:
            old.close()
        try:
            book = Book.open(message.path)
            clinic = clinics.find(book).id
        except BookError as error:
            self.notify(clean(error.text), severity="error", markup=False)
            return
        book.patience = PATIENCE
        role = self.session.actor.role
        actor = Actor(role if role in ROLES else Role.SCHEDULER, demo=self.session.actor.demo)
        session = self.session._replace(book=book, clinic=clinic, actor=actor)
        session = session.named(session.prefs)

        async def go_on() -> None:
            await self._start_over(session)
            old.close()
            self._tell_put_aside()

        self.run_worker(go_on())

    def _leave(self, pages: Sequence[Screen[Any]], then: Callable[[], object]) -> None:
        """Go on once what is unsaved on these has been asked about."""
        from screens.dialog import leave

        leave(self, pages, then)

    async def _start_over(self, session: Session, known: "People | None" = None) -> None:
        self._show_as(session.actor.demo, session.book, known)
        self.session = session
        await self._go_down_to(0)
        if isinstance(self.screen, StartScreen):
            self.screen.begin(session)

    async def _go_down_to(self, place: int) -> None:
        """Close all that stands above the page in this place of the stack."""
        with self.batch_update():
            while len(self.screen_stack) > place + 1:
                if self.screen.is_mounted:
                    await self.pop_screen()
                else:  # it has just been opened; closed half-way it would miss its own widgets
                    await asyncio.sleep(0)

    async def action_quit(self) -> None:
        """End, once what is unsaved has been asked about."""
        self._leave(self.screen_stack[::-1], self.exit)

    # --- commands -----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What works everywhere does so on every page; hardly any of it in a dialog."""
        command = find((*EVERYWHERE, *pages.commands(with_keys=False)), action, parameters)
        if command is None:
            return True
        page = self._topmost
        if self.screen is page or command.priority or command == PUBLISH:
            return command.availability(page, self.session.actor.role)
        return False

    @property
    def _topmost(self) -> BookScreen:
        """The page, also where a dialog stands above it."""
        pages = (one for one in reversed(self.screen_stack) if isinstance(one, BookScreen))
        return next(pages)

    def _page(self) -> BookScreen | None:
        """The page, unless a dialog stands above it."""
        return self.screen if isinstance(self.screen, BookScreen) else None

    def action_close_page(self) -> None:
        """Go back to the page before; a notice that lies over this one goes first."""
        page = self._page()
        if page and not page.clear_notices():
            page.ask_to_close()

    def action_help(self) -> None:
        """Show the page's help and keys."""
        if page := self._page():
            from screens.help import HelpScreen, keys_of

            shown = HelpScreen(page.PAGE_NAME, page.HELP, keys_of(page))
            self.push_screen(shown, page.carry_out)

    def action_palette(self) -> None:
        """Search among all commands of the page."""
        if page := self._page():
            from screens.help import Palette

            commands = [one for one in page.commands() if one.name != "palette"]
            listed = choices(commands, page, self.session.actor.role)
            self.push_screen(Palette(listed), page.carry_out)

    def action_menu(self) -> None:
        """Open the first menu, and show from now on by which letters the others open."""
        self._show_letters()
        if page := self._page():
            page.open_menu()

    def action_letter(self, letter: str) -> None:
        """Alt and a letter: press the button or open the menu with it, whatever has the focus."""
        self._show_letters()
        if not (isinstance(self.screen, AnyScreen) and self.screen.press_letter(letter)):
            self.bell()

    def _show_letters(self) -> None:
        if not self.has_class(LETTERS):
            self.add_class(LETTERS)
            for page in self.screen_stack:
                for lettered in page.query(".-lettered"):
                    lettered.refresh()

    def action_context_menu(self) -> None:
        """Show what can be done here."""
        if page := self._page():
            page.open_context_menu()

    def action_quit_hint(self) -> None:
        """Ctrl+C is for copying; say how one quits."""
        self._say(QUIT_HINT)

    # --- the column at the right edge ----------------------------------------------------------

    def show_above(self, make: "PartOf | None") -> None:
        """Have this part above the mirror from now on, on every page; None takes it away."""
        self.above = make
        for screen in self.screen_stack:
            if isinstance(screen, BookScreen):
                screen.beside.above_changed()

    # --- the tour ------------------------------------------------------------------------------

    @property
    def is_touring(self) -> bool:
        """Whether the tour goes on."""
        return self._guide is not None and self._guide.is_on

    def action_tour(self, act: str) -> None:
        """Begin the tour, go on with it, or leave it."""
        if self._guide is None:
            from screens.showing.guide import Guide

            self._guide = Guide(self)
        if act == "begin":
            self._guide.begin()
        else:
            self._guide.leave()

    # --- exercises -----------------------------------------------------------------------------

    @property
    def training(self) -> "Desk":
        """What is done with exercises; made when it is first asked for."""
        if self._training is None:
            from screens.training.desk import Desk

            assert self.folders is not None
            self._training = Desk(self, self, self.folders())
        return self._training

    async def go_on_with(self, session: Session, page: str = "", argument: str = "") -> None:
        """Go on with another book, on a fresh start page with this page above it."""
        old = self.session.book
        await self._start_over(session)
        old.close()
        found = pages.find(page)
        if found is not None:
            self._push_page(found, argument)

    def action_course(self) -> None:
        """List the course."""
        if self._page() and self.folders is not None:
            self.training.show_course()

    def action_quiz(self) -> None:
        """Snabbprov."""
        if self._page():
            from screens.training.quiz_dialog import new_paper

            self.push_screen(new_paper())

    def action_write_exercise(self) -> None:
        """Begin to write an exercise by doing it, or tick what was done."""
        page = self._page()
        if page and self.folders is not None:
            from screens.training.writing import Writing

            Writing(page, self.folders()).go_on()

    def action_exercise(self, act: str) -> None:
        """Do what an exercise offers."""
        if self.above is not None and self._page():
            desk = self.training
            if act == "steps":
                desk.show_steps()
            else:
                desk.do(act)

    def action_mirror(self) -> None:
        """Show what the citizen meets on 1177, or take it away."""
        if page := self._page():
            page.beside.turn()

    def action_look_as(self) -> None:
        """Choose with whose eyes the mirror looks."""
        if page := self._page():
            page.beside.choose_citizen()

    def action_publish(self) -> None:
        """Let 1177 know at once of all that is saved; over a dialog, too, that says it waits."""
        self._topmost.publish_now()

    # --- the split screen -----------------------------------------------------------------------

    def action_split(self) -> None:
        """Show the citizen's real pages beside the staff's, once nothing is unsaved."""
        page, width = self._page(), self.size.width
        if page is None:
            return
        if width < SPLIT_FROM:
            text = f"Delad skärm behöver {SPLIT_FROM} kolumner; fönstret har {width}."
            self._say(f"{text} F6 visar 1177-vyn i stället.")
            return
        self._leave(self.screen_stack[::-1], lambda: self.run_worker(self._divide(page.page)))

    async def _divide(self, name: str) -> None:
        await self._go_down_to(0)
        split = pages.load("asynja_tui.split.screen:SplitScreen")
        try:
            self._split = split(self, name, self._joined)
        except BookError as error:
            self._say(clean(error.text))
            return
        self.push_screen(self._split)

    def _joined(self, session: Session, name: str) -> None:
        self._split = None
        self.run_worker(self._join(session, name))

    async def _join(self, session: Session, name: str) -> None:
        """One side again, as the left one stood."""
        await self._start_over(session)
        page = pages.find(name)
        if page is not None:
            self._push_page(page)

    # --- role and unit ------------------------------------------------------------------------

    def action_choose_role(self) -> None:
        """Ask for a role."""
        commands = [
            Command(f"app.use_role('{role}')", ROLE_LABELS[role], _ROLE_TIPS[role])
            for role in ROLES
        ]
        role = self.session.actor.role
        self._choose("Byt roll", commands, ROLES.index(role) if role in ROLES else 0)

    def action_choose_clinic(self) -> None:
        """Ask for a unit."""
        if page := self._page():
            clinics = page.clinics()
            commands = [
                Command(f"app.use_clinic({one.id})", clean(one.name), "") for one in clinics
            ]
            ids = [one.id for one in clinics]
            at = self.session.clinic
            self._choose("Byt enhet", commands, ids.index(at) if at in ids else 0)

    def _choose(self, title: str, commands: list[Command], cursor: int) -> None:
        if page := self._page():
            from screens.help import CommandDialog

            listed = choices(commands, page, self.session.actor.role)
            self.push_screen(CommandDialog(title, listed, cursor), page.carry_out)

    def action_use_role(self, name: str) -> None:
        """Begin anew in a role."""
        role, before = Role(name), self.session.actor
        if role != before.role:
            self.begin(self.session._replace(actor=replace(before, role=role)))

    # --- showing to others --------------------------------------------------------------------

    def get_line_filters(self) -> "Sequence[LineFilter]":
        """While others look on, all lines are drawn through what hides who somebody is."""
        filters = super().get_line_filters()
        return filters if self._showing is None else (*filters, *self._showing.filters)

    async def on_event(self, event: events.Event) -> None:
        """Show those who look on what is pressed; count the keys on the screen they come to.

        While there are two sides keys are theirs.
        """
        split: Any = self._split
        if split is not None and split in self.screen_stack and split.takes(event):
            return
        screen = self.screen if isinstance(event, events.Key) and not event.is_forwarded else None
        if isinstance(screen, AnyScreen):
            screen.inputs += 1
        showing = self._showing
        if showing and isinstance(event, events.InputEvent) and not event.is_forwarded:
            showing.see(event)
        await super().on_event(event)

    def on_resize(self, event: events.Resize) -> None:
        """There is more room between things in a large window while others look on."""
        self._fit_room(event.size)

    def _fit_room(self, size: Size) -> None:
        is_roomy = size.width >= _ROOMY[0] and size.height >= _ROOMY[1]
        self.set_class(self._showing is not None and is_roomy, "-roomy")

    def action_demonstrate(self) -> None:
        """Ask how much is to be hidden from those who look on."""
        levels = [
            Command(f"app.present({level})", label, tip) for level, (label, tip) in PRESENT.items()
        ]
        self._choose("Visningsläge", levels, self.session.actor.demo)

    def action_present(self, level: int) -> None:
        """Begin anew with this much hidden; who is named in the book is read in a thread."""
        actor = self.session.actor
        if level == actor.demo or level not in PRESENT:
            return
        session = self.session._replace(actor=replace(actor, demo=level))

        async def go_on() -> None:
            from screens.showing.showing import read_people

            known = await read_people(session.book) if level > 1 else None
            await self._start_over(session, known)

        self._leave(self.screen_stack[::-1], lambda: self.run_worker(go_on()))

    def _show_as(self, level: int, book: Book | None = None, known: "People | None" = None) -> None:
        """Hide this much from now on."""
        before = self._showing
        if before is None and not level:
            return
        from screens.showing import showing
        from widgets.forms.masking import hides_class

        if before is not None:
            before.end()
        self._showing = None
        if level:
            shown = book or self.session.book
            self._showing = showing.Showing(self, lambda: self.screen_stack, shown, level, known)
        self.set_class(bool(level), showing.CLASS)
        self._fit_room(self.size)
        for hidden in (level for level in PRESENT if level):
            self.set_class(level >= hidden, hides_class(hidden))
        showing.draw_anew(self.screen_stack)

    def action_save_picture(self) -> None:
        """Write what the screen shows to a file."""
        page = self._page()
        if page:
            from screens.showing.picture import save_picture

            if self._showing is not None:  # the keys that led here are no part of it
                self._showing.end()
            self.call_after_refresh(save_picture, page)

    def action_use_clinic(self, clinic: int) -> None:
        """Begin anew at a unit."""
        if clinic != self.session.clinic:
            self.begin(self.session._replace(clinic=clinic))

    # --- settings -----------------------------------------------------------------------------

    def action_settings(self) -> None:
        """Show the user's settings."""
        if self._page():
            from screens.settings import SettingsDialog

            self.push_screen(SettingsDialog(self.session.prefs), self._apply)

    def action_clock(self) -> None:
        """Stop, set or move the book's clock."""
        page = self._page()
        if page:
            from screens.practice.clock_dialog import ClockDialog

            dialog = page.attempt(lambda: ClockDialog(self.session))
            if dialog is not None:
                self.push_screen(dialog, self._clock_moved)

    def action_acts(self) -> None:
        """Show what has been done to the book lately, by anyone."""
        if self._page():
            self.show_acts()

    def show_acts(self) -> None:
        """The same, above a dialog too."""
        from screens.staff.shared.acts_dialog import ActsDialog

        if isinstance(self.screen, Attempting):
            dialog = self.screen.attempt(lambda: ActsDialog(self.session))
            if dialog is not None:
                self.push_screen(dialog)

    def _clock_moved(self, told: str | None) -> None:
        if told:  # the page has looked again by itself, as it does when a dialog closes
            self.notify(told, timeout=8, markup=False)

    def action_book(self, act: str) -> None:
        """Do what stands in Arkiv of books: practise, start over, remember, open, copy."""
        page = self._page()
        if page:
            from asynja_tui.cli.place import places
            from screens.practice.books import ACTS

            page.attempt(lambda: ACTS[act](page, places()))

    def action_demos(self) -> None:
        """List the demonstrations; the chosen one plays in a book of its own."""
        if page := self._page():
            choose = pages.load("asynja_tui.playing.choosing:choose_demo")
            page.attempt(lambda: choose(page))

    def action_next_theme(self) -> None:
        """Change to the next theme."""
        self.action_use_theme(themes.after(self.theme))

    def action_use_theme(self, name: str) -> None:
        """Change to a theme, and remember it."""
        self._apply(self.session.prefs._replace(theme=_known_theme(name)))

    def _apply(self, chosen: Prefs | None) -> None:
        """Use the settings from now on, and keep them."""
        before = self.session.prefs
        if chosen is None or chosen == before:
            return
        said = []
        if chosen.theme != self.theme:
            self.theme = chosen.theme
            said.append(f"Tema: {THEMES[chosen.theme]}.")
        if chosen.mouse != before.mouse:
            used = "Musen används" if chosen.mouse else "Musen används inte"
            now = self.use_mouse(chosen.mouse)
            said.append(f"{used}." if now else f"{used} från nästa start.")
        if chosen.name != before.name:
            said.append(f"Ditt namn: {clean(chosen.name)}." if chosen.name else "Inget namn.")
        if chosen.one_by_one != before.one_by_one:
            how = "ett i taget" if chosen.one_by_one else "på en gång"
            said.append(f"Varför visar var, varför och åtgärd {how}.")
        renamed = chosen.name != before.name
        for page in (self, *self.screen_stack):
            if isinstance(page, Shell | BookScreen):
                kept = page.session
                page.session = kept.named(chosen) if renamed else kept._replace(prefs=chosen)
        if not prefs.save(chosen, before):
            said.append("Det gick inte att spara; valet gäller tills programmet stängs.")
        self._say(" ".join(said))

    def use_mouse(self, on: bool) -> bool:
        """Listen to the mouse or not; whether that could be done at once.

        Textual has no way to say so while running, only its drivers' own methods.
        """
        driver: Any = self._driver
        names = ("_mouse", "_enable_mouse_support", "_disable_mouse_support")
        if driver is None or not all(hasattr(driver, name) for name in names):
            return False
        driver._mouse = True  # without it neither does anything
        if on:
            driver._enable_mouse_support()
        else:
            driver._disable_mouse_support()
            driver._mouse = False
        return True

    def _say(self, text: str) -> None:
        self.clear_notifications()
        self.notify(text, timeout=4, markup=False)


_ROLE_TIPS = {
    Role.SCHEDULER: "Tidstyper, resurser, schemamallar, schema och allt i tidboken.",
    Role.STAFF: "Bokar, ombokar och avbokar, lägger händelser och granskar loggen.",
    Role.IT: "Ändrar det som bara IT får, som tidstyper med ordet Ombud.",
}


def _name_of(screen: object) -> str:
    return screen.page if isinstance(screen, BookScreen) else ""


def _known_theme(name: str) -> str:
    return name if name in themes.BY_NAME else DEFAULT_THEME


def _is_ready(node: DOMNode) -> bool:
    try:
        screen = node.screen
    except (NoScreen, ScreenStackError):  # the widget has been taken away, or the program ends
        return False
    return not isinstance(screen, AnyScreen) or screen.is_ready


def _on_loop_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what asyncio would print with all its details."""
    error = context.get("exception")
    if isinstance(error, BaseException):
        crash.write_log(crash.describe(error))
