"""Statistik: bookings, rebookings, cancellations and the late share of the log, as bars."""

from typing import Any, Final

from textual import on

from db import statistics
from db.rules.statistics import BY_LABELS, By, search_of
from db.values import Day, clean
from screens import pages
from screens.base import BookScreen
from screens.commands import Command
from screens.staff.log_search import number
from screens.staff.statistics_base import TITLE, StatisticsBase
from screens.staff.statistics_work import Question
from widgets.bar_table import BarTable
from widgets.tab_line import TabLine
from widgets.text_input import TextInput

MENU: Final = "Bokning och väntelista"
_OWN: Final = "own"


def _has_row(screen: Any) -> bool:  # noqa: ANN401 - any page
    return screen.row is not None


def _has_late(screen: Any) -> bool:  # noqa: ANN401 - any page
    return screen.row is not None and screen.row.part > 0


def _has_period(screen: Any) -> bool:  # noqa: ANN401 - any page
    return screen.asked.first is not None or screen.asked.last is not None


def _has_given_up(screen: Any) -> bool:  # noqa: ANN401 - any page
    return bool(screen.gave_up)


class StatisticsPage(StatisticsBase):
    """Bokning och väntelista › Statistik."""

    PAGE_NAME = TITLE
    HELP = (
        "Räknar ändringarna i Logg för webbtidbok under en period, efter dag, vecka, tidstyp eller"
        " resurs. Stapeln är alla ändringar; det rutiga i den är sena om- och avbokningar, färre än"
        " 24 timmar före besöket (R50). Andel: hur stor del av om- och avbokningarna som var sena."
        " En bokning räknas på den nya tidens typ och resurs, en om- eller avbokning på den"
        " tidigare. Enter öppnar raderna i loggen. Sök där hittar namn också som del av längre."
    )
    PAGE_COMMANDS = (
        Command(
            "open_rows", "Visa raderna", "Öppnar raderna bakom i Logg för webbtidbok.",
            key="enter", menu=MENU, when=_has_row,
        ),
        Command(
            "open_late", "Visa sena", "Öppnar bara de sena av raderna i loggen.",
            key="n", menu=MENU, when=_has_late,
        ),
        Command(
            "ask_period", "Period", "Går till Från; Enter räknar perioden.",
            key="p", context=False,
        ),
        Command(
            "show_recent", "4 veckor", "Räknar de senaste fyra veckorna.",
            key="v", context=False,
        ),
        Command(
            "show_all", "Hela loggen", "Räknar från loggens första dag till dess sista.",
            key="a", context=False, when=_has_period,
        ),
        Command(
            "choose_log", "Välj logg...", "Räknar enhetens egen logg eller en importerad.",
            key="o", menu="Arkiv", context=False,
        ),
        Command(
            "count_again", "Räkna om", "Räknar igen efter att det avbröts.",
            key="r", footer=False, context=False, when=_has_given_up,
        ),
        *(
            Command(
                f"show_by('{by}')", f"Per {BY_LABELS[by].casefold()}", "Räknar efter det.",
                key=str(n), footer=False, context=False,
            )
            for n, by in enumerate(By, 1)
        ),
    )  # fmt: skip
    # --- the period ---------------------------------------------------------------------------

    def action_ask_period(self) -> None:
        """Go to Från."""
        field = self.input("first_day")
        field.focus()
        field.cursor_position = len(field.value)

    @on(TextInput.Submitted)
    def _submitted(self, message: TextInput.Submitted) -> None:
        """Count the period that is typed."""
        message.stop()
        first, last = self.input("first_day").value, self.input("last_day").value
        ends = self.attempt(lambda: statistics.days(first, last))
        if ends is not None:
            self._ask_period(*ends)
            self.to_rows()

    def _ask_period(self, first: Day | None, last: Day | None) -> None:
        self._clear_faults()
        self.ask(self.asked._replace(first=first, last=last))

    def action_show_recent(self) -> None:
        """Count the last four weeks."""
        session = self.session
        period = self.attempt(
            lambda: statistics.recent(session.book, session.actor, session.clinic, self.asked.file)
        )
        if period is not None:
            self._ask_period(*period)

    def action_show_all(self) -> None:
        """Count all of the log."""
        self._ask_period(None, None)

    # --- what is counted ----------------------------------------------------------------------

    def action_show_by(self, by: str) -> None:
        """Count by something else."""
        self.ask(self.asked._replace(by=By(by)))

    @on(TabLine.Chosen)
    def _tab_clicked(self, message: TabLine.Chosen) -> None:
        message.stop()
        self.action_show_by(message.name)
        self.to_rows()

    def action_count_again(self) -> None:
        """Count what was given up."""
        self.count()
        self.refresh_bindings()

    def action_choose_log(self) -> None:
        """Choose among the unit's own log and the imported ones."""
        from db import log_files
        from screens.help import CommandDialog
        from widgets.choice_list import Choice

        session = self.session
        files = self.attempt(lambda: log_files.files(session.book, session.clinic))
        if files is None:
            return
        listed = [Choice(_OWN, "Enhetens egen logg")]
        for n, one in enumerate(files):
            told = "1 rad" if one.rows == 1 else f"{number(one.rows)} rader"
            listed.append(Choice(str(n), clean(one.name), "", told))
        names = ["", *(one.name for one in files)]
        at = names.index(self.asked.file) if self.asked.file in names else 0

        def choose(name: str | None) -> None:
            if name is not None and self.is_mounted:
                file = "" if name == _OWN else names[int(name) + 1]
                self.ask(Question(self.asked.by, file=file))

        self.app.push_screen(CommandDialog("Välj logg", tuple(listed), at), choose)

    # --- the rows behind a line ---------------------------------------------------------------

    def action_open_rows(self) -> None:
        """Open the rows behind the line."""
        self._open(late=False)

    def action_open_late(self) -> None:
        """Open the late ones of them."""
        self._open(late=True)

    @on(BarTable.RowChosen)
    def _row_chosen(self, message: BarTable.RowChosen) -> None:
        """A double click."""
        message.stop()
        self._open(late=False)

    def _open(self, *, late: bool) -> None:
        row, found, page = self.row, self.found, pages.find("log")
        if row is None or found is None or page is None or not self.is_active:
            return
        bucket = next(one for one in found.rows if one.key == row.key)
        search = search_of(found.by, bucket, late=late)
        if search is None:
            self.say(f"Sök i loggen kan inte fråga efter {bucket.label}.")
            return
        screen: BookScreen = page.load()(self.session, self.asked.file, search)
        screen.page = page.name
        self.app.push_screen(screen)
