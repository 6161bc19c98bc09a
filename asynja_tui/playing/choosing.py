"""The list of demonstrations, and playing the one that is chosen."""

from typing import Final

from asynja_tui.cli.place import signals_folder, worlds_folder
from asynja_tui.playing.page import DemoPage
from asynja_tui.playing.speaker import Signal
from db.training.script import reading
from db.values import clean, count_text
from screens.base import BookScreen
from screens.help import CommandDialog
from widgets.choice_list import Choice

TITLE: Final = "Demonstrationer"


def choose_demo(page: BookScreen) -> None:
    """Ask which one, and play it above this page; the open book is left alone."""

    def chosen(name: str | None) -> None:
        if name:
            script = reading.load(name)
            signal = Signal(signals_folder(), name)
            page.app.push_screen(DemoPage(page.session, script, worlds_folder(), signal=signal))

    page.app.push_screen(CommandDialog(TITLE, _choices()), chosen)


def _choices() -> tuple[Choice, ...]:
    scripts = map(reading.load, reading.NAMES)
    return tuple(
        Choice(
            script.name,
            clean(script.title),
            tip=count_text(len(script.chapters), "kapitel", "kapitel"),
        )
        for script in scripts
    )
