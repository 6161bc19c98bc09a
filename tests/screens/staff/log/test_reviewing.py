"""Reviewing without a page: what a decision leads to, and how it is taken back."""

import pytest

from db.errors import BookError
from db.log import review
from db.log.asking import Asking
from db.log.review import Seen, seen_of
from db.values import Actor, ReviewDecision, Role
from screens.session import Session
from screens.staff.log.deciding import REST, gone_text, question
from screens.staff.log.reviewing import Reviewing
from screens.staff.log.rows import LogRows
from tests.screens import guide_world
from tests.screens.log_world import FILE, add_log

BILL, CHECKED = ReviewDecision.BILL, ReviewDecision.CHECKED
guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session


class Reviewer:
    """Reviewing of one log, as its page has it."""

    def __init__(self, session: Session, file: str = "", search: str = "") -> None:
        self.session = session
        self.rows = LogRows(lambda: self.session, file, search)
        self.reviewing = Reviewing(lambda: self.session, self.rows)
        self.rows.look(is_finding=False)

    def late(self) -> list[int]:
        """The late rows that show, from above."""
        assert self.rows.view is not None
        return [entry.seq for entry in self.rows.view.window(0, 100) if entry.late.late]

    def seen(self, *seqs: int) -> tuple[Seen, ...]:
        """These rows as they show."""
        assert self.rows.view is not None
        shown = {entry.seq: entry for entry in self.rows.view.window(0, 100)}
        return tuple(seen_of(shown[seq]) for seq in seqs)

    def decide(self, seq: int, decision: ReviewDecision | None = BILL) -> tuple[str, int | None]:
        """Decide on a late row that one stands on."""
        outcome = self.reviewing.decide(decision, self.seen(seq), late=seq)
        self.rows.look(is_finding=False)
        assert outcome is not None
        return outcome.text, outcome.keep

    def decided(self) -> list[tuple[ReviewDecision | None, str]]:
        """What is decided on the late rows, and by whom."""
        assert self.rows.view is not None
        entries = self.rows.view.window(0, 100)
        return [(entry.decision, entry.review.by) for entry in entries if entry.late.late]


@pytest.fixture
def reviewer(session: Session) -> Reviewer:
    return Reviewer(session)


def test_from_late_row_to_late_row_until_none_is_left(reviewer: Reviewer) -> None:
    first, second, third = reviewer.late()
    text, keep = reviewer.decide(first)
    assert (text.endswith(": ska faktureras. Sen 2 av 3. Ctrl+Z ångrar."), keep) == (True, second)
    assert reviewer.decide(third, CHECKED) == (
        "Avbokad 2024-09-12 11:00: kontrollerad. 1 kvar ovanför (Skift+N). Ctrl+Z ångrar.",
        None,
    )
    text, keep = reviewer.decide(second)
    assert text.endswith(": ska faktureras. Inget kvar att kontrollera här. Ctrl+Z ångrar.")
    assert keep is None


def test_a_search_that_leaves_the_late_ones_out_has_none_to_go_to(session: Session) -> None:
    reviewer = Reviewer(session)
    first = reviewer.late()[0]
    seen = reviewer.seen(first)
    for search in ("sen:nej", "bedömd:ja"):
        reviewer.rows.ask(search)
        reviewer.rows.look(is_finding=False)
        assert reviewer.reviewing.next_to_check(first) == (None, 0)
    assert reviewer.reviewing.left.late
    assert seen[0].seq == first


def test_taking_back_and_deciding_on_many_goes_nowhere(reviewer: Reviewer) -> None:
    first, second, _ = reviewer.late()
    outcome = reviewer.reviewing.decide(CHECKED, reviewer.seen(first, second), "", late=None)
    assert outcome == ("2 rader: kontrollerad. Ctrl+Z ångrar.", None)
    reviewer.rows.look(is_finding=False)
    text, keep = reviewer.decide(first, None)
    assert (text.endswith(": inte längre bedömd. Ctrl+Z ångrar."), keep) == (True, None)
    assert reviewer.reviewing.decide(CHECKED, ()) is None


def test_undo_gives_back_and_redo_does_it_again_and_a_new_decision_ends_redo(
    reviewer: Reviewer,
) -> None:
    reviewing = reviewer.reviewing
    first, second, _ = reviewer.late()
    before = reviewer.decided()
    assert (reviewing.can_undo, reviewing.can_redo) == (False, False)
    assert (reviewing.undo(), reviewing.redo()) == (None, None)
    reviewer.decide(first)
    after = reviewer.decided()
    undone = reviewing.undo()
    assert undone is not None
    assert (undone.text.startswith("Ångrat: "), undone.keep) == (True, first)
    reviewer.rows.look(is_finding=False)
    assert (reviewer.decided(), reviewing.can_undo, reviewing.can_redo) == (before, False, True)
    redone = reviewing.redo()
    assert redone is not None
    assert redone.text.startswith("Gjort igen: ")
    reviewer.rows.look(is_finding=False)
    assert [decision for decision, _ in reviewer.decided()] == [decision for decision, _ in after]
    reviewing.undo()
    reviewer.rows.look(is_finding=False)
    reviewer.decide(second)
    assert not reviewing.can_redo


def test_what_another_did_meanwhile_is_neither_overwritten_nor_tried_again(
    session: Session, reviewer: Reviewer
) -> None:
    first = reviewer.late()[0]
    reviewer.decide(first)
    other = Actor(Role.STAFF, name="Berit")
    review.decide(session.book, other, [first], CHECKED, seen=reviewer.seen(first))
    with pytest.raises(BookError):
        reviewer.reviewing.undo()
    assert not reviewer.reviewing.can_undo
    reviewer.rows.look(is_finding=False)
    assert reviewer.decided()[0] == (CHECKED, "Berit")


def test_who_decides_is_who_the_user_is_by_then(reviewer: Reviewer) -> None:
    """The name is changed in Inställningar while the page is open."""
    first, second, _ = reviewer.late()
    reviewer.decide(first)
    prefs = reviewer.session.prefs._replace(name="Sigbritt")
    reviewer.session = reviewer.session.named(prefs)
    reviewer.decide(second)
    assert [by for _, by in reviewer.decided()][:2] == ["Schemaläggare", "Sigbritt"]


def test_where_not_all_are_known_the_next_one_is_walked_to(session: Session) -> None:
    add_log(session.book, rows=4_000, late_every=20)
    reviewer = Reviewer(session, FILE, "ont")
    view = reviewer.rows.view
    assert view is not None
    first, second, *_ = reviewer.late()
    assert reviewer.reviewing.next_to_check(first)[0] == second


def test_marked_rows_that_are_gone_are_told_by_number(session: Session) -> None:
    reviewer = Reviewer(session)
    late = reviewer.late()
    assert reviewer.reviewing.there([*late, 9_999]) == frozenset(late)
    assert gone_text(1).startswith("1 markerad rad finns inte")
    assert gone_text(2_000).startswith("2\N{NO-BREAK SPACE}000 markerade rader")
    assert [row.seq for row in reviewer.reviewing.look(late, BILL)] == late


@pytest.mark.parametrize(
    ("rest", "decision", "names"),
    [
        (0, BILL, ["whole", "cancel"]),
        (1, BILL, [REST, "whole", "cancel"]),
        (0, None, ["whole", "cancel"]),
    ],
)
def test_enter_presses_the_safest_answer(
    reviewer: Reviewer, rest: int, decision: ReviewDecision | None, names: list[str]
) -> None:
    seen = reviewer.seen(*reviewer.late())
    asked = question(Asking("Vad?", seen, seen[:rest]), decision)
    assert [answer.name for answer in asked._answers] == names
