"""Textual's own strings: every binding of the widgets that the program uses is in Swedish."""

import pytest
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widgets import Button, Checkbox, Input, OptionList, Select

from screens import swedish


@pytest.mark.parametrize(
    "kind", [App, Screen, ScrollView, Button, Checkbox, Input, OptionList, Select]
)
def test_every_binding_has_a_swedish_description(kind: type[DOMNode]) -> None:
    known = kind._merged_bindings
    assert known is not None
    said = {one.description for _, one in known if one.description}
    assert said - set(swedish.BINDINGS) == set()


@pytest.mark.parametrize(
    ("key", "text"),
    [("f1", "F1"), ("ctrl+p", "Ctrl+P"), ("space", "Mellanslag"), ("shift+f10", "Skift+F10"),
     ("question_mark", "?"), ("slash,ctrl+f", "/"), ("n", "N"), ("", "")],
)  # fmt: skip
def test_keys_as_on_a_swedish_keyboard(key: str, text: str) -> None:
    assert swedish.key_text(key) == text
