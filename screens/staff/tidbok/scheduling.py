"""Lägg till tid and Ändra schema in the tidbok: Byt tidstyp, Ta bort tid (R34, R35, R39)."""

from collections.abc import Iterable

from db.permissions import SCHEDULERS
from db.rules.schedule.tidbok import TimeState
from db.schedule import changes, type_length
from db.schedule.changes import Released, Removed, Swapped
from db.schedule.slot_stamp import SlotStamp
from db.setup import clinics, time_types
from db.tidbok.info_line import Place
from db.tidbok.values import Entry
from db.values import Clinic, TimeType
from screens.dialog import NO, YES, Question
from screens.session import Session
from screens.staff.tidbok.add_time import Suggested
from screens.staff.tidbok.booking import when_text
from screens.staff.tidbok.events import EventTidbok
from screens.staff.tidbok.undo import Where, of_added, of_changed, of_removed, where_times
from screens.staff.tidbok.undoing import UNDO_HINT


class SchedulingTidbok(EventTidbok):
    """What the schemaläggare does with the day's times."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._last_type: int | None = None

    @property
    def chosen_times(self) -> tuple[Entry, ...]:
        """The times among what is marked, or the one that one stands on."""
        return tuple(one for one in self.chosen if one.slot is not None)

    @property
    def is_scheduler(self) -> bool:
        """Whether the user may change the schedule."""
        return self.session.actor.role in SCHEDULERS

    def seen(self, chosen: tuple[Entry, ...]) -> tuple[SlotStamp, ...]:
        """What shows of some times now; taken when they are asked about."""
        return () if self.calendar is None else self.calendar.seen(chosen)

    def _types(self) -> tuple[TimeType, ...] | None:
        session = self.session
        return self.attempt(lambda: time_types.every(session.book, session.clinic))

    def unit(self) -> Clinic | None:
        """The unit."""
        return next((one for one in self.clinics() if one.id == self.session.clinic), None)

    # --- Lägg till tid ------------------------------------------------------------------------

    def open_place(self) -> None:
        """Enter in an empty place adds a time there."""
        if self.is_scheduler and self.place is not None:
            self.action_add_time()
        else:
            super().open_place()

    def action_add_time(self) -> None:
        """Ask for a time where one stands, and add it."""
        from screens.staff.tidbok.add_time import Added, AddTime, NewTime

        place, calendar, unit = self.place, self.calendar, self.unit()
        types = self._types()
        if place is None or calendar is None or types is None or unit is None:
            return
        session, shown = self.session, (place.resource, place.day)

        def act(new: NewTime) -> Added:
            # What others changed is told once; who then adds the time has seen it.
            stamp = self.calendar.stamp(*shown) if self.calendar else calendar.stamp(*shown)
            made, said = self.guarded(
                lambda: changes.add_time(
                    session.book, session.actor, session.clinic, place.resource, new.start,
                    new.length_min, new.time_type or 0, new.release, seen=(stamp,),
                ),
                Where((place.resource,), (place.day,)),
            )  # fmt: skip
            left = SlotStamp(made, place.resource, new.start, new.length_min, new.time_type or 0,
                             new.release, taken=False, revision=1)  # fmt: skip
            return left, said

        listed = tuple((one.id or 0, one.name) for one in types if one.name)
        name = next(one.name for one in self.known if one.id == place.resource)
        horizon = clinics.policy_of(unit).horizon_days
        dialog = AddTime(
            name, place.day, self._suggested(place), listed, horizon, act,
            lambda kind, length: self._length_warning(kind, (length,)),
        )  # fmt: skip
        self.app.push_screen(dialog, self._added)

    def _length_warning(self, time_type: int, lengths: Iterable[int]) -> str:
        """What disagrees between times of some lengths and a type; empty where nothing does."""
        session = self.session
        found = self.attempt(
            lambda: type_length.warnings(session.book, session.clinic, time_type, lengths)
        )
        return " ".join(one.text for one in found or ())

    def _suggested(self, place: Place) -> Suggested:
        """A time like the one before it that day, where one stands or after the one there."""
        calendar = self.calendar
        lane = calendar.lane_at(place.resource, place.day) if calendar else None
        there = [] if calendar is None or lane is None else [
            one for one in calendar.of_lane(lane) if one.slot is not None
        ]  # fmt: skip
        here, minute = self.here, place.minute
        if here is not None and here.slot is not None:
            minute = min(here.start_min + here.length_min, 24 * 60 - 1)
        before = [one for one in there if one.start_min < minute] or there[:1]
        if not before:
            return Suggested(minute, time_type=self._last_type)
        like = before[-1]
        return Suggested(minute, like.length_min, self._last_type or like.time_type, like.release)

    def _added(self, done: tuple[SlotStamp, str] | None) -> None:
        if done is not None and self.is_mounted:
            made, said = done
            self.grid.move_to(f"slot:{made.slot}")
            self._last_type = made.time_type
            self.can_take_back(of_added(self.session, made))
            self.say(f"Tiden är tillagd. {said} {UNDO_HINT}")

    # --- Ändra schema › Byt tidstyp -----------------------------------------------------------

    def action_swap_type(self) -> None:
        """Ask for another type for what is marked, and swap to it."""
        from screens.staff.tidbok.swap_type import SwappedTo, SwapType

        chosen, types, session = self.chosen_times, self._types(), self.session
        if not chosen or types is None:
            return
        seen = self.seen(chosen)
        slots = tuple(one.slot for one in seen)

        def act(to: int) -> SwappedTo:
            return self.guarded(
                lambda: changes.swap_type(session.book, session.actor, slots, to, seen=seen),
                where_times(seen),
            )

        def swapped(done: tuple[Swapped, str] | None) -> None:
            if done is not None and self.is_mounted:
                self._swapped(done)

        kinds = {one.time_type for one in chosen}
        current = kinds.pop() if len(kinds) == 1 else None
        lengths = {one.length_min for one in chosen if one.free}
        dialog = SwapType(
            _told(chosen), types, current, act, lambda kind: self._length_warning(kind, lengths)
        )
        self.app.push_screen(dialog, swapped)

    def _swapped(self, done: tuple[Swapped, str]) -> None:
        result, said = done
        if result.changed:
            what = "tidstypen är som förut"
            self.can_take_back(of_changed(self.session, what, result.before, result.left))
        count = "1 tid fick" if result.changed == 1 else f"{result.changed} tider fick"
        text = f"{count} ny tidstyp. {said}"
        self.tell("Byt tidstyp", text, result.kept, undoable=bool(result.changed))

    # --- Ändra schema › Bok.före --------------------------------------------------------------

    def action_set_release(self) -> None:
        """Ask for another Bok.före for what is marked, and set it."""
        from screens.staff.tidbok.release_dialog import ReleaseDialog, ReleasedTo

        chosen, unit, session = self.chosen_times, self.unit(), self.session
        if not chosen or unit is None:
            return
        seen = self.seen(chosen)
        slots = tuple(one.slot for one in seen)

        def act(to: int | None) -> ReleasedTo:
            return self.guarded(
                lambda: changes.set_release(session.book, session.actor, slots, to, seen=seen),
                where_times(seen),
            )

        def released(done: ReleasedTo | None) -> None:
            if done is not None and self.is_mounted:
                self._released(done)

        kinds = {one.release for one in chosen}
        current = kinds.pop() if len(kinds) == 1 else None
        horizon = clinics.policy_of(unit).horizon_days
        self.app.push_screen(ReleaseDialog(_told(chosen), current, horizon, act), released)

    def _released(self, done: tuple[Released, str]) -> None:
        result, said = done
        if result.changed:
            what = "Bok.före är som förut"
            self.can_take_back(of_changed(self.session, what, result.before, result.left))
        count = "1 tid fick" if result.changed == 1 else f"{result.changed} tider fick"
        text = f"{count} nytt Bok.före. {said}"
        self.tell("Bok.före", text, result.kept, undoable=bool(result.changed))

    # --- Ändra schema › Ta bort tid -----------------------------------------------------------

    def action_remove_times(self) -> None:
        """Ask, and take the times that are marked off the schedule."""
        chosen = self.chosen_times
        if not chosen:
            return
        booked = sum(one.booked for one in chosen)
        said = f"Ta bort {_told(chosen)} ur schemat?"
        shown = sum(one.state is TimeState.OFFERED for one in chosen)
        if shown:
            count = "1 tid" if shown == 1 else f"{shown} tider"
            said += f" {count} försvinner genast från 1177."
        if booked:
            said += f" {'1 är bokad' if booked == 1 else f'{booked} är bokade'} och står kvar."

        seen = self.seen(chosen)

        def answered(answer: str | None) -> None:
            if answer == YES.name and self.is_mounted:
                self._remove(seen)

        self.app.push_screen(Question("Ändra schema: Ta bort tid", said, (YES, NO)), answered)

    def _remove(self, seen: tuple[SlotStamp, ...]) -> None:
        session = self.session
        slots = tuple(one.slot for one in seen)
        done: tuple[Removed, str] | None = self.change(
            lambda: changes.remove_times(session.book, session.actor, slots, seen=seen),
            where_times(seen),
        )
        if done is None:
            return
        result, said = done
        if result.removed:
            self.can_take_back(of_removed(session, result.before))
        count = "1 tid är borttagen" if result.removed == 1 else (
            f"{result.removed} tider är borttagna"
        )  # fmt: skip
        self.tell("Ta bort tid", f"{count}. {said}", result.kept, undoable=bool(result.removed))


def _told(chosen: tuple[Entry, ...]) -> str:
    """Which times: the clock of one, how many of several."""
    if len(chosen) == 1:
        one = chosen[0]
        return f"{when_text(one.start, one.length_min)} {one.type_name}"
    return f"{len(chosen)} tider"
