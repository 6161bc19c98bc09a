"""Tidstyper while it is edited, beneath the grid (R4-R24)."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.book import Book
from db.errors import Conflict, Refused
from db.rules.names.time_types import hide
from db.rules.names.type_columns import TICKS, WEB_TICKS
from db.setup import time_types
from db.stamps import stamps
from db.values import NO_VIDEO, Actor, TimeType
from screens.history import History
from screens.staff.setup.draft import CHANGED, Edit, Line
from screens.staff.setup.merge import WEB_CHOICE, WHOLE_ROW, Merge, merge
from screens.staff.setup.time_type_draft import TimeTypeDraft
from tests.db.actors import IT, SCHEDULER, STAFF
from tests.db.builders import load_type, make_resource, make_slot, make_type
from tests.db.conftest import build
from tests.db.hostile import HOSTILE
from tests.effort import effort

OTHER = Actor(SCHEDULER.role, "Saga Schema")
WEB = {"bookable": True, "web_bookable": True, "web_cancellable": True, "web_rebookable": True}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once, and copied for each test."""
    path = tmp_path_factory.mktemp("built") / "book.db"
    build(path)
    with Book.open(path) as opened:
        make_type(opened, "", ticks=False, bookable=False)
        make_type(opened, ".Läkarbesök", "Bedömning av nya besvär")
        make_type(opened, ".Provtagning", "Prov")
        make_type(opened, "Administration", ticks=False, hidden=True)
        make_type(opened, "Ombud-Vårdguiden på telefon", "Ombud")
    return path


@pytest.fixture
def book(built: Path, tmp_path: Path) -> Iterator[Book]:
    with Book.open(shutil.copy(built, tmp_path / "book.db")) as opened:
        yield opened


BLANK, DOCTOR, TESTS, ADMIN, AGENT = "t1", "t2", "t3", "t4", "t5"


def opened(book: Book, actor: Actor = SCHEDULER) -> TimeTypeDraft:
    return TimeTypeDraft.open(book, actor, 1)


def rules_of(draft: TimeTypeDraft, key: str, field: str = "") -> list[str]:
    return [problem.verdict.rule for problem in draft.problems_of(key, field)]


def web_ticks(one: TimeType) -> list[bool]:
    return [getattr(one, tick) for tick in WEB_TICKS]


def make_template(book: Book, time_type: int) -> None:
    with book.write() as tx:
        made = tx.insert("INSERT INTO template (clinic_id, name) VALUES (1, '1177')")
        tx.run(
            "INSERT INTO template_row (template_id, weekday, start_min, end_min, length_min,"
            " time_type_id) VALUES (?, 0, 480, 600, 15, ?)",
            (made, time_type),
        )


def edited_by(book: Book, actor: Actor, key: str, **values: str | bool) -> None:
    """Someone else's edit, saved."""
    draft = opened(book, actor)
    for field, value in values.items():
        draft = draft.set(key, field, value).draft
    time_types.save(book, actor, 1, draft.edited())


def merged(book: Book, draft: TimeTypeDraft) -> Merge[TimeTypeDraft]:
    with book.read() as reader:
        saved_by = stamps(reader, "time_type", 1)
    return merge(draft, time_types.every(book, 1), saved_by)


# --- ticks ------------------------------------------------------------------------------------


def test_r20_hiding_is_one_edit_that_clears_and_greys(book: Book) -> None:
    start = opened(book)
    edit = start.tick(DOCTOR, "hidden", True)
    assert edit.said.passed
    assert "släckta" in edit.said.text
    assert web_ticks(edit.draft.item(DOCTOR)) == [False] * 3
    cells = edit.draft.cells(DOCTOR)
    assert [cells[tick].state for tick in WEB_TICKS] == ["greyed"] * 3
    assert all("Dölj bokning för patient är markerad" in cells[tick].tip for tick in WEB_TICKS)
    assert cells["hidden"].on
    assert cells["hidden"].role == CHANGED
    history = History(start)
    history.push(edit.draft)
    assert web_ticks(history.undo().item(DOCTOR)) == [True] * 3
    assert not history.now.is_changed


def test_r20_a_greyed_tick_says_why_and_unhiding_leaves_it_cleared(book: Book) -> None:
    hidden = opened(book).tick(DOCTOR, "hidden", True).draft
    edit = hidden.tick(DOCTOR, "web_bookable", True)
    assert edit.draft is hidden
    assert not edit.said.passed
    assert edit.said.rule == "hidden-no-web-ticks"
    shown = hidden.tick(DOCTOR, "hidden", False).draft
    assert web_ticks(shown.item(DOCTOR)) == [False] * 3
    assert shown.tick(DOCTOR, "web_bookable", True).draft.item(DOCTOR).web_bookable


def test_an_unchanged_tick_is_no_edit(book: Book) -> None:
    draft = opened(book)
    assert draft.tick(DOCTOR, "bookable", True).draft is draft


# --- ombud ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "act",
    [
        lambda draft: draft.tick(AGENT, "bookable", False),
        lambda draft: draft.text(AGENT, "name", "Telefon"),
        lambda draft: draft.choice(AGENT, "colour", "red"),
        lambda draft: draft.clear(AGENT),
    ],
)
def test_r4_r6_ombud_rows_are_its(
    book: Book, act: Callable[[TimeTypeDraft], Edit[TimeTypeDraft]]
) -> None:
    draft = opened(book)
    edit = act(draft)
    assert edit.draft is draft
    assert "IT" in edit.said.text
    assert not edit.said.passed
    assert {cell.state for cell in draft.cells(AGENT).values()} == {"locked"}
    assert "IT" in draft.cells(AGENT)["name"].tip
    assert act(opened(book, IT)).said.rule != "locked"


def test_r4_a_unit_that_names_a_type_ombud_is_told_at_the_name(book: Book) -> None:
    edit = opened(book).text(BLANK, "name", "Ombud jour")
    assert edit.said.rule == "agent-type-by-it"
    assert edit.draft.cells(BLANK)["name"].state == "error"
    assert edit.draft.first_error is not None
    assert edit.draft.text(BLANK, "name", "Jour").draft.first_error is None


def test_r5_it_is_told_which_ticks_an_ombud_type_needs(book: Book) -> None:
    draft = opened(book, IT).tick(AGENT, "web_bookable", False).draft
    assert draft.cells(AGENT)["web_bookable"].state == "error"
    hidden = opened(book, IT).tick(AGENT, "hidden", True).draft
    assert hidden.cells(AGENT)["hidden"].state == "error"


def test_staff_may_look_only(book: Book) -> None:
    draft = opened(book, STAFF)
    assert draft.cells(DOCTOR)["name"].state == "locked"
    assert draft.new().draft is draft
    assert not draft.text(DOCTOR, "name", "X").said.passed


# --- what is said as one types ----------------------------------------------------------------


def test_r8_a_name_that_is_taken_is_said_at_both_rows(book: Book) -> None:
    draft = opened(book).text(DOCTOR, "name", ".PROVTAGNING").draft
    assert rules_of(draft, DOCTOR, "name") == rules_of(draft, TESTS, "name") == ["unique-name"]
    assert draft.cells(TESTS)["name"].state == "error"
    assert draft.first_error == draft.problems[0]


def test_r9_a_web_tick_without_a_web_name_and_the_same_name_twice(book: Book) -> None:
    edit = opened(book).text(DOCTOR, "web_name", "")
    assert edit.said.rule == "web-name-missing"
    assert edit.draft.cells(DOCTOR)["web_name"].state == "warn"
    assert edit.draft.first_error is None
    same = opened(book).text(DOCTOR, "web_name", "prov").draft
    assert "unique-web-name" in rules_of(same, TESTS, "web_name")


def test_a_tick_that_leads_to_a_warning_says_it(book: Book) -> None:
    draft = opened(book).text(BLANK, "name", "Jour").draft
    assert draft.tick(BLANK, "web_bookable", True).said.rule == "web-name-missing"
    assert draft.tick(BLANK, "bookable", True).said.rule == "tick"


def test_r11_a_long_text_is_warned_of_and_a_longer_one_stays_in_the_cell(book: Book) -> None:
    edit = opened(book).text(DOCTOR, "web_info", "Kom i tid. " * 15)
    assert edit.said.rule == "web-info-length"
    assert edit.draft.edited()[0].web_info.startswith("Kom i tid")
    typed = opened(book).text(DOCTOR, "name", "x" * 81)
    cell = typed.draft.cells(DOCTOR)["name"]
    assert (cell.text, cell.state) == ("x" * 81, "error")
    assert "högst 80 tecken" in cell.tip
    assert typed.draft.is_changed
    assert typed.draft.first_error is not None
    assert not typed.draft.text(DOCTOR, "name", ".Läkarbesök").draft.is_changed


def test_r21_a_hidden_type_that_templates_lay_out(book: Book) -> None:
    make_template(book, 2)
    draft = opened(book).tick(DOCTOR, "hidden", True).draft
    assert rules_of(draft, DOCTOR) == ["hidden-in-template"]
    assert draft.cells(DOCTOR)["hidden"].state == "warn"
    assert "1177" in draft.cells(DOCTOR)["hidden"].tip


def test_r23_ticks_without_times_until_the_book_has_some(book: Book) -> None:
    draft = opened(book)
    assert draft.cells(DOCTOR)["web_bookable"].state == "warn"
    make_slot(book, make_resource(book, "Johan Frisk"), 2, "2024-09-13 08:00")
    assert draft.reread().cells(DOCTOR)["web_bookable"].state == ""


def test_a_row_with_content_needs_a_name(book: Book) -> None:
    edit = opened(book).tick(BLANK, "bookable", True)
    assert edit.said.rule == "has-name"
    assert edit.draft.cells(BLANK)["name"].state == "error"


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("field", ["name", "web_name", "web_info"])
def test_hostile_text_is_cleaned_or_refused_in_its_cell(book: Book, field: str, typed: str) -> None:
    draft = opened(book).text(DOCTOR, field, typed).draft
    shown = draft.cells(DOCTOR)[field].text
    shown.encode()
    assert not set(shown) & set("\x1b\x00\n\u202e\u200b")
    if draft.first_error is None:
        assert time_types.save(book, SCHEDULER, 1, draft.edited()) is not None


def test_choices_are_those_of_the_book(book: Book) -> None:
    draft = opened(book)
    assert draft.choice(DOCTOR, "colour", "blue").draft.item(DOCTOR).colour == "blue"
    assert draft.choice(DOCTOR, "video", "Videobesök").draft.item(DOCTOR).video == "Videobesök"
    assert draft.choice(DOCTOR, "level", "4").draft.item(DOCTOR).level == 4
    assert draft.choice(DOCTOR, "level", "").draft is draft
    for field in ("colour", "video", "level"):
        assert not draft.choice(DOCTOR, field, "\x1b[0m").said.passed


# --- rows -------------------------------------------------------------------------------------


def test_r24_the_blank_row_is_first_and_free_to_use(book: Book) -> None:
    draft = opened(book)
    assert draft.keys[0] == BLANK
    used = draft.text(BLANK, "name", "Jour").draft
    assert [one.id for one in used.edited()] == [1]


def test_a_book_without_a_blank_row_shows_a_new_one(book: Book) -> None:
    edited_by(book, SCHEDULER, BLANK, name="Jour")
    draft = opened(book)
    assert draft.keys[0] == "n0"
    assert not draft.is_changed
    assert draft.text("n0", "name", "Kväll").draft.edited() == (TimeType(name="Kväll"),)
    assert "n0" not in opened(book, STAFF).keys  # they may only look


def test_r57_ny_adds_rows_that_are_saved_when_filled_in(book: Book) -> None:
    first = opened(book).new()
    second = first.draft.new()
    assert second.draft.keys[:2] == (second.key, first.key)
    assert not second.draft.is_changed
    assert second.draft.cells(second.key)["video"].text == NO_VIDEO
    assert not any(cell.role for cell in second.draft.cells(second.key).values())
    draft = second.draft.text(first.key, "name", "Jour").draft
    saved = time_types.save(book, SCHEDULER, 1, draft.edited())
    assert [one.name for one in saved] == ["Jour"]


def test_r24_rensa_empties_a_row(book: Book) -> None:
    edit = opened(book).clear(TESTS)
    assert edit.said.passed
    assert edit.draft.edited() == (TimeType(id=3, revision=1),)
    assert edit.draft.clear(TESTS).said.rule == "already-cleared"


def test_r24_rensa_by_hand_equals_rensa(book: Book) -> None:
    draft = opened(book).tick(TESTS, "bookable", False).draft
    for tick in WEB_TICKS:
        draft = draft.tick(TESTS, tick, False).draft
    draft = draft.text(TESTS, "web_name", "").draft
    edit = draft.text(TESTS, "name", "")
    assert edit.said.rule == "blank"
    assert edit.draft.edited() == opened(book).clear(TESTS).draft.edited()


def test_r24_a_type_in_use_is_not_cleared(book: Book) -> None:
    make_slot(book, make_resource(book, "Johan Frisk"), 2, "2024-09-13 08:00")
    make_template(book, 2)
    draft = opened(book)
    edit = draft.clear(DOCTOR)
    assert edit.draft is draft
    assert edit.said.rule == "type-in-use"
    assert len(edit.items) == 2
    by_hand = draft
    for field in ("bookable", *WEB_TICKS):
        by_hand = by_hand.tick(DOCTOR, field, False).draft
    by_hand = by_hand.text(DOCTOR, "web_name", "").draft.text(DOCTOR, "name", "").draft
    assert by_hand.first_error is not None
    assert by_hand.first_error.verdict.rule == "type-in-use"
    assert by_hand.first_error.items == edit.items


def test_search_goes_on_from_a_row_and_does_not_read_ticks(book: Book) -> None:
    draft = opened(book)
    assert draft.find("BEDÖMNING") == DOCTOR
    assert draft.find("o", DOCTOR) == TESTS
    assert draft.find("prov", AGENT, back=True) == TESTS
    assert draft.find("prov", TESTS) is None
    assert draft.find("☑") is None
    assert draft.position(TESTS) == draft.keys.index(TESTS)
    assert draft.position("x") is None


def test_undo_finds_the_cell(book: Book) -> None:
    start = opened(book)
    draft = start.tick(DOCTOR, "hidden", True).draft
    assert draft.first_difference(start) == (DOCTOR, "web_bookable")
    assert start.first_difference(start) is None
    new = start.new()
    assert new.draft.first_difference(start) == (new.key, "name")


# --- saving -----------------------------------------------------------------------------------


def refused(book: Book, draft: TimeTypeDraft, actor: Actor = SCHEDULER) -> Refused:
    with pytest.raises(Refused) as caught:
        time_types.save(book, actor, 1, draft.edited())
    return caught.value


def test_a_refusal_points_at_its_cell(book: Book) -> None:
    draft = opened(book).text(TESTS, "web_name", "Prover").draft
    taken = draft.text(BLANK, "name", ".Läkarbesök").draft
    assert taken.cell_of(refused(book, taken)) == (BLANK, "name")
    agent = draft.text(BLANK, "name", "Ombud jour").draft
    assert agent.cell_of(refused(book, agent)) == (BLANK, "name")
    ticks = opened(book, IT).tick(AGENT, "web_bookable", False).draft
    assert ticks.cell_of(refused(book, ticks, IT)) == (AGENT, "web_bookable")


def test_a_use_that_came_meanwhile_points_at_the_cleared_row(book: Book) -> None:
    draft = opened(book).clear(TESTS).draft.text(DOCTOR, "web_name", "Läkare").draft
    make_template(book, 3)
    assert draft.cell_of(refused(book, draft)) == (TESTS, "name")


def test_a_conflict_points_at_its_row(book: Book) -> None:
    draft = opened(book).text(DOCTOR, "web_name", "Läkare").draft
    draft = draft.text(TESTS, "web_name", "Prover").draft
    edited_by(book, OTHER, TESTS, web_name="Provtagning")
    with pytest.raises(Conflict) as caught:
        time_types.save(book, SCHEDULER, 1, draft.edited())
    assert draft.cell_of(caught.value) == (TESTS, "name")


# --- someone else saved -----------------------------------------------------------------------


def test_what_only_one_changed_needs_no_choice(book: Book) -> None:
    draft = opened(book).text(DOCTOR, "web_info", "Kom i tid").draft
    draft = draft.text(BLANK, "name", "Jour").draft
    edited_by(book, OTHER, DOCTOR, web_name="Läkare", colour="blue")
    edited_by(book, OTHER, TESTS, bookable=False)
    found = merged(book, draft)
    assert found.clashes == ()
    assert {(one.cell, one.theirs, one.who) for one in found.news} == {
        ((DOCTOR, "web_name"), "Läkare", "Saga Schema"),
        ((DOCTOR, "colour"), "blue", "Saga Schema"),
        ((TESTS, "bookable"), "☐", "Saga Schema"),
    }
    both = found.keep_mine()
    assert both == found.keep_mine(())
    saved = {one.id: one for one in time_types.save(book, SCHEDULER, 1, both.edited())}
    assert (saved[2].web_name, saved[2].web_info) == ("Läkare", "Kom i tid")
    assert {*saved} == {1, 2}


def test_a_cell_that_both_changed_is_chosen(book: Book) -> None:
    draft = opened(book).text(DOCTOR, "web_name", "Mitt").draft
    draft = draft.text(DOCTOR, "web_info", "Min text").draft
    edited_by(book, OTHER, DOCTOR, web_name="Deras", web_info="Deras text")
    found = merged(book, draft)
    clash = found.clashes[0]
    assert (clash.base, clash.mine, clash.theirs) == ("Bedömning av nya besvär", "Mitt", "Deras")
    assert (clash.label, clash.who) == ("Namn för webbtidbok", "Saga Schema")
    assert clash.when is not None
    part = found.keep_mine([(DOCTOR, "web_name")])
    assert not found.keep_mine(()).is_changed
    time_types.save(book, SCHEDULER, 1, part.edited())
    stored = load_type(book, 2)
    assert (stored.web_name, stored.web_info) == ("Mitt", "Deras text")


def test_the_same_change_is_no_clash(book: Book) -> None:
    draft = opened(book).text(DOCTOR, "web_name", "Läkare").draft
    edited_by(book, OTHER, DOCTOR, web_name="Läkare")
    found = merged(book, draft)
    assert found.clashes == ()
    assert not found.keep_mine().is_changed


def test_r20_hidden_there_and_ticked_here_is_one_choice(book: Book) -> None:
    draft = opened(book).tick(DOCTOR, "web_rebookable", False).draft
    edited_by(book, OTHER, DOCTOR, hidden=True)
    found = merged(book, draft)
    (clash,) = found.clashes
    assert clash.cell == (DOCTOR, WEB_CHOICE)
    assert (clash.base, clash.mine, clash.theirs) == ("Webb Avb Omb", "Webb Avb", "Dölj")
    assert not found.keep_mine(()).is_changed
    mine = found.keep_mine().item(DOCTOR)
    assert (mine.hidden, web_ticks(mine)) == (False, [True, True, False])
    time_types.save(book, SCHEDULER, 1, found.keep_mine().edited())


def test_r20_of_the_four_ticks_what_is_chosen_is_what_is_saved(book: Book) -> None:
    """Every base, mine and theirs: all four are mine or all four theirs, and one is counted."""
    draft = opened(book)
    first = draft.item(DOCTOR)
    shown = replace(first, hidden=False)
    states = [hide(first)] + [
        replace(shown, web_bookable=a, web_cancellable=b, web_rebookable=c)
        for a, b, c in product((True, False), repeat=3)
    ]
    for base, mine, theirs in product(states, repeat=3):
        found = merge(draft.with_line(DOCTOR, Line(base, mine)), [theirs])
        both = base not in (mine, theirs) and mine != theirs
        assert [one.cell for one in found.clashes] == [(DOCTOR, WEB_CHOICE)] * both
        kept = found.keep_mine().item(DOCTOR)
        taken = found.keep_mine(()).item(DOCTOR)
        assert kept == (theirs if mine == base else mine)
        assert taken == (mine if theirs == base else theirs)


def test_a_row_cleared_there_and_edited_here_is_chosen_whole(book: Book) -> None:
    draft = opened(book).text(TESTS, "web_info", "Fasta").draft
    time_types.clear(book, OTHER, 1, 3, seen=None)
    found = merged(book, draft)
    assert [one.cell for one in found.clashes] == [(TESTS, WHOLE_ROW)]
    assert not found.keep_mine(()).is_changed
    (saved,) = time_types.save(book, SCHEDULER, 1, found.keep_mine().edited())
    assert (saved.id, saved.name, saved.web_info) == (3, ".Provtagning", "Fasta")


def test_a_row_cleared_here_and_edited_there_is_chosen_whole(book: Book) -> None:
    draft = opened(book).clear(TESTS).draft
    edited_by(book, OTHER, TESTS, web_info="Fasta")
    found = merged(book, draft)
    assert [one.cell for one in found.clashes] == [(TESTS, WHOLE_ROW)]
    assert found.keep_mine().edited()[0].name == ""
    assert found.keep_mine(()).item(TESTS).web_info == "Fasta"


def test_a_blank_row_that_both_used_gives_two_types(book: Book) -> None:
    draft = opened(book).text(BLANK, "name", "Jour").draft
    edited_by(book, OTHER, BLANK, name="Kväll")
    found = merged(book, draft)
    assert (found.clashes, found.moved) == ((), (BLANK,))
    (saved,) = time_types.save(book, SCHEDULER, 1, found.keep_mine(()).edited())
    assert (saved.name, saved.id) == ("Jour", 6)
    assert load_type(book, 1).name == "Kväll"


def test_new_rows_of_both_are_kept(book: Book) -> None:
    new = opened(book).new()
    draft = new.draft.text(new.key, "name", "Jour").draft
    make_type(book, "Kväll", "Kväll")
    found = merged(book, draft)
    assert found.added == ("t6",)
    both = found.keep_mine()
    assert both.keys[0] == new.key
    assert both.item("t6").name == "Kväll"
    assert [one.name for one in both.edited()] == ["Jour"]


def test_a_row_that_is_gone_can_be_kept_as_a_new_one(book: Book) -> None:
    draft = opened(book).text(TESTS, "web_info", "Fasta").draft
    theirs = [one for one in time_types.every(book, 1) if one.id not in (3, 4)]
    found = merge(draft, theirs)
    assert [one.cell for one in found.clashes] == [(TESTS, WHOLE_ROW)]
    assert [one.cell for one in found.news] == [(ADMIN, WHOLE_ROW)]
    assert TESTS not in found.keep_mine(()).keys
    kept = found.keep_mine().edited()
    assert [(one.id, one.revision, one.web_info) for one in kept] == [(None, 0, "Fasta")]


# --- properties -------------------------------------------------------------------------------

_texts = st.sampled_from(["", "Jour", ".Läkarbesök", "Ombud", "x" * 90, " a\x1b ", "Prov 1177"])
_edits = st.lists(
    st.tuples(st.sampled_from(TICKS), st.integers(0, 9), st.booleans())
    | st.tuples(st.sampled_from(["name", "web_name", "web_info"]), st.integers(0, 9), _texts)
    | st.tuples(st.just("colour"), st.integers(0, 9), st.sampled_from(["", "red", "blue", "?"]))
    | st.tuples(st.sampled_from(["new", "clear"]), st.integers(0, 9), st.just("")),
    max_size=12,
)
_actors = st.sampled_from([SCHEDULER, IT])
Step = tuple[str, int, str | bool]


def carried_out(draft: TimeTypeDraft, step: Step) -> TimeTypeDraft:
    what, at, value = step
    key = draft.keys[at % len(draft.keys)]
    if what == "new":
        return draft.new().draft
    return draft.clear(key).draft if what == "clear" else draft.set(key, what, value).draft


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    path = tmp_path_factory.mktemp("shared") / "closed.db"
    build(path)
    with Book.open(path) as made:
        for name, web in (("", ""), (".Läkarbesök", "Läkare"), ("Ombud jour", "Jour"), ("B", "")):
            make_type(made, name, web, ticks=bool(name), bookable=bool(name))
    with Book.open(shutil.copy(path, path.with_name("book.db"))) as opened_book:
        yield opened_book


@given(steps=_edits, actor=_actors)
def test_undoing_all_gives_the_start_and_nothing_hidden_is_ticked(
    shared: Book, steps: list[Step], actor: Actor
) -> None:
    history = History(opened(shared, actor))
    start = history.now
    for step in steps:
        history.push(carried_out(history.now, step))
        for key in history.now.keys:
            one = history.now.item(key)
            assert not (one.hidden and any(web_ticks(one)))
            assert {*history.now.cells(key)} == {*TimeTypeDraft.LABELS}
    while history.can_undo:
        history.undo()
    assert history.now == start
    assert not history.now.is_changed
    assert history.now.edited() == ()


@settings(max_examples=effort(60, 1000))
@given(steps=_edits, actor=_actors)
def test_what_is_saved_is_the_draft_and_what_is_refused_was_said(
    shared: Book, steps: list[Step], actor: Actor
) -> None:
    draft = opened(shared, actor)
    for step in steps:
        draft = carried_out(draft, step)
    if any(line.bad for line in draft.lines.values()):
        assert draft.first_error is not None
        return
    with copied(shared) as book:
        if draft.first_error is not None:
            assert draft.cell_of(refused(book, draft, actor)) is not None
            return
        time_types.save(book, actor, 1, draft.edited())
        kept = [key for key in draft.keys if key in draft.edited_keys or key[0] == "t"]
        mine = [draft.settled(draft.item(key)) for key in kept]
        assert contents(opened(book, actor)) == sorted(map(bare, mine), key=repr)


@settings(max_examples=effort(60, 1000))
@given(steps=_edits, theirs=_edits, keep=st.sets(st.integers(0, 30)))
def test_any_merge_can_be_saved_or_says_why_not(
    shared: Book, steps: list[Step], theirs: list[Step], keep: set[int]
) -> None:
    draft, other = opened(shared), opened(shared, OTHER)
    for step in steps:
        draft = carried_out(draft, step)
    for step in theirs:
        other = carried_out(other, step)
    if other.first_error is not None:
        return
    with copied(shared) as book:
        time_types.save(book, OTHER, 1, other.edited())
        found = merged(book, draft)
        cells = [one.cell for at, one in enumerate(found.clashes) if at in keep]
        one = found.keep_mine(cells)
        assert not any(any(web_ticks(line.now)) for line in one.lines.values() if line.now.hidden)
        assert not found.keep_mine(()).is_changed or found.mine.is_changed
        one = replace(one, facts=opened(book).facts)
        if one.first_error is None:
            time_types.save(book, SCHEDULER, 1, one.edited())


def contents(draft: TimeTypeDraft) -> list[TimeType]:
    return sorted((bare(draft.item(key)) for key in draft.keys if key[0] == "t"), key=repr)


def bare(one: TimeType) -> TimeType:
    return replace(one, id=None, revision=0)


@contextmanager
def copied(book: Book) -> Iterator[Book]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Book.open(
            shutil.copy(Path(book.path).with_name("closed.db"), Path(folder) / "book.db")
        ) as opened_book,
    ):
        yield opened_book


def test_an_edit_of_sixty_types_is_cheap(book: Book) -> None:
    """It asks the book of the changed row only."""
    for n in range(55):
        make_type(book, f"Typ {n}", f"Webb {n}")
    draft = opened(book)
    assert draft.problems
    asked = []
    before = draft.facts.read_ahead
    draft.facts.read_ahead = lambda types: (asked.append(len(types)), before(types))[1]  # type: ignore[func-returns-value, method-assign]
    edit = draft.text(DOCTOR, "web_name", "Läkare")
    cells = [edit.draft.cells(key) for key in edit.draft.keys]
    assert len(cells) == 60
    assert asked == [1]
