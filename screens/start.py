"""The start page: the unit, the book's time, and the unit at a glance."""

from datetime import date

from textual.app import ComposeResult

from db import glance
from db.clock import ClockState, Mode
from db.errors import BookError
from db.glance import Glance
from db.rules.local_time import (
    SHORT_MONTHS,
    WEEKDAYS,
    local,
    long_day_text,
    short_instant_text,
    time_text,
)
from db.values import ROLE_LABELS, Day, Instant, clean
from screens.base import BookScreen
from widgets.figure_list import Figure, FigureList, Figures, Remark
from widgets.title_bar import Title, TitleBar

_LATE = "⚑"


def title_of(seen: Glance, role: str) -> Title:
    """The first line of the page."""
    now = seen.clock.now
    return Title(
        place=(clean(seen.system), clean(seen.name)),
        clock=short_instant_text(now),
        short_clock=time_text(now),
        paused="paus" if seen.clock.mode == Mode.PAUSED else "",
        role=role,
    )


def figures_of(seen: Glance) -> Figures:
    """The page itself."""
    today = seen.clock.today
    week = date.fromordinal(today).isocalendar().week
    return Figures(
        heading=f"{long_day_text(today).capitalize()}, vecka {week}",
        figures=(
            _figure(
                seen.types_on_1177, "tidstyp på 1177", "tidstyper på 1177",
                "har webbnamn och går att boka",
            ),
            _figure(
                seen.free_this_week, "ledig tid den här veckan", "lediga tider den här veckan",
                f"från nu till och med {_short_day(_sunday(today))}",
            ),
            _figure(
                seen.bookings_today, "bokning i dag", "bokningar i dag",
                "också de som redan har varit",
            ),
            _figure(
                seen.late_to_check, "sen ändring att kontrollera", "sena ändringar att kontrollera",
                "om- och avbokat för sent, i loggen för webbtidbok", _LATE,
            ),
            _figure(
                seen.waiting_publication, "ändring väntar på publicering",
                "ändringar väntar på publicering", _publication_note(seen),
            ),
        ),
        remarks=_remarks(seen),
    )  # fmt: skip


def _figure(count: int, one: str, many: str, note: str, mark: str = "") -> Figure:
    value = f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")
    return Figure(value, one if count == 1 else many, note, mark if count else "")


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
        " någon ändrar i boken, även från ett annat fönster."
    )
    DEFAULT_CSS = """
    StartScreen { align: center middle; layers: page bar; }
    StartScreen FigureList { layer: page; max-width: 100; margin-bottom: 1; padding: 0 1; }
    """

    def compose(self) -> ComposeResult:
        """Two widgets that each draw lines, so that the first frame is quick."""
        yield TitleBar()
        yield FigureList("Enheten i korthet")

    def reload(self) -> None:
        """Read the glance and draw it."""
        try:
            seen = glance.read(self.session.book, self.session.clinic)
        except BookError as error:
            self.show_error(error)
            return
        actor = self.session.actor
        self.query_one(TitleBar).show(title_of(seen, ROLE_LABELS[actor.role]))
        self.query_one(FigureList).show(figures_of(seen))

    def show_error(self, error: BookError) -> None:
        """Say in the list what the book said; the next look that succeeds takes its place."""
        said = Figures(remarks=(Remark(clean(error.text), warning=True),))
        self.query_one(FigureList).show(said)
        self._last_look = (-1, -1, -1)
