"""What keys are called; and that no English word of Textual's comes into the line of keys."""

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from asynja_tui.shell import Shell
from screens import pages, swedish


def _kinds(kind: type[DOMNode]) -> set[type[DOMNode]]:
    return {kind}.union(*map(_kinds, kind.__subclasses__()))


def test_no_key_of_textuals_own_is_shown() -> None:
    for page in pages.PAGES:
        page.load()
    ours = [kind for kind in _kinds(DOMNode) if kind.__module__.startswith(("screens", "widgets"))]
    kinds: list[type[object]] = [*ours, Shell]
    used = {base for kind in kinds for base in kind.__mro__}
    textuals = [kind for kind in used if kind.__module__.startswith("textual.")]
    found = [one for kind in textuals for one in kind.__dict__.get("BINDINGS", ())]
    assert len(found) > 50
    assert [one for one in found if not isinstance(one, Binding) or one.show] == []


@pytest.mark.parametrize(
    ("key", "text"),
    [("f1", "F1"), ("ctrl+p", "Ctrl+P"), ("space", "Mellanslag"), ("shift+f10", "Skift+F10"),
     ("question_mark", "?"), ("slash,ctrl+f", "/"), ("n", "N"), ("", "")],
)  # fmt: skip
def test_keys_as_on_a_swedish_keyboard(key: str, text: str) -> None:
    assert swedish.key_text(key) == text


def test_names_to_choose_from_stand_in_swedish_order_and_have_a_name() -> None:
    listed = swedish.by_name([(1, "Öron"), (2, "Ärr"), (3, " "), (4, "Åter"), (5, "alfa")])
    assert listed == (("5", "alfa"), ("4", "Åter"), ("2", "Ärr"), ("1", "Öron"))
