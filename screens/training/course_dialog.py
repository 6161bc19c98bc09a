"""Övningar: the course with its chapters, what is done and next, and the ways through it."""

from collections.abc import Sequence
from typing import ClassVar, Final, NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.training.coach.way import WAY_LABELS, WAY_TEXTS, Way
from db.training.exercise.course import Course
from db.training.exercise.values import Card, Track
from db.training.progress.values import Standing
from db.values import clean
from screens.dialog import DialogScreen
from screens.help import CommandDialog
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.dialog import Button

_BEGIN: Final = Button("begin", "Börja", "Öppnar övningen i en egen bok. Din egen bok är orörd.")
_TRACK: Final = Button("track", "Spår", "Visar alla övningar, eller bara ett spårs.")
_QUIZ: Final = Button("quiz", "Snabbprov", "Tjugo frågor ur reglerna, en i taget.")
_CLOSE: Final = Button("cancel", "Stäng")
QUIZ: Final = "quiz"
SOLVED, SHOWN, NEXT, UNDONE = "✓", "○", "▸", " "
"""Before an exercise: solved, only shown, the next one, not done."""
GO_ON: Final = "go-on"


class Listed(NamedTuple):
    """The course as it stands for a trainee.

    Attributes:
        cards: its exercises, in order.
        standings: what the trainee has done.
        begun: the names of exercises that can be gone on with.
    """

    course: Course
    cards: tuple[Card, ...]
    standings: tuple[Standing, ...] = ()
    begun: frozenset[str] = frozenset()

    def standing(self, name: str) -> Standing | None:
        """What was done of an exercise."""
        course = self.course.name
        own = (one for one in self.standings if (one.course, one.exercise) == (course, name))
        return next(own, None)

    def next(self, track: Track | None = None) -> str:
        """The first exercise that is not solved; empty when all are."""
        for card in self.of_track(track):
            standing = self.standing(card.name)
            if standing is None or not standing.solved:
                return card.name
        return ""

    def of_track(self, track: Track | None) -> tuple[Card, ...]:
        """The exercises of a track, or all."""
        return tuple(one for one in self.cards if track is None or track in one.tracks)

    def may_open(self, name: str) -> bool:
        """Whether the course lets one go there: it may not be skipped to where it says so."""
        if self.course.may_skip or name == self.next():
            return True
        standing = self.standing(name)
        return standing is not None and standing.solved


def mark(listed: Listed, name: str, track: Track | None = None) -> str:
    """What stands before an exercise."""
    standing = listed.standing(name)
    if standing is not None and standing.solved:
        return SOLVED
    if name == listed.next(track):
        return NEXT
    return SHOWN if standing is not None and standing.shown else UNDONE


def choices(listed: Listed, track: Track | None) -> tuple[Choice, ...]:
    """A line an exercise, below its chapter."""
    titles = {chapter.name: chapter.title for chapter in listed.course.chapters}
    made = []
    for card in listed.of_track(track):
        tip = f"{card.minutes} min · {', '.join(card.tracks)}"
        if card.name in listed.begun:
            tip += " · påbörjad"
        label = f"{mark(listed, card.name, track)} {clean(card.title)}"
        can = listed.may_open(card.name)
        group = clean(titles.get(card.chapter, card.chapter))
        made.append(Choice(card.name, label, tip=tip, enabled=can, group=group))
    return tuple(made)


def summary(listed: Listed, track: Track | None) -> str:
    """How far one has come, in a line."""
    cards = listed.of_track(track)
    solved = sum(mark(listed, card.name) == SOLVED for card in cards)
    left = sum(card.minutes for card in cards if mark(listed, card.name) != SOLVED)
    who = "Alla spår" if track is None else f"Spår: {track}"
    if not cards:
        return f"{who}: inga övningar."
    if solved == len(cards):
        return f"{who}: alla {len(cards)} övningar är lösta."
    return f"{who}: {solved} av {len(cards)} lösta, ungefär {left} minuter kvar."


class CourseDialog(DialogScreen[str]):
    """Lists the course; gives the name of the chosen exercise, ``QUIZ``, or None."""

    TITLE_TEXT = "Övningar"
    BUTTONS: ClassVar[tuple[Button, ...]] = (_BEGIN, _TRACK, _QUIZ, _CLOSE)
    AUTO_FOCUS = "ChoiceList"
    IS_FORM = False
    KEYS_TEXT = "↑↓ väljer · Enter börjar · Esc stänger"
    DEFAULT_CSS = """
    CourseDialog DialogFrame { max-width: 100; }
    CourseDialog #about { color: $foreground-quiet; margin-bottom: 1; }
    CourseDialog #summary { text-style: bold; }
    """

    def __init__(self, listed: Listed, at: str = "") -> None:
        super().__init__(f"Övningar: {clean(listed.course.title)}")
        self._listed, self._at = listed, at
        self._track: Track | None = None

    def content(self) -> ComposeResult:
        """How far one has come, and the exercises."""
        yield Static(Content(summary(self._listed, None)), id="summary")
        yield Static(Content(clean(self._listed.course.about)), id="about")
        listed = choices(self._listed, None)
        at = self._at or self._listed.next()
        names = [choice.name for choice in listed]
        yield ChoiceList(listed, names.index(at) if at in names else 0)

    @property
    def _list(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """An exercise was chosen."""
        message.stop()
        self.close_with(message.name)

    def pressed(self, name: str) -> None:
        """Another track, or Snabbprov."""
        if name == _TRACK.name:
            tracks: tuple[Track | None, ...] = (None, *Track)
            self._track = tracks[(tracks.index(self._track) + 1) % len(tracks)]
            self.query_one("#summary", Static).update(Content(summary(self._listed, self._track)))
            self._list.show(choices(self._listed, self._track))
        elif name == _QUIZ.name:
            self.close_with(QUIZ)
        else:
            super().pressed(name)

    def accept(self) -> None:
        """Begin the one that the cursor is on."""
        self._list.action_choose()


def ways(
    card: Card, proposed: Way, *, is_begun: bool, may_show: bool
) -> tuple[tuple[Choice, ...], int]:
    """How one may go through an exercise, and the place of what is proposed."""
    listed = [
        Choice(str(way), WAY_LABELS[way], tip=WAY_TEXTS[way])
        for way in Way
        if may_show or way is not Way.SHOW
    ]
    if is_begun:
        tip = "Där du lämnade övningen, i samma bok."
        return (Choice(GO_ON, "Gå vidare där du var", tip=tip), *listed), 0
    names = [choice.name for choice in listed]
    return tuple(listed), names.index(str(proposed)) if str(proposed) in names else 0


def way_dialog(card: Card, listed: Sequence[Choice], cursor: int) -> CommandDialog:
    """Asks how one wants to go through it; gives a way's name or ``GO_ON``."""
    return CommandDialog(clean(card.title), tuple(listed), cursor)
