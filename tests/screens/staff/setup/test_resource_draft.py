"""Resurser while they are edited, beneath the grid (R25-R27)."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.book import Book
from db.errors import Refused
from db.rules.local_time import day_text
from db.setup import resources
from db.stamps import stamps
from db.values import Actor, Resource, ResourceKind, clean
from screens.history import History
from screens.staff.setup.merge import merge
from screens.staff.setup.resource_draft import ResourceDraft
from tests.db.actors import SCHEDULER, STAFF
from tests.db.builders import day, make_resource, make_slot, make_type
from tests.db.conftest import build
from tests.db.hostile import HOSTILE

OTHER = Actor(SCHEDULER.role, "Saga Schema")
DSK, JOHAN = "t1", "t2"
NO_DAYS = [typed for typed in HOSTILE.values() if clean(typed)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once, and copied for each test."""
    path = tmp_path_factory.mktemp("built") / "book.db"
    build(path)
    with Book.open(path) as opened_book:
        make_resource(opened_book, "DSK")
        make_resource(opened_book, "Johan Frisk", ResourceKind.PERSON, profession="10 Läkare")
    return path


@pytest.fixture
def book(built: Path, tmp_path: Path) -> Iterator[Book]:
    with Book.open(shutil.copy(built, tmp_path / "book.db")) as opened_book:
        yield opened_book


def opened(book: Book, actor: Actor = SCHEDULER) -> ResourceDraft:
    return ResourceDraft.open(book, actor, 1)


def rules_of(draft: ResourceDraft, key: str) -> list[str]:
    return [problem.verdict.rule for problem in draft.problems_of(key)]


def test_the_cells_say_what_the_book_says(book: Book) -> None:
    cells = opened(book).cells(JOHAN)
    assert [cell.text for cell in cells.values()] == ["Johan Frisk", "person", "", "", "10 Läkare"]
    assert not any(cell.state or cell.role for cell in cells.values())


def test_r26_an_abbreviation_is_warned_of_and_put_right(book: Book) -> None:
    draft = opened(book)
    assert rules_of(draft, DSK) == ["name-abbreviation"]
    assert draft.cells(DSK)["name"].state == "warn"
    assert "Distriktssköterska" in draft.cells(DSK)["name"].tip
    assert draft.suggestion(DSK) == "Distriktssköterska"
    better = draft.apply_suggestion(DSK).draft
    assert rules_of(better, DSK) == []
    assert resources.save(book, SCHEDULER, 1, better.edited())[0].name == "Distriktssköterska"


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Stafettsjuksköterska BVC", "Sjuksköterska barnavårdscentral"),
        ("Rum 3", ""),
        ("Florence", ""),
        ("", ""),
    ],
)
def test_r26_r27_all_that_can_be_put_right_is(book: Book, name: str, better: str) -> None:
    draft = opened(book).text(DSK, "name", name).draft
    assert draft.suggestion(DSK) == better
    assert draft.apply_suggestion(DSK).said.passed is bool(better)


def test_r25_a_persons_name_is_not_looked_at(book: Book) -> None:
    draft = opened(book).choice(DSK, "kind", "person").draft
    assert rules_of(draft, DSK) == []
    assert draft.suggestion(DSK) == ""
    assert not draft.choice(DSK, "kind", "robot").said.passed


@pytest.mark.parametrize("typed", ["igår", "2024-02-30", "1999-01-01", "2024-13-01", *NO_DAYS])
def test_what_is_no_day_stays_in_its_cell(book: Book, typed: str) -> None:
    edit = opened(book).set(DSK, "valid_from", typed)
    cell = edit.draft.cells(DSK)["valid_from"]
    assert not edit.said.passed
    assert cell.state == "error"
    assert cell.text == clean(typed)
    assert cell.tip == edit.said.text
    assert edit.draft.first_error is not None
    assert edit.draft.is_changed
    assert not edit.draft.set(DSK, "valid_from", "").draft.is_changed


def test_a_validity_that_ends_before_it_begins(book: Book) -> None:
    draft = opened(book).set(DSK, "valid_from", " 2024-10-01 ").draft
    assert draft.cells(DSK)["valid_from"].text == "2024-10-01"
    edit = draft.set(DSK, "valid_to", "2024-09-30")
    assert edit.said.rule == "validity"
    assert edit.draft.cells(DSK)["valid_to"].state == "error"


def test_a_validity_that_cuts_off_times_lists_them(book: Book) -> None:
    kind = make_type(book, ".Läkarbesök", "Läkare")
    for start in ("2024-09-13 08:00", "2024-10-13 08:00", "2024-10-14 08:00"):
        make_slot(book, 1, kind, start)
    edit = opened(book).set(DSK, "valid_to", "2024-10-01")
    assert edit.draft.first_error is None
    assert edit.draft.cells(DSK)["valid_to"].state == "warn"
    assert "2 kommande tider" in edit.said.text
    assert edit.items == edit.draft.cut_off(DSK)
    assert [line[:16] for line in edit.items] == ["2024-10-13 08:00", "2024-10-14 08:00"]
    from_day = opened(book).set(DSK, "valid_from", "2024-09-20").draft
    assert [one.field for one in from_day.problems_of(DSK) if one.items] == ["valid_from"]
    make_slot(book, 1, kind, "2024-10-15 08:00")
    assert len(edit.draft.reread().cut_off(DSK)) == 3


def test_r25_a_name_is_needed_and_is_ones_own(book: Book) -> None:
    draft = opened(book).text(DSK, "name", "johan  frisk").draft
    assert rules_of(draft, JOHAN) == ["name-taken"]
    with pytest.raises(Refused) as caught:
        resources.save(book, SCHEDULER, 1, draft.edited())
    assert draft.cell_of(caught.value) == (DSK, "name")
    assert opened(book).text(DSK, "name", " ").draft.first_error is not None


def test_a_new_row_is_saved_when_filled_in(book: Book) -> None:
    new = opened(book).new()
    assert not new.draft.is_changed
    assert new.draft.first_error is None
    lone = new.draft.text(new.key, "profession", "09 Sjuksköterska").draft
    assert rules_of(lone, new.key) == ["empty"]
    draft = lone.text(new.key, "name", "Florence").draft
    assert draft.edited() == (Resource(name="Florence", profession="09 Sjuksköterska"),)
    assert resources.save(book, SCHEDULER, 1, draft.edited())[0].id == 3


def test_staff_may_look_only(book: Book) -> None:
    draft = opened(book, STAFF)
    assert {cell.state for cell in draft.cells(DSK).values()} == {"locked"}
    assert draft.new().draft is draft
    assert draft.set(DSK, "valid_to", "2024-10-01").draft is draft


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_cleaned_or_refused_in_its_cell(book: Book, typed: str) -> None:
    for field in ("name", "profession"):
        draft = opened(book).set(JOHAN, field, typed).draft
        assert not set(draft.cells(JOHAN)[field].text) & set("\x1b\x00\n\u202e\u200b")
        if draft.first_error is None:
            resources.save(book, SCHEDULER, 1, draft.edited())


def test_someone_else_saved_meanwhile(book: Book) -> None:
    draft = opened(book).text(DSK, "name", "Distriktssköterska").draft
    draft = draft.set(DSK, "valid_to", "igår").draft
    theirs = opened(book, OTHER).text(DSK, "name", "Sköterska").draft
    theirs = theirs.set(DSK, "valid_to", "2024-12-31").draft.text(JOHAN, "name", "Johan F").draft
    resources.save(book, OTHER, 1, theirs.edited())
    with book.read() as reader:
        found = merge(draft, resources.every(book, 1), stamps(reader, "resource", 1))
    assert [(one.cell, one.who) for one in found.clashes] == [
        ((DSK, "name"), "Saga Schema"),
        ((DSK, "valid_to"), "Saga Schema"),
    ]
    assert found.clashes[1].theirs == "2024-12-31"
    assert [one.cell for one in found.news] == [(JOHAN, "name")]
    assert not found.keep_mine(()).is_changed
    mine = found.keep_mine([(DSK, "name")])
    assert mine.first_error is None
    assert resources.save(book, SCHEDULER, 1, mine.edited())[0].valid_to == day("2024-12-31")
    assert found.keep_mine().cells(DSK)["valid_to"].text == "igår"


_days = st.sampled_from(["", "2024-10-01", "2024-09-01", "nej"]) | st.dates().map(str)
_steps = st.lists(
    st.tuples(st.sampled_from(["valid_from", "valid_to"]), st.integers(0, 5), _days)
    | st.tuples(
        st.sampled_from(["name", "profession"]),
        st.integers(0, 5),
        st.sampled_from(["", "DSK", "Florence", "x" * 90]),
    )
    | st.tuples(st.just("kind"), st.integers(0, 5), st.sampled_from(["person", "position", "?"]))
    | st.tuples(st.just("new"), st.integers(0, 5), st.just("")),
    max_size=12,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    path = tmp_path_factory.mktemp("shared") / "book.db"
    build(path)
    with Book.open(path) as opened_book:
        make_resource(opened_book, "DSK", valid_to=day("2024-12-31"))
        make_resource(opened_book, "Florence")
        yield opened_book


@given(steps=_steps)
def test_undoing_all_gives_the_start(shared: Book, steps: list[tuple[str, int, str]]) -> None:
    history = History(opened(shared))
    start = history.now
    for what, at, value in steps:
        draft = history.now
        key = draft.keys[at % len(draft.keys)]
        history.push(draft.new().draft if what == "new" else draft.set(key, what, value).draft)
        shown = history.now.cells(key)["valid_to"]
        days = history.now.item(key).valid_to
        assert shown.state == "error" or shown.text == ("" if days is None else day_text(days))
    while history.can_undo:
        history.undo()
    assert history.now == start
    assert not history.now.is_changed
