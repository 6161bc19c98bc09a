"""The start page: the unit, the book's time, and the unit at a glance."""

from datetime import date

from textual.app import ComposeResult

from db import clock, overview
from db.basics import Day, Instant, clean
from db.clock import ClockState, Mode
from db.errors import BookError
from db.overview import Glance
from db.rules.local_time import SHORT_MONTHS, WEEKDAYS, local, long_day_text
from screens import pages
from screens.base import BookScreen, book_text, role_text, title_of
from screens.commands import EVERYWHERE, TO_PAGES, Command
from screens.session import Session
from widgets.bars.title_bar import Title, TitleBar
from widgets.figures.figure_list import Figure, FigureList, Figures, Link, Remark

_LATE = "⚑"
OFFERS = {
    "app.course": ("o", "Övningar"),
    "app.tour('begin')": ("n", "Rundtur i sex steg"),
}
"""What the page offers besides the pages, with the keys and the names it has here."""
_LATE_ROWS = "sen:ja bedömd:nej"
"""What the log is searched for behind the figure of the late ones."""


def figures_of(seen: Glance, links: tuple[Link, ...] = ()) -> Figures:
    """The page itself; a figure leads to its page where that is among the links."""

    def may_open(name: pages.PageName) -> str:
        action = pages.action_of(name)
        return action if any(link.name == action for link in links) else ""

    today = seen.clock.today
    week = date.fromordinal(today).isocalendar().week
    return Figures(
        heading=f"{long_day_text(today).capitalize()}, vecka {week}",
        figures=(
            _figure(
                seen.types_on_1177, "tidstyp på 1177", "tidstyper på 1177",
                "har webbnamn och går att boka", link=may_open("time_types"),
            ),
            _figure(
                seen.free_this_week, "ledig tid den här veckan", "lediga tider den här veckan",
                f"från nu till och med {_short_day(_sunday(today))}", link=may_open("tidbok"),
            ),
            _figure(
                seen.bookings_today, "bokning i dag", "bokningar i dag",
                "också de som redan har varit", link=may_open("tidbok"),
            ),
            _figure(
                seen.late_to_check, "sen ändring att kontrollera", "sena ändringar att kontrollera",
                "om- och avbokat för sent, i loggen för webbtidbok", _LATE,
                may_open("log") and "open_late",
            ),
            _figure(
                seen.waiting_publication, "ändring väntar på publicering",
                "ändringar väntar på publicering", _publication_note(seen),
                link=may_open("time_types"),
            ),
        ),
        remarks=_remarks(seen),
        links=links,
    )  # fmt: skip


def _figure(count: int, one: str, many: str, note: str, mark: str = "", link: str = "") -> Figure:
    value = f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")
    return Figure(value, one if count == 1 else many, note, mark if count else "", link)


def _publication_note(seen: Glance) -> str:
    if seen.next_publication is None:
        return "1177 känner till allt som sparats"
    first = "" if seen.waiting_publication == 1 else "den första "
    told = _soon_text(seen.next_publication, seen.clock)
    if seen.clock.mode == Mode.PAUSED:
        return f"{first}når 1177 {told}, men klockan står still"
    return f"{first}når 1177 {told}"


def _soon_text(at: Instant, clock: ClockState) -> str:
    when = local(at)
    said = f"kl. {when:%H:%M}"
    return said if when.toordinal() == clock.today else f"{_short_day(when.toordinal())} {said}"


def _remarks(seen: Glance) -> tuple[Remark, ...]:
    remarks = []
    if not seen.connected:
        text = "Enheten är inte ansluten till 1177. Där visas ingenting för invånarna."
        remarks.append(Remark(text, warning=True))
    remarks.append(_schedule_remark(seen))
    return tuple(remarks)


def _schedule_remark(seen: Glance) -> Remark:
    if seen.laid_until is None:
        return Remark("Inga tider är utlagda ännu.")
    last = long_day_text(seen.laid_until)
    if seen.laid_until < seen.clock.today:
        text = f"Tiderna är slut: den sista var {last}. Lägg ut schemat på nytt."
        return Remark(text, warning=True)
    days = "i dag" if not seen.days_ahead else f"{_days(seen.days_ahead)} framåt"
    if seen.few_days_left:
        text = f"Tider finns bara till och med {last}, {days}. Lägg ut mer schema."
        return Remark(text, warning=True)
    return Remark(f"Tider finns till och med {last}, {days}.")


def _days(count: int) -> str:
    return "1 dag" if count == 1 else f"{count} dagar"


def _sunday(day: Day) -> Day:
    return day + 7 - date.fromordinal(day).isoweekday()


def _short_day(day: Day) -> str:
    when = date.fromordinal(day)
    return f"{WEEKDAYS[when.weekday()]} {when.day} {SHORT_MONTHS[when.month - 1]}"


class StartScreen(BookScreen):
    """Where the program begins, and where a new role or unit begins anew."""

    PAGE_NAME = "Start"
    HELP = (
        "Startsidan visar enheten just nu. Siffrorna följer bokens klocka och ändras så fort"
        " någon ändrar i boken, även från ett annat fönster. Ett klick på en siffra öppnar sidan"
        " bakom den; sidorna står i arbetets ordning, från upplägg till uppföljning."
    )
    PAGE_COMMANDS = (
        *pages.commands(with_keys=True),
        *(
            one._replace(key=key, label=label)
            for action, (key, label) in OFFERS.items()
            for one in EVERYWHERE
            if one.action == action
        ),
        Command(
            "summarize", "Vad syns inte?...",
            "Räknar de lediga tider som varje regel håller borta från 1177, och visar dem.",
            key="w,shift+f5", menu="1177", footer=False, context=False, roles=pages.LOOKERS,
        ),
    )  # fmt: skip
    DEFAULT_CSS = """
    StartScreen { align: center middle; }
    StartScreen FigureList { max-width: 100; padding: 0 1; }
    """

    _line: Title | None = None
    """The first line as it was read last, without what others have done."""

    def body(self) -> ComposeResult:
        """One widget that draws lines, so that the first frame is quick."""
        yield FigureList("Enheten i korthet")

    def links(self) -> tuple[Link, ...]:
        """The pages that the role may open, with their keys."""
        role = self.session.actor.role
        return tuple(
            Link(one.action, one.key_text, one.label)
            for one in self.PAGE_COMMANDS
            if (one.listed_under == TO_PAGES or one.action in OFFERS)
            and one.availability(self, role)
        )

    def begin(self, session: Session) -> None:
        """Begin anew: with another role, unit or citizen."""
        self.session = session
        self._draw()
        self.show_menus()
        self.refresh_bindings()

    def draw_title(self) -> None:
        """The page reads it together with the rest; what others do comes and goes by itself."""
        if self._line is not None:
            self.query_one(TitleBar).show(self._line._replace(news=self.news_text))

    def reload(self) -> None:
        """Read the glance and draw it."""
        try:
            seen = overview.read(self.session.book, self.session.clinic)
        except BookError as error:
            self.show_error(error)
            return
        role, book = role_text(self.session.actor), book_text(self.session.book)
        self._line = title_of(seen.system, seen.name, seen.clock, role, book)
        self.draw_title()
        self.query_one(FigureList).show(figures_of(seen, self.links()))

    def action_open_late(self) -> None:
        """Open the log's late rows that nobody has judged: those that the figure counts."""
        if self.is_active:
            page = pages.named("log")
            log = page.load()(self.session, "", _LATE_ROWS)
            log.page = page.name
            self.app.push_screen(log)

    def action_summarize(self) -> None:
        """Vad syns inte?: of the whole unit, and of this week."""
        from db.remedies.summary import Which
        from screens.staff.shared.errands import summarize
        from screens.staff.shared.summary_dialog import UNIT, Scope

        seen = self.attempt(lambda: clock.read(self.session.book))
        if seen is not None:
            week = Which(None, None, seen.today, _sunday(seen.today))
            summarize(self, (UNIT, Scope("Den här veckan", week)))

    def on_figure_list_link_chosen(self, message: FigureList.LinkChosen) -> None:
        """Open the page that was clicked, or the one behind a figure."""
        message.stop()
        self.carry_out(message.name)

    def show_unread(self, error: BookError) -> None:
        """Also that of a later look: nothing is done on this page."""
        self.show_error(error)

    def show_error(self, error: BookError) -> None:
        """Say in the list what the book said; the next look that succeeds takes its place."""
        said = Figures(remarks=(Remark(clean(error.text), warning=True),), links=self.links())
        self.query_one(FigureList).show(said)
        self._last_look = (-1, -1, -1)
