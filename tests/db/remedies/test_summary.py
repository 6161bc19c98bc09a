"""How many times each rule keeps off 1177: held to the rules, time by time."""

from collections import Counter

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from db.book import Book
from db.offer import offer
from db.remedies.summary import ONE_ACT, Which, hindered_times, summary
from db.rules.offer import time_rules
from db.schedule import slots
from db.values import Slot
from tests.db.builders import make_resource, make_slot, make_type
from tests.db.random_book import Plan, plans, scratch, write_book
from tests.effort import effort

ME = 1
WHICH = st.builds(
    Which, st.sampled_from([None, 1, 2]), st.sampled_from([None, 1]),
    st.sampled_from([None, 0, 2]), st.sampled_from([None, 1, 60]),
)  # fmt: skip


def coming(book: Book, which: Which, now: int) -> list[Slot]:
    """The free times to come that are asked about, one by one."""
    with book.read() as reader:
        every = [slots.load(reader, row[0]) for row in reader.rows("SELECT id FROM slot")]
    return [
        one
        for one in every
        if not one.taken
        and one.start > now
        and which.time_type in (None, one.time_type)
        and which.resource in (None, one.resource)
        and (which.from_day is None or which.from_day <= one.day)
        and (which.to_day is None or one.day <= which.to_day)
    ]


@settings(
    max_examples=effort(25, 600), deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(plan=plans(), days=WHICH, known=st.booleans())
def test_it_counts_as_the_rules_do(plan: Plan, days: Which, known: bool) -> None:
    with scratch() as book:
        with book.write() as tx:
            write_book(tx, plan)
        today = plan.now // 86400 + 719163  # near enough: the bounds are days like others
        ends = (None if one is None else today + one for one in days[2:])
        which, patient = Which(*days[:2], *ends), ME if known else None
        times, alone, shown = Counter[str](), Counter[str](), 0
        stopped: dict[str, set[int]] = {}
        chosen = coming(book, which, plan.now)
        for slot in chosen:
            with book.read() as reader:
                no = {one.rule for one in offer.explain(reader, slot, patient).decision.refusals}
            shown += not no
            times.update(no)
            alone.update(one for one in no if no <= (ONE_ACT if one in ONE_ACT else {one}))
            for one in no:
                stopped.setdefault(one, set()).add(slot.id)
        told = summary(book, 1, which, patient)
        assert (told.times, told.offered) == (len(chosen), shown)
        assert {one.rule: one.times for one in told.hindered} == dict(times)
        assert {one.rule: one.alone for one in told.hindered if one.alone} == dict(alone)
        order = [rule.name for rule in time_rules.RULES]
        assert [one.rule for one in told.hindered] == sorted(times, key=order.index)
        for hindered in told.hindered:
            event(hindered.rule)
            assert hindered.fix.text.endswith(".")
            found = hindered_times(book, 1, hindered.rule, which, patient)
            assert {slot.id for slot in found} == stopped[hindered.rule]


def test_a_book_without_times(book: Book) -> None:
    assert summary(book, 1) == summary(book, 1, Which(time_type=9))
    assert (summary(book, 1).times, summary(book, 1).hindered) == (0, ())


def test_it_asks_no_more_for_many_times(book: Book) -> None:
    """Statements are counted, not seconds: as many for ten times as for two hundred."""
    doctor, kind = make_resource(book, "Johan Frisk"), make_type(book, ".Läkarbesök", ticks=False)

    def statements() -> int:
        asked: list[str] = []
        book._connection.set_trace_callback(asked.append)
        summary(book, 1)
        book._connection.set_trace_callback(None)
        return len(asked)

    for hour in range(8, 18):
        make_slot(book, doctor, kind, f"2024-09-13 {hour:02}:00")
    few = statements()
    for day in range(14, 30):
        for hour in range(8, 18):
            make_slot(book, doctor, kind, f"2024-09-{day} {hour:02}:00")
    assert statements() == few
    assert summary(book, 1).hindered[0].times == 170
