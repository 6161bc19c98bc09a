"""``asynja-tui exercise``: the course's exercises, listed, opened, solved, judged and checked."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from asynja_tui.cli import arguments, place
from asynja_tui.cli.faults import fault_document
from asynja_tui.cli.output import Answer
from asynja_tui.cli.table import table, width, wrapped
from asynja_tui.cli.usage import Usage
from db.book import Book
from db.errors import NotFound
from db.training.exercise import course as courses
from db.training.exercise import examine, judging, opening, starting
from db.training.exercise.course import Course
from db.training.exercise.judging import JudgedStep, Judgement
from db.training.exercise.notes import Notes
from db.training.exercise.reading import Source, read
from db.training.exercise.values import Card, Exercise
from db.values import count_text
from db.worlds.reading import Faulty


def show(args: Namespace) -> Answer:
    """The course's exercises, in order."""
    course = _course(args)
    cards = list(course.cards())
    rows = [
        (card.name, card.title, ", ".join(card.tracks), f"{card.minutes} min") for card in cards
    ]
    document = {"exercises": [_card(card) for card in cards]}
    lines = [course.title, *table(("Övning", "Vad den är", "Spår", "Tid"), rows, width(), (1,))]
    return Answer(document, lines)


def run(args: Namespace) -> Answer:
    """Open the program on an exercise: where one left it, or from its start."""
    source = _source(args)
    path = place.exercise_book(source.name)
    kept_in = place.exercises_folder()
    exercise = opening.opened(source, path, kept_in, _tell())
    begin = exercise.begin
    from asynja_tui import app
    from screens.training.sitting import Opened, start_of

    start = start_of(exercise, kept_in)
    opened = Opened(source, exercise, path, start, course=_course_name(args))
    code = app.run(
        path, begin.unit, begin.page, begin.argument, arguments.caller(),
        look=arguments.look(), exercise=opened,
    )  # fmt: skip
    return Answer({"exercise": exercise.name, "book": str(path)}, (), code)


def solve(args: Namespace) -> Answer:
    """Make the book of an exercise from its start and play its solution in it."""
    exercise = _exercise(args)
    path = place.chosen(args.book)
    if path is None:
        raise Usage("Ange boken som ska göras med --book FIL.", field="book")
    starting.make(exercise, path, place.exercises_folder() / "worlds")
    failure = examine.solve(exercise, path, _play)
    judgement = _judged(exercise, path)
    document = {"book": str(path), **_document(exercise, judgement)}
    if failure:
        return Answer(document, (), 1, f"Lösningen går inte att spela: {failure}")
    return Answer(document, _lines(exercise, judgement), 0 if judgement.solved else 1)


def judge(args: Namespace) -> Answer:
    """Say which steps of an exercise a book has done: 0 solved, 1 not."""
    exercise = _exercise(args)
    path = place.chosen(args.book)
    if path is None:
        raise Usage("Ange boken som ska bedömas med --book FIL.", field="book")
    judgement = _judged(exercise, path)
    lines = _lines(exercise, judgement)
    return Answer(_document(exercise, judgement), lines, 0 if judgement.solved else 1)


def check(args: Namespace) -> Answer:
    """Say what is wrong with an exercise, and which steps its solution makes true."""
    source = _source(args)
    try:
        exercise = read(source, tell=_tell())
        found = examine.examine(exercise, _play, place.exercises_folder() / "worlds")
    except Faulty as error:
        found = examine.Examined(error.faults)
    steps = [] if found.judgement is None else found.judgement.steps
    document = {
        "name": source.name,
        "faults": [fault_document(one) for one in found.faults],
        "steps": [{"text": step.text, "done": step.done} for step in steps],
    }
    lines = [line for step in steps for line in _step_lines(step)]
    if found.is_whole:
        return Answer(document, [*lines, f"{source.name} är utan fel, och lösningen löser den."])
    lines += [
        line
        for fault in found.faults
        for line in wrapped(fault.sentence, width(), first="  - ", rest="    ")
    ]
    count = len(found.faults)
    said = f"{source.name}: {count_text(count, 'fel', 'fel')}."
    if not count:
        said = f"{source.name}: lösningen löser inte alla steg."
    return Answer(document, lines, 1, said)


# --- which exercise -------------------------------------------------------------------------------


def _course(args: Namespace) -> Course:
    """The course that is meant.

    Raises:
        Usage: there is none of that name.
    """
    try:
        return courses.load(args.course, place.own_courses())
    except NotFound as error:
        raise Usage(error.text, field="course") from None


def _source(args: Namespace) -> Source:
    """The exercise that is meant: a file, or one of the course.

    Raises:
        Usage: the course has none of that name.
    """
    if args.exercise.casefold().endswith(".toml"):
        return courses.of_file(args.exercise)
    try:
        return _course(args).source(args.exercise)
    except NotFound as error:
        raise Usage(error.text, field="exercise") from None


def _course_name(args: Namespace) -> str:
    return "" if args.exercise.casefold().endswith(".toml") else str(args.course)


def _exercise(args: Namespace) -> Exercise:
    return read(_source(args), tell=_tell())


def _tell() -> Any:  # noqa: ANN401 - a function of the screens, imported when it is needed
    from screens.training.labels import tell

    return tell


def _play(exercise: Exercise, path: Path, after: Any) -> str:  # noqa: ANN401 - as examine.Play
    from asynja_tui.playing.solving import play_solution

    return play_solution(exercise, path, after)


def _judged(exercise: Exercise, path: Path) -> Judgement:
    """Judge a book; what once was done is noted beside it."""
    start = starting.start_of(exercise, place.exercises_folder())
    notes = Notes.load(exercise.name, path)
    kept = set(notes.kept)
    with Book.open(path) as book:
        judgement = judging.judge(exercise, book, notes, start)
    if notes.kept != kept:
        notes.save(path)
    return judgement


# --- what is said ---------------------------------------------------------------------------------


def _card(card: Card) -> dict[str, object]:
    return {
        "name": card.name,
        "title": card.title,
        "track": card.tracks[0],
        "chapter": card.chapter,
        "minutes": card.minutes,
        "slides": list(card.slides),
        "rules": list(card.rules),
    }


def _document(exercise: Exercise, judgement: Judgement) -> dict[str, object]:
    return {
        "name": exercise.name,
        "solved": judgement.solved,
        "steps": [
            {"text": step.text, "done": step.done, "remark": step.remark}
            for step in judgement.steps
        ],
    }


def _lines(exercise: Exercise, judgement: Judgement) -> list[str]:
    lines = [line for step in judgement.steps for line in _step_lines(step)]
    state = "är löst" if judgement.solved else "är inte löst"
    return [*lines, f"{exercise.card.title} {state}."]


def _step_lines(step: JudgedStep) -> list[str]:
    mark = "x" if step.done else " "
    lines = [*wrapped(step.text, width(), first=f"[{mark}] ", rest="    ")]
    if step.remark:
        lines += wrapped(step.remark, width(), first="    ! ", rest="      ")
    return lines
