"""Two who look at one book, and act on what they saw, however old that is.

Hypothesis chooses who looks when and who does what. What is judged is always the same: the thing
that was acted on is the thing that was shown, or nothing happened. It is read past the operations.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, currently_in_test_context, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from db.book import Book
from db.bookings import acts as bookings
from db.bookings import waiting_list, waiting_match
from db.bookings.rows import load_booking
from db.bookings.waiting_list import seen_entry
from db.citizen import booking as web_booking
from db.citizen import choices, portal
from db.citizen.booking import Wish
from db.doctor import examine
from db.log import query, review, review_settings
from db.log.entry import seen_of
from db.log.files import import_log
from db.rules.changes.same_as_shown import seen_booking, seen_time
from db.rules.schedule.day_plan import DayRow
from db.schedule import changes, slot_stamp, slots, templates, undo
from db.schedule import lay_out as layout
from db.setup import case_types, clinics, contact_card, resources, time_types
from db.tidbok import day_plan, events
from db.values import Actor, CaseType, ReviewDecision, Role, Template
from tests.db.actors import IT
from tests.db.builders import at, citizen, day
from tests.db.desk import error_of
from tests.db.test_all_or_nothing import dump, scenario
from tests.effort import effort

WHO: Final = (Actor(Role.IT, "Anna"), Actor(Role.IT, "Berit"))
CARE: Final = (Actor(Role.STAFF, "Anna"), Actor(Role.STAFF, "Berit"))

RAW: Final = {
    # As one who books sees a time, and as one who makes the schedule does.
    "slot": "SELECT id, resource_id, time_type_id, start, length_min FROM slot",
    "time": "SELECT id, resource_id, time_type_id, start, length_min, release FROM slot",
    # As one on 1177 does: not how long it is (R19), and the type by the name it goes under.
    "web": "SELECT s.id, s.resource_id, s.start, t.web_name FROM slot s JOIN time_type t"
           " ON t.id = s.time_type_id",
    "booking": "SELECT id, patient_id, slot_id, status, resource_id, time_type_id, start,"
               " length_min FROM booking",
    "event": 'SELECT id, resource_id, start, "end", text, blocking FROM event',
    "template": "SELECT id, name, (SELECT group_concat(weekday || ' ' || start_min || ' '"
                " || end_min || ' ' || length_min || ' ' || time_type_id) FROM template_row"
                " WHERE template_id = t.id) FROM template t",
    "layout": "SELECT id, template_name, from_day, undone_at, (SELECT count(*) FROM slot"
              " WHERE layout_id = l.id) FROM layout l",
    "entry": "SELECT id, patient_id, time_type_id, resource_id, text, status, wanted_from,"
             " wanted_to FROM waiting_list_entry",
    "row": "SELECT id, act, changed_at, old_start, new_start, decision, decided_by, decision_reason"
           " FROM log_row",
    "type": "SELECT id, name, web_name, web_info, colour, hidden FROM time_type",
    "resource": "SELECT id, name, profession FROM resource",
    "clinic": "SELECT id, name, system, connected, delay_min, retention_days, agent_rebooks,"
              " eves_closed FROM clinic",
    "file": "SELECT id, name, imported_at, (SELECT count(*) FROM log_row WHERE file_id = f.id),"
            " (SELECT count(*) FROM log_row WHERE file_id = f.id AND decision <> '')"
            " FROM log_file f",
}  # fmt: skip
DAYS: Final = (day("2024-09-13"), day("2024-09-20"), day("2024-09-25"))
"""The days of the first resource that are made anew for once."""

Raw = dict[tuple[str, int], tuple[Any, ...]]


def citizen_at() -> Actor:
    """The citizen, who has 1177 open in two places."""
    return citizen(scenario()[1].citizen)


def raw_of(path: Path) -> Raw:
    """Everything that can be acted on, as it stands, read past the operations."""
    found: Raw = {}
    with closing(sqlite3.connect(path)) as plain:
        for kind, sql in RAW.items():
            found.update({(kind, key): tuple(row) for key, *row in plain.execute(sql)})
        for key in DAYS:
            found["day", key] = tuple(plain.execute(
                "SELECT start, length_min, time_type_id, release, taken FROM slot"
                " WHERE resource_id = 1 AND day = ? ORDER BY start", (key,)
            ))  # fmt: skip
    return found


@dataclass
class View:
    """What one of them has on the screen.

    Attributes:
        raw: how each thing stood when it was looked at.
        things: the values that the operations are given, by kind and id.
    """

    raw: Raw = field(default_factory=dict)
    things: dict[str, dict[int, Any]] = field(default_factory=dict)
    card: Any = None
    settled: Any = None
    case: CaseType | None = None


def look(book: Book) -> View:
    """Read all of it."""
    view = View(raw_of(book.path))
    ids: dict[str, list[int]] = {kind: [] for kind in (*RAW, "day")}
    for kind, key in view.raw:
        ids[kind].append(key)
    with book.read() as reader:
        view.things = {
            "slot": {one: slots.load(reader, one) for one in ids["slot"]},
            "stamp": {one: slot_stamp.trace(reader, one) for one in ids["slot"]},
            "booking": {one: load_booking(reader, CARE[0], one) for one in ids["booking"]},
            "entry": {one: waiting_list.load(reader, CARE[0], one) for one in ids["entry"]},
            "template": {one: templates.load(reader, one) for one in ids["template"]},
        }
    view.things["event"] = {
        one.id: one
        for resource in (1, 2)
        for one in events.every(book, 1, resource, day("2024-09-01"), day("2024-10-31"))
    }
    view.things["layout"] = {one.id: one for one in layout.layouts(book, 1)}
    view.things["row"] = {
        one.seq: seen_of(one)
        for file in ("", *(one.name for one in import_log.files(book, 1)))
        for one in query.rows(book, CARE[0], 1, file=file)
    }
    view.things["type"] = {one.id or 0: one for one in time_types.every(book, 1)}
    view.things["resource"] = {one.id or 0: one for one in resources.every(book, 1)}
    view.things["clinic"] = {one.id: one for one in clinics.every(book)}
    view.things["day"] = {one: day_plan.day_plan(book, WHO[0], 1, 1, one) for one in DAYS}
    offered = choices.choose(book, citizen_at(), 1, "", types=(1, 2), day=None).times
    view.things["web"] = {one.slot: one for one in offered}
    view.things["mine"] = {
        key: one
        for key, one in view.things["booking"].items()
        if one.patient == citizen_at().patient
    }
    view.things["file"] = dict(zip(ids["file"], import_log.files(book, 1), strict=True))
    view.card = contact_card.read(book, 1)
    view.settled = review_settings.settings(book, CARE[0], 1)
    view.case = case_types.every(book, 1)[0]
    return view


Hit = tuple[str, int]


class TwoActors(RuleBasedStateMachine):
    """Anna and Berit, each with a book and a screen of her own."""

    folder: "tempfile.TemporaryDirectory[str]"

    @initialize()
    def open_a_book(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="asynja-two-")
        self.path = Path(shutil.copy(scenario()[0], Path(self.folder.name) / "book.db"))
        self.books = [Book.open(self.path), Book.open(self.path)]
        self.views = [look(book) for book in self.books]
        self.undo: list[list[Callable[[], object]]] = [[], []]
        self.count = 0

    def teardown(self) -> None:
        if not hasattr(self, "books"):
            return
        report = examine.examine(self.books[0])
        for book in self.books:
            book.close()
        self.folder.cleanup()
        assert report.ok, report.faults

    def thing(self, who: int, kind: str, which: int) -> Any:  # noqa: ANN401 - any thing
        """One of the things that an actor sees; None when there is none."""
        seen = self.views[who].things[kind]
        return seen[sorted(seen)[which % len(seen)]] if seen else None

    def noted(self, what: str) -> None:
        if currently_in_test_context():
            event(what)

    def judged(self, who: int, hits: Sequence[Hit], act: Callable[[], Any]) -> Any:  # noqa: ANN401
        """Do it: what it hit stood as it was shown, or nothing happened at all."""
        before, whole = raw_of(self.path), dump(self.path)
        answers: list[Any] = []
        error = error_of(lambda: answers.append(act()))
        if error is not None:
            assert dump(self.path) == whole, error
            assert error.text.endswith((".", "?"))
            self.noted(f"refused: {error.code}")
            return None
        shown = self.views[who].raw
        for hit in hits:
            assert before.get(hit) == shown[hit], f"{hit} was another than was shown"
        self.noted("done")
        return answers[0]

    @rule(who=st.integers(0, 1))
    def look_again(self, who: int) -> None:
        self.views[who] = look(self.books[who])

    # --- visits -------------------------------------------------------------------------------

    @rule(who=st.integers(0, 1), a=st.integers(0, 40), patient=st.integers(1, 2))
    def book_time(self, who: int, a: int, patient: int) -> None:
        slot = self.thing(who, "slot", a)
        made = self.judged(who, [("slot", slot.id)], lambda: bookings.book_time(
            self.books[who], CARE[who], 1, slot.id, patient=patient, seen=seen_time(slot),
            confirmed=True,
        ))  # fmt: skip
        if made is not None:  # what is confirmed is what was written
            stored = raw_of(self.path)["booking", made.id]
            assert stored[3:] == (made.resource, made.time_type, made.start, made.length_min)
            assert (made.start, made.resource, made.time_type) == (
                slot.start, slot.resource, slot.time_type
            )  # fmt: skip

    @rule(who=st.integers(0, 1), a=st.integers(0, 40), b=st.integers(0, 9))
    def book_from_the_list(self, who: int, a: int, b: int) -> None:
        slot, entry = self.thing(who, "slot", a), self.thing(who, "entry", b)
        hits = [("slot", slot.id), ("entry", entry.id)]
        self.judged(who, hits, lambda: waiting_match.book_from(
            self.books[who], CARE[who], entry.id, slot.id, seen=seen_time(slot),
            seen_entry=seen_entry(entry), confirmed=True,
        ))  # fmt: skip

    @rule(who=st.integers(0, 1), a=st.integers(0, 40), b=st.integers(0, 9))
    def rebook(self, who: int, a: int, b: int) -> None:
        slot, visit = self.thing(who, "slot", a), self.thing(who, "booking", b)
        hits = [("slot", slot.id), ("booking", visit.id)]
        self.judged(who, hits, lambda: bookings.rebook(
            self.books[who], CARE[who], visit.id, slot.id, seen=seen_booking(visit),
            seen_time=seen_time(slot), confirmed=True,
        ))  # fmt: skip

    @rule(who=st.integers(0, 1), b=st.integers(0, 9))
    def cancel(self, who: int, b: int) -> None:
        visit = self.thing(who, "booking", b)
        done = self.judged(who, [("booking", visit.id)], lambda: bookings.cancel(
            self.books[who], CARE[who], visit.id, seen=seen_booking(visit)
        ))  # fmt: skip
        assert done is None or done.booking.start == visit.start

    # --- on 1177 ------------------------------------------------------------------------------

    @rule(who=st.integers(0, 1), a=st.integers(0, 60), b=st.integers(0, 9), moves=st.booleans())
    def book_on_1177(self, who: int, a: int, b: int, moves: bool) -> None:
        time, visit = self.thing(who, "web", a), self.thing(who, "mine", b) if moves else None
        if time is None:
            return
        hits = [("web", time.slot)]
        if visit is not None:
            hits.append(("booking", visit.id))
        wish = Wish(time, booking=None if visit is None else seen_booking(visit))
        done = self.judged(
            who, hits, lambda: web_booking.book(self.books[who], citizen_at(), 1, wish)
        )
        if done is not None:
            booked = done.booking.start, done.booking.resource, done.web_name
            assert booked == (time.seen.start, time.seen.resource, time.seen.web_name)

    @rule(who=st.integers(0, 1), b=st.integers(0, 9))
    def cancel_on_1177(self, who: int, b: int) -> None:
        visit = self.thing(who, "mine", b)
        if visit is not None:
            done = self.judged(who, [("booking", visit.id)], lambda: portal.cancel(
                self.books[who], citizen_at(), visit.id, seen=seen_booking(visit), reason="Sjuk"
            ))  # fmt: skip
            assert done is None or done.booking.start == visit.start

    # --- the schedule -------------------------------------------------------------------------

    @rule(
        who=st.integers(0, 1), which=st.lists(st.integers(0, 40), min_size=1, max_size=3),
        what=st.sampled_from(["swap", "remove", "release"]), kind=st.integers(1, 2),
    )  # fmt: skip
    def change_times(self, who: int, which: list[int], what: str, kind: int) -> None:
        found = {one.stamp.slot: one for one in (self.thing(who, "stamp", n) for n in which)}
        keys, seen = [*found], [one.stamp for one in found.values()]
        book, actor = self.books[who], WHO[who]
        acts: dict[str, Callable[[], Any]] = {
            "swap": lambda: changes.swap_type(book, actor, keys, kind, seen=seen),
            "remove": lambda: changes.remove_times(book, actor, keys, seen=seen),
            "release": lambda: changes.set_release(book, actor, keys, kind, seen=seen),
        }
        done = self.judged(who, [("time", key) for key in keys], acts[what])
        if done is None:
            return
        left = raw_of(self.path)
        gone = [one for one in found.values() if ("slot", one.stamp.slot) not in raw_of(self.path)]
        if gone:
            self.undo[who].append(lambda: undo.put_back(book, actor, 1, gone))
        elif done.changed:
            self.undo[who].append(lambda: self.take_back(book, actor, done, left))

    def take_back(
        self, book: Book, actor: Actor, done: changes.ScheduleChange, left: Raw
    ) -> undo.TakenBack:
        """Undo a swap or another Bok.före: of each time only what the act left."""
        stood = raw_of(self.path)
        answer = undo.take_back(book, actor, done.before, seen=done.left)
        for _, now in answer.back:
            hit = "time", now.slot
            assert stood[hit] == left[hit], "another's change was undone"
        return answer

    @rule(
        who=st.integers(0, 1), a=st.integers(0, 2), kind=st.integers(1, 2), empty=st.booleans(),
        hour=st.integers(8, 11),
    )  # fmt: skip
    def change_day(self, who: int, a: int, kind: int, empty: bool, hour: int) -> None:
        """Ändra mall tillfälligt."""
        plan = self.thing(who, "day", a)
        rows = (DayRow(kind, hour * 60, 30, 3),)
        self.judged(who, [("day", plan.day)], lambda: day_plan.change_day(
            self.books[who], WHO[who], 1, 1, plan.day, rows, seen=plan.seen, empty=empty
        ))  # fmt: skip

    @rule(who=st.integers(0, 1), hour=st.integers(8, 16), kind=st.integers(1, 2))
    def add_time(self, who: int, hour: int, kind: int) -> None:
        start = at(f"2024-09-25 {hour:02}:00")
        self.judged(who, [], lambda: changes.add_time(
            self.books[who], WHO[who], 1, 1, start, 30, kind
        ))  # fmt: skip

    @rule(who=st.integers(0, 1))
    def undo_latest(self, who: int) -> None:
        if self.undo[who]:
            self.judged(who, [], self.undo[who].pop())

    @rule(who=st.integers(0, 1), hour=st.integers(8, 16), blocking=st.booleans())
    def add_event(self, who: int, hour: int, blocking: bool) -> None:
        start = at(f"2024-09-20 {hour:02}:00")
        self.judged(who, [], lambda: events.add(
            self.books[who], CARE[who], 1, 1, start, start + 1800, "Möte", blocking=blocking
        ))  # fmt: skip

    @rule(who=st.integers(0, 1), a=st.integers(0, 9))
    def remove_event(self, who: int, a: int) -> None:
        one = self.thing(who, "event", a)
        if one is not None:
            self.judged(who, [("event", one.id)], lambda: events.remove(
                self.books[who], CARE[who], one.id, seen=one
            ))  # fmt: skip

    @rule(who=st.integers(0, 1), a=st.integers(0, 9))
    def undo_layout(self, who: int, a: int) -> None:
        one = self.thing(who, "layout", a)
        self.judged(who, [("layout", one.id)], lambda: layout.undo_layout(
            self.books[who], WHO[who], one.id, seen=one
        ))  # fmt: skip

    @rule(who=st.integers(0, 1), a=st.integers(0, 9))
    def lay_out(self, who: int, a: int) -> None:
        one, book, actor = self.thing(who, "template", a), self.books[who], WHO[who]
        if one is None:
            return
        asked = (1, one.id, (1,), day("2024-10-07"), day("2024-10-08"))
        if ("template", one.id) not in raw_of(self.path):
            return
        planned = layout.lay_out(book, actor, *asked, seen=None, dry_run=True)
        made = self.judged(who, [], lambda: layout.lay_out(
            book, actor, *asked, seen=planned, skip_collisions=True
        ))  # fmt: skip
        assert made is None or [one.start for one in made.slots] == [
            one.start for one in planned.slots
        ]

    @rule(
        who=st.integers(0, 1), a=st.integers(0, 9),
        what=st.sampled_from(["name", "rows", "delete", "new"]), n=st.integers(0, 2),
    )  # fmt: skip
    def change_template(self, who: int, a: int, what: str, n: int) -> None:
        one, book, actor = self.thing(who, "template", a), self.books[who], WHO[who]
        if one is None or what == "new":
            some = replace(one or Template(None, ""), id=None, name=f"Ny {who}{n}")
            self.judged(who, [], lambda: templates.save(book, actor, 1, some, seen=None))
            return
        hit, stood = ("template", one.id), raw_of(self.path).get(("template", one.id))
        shown = self.views[who].raw[hit]
        if what == "delete":
            self.judged(who, [hit], lambda: templates.delete(book, actor, one.id, seen=one))
            return
        edited = replace(one, name=f"Bytt {who}{n}") if what == "name" else replace(
            one, rows=one.rows[: n % (len(one.rows) + 1)]
        )  # fmt: skip
        saved = self.judged(who, [], lambda: templates.save(book, actor, 1, edited, seen=one))
        if saved is None or edited == one:
            return
        assert stood is not None
        part = 0 if what == "name" else 1
        now = raw_of(self.path)[hit]
        assert stood[part] in (shown[part], now[part]), "what both changed was not asked about"
        assert now[1 - part] == stood[1 - part], "a part that was not touched was written"

    # --- the waiting list ---------------------------------------------------------------------

    @rule(
        who=st.integers(0, 1), a=st.integers(0, 9), text=st.sampled_from(["", "a", "b"]),
        kind=st.sampled_from([None, 1, 2]), first=st.sampled_from([None, day("2024-09-20")]),
    )  # fmt: skip
    def edit_entry(self, who: int, a: int, text: str, kind: int | None, first: int | None) -> None:
        one = self.thing(who, "entry", a)
        edited = one._replace(text=text, time_type=kind, wanted_from=first)
        hit, stood = ("entry", one.id), raw_of(self.path)["entry", one.id]
        saved = self.judged(who, [], lambda: waiting_list.edit(
            self.books[who], CARE[who], edited, seen=one
        ))  # fmt: skip
        if saved is None:
            return
        shown, now = self.views[who].raw[hit], raw_of(self.path)[hit]
        mine = (shown[0], kind, shown[2], text, "waiting", first, shown[6])
        for was, wanted, stands, then in zip(shown, mine, stood, now, strict=True):
            if wanted == was:
                assert then == stands, "a field that was not touched was written"
            else:
                assert then == wanted
                assert stands in (was, wanted), "what both changed was not asked about"
        assert (saved.text, saved.time_type, saved.wanted_from) == (now[3], now[1], now[5])

    @rule(who=st.integers(0, 1), a=st.integers(0, 9), back=st.booleans())
    def take_off_or_back(self, who: int, a: int, back: bool) -> None:
        one = self.thing(who, "entry", a)
        act = waiting_list.put_back if back else waiting_list.remove
        self.judged(who, [("entry", one.id)], lambda: act(
            self.books[who], CARE[who], one.id, seen=seen_entry(one)
        ))  # fmt: skip

    # --- the log ------------------------------------------------------------------------------

    @rule(
        who=st.integers(0, 1), which=st.lists(st.integers(0, 20), min_size=1, max_size=3),
        decision=st.sampled_from([None, ReviewDecision.CHECKED, ReviewDecision.EXEMPT]),
    )  # fmt: skip
    def decide(self, who: int, which: list[int], decision: ReviewDecision | None) -> None:
        seen = {one.seq: one for one in (self.thing(who, "row", n) for n in which)}
        hits = [("row", key) for key in seen]
        done = self.judged(who, hits, lambda: review.decide(
            self.books[who], CARE[who], [*seen], decision, "Sjuk", seen=[*seen.values()]
        ))  # fmt: skip
        if done is not None:
            book, actor = self.books[who], CARE[who]
            left = {hit: raw_of(self.path)[hit] for hit in hits}

            def take_back() -> object:
                stands = raw_of(self.path)
                answer = review.restore(book, actor, done.before)
                assert {hit: stands[hit] for hit in hits} == left, "another's decision was undone"
                return answer

            self.undo[who].append(take_back)

    @rule(who=st.integers(0, 1), a=st.integers(0, 3))
    def remove_log(self, who: int, a: int) -> None:
        seen = self.views[who].things["file"]
        if seen:
            key = sorted(seen)[a % len(seen)]
            self.judged(who, [("file", key)], lambda: import_log.remove(
                self.books[who], CARE[who], 1, seen[key].name, seen=seen[key]
            ))  # fmt: skip

    # --- settings -----------------------------------------------------------------------------

    @rule(who=st.integers(0, 1), a=st.integers(0, 9), colour=st.sampled_from(["", "red", "blue"]))
    def save_type(self, who: int, a: int, colour: str) -> None:
        one = self.thing(who, "type", a)
        edited = replace(one, colour=colour)
        hits = [("type", one.id)] * (edited != one)
        self.judged(who, hits, lambda: time_types.save(self.books[who], WHO[who], 1, [edited]))

    @rule(who=st.integers(0, 1), a=st.integers(0, 9), name=st.sampled_from(["Prov", "Läkarbesök"]))
    def rename_type(self, who: int, a: int, name: str) -> None:
        """What 1177 shows goes under another name, at once."""
        one = self.thing(who, "type", a)
        edited = replace(one, web_name=name)
        hits = [("type", one.id)] * (edited != one)
        self.judged(who, hits, lambda: time_types.save(
            self.books[who], WHO[who], 1, [edited], at_once=True
        ))  # fmt: skip

    @rule(who=st.integers(0, 1), eves=st.booleans(), delay=st.sampled_from([0, 15]))
    def save_unit(self, who: int, eves: bool, delay: int) -> None:
        one = self.thing(who, "clinic", 0)
        edited = replace(one, eves_closed=eves, delay_min=delay)
        self.judged(
            who, [("clinic", one.id)], lambda: clinics.save(self.books[who], WHO[who], edited)
        )

    @rule(who=st.integers(0, 1), a=st.integers(0, 9), name=st.sampled_from(["", "10 Läkare"]))
    def save_resource(self, who: int, a: int, name: str) -> None:
        one = self.thing(who, "resource", a)
        edited = replace(one, profession=name)
        hits = [("resource", one.id)] * (edited != one)
        self.judged(who, hits, lambda: resources.save(self.books[who], WHO[who], 1, [edited]))

    @rule(who=st.integers(0, 1), phone=st.sampled_from(["", "08-123 45 67"]), tell=st.booleans())
    def save_card(self, who: int, phone: str, tell: bool) -> None:
        shown, book = self.views[who].card, self.books[who]
        stood = contact_card.read(book, 1)
        edited = shown._replace(phone=phone) if tell else shown._replace(address=phone)
        saved = self.judged(who, [], lambda: contact_card.save(book, IT, edited, seen=shown))
        if saved is not None and edited != shown:
            other = "address" if tell else "phone"
            assert getattr(saved, other) == getattr(stood, other)
            mine = "phone" if tell else "address"
            assert getattr(stood, mine) in (getattr(shown, mine), phone)

    @rule(who=st.integers(0, 1), reason=st.sampled_from(["Väder", "Resa"]), drop=st.booleans())
    def save_settings(self, who: int, reason: str, drop: bool) -> None:
        shown, book = self.views[who].settled, self.books[who]
        stood = review_settings.settings(book, IT, 1)
        wanted = tuple(one for one in shown.reasons if one != reason)
        wanted = wanted if drop else (*wanted, reason)
        fees = [(one.profession, one.text) for one in shown.fees]
        saved = self.judged(who, [], lambda: review_settings.save(
            book, IT, 1, wanted, fees, seen=shown
        ))  # fmt: skip
        if saved is not None:
            added = {*stood.reasons} - {*shown.reasons}
            assert added - {reason} <= {*saved.reasons}, "a colleague's reason was lost"

    @rule(who=st.integers(0, 1), on=st.booleans(), limited=st.booleans())
    def save_case(self, who: int, on: bool, limited: bool) -> None:
        shown, book = self.views[who].case, self.books[who]
        assert shown is not None
        stood = case_types.every(book, 1)[0]
        edited = replace(shown, active=on) if limited else replace(shown, limited=on)
        saved = self.judged(who, [], lambda: case_types.save(book, IT, 1, edited, seen=shown))
        if saved is not None:
            assert (saved.limited if limited else saved.active) == (
                stood.limited if limited else stood.active
            )


def test_the_judge_sees_an_act_on_another_thing_than_was_shown() -> None:
    """The proof that the machine checks something: the same act without what was shown."""
    machine = TwoActors()
    machine.open_a_book()
    try:
        one = machine.thing(0, "stamp", 0)
        key, other = one.stamp.slot, 3 - one.stamp.time_type
        changes.swap_type(machine.books[1], WHO[1], [key], other, seen=None)
        act = partial(changes.remove_times, machine.books[0], WHO[0], [key])
        assert machine.judged(0, [("time", key)], partial(act, seen=[one.stamp])) is None
        with pytest.raises(AssertionError, match="was another than was shown"):
            machine.judged(0, [("time", key)], partial(act, seen=None))
    finally:
        machine.teardown()


TestTwoActors = TwoActors.TestCase
TestTwoActors.settings = settings(
    max_examples=effort(6, 2000),
    stateful_step_count=effort(25, 50),
    suppress_health_check=[HealthCheck.too_slow],
    deadline=None,
)
