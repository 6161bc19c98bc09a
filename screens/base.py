"""What every page shares: its commands, its errors, and that it follows the book."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from inspect import isawaitable
from operator import attrgetter
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

from db import clock
from db.basics import ROLE_LABELS, Actor, Clinic, clean
from db.book import Book
from db.clock import ClockState, Mode
from db.errors import BookError, Misplaced
from db.permissions import CARE
from db.rules.local_time import near_instant_text, short_instant_text, time_text
from screens import pages
from screens.attempting import Attempting, Unsaved
from screens.commands import EVERYWHERE, MENUS, Command, bindings, choices, find, menus
from screens.session import Session, has_column
from widgets.bars.title_bar import Title, TitleBar
from widgets.part_line import PartLine
from widgets.screen import AnyScreen
from widgets.steady import Steady

if TYPE_CHECKING:
    from textual.timer import Timer

    from db.mirror.values import Subject
    from screens.beside.beside import Beside
    from screens.trouble.busy import Program
    from screens.trouble.news import NewsLine
    from widgets.menus.menu_bar import MenuBar

POLL_SECONDS = 0.1
"""How often a page asks whether the book was written or the minute has turned."""

NEWS_SECONDS = 5.0
"""How long it is said what others have done."""

T = TypeVar("T")
Result = TypeVar("Result")


def title_of(system: str, unit: str, state: ClockState, role: str, book: str = "") -> Title:
    """The line, cleaned for the screen."""
    return Title(
        place=(clean(system), clean(unit)),
        book=clean(book),
        clock=short_instant_text(state.now),
        day_clock=near_instant_text(state.now, state.now),
        short_clock=time_text(state.now),
        paused="paus" if state.mode == Mode.PAUSED else "",
        role=role,
    )


def read_title(book: Book, clinic: int, actor: Actor) -> Title:
    """The line as it is now."""
    from db.setup import clinics

    with book.read() as reader:
        unit = clinics.load(reader, clinic)
    system = clinics.policy_of(unit).label
    return title_of(system, unit.name, clock.read(book), role_text(actor), book_text(book))


def book_text(book: Book) -> str:
    """The book's file, and the world it was made of: ``övning.db (guide)``."""
    world = PurePath(book.world).stem
    return f"{book.path.name} ({world})" if world else book.path.name


def role_text(actor: Actor) -> str:
    """The role; in a demonstration, that it is one: there is no room for both."""
    return "Visningsläge" if actor.demo else ROLE_LABELS[actor.role]


def page_shown(app: App[Any]) -> "BookScreen | None":
    """The page that shows, with or without a dialog over it."""
    pages_up = (one for one in reversed(app.screen_stack) if isinstance(one, BookScreen))
    return next(pages_up, None)


class BookScreen(Attempting, Steady, AnyScreen, Screen[None], Unsaved):
    """A page of the book.

    A subclass declares its ``PAGE_COMMANDS`` and its ``HELP``, gives its widgets in ``body`` and
    draws them in ``reload``. What it gives has the class "page", which keeps it between the menu
    bar and the line of keys; both come after the first frame. It is ``Unsaved``: where leaving it
    is to be asked about, it says so in ``unsaved`` and can ``save``.
    """

    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]
    MENU_LETTERS = "".join(label[0].casefold() for label in MENUS)
    PAGE_NAME: ClassVar[str] = ""
    """What the help calls the page."""
    NAME: ClassVar[pages.AnyName | None] = None
    """What a page above it finds it by, where it is not one of ``screens.pages``."""
    HELP: ClassVar[str] = ""
    """What the page is for, in a few sentences."""
    MIRRORS: ClassVar[bool] = True
    """Whether the mirror can stand beside it: it does on the staff's pages."""
    MIRROR_AT_FIRST: ClassVar[bool] = False
    """Whether the mirror stands there until the user closes it."""
    PAGE_COMMANDS: ClassVar[tuple[Command, ...]] = ()
    """What can be done here besides what can be done everywhere."""
    DEFAULT_CSS = """
    BookScreen { layers: page bar; }
    BookScreen .page { layer: page; margin: 2 0 1 0; }
    BookScreen.-low .page { margin: 1 0 1 0; }
    BookScreen.-stepped .page { margin: 3 0 1 0; }
    BookScreen.-low.-stepped .page { margin: 2 0 1 0; }
    BookScreen TitleBar { layer: bar; }
    BookScreen MenuBar { layer: bar; }
    BookScreen.-low MenuBar { display: none; }
    BookScreen.-turned .page { display: none; }
    BookScreen.-turned .beside { display: block; }
    """

    def __init_subclass__(cls, **kwargs: bool) -> None:
        """Derive the bindings from the commands before Textual merges them."""
        if "PAGE_COMMANDS" in cls.__dict__:
            cls.BINDINGS = [*bindings(cls.PAGE_COMMANDS)]
        super().__init_subclass__(**kwargs)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.page = ""
        """The page's name in ``screens.pages``; empty on the start page."""
        self._last_look = (-1, -1, -1)
        self._following = False
        self._unread = ""
        self._news: NewsLine | None = None
        self._news_timer: Timer | None = None
        self._poll_timer: Timer | None = None
        self._told_dialog = (-1, -1)
        self._beside: Beside | None = None

    def compose(self) -> ComposeResult:
        """The title, and what the page gives."""
        yield TitleBar()
        for widget in self.body():
            widget.add_class("page")
            yield widget
        yield from self.column()

    def body(self) -> ComposeResult:
        """The page's own widgets; a page overrides it."""
        yield from ()

    # --- the column at the right edge ----------------------------------------------------------

    @property
    def can_mirror(self) -> bool:
        """Whether the mirror can stand here: not where 1177's own pages stand beside."""
        return self.MIRRORS and not cast("Program", self.app).is_half

    @property
    def column_name(self) -> str:
        """What its being there is remembered by."""
        return self.page or self.NAME or self.PAGE_NAME.casefold()

    @property
    def beside(self) -> "Beside":
        """The page's column, open or not; made when it is first asked for."""
        if self._beside is None:
            from screens.beside.beside import Beside

            self._beside = Beside(self, is_open=self._begins_with_mirror)
        return self._beside

    @property
    def _begins_with_mirror(self) -> bool:
        at_first, path = self.MIRROR_AT_FIRST, self.session.prefs.path
        return self.can_mirror and has_column(path, self.column_name, at_first=at_first)

    def column(self) -> ComposeResult:
        """The column, if it is to be there from the first frame on."""
        if self._begins_with_mirror or cast("Program", self.app).above is not None:
            column = self.beside.compose()
            if column is not None:
                yield column

    @property
    def is_turned(self) -> bool:
        """Whether the column stands in the page's place, where there is no room for both."""
        return self._beside is not None and self._beside.is_alone

    @property
    def room(self) -> int:
        """The cells from the left that are the page's own."""
        taken = 0 if self._beside is None or self.is_turned else self._beside.width
        return max(1, self.app.size.width - taken)

    def _get_breakpoint_classes(
        self, dimension: int, breakpoints: list[tuple[int, str]]
    ) -> set[str]:
        """The page is as wide as its own room."""
        if breakpoints is self.HORIZONTAL_BREAKPOINTS:
            dimension = min(dimension, self.room)
        return super()._get_breakpoint_classes(dimension, breakpoints)

    def on_resize(self, event: events.Resize) -> None:
        """The column follows the window."""
        if self._beside is not None:
            self._beside.resized()

    def focus_page(self) -> None:
        """Give the keys back to the page, where it began."""
        column = None if self._beside is None else self._beside.column
        wanted = self.query(self.AUTO_FOCUS) if self.AUTO_FOCUS else self.focus_chain
        widgets = (w for w in wanted if w.focusable and w.parent is not column)
        self.set_focus(next(widgets, None), scroll_visible=False)

    def mirrored(self) -> "Subject":
        """What the mirror is about here: the unit's types; a page says what one works with."""
        from db.mirror.offered import Types

        return Types()

    @property
    def is_in_column(self) -> bool:
        """Whether the keys are in the column beside the page."""
        column = None if self._beside is None else self._beside.column
        return column is not None and self.focused in column.views

    @property
    def has_mirror(self) -> bool:
        """Whether the mirror shows, beside the page or in its place."""
        return self._beside is not None and self._beside.shows_mirror

    def look_beside(self) -> None:
        """What one works with is another thing now, or looks another way."""
        if self._beside is not None:
            self._beside.look()

    def lead_to(self, kind: str, key: int) -> None:
        """A line of the mirror was chosen; a page that shows the thing itself goes there."""
        from screens.beside.leading import lead

        lead(self, kind, key)

    def publish_now(self) -> None:
        """Publicera nu: let 1177 know at once of all that is saved (R12)."""
        from screens.beside.mirror import publish

        session = self.session
        done = self.attempt(lambda: publish(session.book, session.actor, session.clinic))
        if done is not None:
            self.look_beside()
            self.say_published(done)

    def say_published(self, text: str) -> None:
        """Say what 1177 knows now; where the column or a dialog hides the page's line, above it."""
        self.clear_notices()  # that which said that it waits
        if self.is_turned or not self.is_active:
            self.notify(clean(text), markup=False)
        self.say(text)

    # --- commands -----------------------------------------------------------------------------

    def commands(self) -> tuple[Command, ...]:
        """All that can be done here: bindings, keys, menus, help and palette derive from it."""
        own = {command.action for command in self.PAGE_COMMANDS}
        more = (*pages.commands(with_keys=False), *EVERYWHERE)
        return (*self.PAGE_COMMANDS, *(one for one in more if one.action not in own))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey or hide what cannot be done here now."""
        command = find(self.commands(), action, parameters)
        if command is None:
            return super().check_action(action, parameters)
        return command.availability(self, self.session.actor.role)

    def clinics(self) -> tuple[Clinic, ...]:
        """The units of the book; none while it cannot be read."""
        from db.setup import clinics

        try:
            return clinics.every(self.session.book)
        except BookError:
            return ()

    async def action_do(self, what: str) -> None:
        """Do what a part of the page can do: ``do('booking.book')``."""
        done = attrgetter(what)(self)()
        if isawaitable(done):
            await done

    # --- menus --------------------------------------------------------------------------------

    def open_menu(self, label: str = "") -> None:
        """Open the menu with this name; the first one without a name."""
        from widgets.menus.menu_screen import MenuScreen

        shown = menus(self.commands(), self, self.session.actor.role)
        labels = [menu.label for menu in shown]
        if shown and (not label or label in labels):
            opened = labels.index(label) if label else 0
            self.app.push_screen(MenuScreen(shown, opened), self.carry_out)

    def press_letter(self, letter: str) -> bool:
        """Open the menu with this letter, or press the button."""
        if letter and letter in self.MENU_LETTERS:
            self.open_menu(MENUS[self.MENU_LETTERS.index(letter)])
            return True
        return super().press_letter(letter)

    def show_menus(self) -> None:
        """Name the menus that there are for the role."""
        from widgets.menus.menu_bar import MenuBar

        shown = menus(self.commands(), self, self.session.actor.role)
        for bar in self.query(MenuBar):
            bar.show(tuple(menu.label for menu in shown))

    def on_part_line_clock_pointed(self, message: PartLine.ClockPointed) -> None:
        """The time was clicked."""
        message.stop()
        self.carry_out("app.clock")

    def on_menu_bar_pointed(self, message: "MenuBar.Pointed") -> None:
        """A menu's name was clicked."""
        message.stop()
        self.open_menu(message.label)

    def context_commands(self) -> tuple[Command, ...]:
        """What the context menu lists; a page may narrow it to what is pointed at."""
        return tuple(command for command in self.commands() if command.context)

    def context_place(self) -> Offset:
        """The cell at which the context menu opens when a key asks for it."""
        focused = self.focused
        return focused.region.offset + Offset(2, 1) if focused else Offset(2, 2)

    def open_context_menu(self, at: Offset | None = None) -> None:
        """Open the context menu at a cell of the screen; the page's own place without one."""
        from widgets.menus.context_menu import ContextMenu

        listed = choices(self.context_commands(), self, self.session.actor.role)
        if listed:
            menu = ContextMenu(listed, self.context_place() if at is None else at)
            self.app.push_screen(menu, self.carry_out)

    def carry_out(self, action: str | None) -> None:
        """Do what was chosen in a menu or list, once that is gone."""
        if action:
            self.call_later(self.run_action, action)

    def on_click(self, event: events.Click) -> None:
        """A right click opens the context menu."""
        if event.button == 3:
            event.stop()
            self.open_context_menu(event.screen_offset)

    # --- the pages that are open ---------------------------------------------------------------

    @property
    def stack(self) -> tuple[Screen[Any], ...]:
        """What is open, the start page first and what shows last."""
        return tuple(self.app.screen_stack)

    def below(self, name: pages.AnyName) -> "BookScreen | None":
        """The topmost other page with this ``NAME``, or this name in ``screens.pages``."""
        named = (
            page for page in reversed(self.stack)
            if isinstance(page, BookScreen) and name in (page.NAME, page.page)
        )  # fmt: skip
        return next((page for page in named if page is not self), None)

    def back_to(self, target: Screen[Any], then: Callable[[], object] | None = None) -> None:
        """Go back to a page below, and then go on; what would be lost is asked about first."""
        from screens.dialog import leave

        stack = self.stack
        if target not in stack or not self.is_mounted:
            return

        async def go() -> None:
            while self.stack and self.app.screen is not target:
                if target not in self.stack:
                    return
                if self.app.screen.is_mounted:
                    await self.app.pop_screen()
                else:  # it has just been opened; closed half-way it would miss its own widgets
                    await asyncio.sleep(0)
            if then is not None:
                then()

        above = stack[stack.index(target) + 1 :]
        leave(self.app, above[::-1], lambda: self.app.run_worker(go(), group="portal"))

    # --- leaving ------------------------------------------------------------------------------

    @property
    def can_close(self) -> bool:
        """Whether there is a page to go back to: below, or behind the column in its place."""
        return bool(self.page) or self.is_turned

    def ask_to_close(self) -> None:
        """Go back, from the column in the page's place first; ask if something is unsaved."""
        from screens.dialog import leave

        if self._beside is None or not self._beside.back():
            leave(self.app, (self,), self.close)

    def close(self) -> None:
        """Go back at once, however often it is asked for, but not before the page is drawn."""
        if self.is_active and self.is_mounted and self.can_close:
            self.dismiss()

    # --- the book -----------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the book and draw the page anew; a page overrides it."""

    def draw_title(self) -> None:
        """Read and draw the first line."""
        session = self.session
        shown = read_title(session.book, session.clinic, session.actor)
        self.query_one(TitleBar).show(shown._replace(news=self.news_text))

    def _draw(self) -> None:
        if self.is_gone:
            return
        self.attempt(self.draw_title)
        self.attempt(self.reload)
        self.look_beside()
        if self.was_busy:  # the next look tries again
            self._last_look = (-1, -1, -1)

    def say(self, text: str, *, fault: bool = False, stays: bool = False) -> None:
        """Say something; a page with a line for it overrides this. Empty says nothing."""
        if text:
            self.notify(clean(text), severity="error" if fault else "information", markup=False)

    def unsay(self) -> None:
        """Take away what was said."""
        self.say("")

    def show_error(self, error: BookError) -> None:
        """Show what the book said; a page with a better place for it overrides this."""
        self.notify(clean(error.text), severity="error", markup=False)

    def on_mount(self, event: events.Mount) -> None:
        """Draw, and begin to follow the book once the page is on the screen."""
        self.attempt(self._look)
        self._draw()
        self.call_after_refresh(self._follow)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Another page may have changed the book meanwhile."""
        if self._following:
            if self._poll_timer is not None:
                self._poll_timer.resume()
            self._poll()

    def on_screen_suspend(self, event: events.ScreenSuspend) -> None:
        """Another page was opened: what was said here has been read, and nothing is looked for.

        Below a dialog it is, for that to be told.
        """
        if isinstance(self.app.screen, BookScreen):
            self.moved_on()
        if not (self.is_active or self.app.screen.is_modal or self._poll_timer is None):
            self._poll_timer.pause()

    # --- what others do ------------------------------------------------------------------------

    @property
    def news_text(self) -> str:
        """What others have just done, where it is to be said; else empty."""
        return "" if self._news is None else self._news.text

    def _hear(self) -> bool:
        """Take in what other programs have done; whether they have. Said for some seconds."""
        session = self.session
        if self._news is None:
            from screens.trouble.news import NewsLine  # what the first frame does without

            self._news = NewsLine()
        came = self._news.hear(session.book, session.actor, session.clinic)
        if came:
            if self._news_timer is not None:
                self._news_timer.stop()
            self._news_timer = self.set_timer(NEWS_SECONDS, self._put_news_away)
        return came

    def _put_news_away(self) -> None:
        if self._news is not None:
            self._news.put_away()
        if not self.is_gone:
            with suppress(BookError):  # the next look says so
                self.draw_title()

    def on_title_bar_news_pointed(self, message: TitleBar.NewsPointed) -> None:
        """What others have done was clicked."""
        message.stop()
        self.carry_out("app.acts")

    def _tell_dialog(self) -> None:
        """Tell the dialog above that somebody changed the book underneath it, and what."""
        from screens.dialog import DialogScreen

        above = self.app.screen
        if not self._following or not isinstance(above, DialogScreen) or not above.is_ready:
            return
        pages_open = [page for page in self.stack if isinstance(page, BookScreen)]
        if pages_open[-1] is not self:
            return
        with suppress(BookError):  # the page says so once the dialog is gone
            stamp = self.session.book.changes()
            if stamp != self._told_dialog:
                self._told_dialog = stamp
                if self._hear():
                    can_look = self.session.actor.role in CARE
                    above.book_changed(self.news_text, can_look=can_look)

    def _follow(self) -> None:
        """What the first frame did without."""
        if not self.is_attached:  # the page was closed before its turn came
            return
        self.mount(*self.bars())
        self.show_menus()
        self._following = True
        if self.attempt(self._hear):
            self.attempt(self.draw_title)
        if not cast("Program", self.app).is_half:  # else one look serves both sides
            self._poll_timer = self.set_interval(POLL_SECONDS, self._poll, name="book")

    def bars(self) -> Sequence[Widget]:
        """The lines above and below the page that the first frame did without."""
        from widgets.bars.key_bar import KeyBar
        from widgets.menus.menu_bar import MenuBar

        return MenuBar(), KeyBar()

    def look_now(self) -> None:
        """Look at the book at once, without waiting for the next look."""
        if self._following:
            self._poll()

    def _poll(self) -> None:
        """Draw anew when the book was written or its minute has turned."""
        if not self.is_active:
            self._tell_dialog()
            return
        book = self.session.book
        was_lost = book.misplaced is not None
        try:
            if self._look() and not self.is_gone:
                if self._following:
                    self._hear()
                self.draw_title()
                self.reload()
                self.look_beside()
            self._unread = ""
        except Misplaced:
            if not was_lost:  # told of at once; later at every act
                cast("Program", self.app).tell_lost()
        except BookError as error:
            self._last_look = (-1, -1, self._last_look[2])  # once more the next time
            self.show_unread(error)

    def show_unread(self, error: BookError) -> None:
        """The book cannot be read now. What stands on the page of an act stays: it was done."""
        if error.text != self._unread:
            self._unread = error.text
            self.notify(clean(error.text), severity="error", markup=False)

    def _look(self) -> bool:
        """Whether the book or its minute has changed since the last look."""
        book = self.session.book
        stamp, state = book.changes(), clock.read(book)
        if self._following and state.may_be_wrong:
            from screens.trouble import wrong_clock

            wrong_clock.ask(self, self.session, state)
        look = (*stamp, state.now // 60)
        if look == self._last_look:
            return False
        turned = self._following and look[2] != self._last_look[2]
        self._last_look = look
        if turned and state.mode != clock.Mode.PAUSED and state.today != state.swept_day:
            self._turn_day()
        return True

    def _turn_day(self) -> None:
        """Let the log be cleared in a thread of its own: another program may hold the book.

        Asked for when a minute has turned, never at start.
        """
        same = self.session.book.same

        def turn() -> None:
            with suppress(BookError), Book.open_same(same) as book:
                clock.turn_day(book)

        self.run_worker(turn, thread=True, group="day", exit_on_error=False)
