"""Snabbprov in the program: answered by letters, digits or the mouse, and explained at once."""

from textual.pilot import Pilot
from textual.widgets import Static

from asynja_tui.shell import Shell
from db.training.quiz import paper
from db.training.quiz.paper import Graded
from screens.training.quiz_dialog import QuizDialog
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from widgets.forms.dialog import DialogButton

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session


def _said(pilot: Pilot[None], name: str) -> str:
    return str(pilot.app.screen.query_one(f"#{name}", Static).content)


async def test_a_paper_from_end_to_end(shell: Shell) -> None:
    results: list[tuple[Graded, ...] | None] = []
    told: list[tuple[Graded, ...]] = []
    questions = paper.draw(7, 3)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        pilot.app.push_screen(QuizDialog(7, count=3, done=told.append), results.append)
        await settled(pilot)
        golden.check(pilot.app, "quiz-question-80x24")
        wrong = (questions[0].right + 1) % len(questions[0].choices)
        await press(pilot, "abcd"[wrong])
        assert _said(pilot, "told") == questions[0].explained(wrong)
        assert "✓ " + paper.letter(questions[0].right) in _said(pilot, "choices")
        assert "✗ " + paper.letter(wrong) in _said(pilot, "choices")
        golden.check(pilot.app, "quiz-wrong-80x24")
        await press(pilot, "abcd"[questions[0].right])  # answered once
        await press(pilot, "enter", str(questions[1].right + 1))
        assert _said(pilot, "told") == questions[1].why
        await press(pilot, "enter")
        assert not told
        buttons = {one.button.label: one for one in pilot.app.screen.query(DialogButton)}
        await pilot.click(buttons[paper.letter(questions[2].right)])
        await settled(pilot)
        assert [one.correct for one in told[0]] == [False, True, True]
        await press(pilot, "enter")
        assert _said(pilot, "question") == "2 rätt av 3."
        assert questions[0].text in _said(pilot, "choices")
        await press(pilot, "enter")  # another paper
        assert _said(pilot, "question") == paper.draw(8, 3)[0].text
        await press(pilot, "escape")
        assert results == [None]


async def test_a_paper_that_is_done_is_the_result(shell: Shell) -> None:
    results: list[tuple[Graded, ...] | None] = []
    questions = paper.draw(9, 1)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        pilot.app.push_screen(QuizDialog(9, count=1), results.append)
        await settled(pilot)
        await press(pilot, "enter")  # nothing is answered yet
        assert _said(pilot, "question") == questions[0].text
        await press(pilot, "abcd"[questions[0].right], "enter", "escape")
        assert results == [paper.grade(questions, [questions[0].right])]
