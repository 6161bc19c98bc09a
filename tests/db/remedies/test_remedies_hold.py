"""Every time that 1177 does not show is explained, and what is said to help, does."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, event, given, settings

from db.book import Book
from db.remedies import explain
from db.remedies.carry_out import carry_out
from db.remedies.explain import ExplainedTime
from db.rules.remedies.deeds import By, Deed
from db.schedule import slots
from db.values import Actor
from tests.db.actors import IT, SCHEDULER, STAFF, UNIT
from tests.db.random_book import Plan, RandomType, plans, scratch, write_book
from tests.effort import STRESS, effort

BY: dict[By, Actor] = {
    By.CARE: STAFF, By.SCHEDULER: SCHEDULER, By.IT: IT, By.UNIT: UNIT, By.WORKER: STAFF,
}  # fmt: skip
ME = 1
MOST = 12
"""No time needs as many acts."""


def savable(plan: Plan) -> Plan:
    """The same, where no two types have one name: such a grid could not be saved (R8)."""
    seen: set[str] = set()
    types: list[RandomType] = []
    for number, kind in enumerate(plan.types):
        name = kind.now.name
        if name and name in seen:
            kind = RandomType(replace(kind.now, name=f"{number} {name}"), kind.told)
        seen.add(name)
        types.append(kind)
    return plan._replace(types=types)


@contextmanager
def copy_of(path: Path) -> Iterator[Book]:
    """The same book beside it, to be changed."""
    with TemporaryDirectory(prefix="asynja-remedy-") as folder:
        copy = Path(shutil.copy(path, Path(folder) / "copy.db"))
        with Book.open(copy) as book:
            yield book


def explained(book: Book, slot: int) -> ExplainedTime:
    with book.read() as reader:
        return explain.time_of(reader, slots.load(reader, slot), ME)


def does(book: Book, deed: Deed) -> None:
    carry_out(book, BY[deed.by], seen=deed, confirmed=True)


def refused(found: ExplainedTime) -> list[str]:
    return [verdict.rule for verdict in found.why.decision.refusals]


@settings(
    max_examples=effort(12, 300), deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(plan=plans().map(savable))
def test_what_is_said_to_help_does(plan: Plan) -> None:
    with scratch() as book:
        path = book.path
        with book.write() as tx:
            write_book(tx, plan)
        book.close()  # so that the file is all of it
        with Book.open(path) as again:
            check_all(again)


def check_all(book: Book) -> None:
    with book.read() as reader:
        every = [row[0] for row in reader.rows("SELECT id FROM slot ORDER BY id")]
    tried: set[object] = set()
    for slot in every:
        found = explained(book, slot)
        rules = refused(found)
        assert (not rules) == found.why.offered
        for rule in rules:
            check_each(book.path, slot, rule, found, tried)
        if rules and (STRESS or tuple(rules) not in tried):
            tried.add(tuple(rules))
            check_together(book.path, slot)


def check_each(path: Path, slot: int, rule: str, found: ExplainedTime, tried: set[object]) -> None:
    """Each remedy by itself makes its rule say yes, and says who may do it."""
    fix = found.fixes[rule]
    assert fix.reason
    assert fix.text.endswith(".")
    assert (fix.act is None) == (fix.who is None) == (fix.deed is None)
    assert bool(fix.none) != bool(fix.remedies)
    assert [one.order for one in fix.remedies] == sorted(one.order for one in fix.remedies)
    for remedy in fix.remedies:
        assert remedy.deed is not None  # the clock of these books may be turned
        kind = (rule, remedy.deed if STRESS else (type(remedy.deed), remedy.text[:20]))
        if kind in tried:
            continue
        tried.add(kind)
        event(f"{rule}: {type(remedy.deed).__name__}")
        with copy_of(path) as copy:
            does(copy, remedy.deed)
            assert rule not in refused(explained(copy, slot)), remedy.text


def check_together(path: Path, slot: int) -> None:
    """One after the other they make the time show, or what is left says why nothing can."""
    with copy_of(path) as copy:
        for _ in range(MOST):
            found = explained(copy, slot)
            deeds = [fix.deed for fix in found.fixes.values() if fix.deed is not None]
            wanted = [one for one in deeds if one.by is not By.WORKER] or deeds
            if not wanted:
                break
            does(copy, wanted[0])
        left = explained(copy, slot)
        assert left.why.offered or all(left.fixes[rule].none for rule in refused(left))
        event("shown in the end" if left.why.offered else "cannot be shown")
