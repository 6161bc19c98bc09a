"""What the program does with exercises: lists them, opens one in its own book, and goes back.

The exercise's book takes the place of one's own as long as it lasts; one's own is closed meanwhile
and never touched. What takes its time is done in a thread.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from textual.app import App
from textual.timer import Timer

from db.book import Book
from db.errors import BookError
from db.practice import books
from db.setup import clinics
from db.training.coach import way as ways
from db.training.coach.way import Way
from db.training.exercise import course as courses
from db.training.exercise import opening, starting
from db.training.exercise.course import Course
from db.training.exercise.notes import Notes
from db.training.exercise.reading import Source
from db.training.progress import summing
from db.training.progress.store import Progress
from db.training.progress.values import Time
from db.training.script.values import Click
from db.values import Actor, clean
from screens.base import BookScreen, page_shown
from screens.dialog import leave
from screens.playing.finding.find import find
from screens.playing.finding.spot import Missing
from screens.playing.player import Player, Stopped
from screens.playing.today import today_of
from screens.session import Session
from screens.training import steps as panel
from screens.training.answer_dialog import AnswerDialog
from screens.training.course_dialog import GO_ON, QUIZ, CourseDialog, Listed, way_dialog
from screens.training.course_dialog import ways as way_choices
from screens.training.folders import Folders, Host
from screens.training.labels import tell
from screens.training.over_dialog import NEXT, OverDialog
from screens.training.quiz_dialog import new_paper
from screens.training.sitting import Opened, Sitting, start_of
from screens.trouble.busy import PATIENCE
from widgets.bars.step_line import StepLine

LOOKS: Final = 0.1
"""Seconds between two looks at whether the exercise's book has changed."""
_PACE: Final = 0.7
_MARKED: Final = 4.0
"""Seconds that the place of a hint is marked."""


class Desk:
    """The exercises of one program.

    Args:
        app: the program.
        host: the same, as it is needed here.
        folders: where the files are.
    """

    def __init__(self, app: App[Any], host: Host, folders: Folders) -> None:
        self._app, self._host, self._folders = app, host, folders
        self.sitting: Sitting | None = None
        self._course: Course | None = None
        self._own: Session | None = None
        self._own_path: Path | None = None
        self._timer: Timer | None = None
        self._stamp = (-1, -1)
        self._was_over = False
        self._lines: list[StepLine] = []
        self._is_shown_now = False
        self.pace = _PACE
        """Seconds before each act of a solution that is shown."""

    # --- the course ---------------------------------------------------------------------------

    def show_course(self, at: str = "") -> None:
        """List the course."""
        self._app.run_worker(self._show_course(at), group="training", exclusive=True)

    async def _show_course(self, at: str) -> None:
        try:
            listed = await asyncio.to_thread(self._listed)
        except BookError as error:
            self._complain(error)
            return
        self._course = listed.course

        def chosen(name: str | None) -> None:
            if name == QUIZ:
                self._app.push_screen(new_paper())
            elif name:
                self.choose_way(listed, name)

        self._app.push_screen(CourseDialog(listed, at), chosen)

    def _listed(self) -> Listed:
        course = courses.load(courses.OURS, self._folders.courses)
        cards = tuple(course.cards())
        begun = frozenset(
            card.name for card in cards if opening.is_begun(self._folders.book(card.name))
        )
        return Listed(course, cards, summing.standings(self._times()), begun)

    def _times(self) -> tuple[Time, ...]:
        progress = Progress(self._folders.progress)
        try:
            return progress.times(self._trainee)
        finally:
            progress.close()

    @property
    def _trainee(self) -> str:
        return self._host.session.prefs.name

    def choose_way(self, listed: Listed, name: str) -> None:
        """Ask how one wants to go through an exercise, and begin."""
        card = next(card for card in listed.cards if card.name == name)
        proposed = ways.proposed(time.ended for time in self._times())
        known, cursor = way_choices(
            card, proposed, is_begun=name in listed.begun, may_show=listed.course.may_show
        )

        def chosen(answer: str | None) -> None:
            if answer:
                way = None if answer == GO_ON else Way(answer)
                self.begin(listed.course, listed.course.source(name), way)

        self._app.push_screen(way_dialog(card, known, cursor), chosen)

    # --- an exercise --------------------------------------------------------------------------

    def begin(self, course: Course, source: Source, way: Way | None) -> None:
        """Open an exercise: from its start in this way, or where one left it when it is None."""
        stack = _stack(self._app)
        leave(self._app, stack[::-1], lambda: self._work(self._begin(course, source, way)))

    def _work(self, work: Any) -> None:  # noqa: ANN401 - a coroutine
        self._app.run_worker(work, group="training", exclusive=True)

    async def _begin(self, course: Course, source: Source, way: Way | None) -> None:
        try:
            opened = await asyncio.to_thread(self._open, course, source, way)
            await self._give(opened)
            await self.sit(opened)
        except BookError as error:
            self._complain(error)

    def _open(self, course: Course, source: Source, way: Way | None) -> Opened:
        folders = self._folders
        path = folders.book(source.name)
        if way is None:
            exercise = opening.opened(source, path, folders.kept, tell)
        else:
            seed = _new_seed() if way is Way.EXAM else None
            exercise = opening.begun(source, path, folders.kept, tell, seed)
        start = start_of(exercise, folders.kept)
        return Opened(source, exercise, path, start, way or Way.ALONE, course.name, course.may_show)

    async def _give(self, opened: Opened) -> None:
        """With support the first steps are done before one begins."""
        given = ways.given_steps(opened.way, len(opened.exercise.steps))
        if not given or opening_was_left(opened):
            return
        kept = await asyncio.to_thread(supported_copy, opened, self._folders.kept)
        if not kept.exists():
            self._app.notify("De första stegen görs ...", timeout=2, markup=False)
            await self._folders.play(opened.exercise, opened.path, given)
            await asyncio.to_thread(keep_copy, opened.path, kept)
        else:
            await asyncio.to_thread(put_copy, kept, opened)

    async def sit(self, opened: Opened) -> None:
        """Go on with an exercise's book, which is ready."""
        if self.sitting is not None:
            self.sitting.leave()
            self.sitting = None
        session = self._session_of(opened)
        if self._own is None:
            self._own, self._own_path = self._host.session, self._host.session.book.path
        progress = Progress(self._folders.progress)
        sitting = Sitting(opened, self._trainee, progress)
        with suppress(BookError):
            sitting.look(session.book, acted=False)
        self.sitting, self._was_over = sitting, sitting.attempt.is_over
        self._host.show_above(None)
        begin = opened.exercise.begin
        await self._host.go_on_with(session, begin.page, begin.argument)
        self._follow(sitting)

    def adopt(self, opened: Opened) -> None:
        """The program is to be opened on the exercise's book: there is none of one's own to go to.

        Before it runs; ``follow`` begins when it does.
        """
        sitting = Sitting(opened, self._trainee, Progress(self._folders.progress))
        with suppress(BookError):
            sitting.look(self._host.session.book, acted=False)
        self.sitting, self._was_over = sitting, sitting.attempt.is_over
        self._host.above = lambda page: self._part(page, sitting)

    def _follow(self, sitting: Sitting) -> None:
        self._host.show_above(lambda page: self._part(page, sitting))
        self.follow()

    def follow(self) -> None:
        """Judge the book from now on, whenever it has changed."""
        sitting = self.sitting
        if sitting is None:
            return
        self._stamp = (-1, -1)
        if self._timer is None:
            self._timer = self._app.set_interval(LOOKS, self.look, name="exercise")
        if sitting.attempt.way is Way.SHOW and not sitting.attempt.is_over:
            self.play_solution()

    def _session_of(self, opened: Opened) -> Session:
        book = Book.open(opened.path)
        book.patience = PATIENCE
        now, begin = self._host.session, opened.exercise.begin
        actor = Actor(begin.role, now.prefs.name, demo=now.actor.demo)
        return now._replace(book=book, clinic=clinics.find(book, begin.unit).id, actor=actor)

    def _part(self, page: BookScreen, sitting: Sitting) -> panel.Steps:
        """The panel of a page, and its one line where there is no room for that."""
        line = StepLine(
            lambda: () if page.beside.is_wide or page.is_turned else panel.short_line(sitting),
            self.show_steps,
        )
        page.call_after_refresh(self._mount, page, line)
        return panel.Steps(sitting, self.do)

    def _mount(self, page: BookScreen, line: StepLine) -> None:
        if page.is_attached and self.sitting is not None:
            for old in page.query(StepLine):
                old.remove()
            page.mount(line)
            self._lines = [one for one in self._lines if one.is_attached] + [line]

    # --- what is done -------------------------------------------------------------------------

    def look(self) -> None:
        """Judge the book if it has changed; time passes, too."""
        sitting = self.sitting
        if sitting is None:
            return
        book = self._host.session.book
        with suppress(BookError):
            stamp = book.changes()
            if stamp != self._stamp:
                acted, self._stamp = self._stamp != (-1, -1), stamp
                sitting.look(book, acted=acted)
        sitting.tick()
        for line in self._lines:
            if line.is_attached and line.is_mounted:
                line.fit()
        if sitting.attempt.is_over and not self._was_over and _is_page(self._app):
            self._was_over = True
            self._tell_over(sitting)

    def _tell_over(self, sitting: Sitting) -> None:
        def answered(answer: str | None) -> None:
            if answer == NEXT:
                self.do(panel.NEXT)

        self._app.push_screen(OverDialog(sitting), answered)

    def do(self, name: str) -> None:
        """What a line of the panel says."""
        if name.startswith(panel.ANSWER):
            self._answer(name.removeprefix(panel.ANSWER))
            return
        acts: dict[str, Callable[[], object]] = {
            panel.HINT: self.hint, panel.READY: self.hand_in, panel.NEXT: self.go_on,
            panel.RESTART: self.restart, panel.SHOW: self.play_solution, panel.LEAVE: self.leave,
        }  # fmt: skip
        if name in acts:
            acts[name]()

    def show_steps(self) -> None:
        """F5: the panel in the page's place, or the keys in it where it stands beside the page."""
        page = page_shown(self._app)
        if page is None or self.sitting is None:
            return
        if not page.beside.is_wide:
            page.beside.turn(panel.Steps.name)
        else:
            view = page.beside.view(panel.Steps.name)
            if view is not None:
                page.set_focus(None) if page.focused is view else view.focus()

    def hint(self) -> None:
        """The next hint; the place it is about is marked."""
        sitting = self.sitting
        if sitting is None:
            return
        found = sitting.ask()
        if found is None:
            said = "Nästa ledtråd kommer om en stund, eller när du har gjort något."
            self._app.notify(said, markup=False)
            return
        self._app.notify(clean(found.text), title="Ledtråd", timeout=10, markup=False)
        self._mark(found.step)

    def _mark(self, step: int) -> None:
        """Mark the first thing that the step's solution acts on, if it is on the screen."""
        from screens.showing.marks import mark_region

        sitting = self.sitting
        assert sitting is not None
        acts = sitting.exercise.steps[step].solution
        thing = next((act.thing for act in acts if isinstance(act, Click)), None)
        if thing is None:
            return
        with suppress(Missing, BookError):
            spot = find(self._app, thing, today_of(self._host.session.book))
            mark_region(self._app, spot.region, _MARKED)

    def hand_in(self) -> None:
        """Klar in a Prov."""
        if self.sitting is not None:
            self.sitting.hand_in()
            self._was_over = False

    def _answer(self, told: str) -> None:
        """Answer a question: ``STEP:CHOICE``, or ``STEP:`` to write the answer."""
        sitting = self.sitting
        if sitting is None:
            return
        number, _, place = told.partition(":")
        question = sitting.exercise.steps[int(number)].question
        if question is None:
            return

        def answer(text: str | None) -> None:
            if text is not None and self.sitting is sitting:
                try:
                    sitting.answer(question, text, self._host.session.book)
                except BookError as error:
                    self._complain(error)

        if place:
            answer(question.choices[int(place)])
        else:
            dialog = AnswerDialog(question.text, sitting.answer_to(question))
            self._app.push_screen(dialog, answer)

    def restart(self) -> None:
        """Börja om: the exercise's book as at the start, at once."""
        sitting = self.sitting
        if sitting is not None and self._course_of(sitting) is not None:
            self._work(self._restart(sitting))

    async def _restart(self, sitting: Sitting) -> None:
        before = sitting.opened
        way = sitting.attempt.way
        try:
            sitting.note()
            exercise = await asyncio.to_thread(
                opening.begun, before.source, before.path, self._folders.kept, tell,
                before.exercise.seed or None,
            )  # fmt: skip
            with suppress(BookError):
                self._host.session.book.changes()  # that its file was replaced is no news
            opened = replace(before, exercise=exercise, way=way)
            self.sitting = None
            await self._give(opened)
            await self.sit(opened)
        except BookError as error:
            self._complain(error)

    def _course_of(self, sitting: Sitting) -> Course | None:
        if self._course is None or self._course.name != sitting.opened.course:
            try:
                name = sitting.opened.course or courses.OURS
                self._course = courses.load(name, self._folders.courses)
            except BookError as error:
                self._complain(error)
        return self._course

    def go_on(self) -> None:
        """To the next exercise of the course, as it is proposed."""
        sitting = self.sitting
        course = None if sitting is None else self._course_of(sitting)
        if sitting is None or course is None:
            return
        names = course.names
        at = names.index(sitting.exercise.name) + 1 if sitting.exercise.name in names else 0
        sitting.note()
        if at >= len(names):
            self._app.notify("Det var den sista övningen i kursen.", markup=False)
            self.show_course()
            return
        proposed = ways.proposed(time.ended for time in self._times())
        self.begin(course, course.source(names[at]), proposed)

    def leave(self) -> None:
        """Leave the exercise for one's own book; it can be gone on with later."""
        if self.sitting is None:
            return
        stack = _stack(self._app)
        leave(self._app, stack[::-1], lambda: self._work(self._leave()))

    async def _leave(self) -> None:
        sitting, own, path = self.sitting, self._own, self._own_path
        if sitting is None:
            return
        sitting.leave()
        self.sitting = None
        self._host.show_above(None)
        for line in self._lines:
            if line.is_attached:
                line.fit_away()
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if own is None or path is None:
            self._app.exit()
            return
        self._own = self._own_path = None
        try:
            book = Book.open(path)
        except BookError as error:
            self._complain(error)
            return
        book.patience = PATIENCE
        session = own._replace(book=book, prefs=self._host.session.prefs)
        await self._host.go_on_with(session)
        self._app.notify("Övningen är kvar: Övningar, Gå vidare där du var.", markup=False)

    def play_solution(self) -> None:
        """Visa: the solution is played from the start before one's eyes, and is never solved."""
        if self.sitting is not None and not self._is_shown_now:
            self.sitting.show()
            self._work(self._play())

    async def _play(self) -> None:
        sitting = self.sitting
        if sitting is None:
            return
        before = sitting.opened
        self._is_shown_now = True
        try:
            await asyncio.to_thread(
                opening.begun, before.source, before.path, self._folders.kept, tell,
                before.exercise.seed or None,
            )  # fmt: skip
            with suppress(BookError):
                self._host.session.book.changes()
            self.sitting = None
            await self.sit(replace(before, way=Way.SHOW))
            shown = self.sitting
            player = Player(self._app, today_of(self._host.session.book), Slowly(self.pace))
            for acts in before.exercise.solution:
                if self.sitting is not shown:
                    return
                await player.play(acts)
                self.look()
        except Stopped as stopped:
            self._app.notify(clean(str(stopped)), severity="warning", markup=False)
        except BookError as error:
            self._complain(error)
        finally:
            self._is_shown_now = False

    def end(self) -> None:
        """The program ends: keep how far one had come."""
        if self.sitting is not None:
            self.sitting.leave()

    def _complain(self, error: BookError) -> None:
        self._app.notify(clean(error.text), severity="error", timeout=10, markup=False)


class Slowly:
    """Who looks on while a solution is shown: there is time to see each act."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    async def see(self, told: object) -> None:
        """Wait a little before it is done."""
        await asyncio.sleep(self._seconds)


def supported_copy(opened: Opened, kept_in: Path) -> Path:
    """Where the exercise's book is kept as it is with support, for today."""
    prepared = starting.prepared(opened.exercise, kept_in)
    return prepared.with_name(f"{prepared.stem}.stöd.db")


def keep_copy(book: Path, kept: Path) -> None:
    """Keep a book that nobody has open as it is now."""
    with suppress(OSError, BookError), Book.open(book) as opened:
        opened.backup(kept)


def put_copy(kept: Path, opened: Opened) -> None:
    """Put a kept copy in the place of an exercise's book.

    Raises:
        Unreadable: it cannot be written.
    """
    former = books.replace_with(kept, opened.path).former
    if former is not None:
        with suppress(OSError):
            former.unlink()
    Notes(opened.exercise.name, opened.exercise.seed).save(opened.path)


def opening_was_left(opened: Opened) -> bool:
    """Whether it is gone on with: how far one had come is kept beside its book."""
    return bool(Notes.load(opened.exercise.name, opened.path).more)


def _new_seed() -> int:
    import random

    return random.SystemRandom().randrange(1, 1_000_000)


def _stack(app: App[Any]) -> tuple[Any, ...]:
    page = page_shown(app)
    return page.stack if page is not None else ()


def _is_page(app: App[Any]) -> bool:
    return isinstance(app.screen, BookScreen) and app.screen.is_ready
