"""Loggpass: forty rows of a seed, and what was missed and done in vain."""

from pathlib import Path

import pytest

from db.book import Book
from db.log import query, review
from db.training.exercise import starting
from db.training.exercise.judging import judge
from db.training.review.log_pass import NAME, Score, score, text_of
from db.values import Act, ReviewDecision
from db.worlds.unit import STAFF
from tests.db.training.exercise.made import exercise

PASS = """
[[steg]]
text = "Granska loggen Loggpass"
krav = [{ loggpass = "Loggpass" }]
[loggpass]
rader = 40
"""


def scored(book: Book) -> Score:
    with book.read() as reader:
        return score(reader, 1)


def test_forty_rows_are_reviewed_by_the_rules(tmp_path: Path) -> None:
    made = exercise(PASS, seed=7)
    with Book.open(starting.make(made, tmp_path / "book.db")) as book:
        rows = query.rows(book, STAFF, 1, file=NAME)
        late = [row.seq for row in rows if row.late is not None and row.late.late]
        in_time = [row.seq for row in rows if row.act is not Act.BOOKED and row.seq not in late]
        assert scored(book) == Score(40, len(late), 0)
        assert len(late) >= 4
        assert len(in_time) >= 4
        review.decide(book, STAFF, late[1:], ReviewDecision.BILL, seen=None)
        assert scored(book) == Score(40, 1, 0)
        (step,) = judge(made, book).steps
        assert step.remark == "1 sen ändring återstår att bedöma."
        review.decide(book, STAFF, late[:1], ReviewDecision.EXEMPT, "Ny tid samma dag", seen=None)
        assert judge(made, book).solved


@pytest.mark.parametrize("seed", [0, 1])
def test_the_same_seed_gives_the_same_rows(seed: int) -> None:
    assert text_of(40, seed, 1_726_736_700) == text_of(40, seed, 1_726_736_700)
    assert text_of(40, seed, 1_726_736_700).count("\n") == 41


def test_the_score_for_people() -> None:
    assert Score(40, 2, 1).text(180.0) == "2 missade, 1 i onödan, 4,5 sekunder per rad"
