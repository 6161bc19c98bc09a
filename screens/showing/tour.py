"""Rundturen: six steps through the program, each of which waits for the act itself.

It takes no key from anybody: it looks where one is, and goes on when one has done what it says.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from screens import pages
from screens.commands import EVERYWHERE, MIRROR, Command


class Where(NamedTuple):
    """Where one is.

    Attributes:
        page: the page's name; empty on the start page.
        screen: the name of the class of what stands on top, page or dialog.
        mirror: whether the mirror shows.
    """

    page: str = ""
    screen: str = ""
    mirror: bool = False


class Anchor(NamedTuple):
    """What a step points at: a command, by its id.

    Attributes:
        page: the page whose command it is; empty for one that stands everywhere.
        action: the command's.
    """

    page: str
    action: str


class TourStep(NamedTuple):
    """One step.

    Attributes:
        text: what is to be done; ``{key}`` and ``{label}`` are the anchor's.
        anchor: the command that does it.
        done: whether it is done; told where one was when the step came, and where one is.
    """

    text: str
    anchor: Anchor
    done: Callable[[Where, Where], bool]


def _on_page(name: str) -> Callable[[Where, Where], bool]:
    return lambda _, now: now.page == name


def _on_top(name: str) -> Callable[[Where, Where], bool]:
    return lambda _, now: now.screen == name


WHY, HELP = "WhyDialog", "HelpScreen"
"""The classes of the dialogs that steps wait for."""

STEPS: Final = (
    TourStep(
        "Öppna {label} med {key} på startsidan: vad som kan bokas.",
        Anchor("", pages.action_of("time_types")), _on_page("time_types"),
    ),
    TourStep(
        "Vad ser invånaren? {key} visar 1177 bredvid, eller tar bort det.",
        Anchor("time_types", MIRROR.action), lambda then, now: now.mirror is not then.mirror,
    ),
    TourStep(
        "{key} visar allt som går att göra på sidan. Esc stänger.",
        Anchor("", "app.help"), _on_top(HELP),
    ),
    TourStep(
        "Tillbaka med Esc. Öppna sedan {label} med {key}: veckans tider.",
        Anchor("", pages.action_of("tidbok")), _on_page("tidbok"),
    ),
    TourStep(
        "Gå till en tid med piltangenterna och fråga med {key}: varför syns den, eller inte?",
        Anchor("tidbok", "do('why.tell')"), _on_top(WHY),
    ),
    TourStep(
        "Tillbaka till startsidan med Esc. {key} öppnar 1177, som invånaren ser det.",
        Anchor("", pages.action_of("citizen")), _on_page("citizen"),
    ),
)  # fmt: skip
"""The tour."""

DONE: Final = "Det var rundturen. Övningarna finns i menyn Övningar, och rundturen i menyn Hjälp."


def command_of(anchor: Anchor) -> Command | None:
    """The command that a step points at; None where there is none of that id any more."""
    page = pages.find(anchor.page)
    own: tuple[Command, ...] = () if page is None else tuple(page.load().PAGE_COMMANDS)
    known = (*own, *pages.commands(with_keys=True), *EVERYWHERE, MIRROR)
    return next((one for one in known if one.action == anchor.action), None)


def text_of(step: TourStep) -> str:
    """What a step says, with the key and the name that its command has now."""
    command = command_of(step.anchor)
    if command is None:
        return step.text
    return step.text.format(key=command.key_text, label=command.label)


class Tour:
    """How far one has come."""

    def __init__(self) -> None:
        self.at = 0
        self._then = Where()

    def begin(self, where: Where) -> None:
        """Go on where one left it, or from the first step when all are done."""
        if self.is_done:
            self.at = 0
        self._then = where

    @property
    def is_done(self) -> bool:
        """Whether all steps are done."""
        return self.at >= len(STEPS)

    @property
    def text(self) -> str:
        """The step that is next, and how many there are."""
        return "" if self.is_done else f"{self.at + 1}/{len(STEPS)}  {text_of(STEPS[self.at])}"

    def look(self, where: Where) -> bool:
        """Whether the step that was next is done now: then another one is."""
        if self.is_done or not STEPS[self.at].done(self._then, where):
            return False
        self.at += 1
        self._then = where
        return True
