"""The tidbok: every thing in some resources' days with its state, as 1177 has it (R33-R41, R75)."""

import pytest
from hypothesis import event, given, settings

from db.book import Book
from db.bookings import acts
from db.bookings.acts import Details
from db.errors import Invalid, NotAllowed, NotFound
from db.offer import offer
from db.rules.schedule.tidbok import TimeState
from db.schedule import slots
from db.setup import patients
from db.tidbok import calendar as tidbok
from db.tidbok import entries, events
from db.tidbok.calendar import calendar
from db.tidbok.values import Calendar, Entry
from db.values import SYSTEM, Actor, JournalSystem, Role
from tests.db.actors import AGENT, IT, REGION, SCHEDULER, STAFF
from tests.db.builders import at, day, make_resource, make_slot, make_type, set_clock
from tests.db.desk import Desk
from tests.db.random_book import Plan, plans, scratch, write_book
from tests.effort import effort

THURSDAY = day("2024-09-12")


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def week(desk: Desk, actor: Actor = STAFF, *resources: int) -> Calendar:
    monday, sunday = tidbok.week_of(THURSDAY)
    return calendar(desk.book, actor, 1, resources or (desk.resource,), monday, sunday + 7)


def states(shown: Calendar) -> list[TimeState]:
    return [one.state for one in shown.entries]


def only(shown: Calendar) -> Entry:
    (one,) = shown.entries
    return one


# --- where it opens -------------------------------------------------------------------------


def test_it_opens_at_the_first_time_still_to_come_and_else_at_this_week(desk: Desk) -> None:
    other = make_resource(desk.book, "Florence")
    assert tidbok.first_look(desk.book, 1) == (THURSDAY, None, None)
    desk.slot("2024-09-09 08:00")
    assert tidbok.first_look(desk.book, 1) == (THURSDAY, desk.resource, None)  # all is over
    later = make_slot(desk.book, other, desk.type, "2024-10-01 08:00")
    assert tidbok.first_look(desk.book, 1) == (day("2024-10-01"), other, later)
    today = desk.slot("2024-09-12 11:00")
    assert tidbok.first_look(desk.book, 1) == (THURSDAY, desk.resource, today)
    set_clock(desk.book, "2024-09-14 12:00")  # a Saturday: the week is over
    assert tidbok.first_look(desk.book, 1) == (day("2024-10-01"), other, later)


# --- the frame ------------------------------------------------------------------------------


def test_lanes_stand_resource_by_resource_and_day_by_day(desk: Desk) -> None:
    other = make_resource(desk.book, "Florence", valid_to=THURSDAY)
    shown = calendar(desk.book, STAFF, 1, (other, desk.resource, other), THURSDAY, THURSDAY + 1)
    assert [(one.resource_name, one.day - THURSDAY, one.valid) for one in shown.lanes] == [
        ("Florence", 0, True), ("Florence", 1, False),
        ("Johan Frisk", 0, True), ("Johan Frisk", 1, True),
    ]  # fmt: skip
    assert len({one.key for one in shown.lanes}) == 4
    assert shown.lane_at(desk.resource, THURSDAY + 1) == 3
    assert shown.lane_at(desk.resource, THURSDAY + 2) is None


def test_days_say_their_iso_week_red_days_eves_and_today(desk: Desk) -> None:
    set_clock(desk.book, "2020-12-31 12:00")
    shown = calendar(desk.book, STAFF, 1, (desk.resource,), day("2020-12-31"), day("2021-01-04"))
    assert [(one.week, one.year, one.red, one.eve, one.today) for one in shown.days] == [
        (53, 2020, "", "nyårsafton", True),
        (53, 2020, "nyårsdagen", "", False),  # week 53 of the year before
        (53, 2020, "", "", False),
        (53, 2020, "", "", False),
        (1, 2021, "", "", False),
    ]


def test_a_leap_day_stands_in_its_week(desk: Desk) -> None:
    monday, sunday = tidbok.week_of(day("2028-02-29"))
    assert (monday, sunday) == (day("2028-02-28"), day("2028-03-05"))
    desk.slot("2028-02-29 09:00")
    shown = calendar(desk.book, STAFF, 1, (desk.resource,), monday, sunday)
    assert shown.lanes[only(shown).lane].day == day("2028-02-29")


# --- states ---------------------------------------------------------------------------------


def test_r34_a_free_time_is_on_1177_and_r37_gone_once_booked(desk: Desk) -> None:
    slot = desk.slot("2024-09-13 10:00")
    one = only(week(desk))
    assert (one.state, one.sign, one.slot, one.why) == (TimeState.OFFERED, "●", slot, "")
    assert (one.start_min, one.length_min, one.type_name) == (600, 30, "Läkarbesök 1177")
    desk.book_slot(slot)
    one = only(week(desk))
    assert (one.state, one.sign, one.patient) == (TimeState.WEB, "■", desk.patient.name)


def test_who_booked_shows_by_state(desk: Desk) -> None:
    desk.booked("2024-09-13 08:00")
    desk.booked("2024-09-13 09:00", STAFF, patient=desk.other.id)
    desk.booked("2024-09-13 10:00", AGENT, patient=desk.other.id)
    assert states(week(desk)) == [TimeState.WEB, TimeState.CARE, TimeState.AGENT]


@pytest.mark.parametrize(
    ("setting", "rule", "why"),
    [
        ("UPDATE clinic SET connected = 0", "clinic-connected", "inte ansluten"),
        ("UPDATE case_type SET active = 0", "case-type-active", "inte aktiv"),
        ("UPDATE resource SET valid_to = 1", "resource-valid", "inte giltig"),
        ("UPDATE slot SET release = 1, release_day = day", "released", "från 13 sep"),
    ],
)
def test_a_free_time_that_1177_does_not_show_says_why(
    desk: Desk, setting: str, rule: str, why: str
) -> None:
    desk.slot("2024-09-13 10:00")
    desk.run(setting)
    shown = week(desk)
    one = only(shown)
    assert (one.state, one.sign, one.rule) == (TimeState.NOT_OFFERED, "○", rule)
    assert why in one.why
    assert bool(shown.closed) == (rule in ("clinic-connected", "case-type-active"))


def test_r38_a_blocking_event_blocks_at_once_and_another_does_not(desk: Desk) -> None:
    desk.slot("2024-09-13 10:00")
    desk.slot("2024-09-13 11:00")
    span = at("2024-09-13 10:15"), at("2024-09-13 11:00")
    added = events.add(desk.book, STAFF, 1, desk.resource, *span, "APT", blocking=True)
    shown = week(desk)
    assert states(shown) == [TimeState.BLOCKED, TimeState.EVENT, TimeState.OFFERED]
    one = shown.entries[1]
    assert (one.event, one.text, one.blocked, one.length_min) == (added.event.id, "APT", True, 45)
    events.remove(desk.book, STAFF, added.event.id, seen=None)
    events.add(desk.book, STAFF, 1, desk.resource, *span, "Fika", blocking=False)
    assert states(week(desk)) == [TimeState.OFFERED, TimeState.EVENT, TimeState.OFFERED]


def test_an_event_over_days_is_cut_to_each(desk: Desk) -> None:
    span = at("2024-09-12 22:00"), at("2024-09-14 06:00")
    events.add(desk.book, STAFF, 1, desk.resource, *span, "Jour", blocking=True)
    shown = week(desk)
    assert [(one.start_min, one.length_min) for one in shown.entries] == [
        (1320, 120), (0, 1440), (0, 360),
    ]  # fmt: skip
    assert len({one.key for one in shown.entries}) == 3


def test_r75_r36_a_cancelled_visit_stands_struck_through_over_its_free_time(desk: Desk) -> None:
    made = desk.booked("2024-09-13 10:00")
    acts.cancel(desk.book, desk.actor, made.id, reason="Fått magsjuka", seen=None)
    shown = week(desk)
    assert states(shown) == [TimeState.CANCELLED, TimeState.OFFERED]
    struck, free = shown.entries
    assert struck.struck
    assert (struck.comment, struck.cancelled_at) == ("Fått magsjuka", at("2024-09-12 10:52"))
    assert (struck.booking, struck.patient, struck.slot) == (made.id, desk.patient.name, None)
    assert free.start == struck.start


def test_r21_a_hidden_type_and_r69_a_hidden_booking(desk: Desk) -> None:
    hidden = make_type(desk.book, "Administration", hidden=True)
    desk.slot("2024-09-13 10:00", time_type=hidden)
    assert only(week(desk)).state is TimeState.HIDDEN
    desk.run("UPDATE clinic SET system = ?", (JournalSystem.PMO,))
    desk.booked("2024-09-13 11:00", STAFF, Details(hidden_in_1177=True))
    assert [one.hidden for one in week(desk).entries] == [True, True]


def test_a_time_that_has_begun_has_passed(desk: Desk) -> None:
    set_clock(desk.book, "2024-09-13 10:00")
    desk.slot("2024-09-13 10:00")
    desk.slot("2024-09-13 10:30")
    assert states(week(desk)) == [TimeState.PASSED, TimeState.OFFERED]


# --- who may look ---------------------------------------------------------------------------


def test_names_and_reasons_are_for_care_alone(desk: Desk) -> None:
    made = desk.booked("2024-09-13 10:00")
    desk.booked("2024-09-13 11:00", STAFF, Details("Känsligt"), patient=desk.other.id)
    acts.cancel(desk.book, desk.actor, made.id, reason="Fått magsjuka", seen=None)
    for actor in (AGENT, REGION):
        shown = week(desk, actor)
        assert states(shown) == [TimeState.CANCELLED, TimeState.OFFERED, TimeState.CARE]
        assert {(one.patient, one.comment, one.booking) for one in shown.entries} == {
            ("", "", None)
        }
        said = repr(shown)
        hidden = (desk.patient.name, desk.other.name, desk.other.pnr[:8], "magsjuka", "Känsligt")
        for secret in hidden:
            assert secret not in said
    for actor in (STAFF, SCHEDULER, IT, SYSTEM):
        theirs = week(desk, actor).entries[2]
        number = patients.masked_pnr if actor.masked else patients.pnr_text
        assert (theirs.patient, theirs.number) == (desk.other.name, number(desk.other.pnr))
    with pytest.raises(NotAllowed):
        week(desk, desk.actor)


def test_what_cannot_be_asked_for(desk: Desk) -> None:
    ask = (desk.book, STAFF, 1, (desk.resource,))
    with pytest.raises(Invalid):
        calendar(*ask, THURSDAY, THURSDAY - 1)
    with pytest.raises(Invalid):
        calendar(*ask, THURSDAY, THURSDAY + tidbok.MOST_DAYS)
    with pytest.raises(NotFound):
        calendar(desk.book, STAFF, 1, (99,), THURSDAY, THURSDAY)
    assert calendar(desk.book, STAFF, 1, (), THURSDAY, THURSDAY).entries == ()


# --- clock changes and midnight -------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "minute"),
    [
        ("2026-03-29 01:30", 90),
        ("2026-03-29 03:30", 210),  # two hours after 01:30 on the wall, one in truth
        ("2026-10-25 03:30", 210),
        ("2026-10-26 08:00", 480),
    ],
)
def test_a_time_is_drawn_at_the_wall_clocks_minute(desk: Desk, start: str, minute: int) -> None:
    desk.slot(start)
    on = day(start[:10])
    assert only(calendar(desk.book, STAFF, 1, (desk.resource,), on, on)).start_min == minute


def test_a_time_over_midnight_stands_in_the_day_it_begins(desk: Desk) -> None:
    make_slot(desk.book, desk.resource, desk.type, "2024-09-13 23:30", 60)
    shown = week(desk)
    one = only(shown)
    assert shown.lanes[one.lane].day == THURSDAY + 1
    assert (one.start_min, one.length_min) == (1410, 60)
    assert one.end == at("2024-09-14 00:30")


# --- agreement with 1177 --------------------------------------------------------------------


@settings(max_examples=effort(15, 2000))
@given(plans())
def test_what_shows_as_on_1177_is_what_1177_offers(plan: Plan) -> None:
    """For one who belongs to the audience: patient 1 is put in it."""
    with scratch() as book:
        with book.write() as tx:
            write_book(tx, plan._replace(inside=True))
        me = Actor(Role.CITIZEN, "", 1)
        offered = {one.slot for one in offer.times(book, me, 1)}
        resources = [row + 1 for row in range(len(plan.resources))]
        with book.read() as reader:
            days = {row[0] for row in reader.rows("SELECT day FROM slot")}
            every = reader.value("SELECT count(*) FROM slot")
        met = 0
        for on in days:
            shown = calendar(book, STAFF, 1, resources, on, on)
            for one in shown.entries:
                if one.slot is None:
                    continue
                met += 1
                assert (one.state is TimeState.OFFERED) == (one.slot in offered)
                if one.free:
                    _agrees_on_why(book, one)
        assert met == every
        event(f"offered: {bool(offered)}")


def _agrees_on_why(book: Book, one: Entry) -> None:
    with book.read() as reader:
        slot = slots.load(reader, one.slot or 0)
        refusals = offer.explain(reader, slot, 1).decision.refusals
    assert one.rule == (refusals[0].rule if refusals else "")
    assert bool(one.why) == bool(refusals)


# --- how much is read -----------------------------------------------------------------------


@pytest.mark.parametrize("resources", [1, 5, 20])
def test_a_look_is_a_few_statements_whatever_it_shows(desk: Desk, resources: int) -> None:
    made = [make_resource(desk.book, f"Resurs {number}") for number in range(resources)]
    for one in made:
        for hour in (8, 9):
            make_slot(desk.book, one, desk.type, f"2024-09-13 {hour:02}:00")
    asked: list[str] = []
    desk.book._connection.set_trace_callback(asked.append)
    shown = week(desk, STAFF, *made)
    desk.book._connection.set_trace_callback(None)
    assert len(shown.entries) == resources * 2
    queries = [sql for sql in asked if sql.startswith("SELECT")]
    assert len(queries) <= 10


def test_a_look_scans_no_table_that_grows(desk: Desk) -> None:
    for sql in (entries.SLOTS, entries.CANCELLED, entries.EVENTS):
        query = sql.format(", ".join("?" * 20))
        with desk.book.read() as reader:
            plan = reader.rows(f"EXPLAIN QUERY PLAN {query}", [1] * query.count("?"))
        assert "(resource_id=? AND " in plan[0][3]  # not all of the clinic
        assert not [row[3] for row in plan if row[3].startswith("SCAN")]


def test_the_stamp_is_of_the_day_as_it_was_seen(desk: Desk) -> None:
    desk.slot("2024-09-13 10:00", release=3)
    desk.booked("2024-09-13 11:00")
    seen = week(desk).stamp(desk.resource, THURSDAY + 1)
    assert [(one.release, one.taken) for one in seen.times] == [(3, False), (None, True)]
    assert seen == week(desk, REGION).stamp(desk.resource, THURSDAY + 1)  # whoever looks
