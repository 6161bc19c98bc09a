"""One time with an exercise in the program: what is judged, shown and told of it. Knows no Textual.

The exercise's book is judged whenever it has changed; what the steps look like, which hints have
been told and how it ended is read from here by every page's panel.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from db import clock
from db.book import Book
from db.errors import BookError
from db.training.coach.attempt import Attempt, Shown
from db.training.coach.hints import Hint
from db.training.coach.way import Way
from db.training.exercise import judging, starting
from db.training.exercise.judging import Judgement, Start
from db.training.exercise.notes import Notes
from db.training.exercise.reading import Source
from db.training.exercise.values import Exercise, Question
from db.training.progress.store import Progress
from db.training.progress.values import Result, Time
from db.values import Instant


@dataclass(frozen=True, slots=True)
class Opened:
    """An exercise whose book is ready.

    Attributes:
        source: where it stands.
        exercise: with its values drawn.
        path: its book.
        start: what the checks answered at the start.
        way: how one is to go through it, where it is begun.
        course: its course's name.
        may_show: whether the course lets its solution be seen.
    """

    source: Source
    exercise: Exercise
    path: Path
    start: Start
    way: Way = Way.ALONE
    course: str = ""
    may_show: bool = True


@dataclass
class Sitting:
    """One time with an exercise.

    Attributes:
        opened: the exercise and its book.
        trainee: the name one has given oneself.
        progress: where it is noted; None notes nothing.
        told: the hints that were told, in their order.
    """

    opened: Opened
    trainee: str = ""
    progress: Progress | None = None
    told: list[Hint] = field(default_factory=list)
    _draws: list[Callable[[], object]] = field(default_factory=list)
    _judgement: Judgement | None = None
    _seen: tuple[object, ...] = ()
    _key: int = 0
    _began: Instant = 0

    def __post_init__(self) -> None:
        """Go on where one was, or begin."""
        exercise, now = self.exercise, clock.monotonic()
        self._notes = Notes.load(exercise.name, self.opened.path)
        kept = Attempt.restored(exercise, self._notes.more, now)
        self.attempt = kept or Attempt(exercise, self.opened.way, now)
        self._began = clock.computer_now()
        if self.progress is not None:
            self._key = self.progress.begin(self._time())

    @property
    def exercise(self) -> Exercise:
        """What is practised."""
        return self.opened.exercise

    @property
    def judgement(self) -> Judgement | None:
        """The latest."""
        return self._judgement

    # --- what happens -------------------------------------------------------------------------

    def look(self, book: Book, *, acted: bool = True) -> None:
        """Judge the book as it is now; what once was done is noted beside it.

        Raises:
            Unreadable, Busy, Misplaced: the book cannot be read.
        """
        kept = set(self._notes.kept)
        self._judgement = judging.judge(self.exercise, book, self._notes, self.opened.start)
        self.attempt.judged(self._judgement, clock.monotonic(), acted=acted)
        if self._notes.kept != kept:
            self._notes.save(book.path)
        self.draw()

    def tick(self) -> None:
        """Time has passed: a hint may be offered, or the next may be told."""
        self.attempt.tick(clock.monotonic())
        self.draw()

    def answer(self, question: Question, text: str, book: Book) -> None:
        """Answer what a step asks."""
        self._notes.answers[question.name] = text
        self._notes.save(book.path)
        self.look(book)

    def answer_to(self, question: Question) -> str:
        """What was answered; empty where nothing was."""
        return self._notes.answers.get(question.name, "")

    def ask(self) -> Hint | None:
        """The next hint to the step that is next; None where it is not time for one."""
        found = self.attempt.ask(clock.monotonic())
        if found is not None and found not in self.told:
            self.told.append(found)
        self.draw()
        return found

    def hand_in(self) -> None:
        """Klar in a Prov."""
        self.attempt.hand_in()
        self.draw()

    def show(self) -> None:
        """The solution is shown: it is never solved this time."""
        self.attempt.show()
        self.draw()

    def leave(self) -> None:
        """Keep how far one had come, beside the book and in the progress."""
        self._notes.more = self.attempt.kept()
        self._notes.save(self.opened.path)
        self.note()
        if self.progress is not None:
            self.progress.close()

    def note(self) -> None:
        """Keep in the progress how it stands now."""
        if self.progress is not None:
            self.progress.note(self._key, self._time())

    def _time(self) -> Time:
        attempt, card = self.attempt, self.exercise.card
        return Time(
            self.trainee, self.opened.course, self.exercise.name, attempt.way, self.exercise.seed,
            self._began, round(attempt.took, 1), attempt.hints, attempt.turns, self.result,
            card.rules,
        )  # fmt: skip

    @property
    def result(self) -> Result:
        """How it would be noted if one stopped now."""
        if self.attempt.solved:
            return Result.SOLVED
        if self.attempt.was_shown:
            return Result.SHOWN
        return Result.FAILED if self.attempt.handed_in else Result.LEFT

    # --- what is shown ------------------------------------------------------------------------

    @property
    def steps(self) -> tuple[Shown, ...]:
        """The steps as they are shown."""
        return self.attempt.shown()

    @property
    def next(self) -> int | None:
        """The step that is next, from 0; None when all are done, or it is not told."""
        if self._judgement is None or (self.attempt.way is Way.EXAM and not self.attempt.is_over):
            return None
        return self._judgement.next

    @property
    def remark(self) -> str:
        """The one remark there is to make."""
        return next((step.remark for step in self.steps if step.remark), "")

    def hints_to(self, step: int) -> tuple[str, ...]:
        """The hints that were told to a step."""
        return tuple(dict.fromkeys(hint.text for hint in self.told if hint.step == step))

    def draw_with(self, draw: Callable[[], object]) -> None:
        """``draw`` is called whenever something else is to be shown."""
        self._draws.append(draw)

    def forget(self, draw: Callable[[], object]) -> None:
        """It is not to be called any more."""
        with suppress(ValueError):
            self._draws.remove(draw)

    def draw(self) -> None:
        """Say it to all who draw it, if anything else is to be shown."""
        seen = (
            self.steps, self.attempt.is_over, self.attempt.offers, self.attempt.may_ask,
            len(self.told), tuple(self._notes.answers.items()), self.attempt.was_shown,
        )  # fmt: skip
        if seen != self._seen:
            self._seen = seen
            if self.attempt.is_over:
                self.note()
            for draw in tuple(self._draws):
                draw()


def start_of(exercise: Exercise, kept_in: Path) -> Start:
    """What the checks answered at the start; nothing where the copy of today cannot be made."""
    try:
        return starting.start_of(exercise, kept_in)
    except BookError:
        return judging.NO_START
