"""Lägg till tid and Ändra schema in the tidbok: Byt tidstyp, Bok.före, Ta bort tid (R34-R39)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from db.permissions import SCHEDULERS
from db.rules.local_time import long_day_text
from db.rules.schedule.tidbok import TimeState
from db.schedule import changes, type_length
from db.schedule.changes import ScheduleChange
from db.schedule.slot_stamp import SlotStamp
from db.setup import time_types
from db.tidbok.day_plan import DayChanged
from db.tidbok.info_line import Place
from db.tidbok.values import Entry
from db.values import TimeType, count_text
from screens.dialog import confirm
from screens.staff.tidbok.desk import Desk, Part, when_text
from screens.staff.tidbok.undo import Told, Where, where_times

if TYPE_CHECKING:
    from screens.staff.tidbok.time_dialogs import NewTime


class SchedulingPart(Part):
    """What the schemaläggare does with the day's times."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._last_type: int | None = None

    @property
    def may_lay_out(self) -> bool:
        """Whether the user may add times at all."""
        return self.session.actor.role in SCHEDULERS

    @property
    def can_add(self) -> bool:
        """Whether the user may add a time where one stands."""
        return self.may_lay_out and self.desk.place is not None

    def _types(self) -> tuple[TimeType, ...] | None:
        session = self.session
        return self.host.attempt(lambda: time_types.every(session.book, session.clinic))

    # --- Lägg till tid ------------------------------------------------------------------------

    def add_time(self) -> None:
        """Ask for a time where one stands, and add it."""
        from screens.staff.tidbok.time_dialogs import AddTime, NewTime, start_of

        desk, session, types, place = self.desk, self.session, self._types(), self.desk.place
        if place is None or types is None:
            return

        def act(new: NewTime) -> Told[SlotStamp]:
            start, time_type = start_of(place.day, new.minute), new.time_type or 0
            # What others changed is told once; who then adds the time has seen it.
            stamp = desk.calendar.stamp(place.resource, place.day)
            made, effect = desk.guarded(
                lambda: changes.add_time(
                    session.book, session.actor, session.clinic, place.resource, start,
                    new.length_min, time_type, new.release, seen=(stamp,),
                ),
                Where((place.resource,), (place.day,)),
            )  # fmt: skip
            left = SlotStamp(made, place.resource, start, new.length_min, time_type, new.release,
                             taken=False, revision=1)  # fmt: skip
            return left, effect

        what = f"{long_day_text(place.day)} · {desk.name_of(place.resource)}"
        dialog = AddTime(
            what, self._suggested(place), types, desk.policy.horizon_days, act,
            lambda kind, length: self._length_warning(kind, (length,)),
        )  # fmt: skip
        self.host.ask(dialog, self._added)

    def _length_warning(self, time_type: int, lengths: Iterable[int]) -> str:
        """What disagrees between times of some lengths and a type; empty where nothing does."""
        session = self.session
        warnings = self.host.attempt(
            lambda: type_length.warnings(session.book, session.clinic, time_type, lengths)
        )
        return " ".join(warning.text for warning in warnings or ())

    def _suggested(self, place: Place) -> "NewTime":
        """A time like the one before it that day, where one stands or after the one there."""
        from screens.staff.tidbok.time_dialogs import NewTime

        here, minute = self.desk.here, place.minute
        lane = self.desk.calendar.lane_at(place.resource, place.day)
        entries = () if lane is None else self.desk.calendar.of_lane(lane)
        there = [entry for entry in entries if entry.slot is not None]
        if here is not None and here.slot is not None:
            minute = min(here.start_min + here.length_min, 24 * 60 - 1)
        before = [entry for entry in there if entry.start_min < minute] or there[:1]
        if not before:
            return NewTime(minute, time_type=self._last_type)
        like = before[-1]
        return NewTime(minute, like.length_min, self._last_type or like.time_type, like.release)

    def _added(self, done: Told[SlotStamp]) -> None:
        made, effect = done
        self.desk.grid.move_to(f"slot:{made.slot}")
        self._last_type = made.time_type
        text = f"Tiden är tillagd. {effect}"
        self.desk.tell("Lägg till tid", text, undone="tiden är borttagen igen")

    # --- Ändra schema › Byt tidstyp -----------------------------------------------------------

    def swap_type(self) -> None:
        """Ask for another type for what is marked, and swap to it."""
        from screens.staff.tidbok.time_dialogs import SwapType

        times, types, session = self.desk.times, self._types(), self.session
        if not times or types is None:
            return
        seen, slots = self._seen(times)

        def act(to: int) -> Told[ScheduleChange]:
            return self.desk.guarded(
                lambda: changes.swap_type(session.book, session.actor, slots, to, seen=seen),
                where_times(seen),
            )

        kinds = {time.time_type for time in times}
        lengths = {time.length_min for time in times if time.free}
        dialog = SwapType(
            _told(times), types, kinds.pop() if len(kinds) == 1 else None, act,
            lambda kind: self._length_warning(kind, lengths),
        )  # fmt: skip
        said = ("Byt tidstyp", "ny tidstyp", "tidstypen är som förut")
        self.host.ask(dialog, lambda done: self._changed(*said, done))

    def _seen(self, times: tuple[Entry, ...]) -> tuple[tuple[SlotStamp, ...], tuple[int, ...]]:
        """What shows of some times when they are asked about, and their ids."""
        seen = self.desk.calendar.seen(times)
        return seen, tuple(stamp.slot for stamp in seen)

    def _changed(self, title: str, got: str, back: str, done: Told[ScheduleChange]) -> None:
        result, effect = done
        count = count_text(result.changed, "tid fick", "tider fick")
        self.desk.tell(
            title, f"{count} {got}. {effect}", result.kept, back if result.changed else ""
        )

    # --- Ändra schema › Bok.före --------------------------------------------------------------

    def set_release(self, suggested: int | None = None, *, is_suggested: bool = False) -> None:
        """Ask for another Bok.före for what is marked, and set it; one may be suggested."""
        from screens.staff.tidbok.time_dialogs import ReleaseDialog

        times, session = self.desk.times, self.session
        if not times:
            return
        seen, slots = self._seen(times)

        def act(to: int | None) -> Told[ScheduleChange]:
            return self.desk.guarded(
                lambda: changes.set_release(session.book, session.actor, slots, to, seen=seen),
                where_times(seen),
            )

        releases = {time.release for time in times}
        current = releases.pop() if len(releases) == 1 else None
        current = suggested if is_suggested else current
        dialog = ReleaseDialog(_told(times), current, self.desk.policy.horizon_days, act)
        said = ("Bok.före", "nytt Bok.före", "Bok.före är som förut")
        self.host.ask(dialog, lambda done: self._changed(*said, done))

    # --- Ändra schema › Ta bort tid -----------------------------------------------------------

    def remove_times(self) -> None:
        """Ask, and take the times that are marked off the schedule."""
        times = self.desk.times
        if not times:
            return
        booked = sum(time.booked for time in times)
        text = f"Ta bort {_told(times)} ur schemat?"
        shown = sum(time.state is TimeState.OFFERED for time in times)
        if shown:
            count = count_text(shown, "tid", "tider")
            text += f" {count} försvinner genast från 1177."
        if booked:
            text += f" {count_text(booked, 'är bokad', 'är bokade')} och står kvar."
        seen, slots = self._seen(times)

        confirm(self.host, "Ändra schema: Ta bort tid", text, lambda: self._remove(seen, slots))

    def _remove(self, seen: tuple[SlotStamp, ...], slots: tuple[int, ...]) -> None:
        session = self.session
        done = self.desk.change(
            lambda: changes.remove_times(session.book, session.actor, slots, seen=seen),
            where_times(seen),
        )
        if done is None:
            return
        result, effect = done
        count = count_text(result.changed, "tid är borttagen", "tider är borttagna")
        back = "tiden är tillbaka" if result.changed == 1 else "tiderna är tillbaka"
        undone = back if result.changed else ""
        self.desk.tell("Ta bort tid", f"{count}. {effect}", result.kept, undone)

    # --- Ändra mall tillfälligt ---------------------------------------------------------------

    @property
    def has_day_plan(self) -> bool:
        """Whether the unit's journal system changes a day's schedule for once (R77)."""
        return self.desk.policy.day_plan

    def change_day(self) -> None:
        """Make the schedule of the day one stands on anew, for that day only."""
        from screens.staff.tidbok.day_plan import DayPlanDialog

        place = self.desk.place
        if place is not None:
            dialog = DayPlanDialog(self.session, place.resource, place.day)
            self.host.ask(dialog, self._day_changed)

    def _day_changed(self, done: Told[DayChanged]) -> None:
        from screens.staff.tidbok.day_plan import done_text

        self.desk.read_anew()
        changed = done[0].made or done[0].removed
        undone = "dagens schema är som förut" if changed else ""
        self.desk.tell("Ändra mall tillfälligt", done_text(done), undone=undone)


def _told(times: tuple[Entry, ...]) -> str:
    """Which times: the clock of one, how many of several."""
    if len(times) == 1:
        time = times[0]
        return f"{when_text(time.start, time.length_min)} {time.type_name}"
    return f"{len(times)} tider"
