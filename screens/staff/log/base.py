"""The rows of the log's page: what is asked for, what shows, and what threads find meanwhile."""

import time
from typing import Final

from textual import events, on

from db import clock
from db.log import query, review
from db.log import view as log_view
from db.log.view import LogOrder, LogView
from screens.session import Session
from screens.staff.log.frame import LogFrame, LogSheet
from screens.staff.log.search_text import Tab, finished, tab_of, with_tab, without
from screens.staff.log.tabs import ChipLine, LogTabs
from screens.staff.log.threads import Found, Indexed, LogWork
from widgets.forms.text_input import TextInput
from widgets.sheet.messages import SortAsked

NO_ROWS: Final = "Inga ändringar från 1177 finns i loggen ännu. o väljer en annan logg."
NO_HITS: Final = "Inga träffar. x visar alla rader igen."
_LOOKING: Final = "Söker …"
_BETWEEN_READINGS: Final = 2.0
"""Seconds, while the index is being built."""
_NOT_READ: Final = "Loggen kan inte visas. o väljer en annan."


class LogBase(LogFrame):
    """A log that is searched and read.

    Args:
        session: who has which book open.
        file: the name of an imported log; the unit's own when empty.
        search: what stands in Sök to begin with.
    """

    def __init__(self, session: Session, file: str = "", search: str = "") -> None:
        super().__init__(session, file, search)
        self.work = LogWork(self, session)
        self._asked: tuple[str, str, LogOrder] | None = None
        self._looked_for: LogView | None = None
        self._read_at = 0.0
        self._is_stale = False
        """Whether the book has changed since the hits began to be looked for."""

    def on_mount(self, event: events.Mount) -> None:
        """What the first frame does without comes after it."""
        self.call_after_refresh(self._begin_work)

    def _begin_work(self) -> None:
        if self.is_mounted and self.is_attached:
            self.count()
            self._index()

    def on_unmount(self) -> None:
        """End the threads."""
        self.work.stop()

    # --- the rows -----------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the log anew: it may have changed, or the unit's name.

        While the index is being built it is that which changes the book, many times a second.
        """
        if self.work.is_indexing and time.monotonic() < self._read_at + _BETWEEN_READINGS:
            return
        self._read_at = time.monotonic()
        self.draw_name()
        self.look_again()
        if self._following and not self.work.is_indexing:
            self.count()
            self._index()

    def look_again(self, keep: int | None = None) -> None:
        """Read the rows anew, and stay on the row that one stands on.

        Args:
            keep: the row to go to instead.
        """
        question, view, shown = (self.file, self.search, self.order), self._view(), self.view
        before, self._asked = self._asked, question
        if view is not None and shown is not None and not view.exact and before is not None:
            # What has come meanwhile, or another order, is looked for behind the rows that show.
            is_same, is_sorting = before == question, before[:2] == question[:2]
            if is_same or (is_sorting and not view.count):
                self.is_sorting = is_sorting and not is_same or self.is_sorting
                self._show(shown, keep)
                self._is_stale = is_same and self.work.is_finding
                if not self._is_stale:
                    self._find(view)
                return
        self.is_sorting = False
        self._show(view, keep)
        if view is not None:
            self._find(view)

    def _find(self, view: LogView) -> None:
        self._looked_for, self._is_stale = view, False
        self.work.find(view)

    def _view(self) -> LogView | None:
        session = self.session
        return self.attempt(
            lambda: log_view.view(
                session.book, session.actor, session.clinic, self.query_asked, self.order, self.file
            )
        )

    def _show(self, view: LogView | None, keep: int | None = None) -> None:
        if not self.query(LogSheet):
            return
        sheet = self.sheet
        seq = self._stood if keep is None else keep
        self.source.show(view)
        sheet.empty = self._empty_text(view)
        near = 0
        if view is not None and seq is not None and self.source.position(seq) is None:
            near = self.attempt(lambda: view.nearest(seq)) or 0
        sheet.reload(keep=seq, near=near)
        self._placed = sheet.cursor_row
        self.draw_head()
        self.draw_line()

    def _empty_text(self, view: LogView | None) -> str:
        if view is None:
            return _NOT_READ
        if not view.exact:
            return _LOOKING
        return NO_HITS if view.total else NO_ROWS

    @on(Found)
    def _take_hits(self, message: Found) -> None:
        """All hits are known."""
        message.stop()
        view = self._looked_for
        if view is None or not self.work.is_latest(message.turn):
            return
        self.is_sorting = False
        self._show(view.completed(message.hits))
        if self._is_stale and not self.work.is_indexing:
            self.look_again()

    def count(self) -> None:
        """Count the rows of each tab, and what is decided: both are kept, so neither takes long."""
        session = self.session
        made = self.attempt(
            lambda: (
                query.counts(session.book, session.clinic, self.file),
                review.summary(session.book, session.actor, session.clinic, self.file),
            )
        )
        if made is None or not self.query(LogTabs):
            return
        counts, self.summary = made
        by_tab = {
            Tab.ALL: counts.rows,
            Tab.BOOKED: counts.booked,
            Tab.REBOOKED: counts.rebooked,
            Tab.CANCELLED: counts.cancelled,
            Tab.LATE: counts.late,
        }
        self.query_one(LogTabs).show(tab_of(self.query_asked), by_tab)
        self.draw_sum()

    @on(Indexed)
    def _take_index(self, message: Indexed) -> None:
        message.stop()
        if self.query(LogSheet):
            self._read_at = 0.0
            self.attempt(self.reload)

    def _index(self) -> None:
        if self.view is not None and self.view.indexing:
            self.work.index()

    # --- searching ----------------------------------------------------------------------------

    @on(TextInput.Changed, "#search")
    def _typed(self, message: TextInput.Changed) -> None:
        message.stop()
        self.look_for(message.value)

    @on(TextInput.Submitted, "#search")
    def _submitted(self, message: TextInput.Submitted) -> None:
        message.stop()
        self.to_rows()

    @on(LogTabs.Chosen)
    def _tab_clicked(self, message: LogTabs.Chosen) -> None:
        message.stop()
        self.set_search(with_tab(self.search, message.tab, self.today))

    @on(ChipLine.Removed)
    def _chip_removed(self, message: ChipLine.Removed) -> None:
        message.stop()
        self.set_search(without(self.search, message.chip, self.today))

    def set_search(self, text: str) -> None:
        """Write another search text in Sök, and ask for its rows."""
        with self.prevent(TextInput.Changed):
            self.field.value = finished(text)
        self.look_for(self.field.value)

    def look_for(self, text: str) -> None:
        """Ask for the rows of another search text; blanks at its end ask for nothing."""
        text = text.rstrip()
        if text == self.search:
            return
        self.search = text
        self.today = clock.read(self.session.book).today
        self.look_again()
        faults = self.query_asked.faults
        self.say(" ".join(faults), fault=bool(faults))

    def to_rows(self) -> None:
        """Give the keys to the rows."""
        self.set_focus(self.sheet, scroll_visible=False)

    def on_key(self, event: events.Key) -> None:
        """Esc goes from Sök to the rows, and from there takes the search away; Down as Enter."""
        self.work.give_way()
        at_rows = self.focused is self.sheet
        if event.key == "down" and self.focused is self.field:
            event.stop()
            self.to_rows()
        elif event.key == "escape" and self.sheet.overlays.whole.display:
            return  # the sheet puts the cell's whole text away
        elif event.key == "escape" and (not at_rows or self.search):
            event.stop()
            if at_rows:
                self.set_search("")
            else:
                self.to_rows()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """What can wait gives way."""
        self.work.give_way()

    def on_sheet_sort_asked(self, message: SortAsked) -> None:
        """Another order; the row stays."""
        message.stop()
        self.order = LogOrder(message.column, message.descending)
        self.look_again()
