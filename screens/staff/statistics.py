"""Statistik: bookings, rebookings, cancellations and the late share of the log, as bars."""

from typing import Any, Final

from textual import on

from db import clock, statistics
from db.rules.statistics import BY_LABELS, By, search_of
from db.values import Day
from screens.commands import Command
from screens.staff.log_beside import go, push
from screens.staff.statistics_base import TITLE, StatisticsBase
from screens.staff.statistics_work import Question
from widgets.bar_table import BarTable
from widgets.tab_line import TabLine
from widgets.text_input import TextInput

MENU: Final = "Bokning och väntelista"


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
        " tidigare. Enter öppnar raderna i loggen."
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
            "open_log", "Loggen", "Visar Logg för webbtidbok; Enter bara raderna bakom.",
            key="l", context=False,
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
        ends = self.attempt(
            lambda: statistics.days(first, last, clock.read(self.session.book).today)
        )
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
        from screens.staff.log_choose import ChooseLogDialog

        session = self.session
        files = self.attempt(lambda: log_files.files(session.book, session.clinic))
        if files is not None:
            self.app.push_screen(ChooseLogDialog(session, files, self.asked.file), self._chosen_log)

    def _chosen_log(self, file: str | None) -> None:
        if file is not None and self.is_mounted:
            self.show_file(file)

    def show_file(self, file: str) -> None:
        """Count this log, from its first day to its last, where another one is counted."""
        if file != self.asked.file:
            self.ask(Question(self.asked.by, file=file))

    def action_open_log(self) -> None:
        """Show the log that is counted."""
        go(self, "log", self.asked.file)

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
        row, found = self.row, self.found
        if row is None or found is None:
            return
        bucket = next(one for one in found.rows if one.key == row.key)
        push(self, "log", self.asked.file, search_of(found.by, bucket, late=late))
