"""Keys over all screens: nothing stands on a browser's, and what an F-key does is in a menu."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

import screens
import widgets
from asynja_tui.shell import Shell
from screens.base import BookScreen
from screens.commands import EVERYWHERE, Command
from widgets.keys import BROWSERS, without_browsers_keys

for _package in (screens, widgets):
    for _module in pkgutil.walk_packages(_package.__path__, f"{_package.__name__}."):
        importlib.import_module(_module.name)


def below(kind: type[DOMNode]) -> Iterator[type[DOMNode]]:
    """A class of the program's own and all that are made of it."""
    if kind.__module__.partition(".")[0] in ("screens", "widgets", "asynja_tui"):
        yield kind
    for one in kind.__subclasses__():
        yield from below(one)


OURS = sorted({one for one in below(DOMNode)}, key=lambda one: (one.__module__, one.__qualname__))
PAGES = [one for one in OURS if issubclass(one, BookScreen)]


def keys_of(kind: type[DOMNode]) -> set[str]:
    """All keys that have a binding here, Textual's own among them."""
    return set(kind._merge_bindings().key_to_bindings)


def test_there_are_screens_and_widgets() -> None:
    assert len(PAGES) > 25
    assert len([one for one in OURS if issubclass(one, Screen)]) > 60
    assert Shell in OURS


def test_nothing_stands_on_what_a_browser_takes() -> None:
    assert {(one.__qualname__, key) for one in OURS for key in keys_of(one) & BROWSERS} == set()


def test_textuals_other_keys_are_kept() -> None:
    given = [Binding("ctrl+w,ctrl+backspace", "a", "b"), Binding("ctrl+t", "c")]
    assert [one.key for one in without_browsers_keys(given) if isinstance(one, Binding)] == [
        "ctrl+backspace"
    ]


def has_f_key(command: Command) -> bool:
    return any(re.search(r"(^|\+)f\d+$", key) for key in command.key.split(","))


@pytest.mark.parametrize("page", PAGES, ids=lambda one: one.__qualname__)
def test_what_an_f_key_does_stands_in_a_menu(page: type[BookScreen]) -> None:
    commands = (*page.PAGE_COMMANDS, *EVERYWHERE)
    assert [one.label for one in commands if has_f_key(one) and not one.menu] == []
