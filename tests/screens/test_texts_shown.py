"""No text reaches what Textual draws as markup: every place that shows one is read in the source.

What a widget is given there is a ``Content``, a text that stands in the source without brackets, or
nothing. What ``notify`` is given goes through ``Shell.notify``, which a test here tries.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from asynja_tui.shell import Shell
from screens.session import Session
from tests.screens.pilots import settled
from tests.widgets.forms.test_fields import OBEYED

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("asynja_tui", "screens", "widgets")
SHOWN = {"border_title", "border_subtitle", "tooltip"}
"""What Textual reads as markup when it is set to a str."""
MADE = {"Static": 0, "Label": 0}
"""What is made with a text, and where it stands among the arguments."""
SAYING = {"update"}
PLAIN = {"Content", "Text"}
"""What is never markup, whatever it is made with."""


class Place(NamedTuple):
    """A place where something is shown."""

    line: int
    what: ast.expr
    inside: ast.AST
    """The function around it, or the module."""


def places(tree: ast.Module) -> Iterator[Place]:
    """Every place of a module where something is given to a widget to show."""
    widgets = {target for node in ast.walk(tree) for target in _statics(node)}
    yield from _places(tree, tree, widgets)


def _places(node: ast.AST, inside: ast.AST, widgets: set[str]) -> Iterator[Place]:
    for child in ast.iter_child_nodes(node):
        here = child if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else inside
        yield from (Place(what.lineno, what, here) for what in _given(child, widgets))
        yield from _places(child, here, widgets)


def _given(node: ast.AST, widgets: set[str]) -> Iterator[ast.expr]:
    if isinstance(node, ast.Assign):
        for target, value in _pairs(node):
            if isinstance(target, ast.Attribute) and target.attr in SHOWN:
                yield value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MADE:
        if len(node.args) > MADE[node.func.id]:
            yield node.args[MADE[node.func.id]]
        yield from (one.value for one in node.keywords if one.arg in ("content", "renderable"))
    elif isinstance(node, ast.Call) and _says(node.func, widgets) and node.args:
        yield node.args[0]


def _says(called: ast.expr, widgets: set[str]) -> bool:
    """Whether it is the update of a Static; dicts and sets are updated, too."""
    if not isinstance(called, ast.Attribute) or called.attr not in SAYING:
        return False
    whose = ast.unparse(called.value)
    return whose in widgets or "Static" in whose or whose == "self"


def _pairs(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(target.elts, node.value.elts, strict=True)
        else:
            yield target, node.value


def _statics(node: ast.AST) -> Iterator[str]:
    """The names that a module gives to its Statics."""
    if isinstance(node, ast.Assign) and _names_static(node.value):
        yield from map(ast.unparse, node.targets)
    elif isinstance(node, ast.arg) and node.annotation and _names_static(node.annotation):
        yield node.arg


def _names_static(expression: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "Static" for node in ast.walk(expression))


def is_plain(
    expression: ast.expr,
    inside: ast.AST,
    own: Mapping[str, list[str]],
    everywhere: Mapping[str, list[str]],
) -> bool:
    """Whether an expression is never read as markup.

    What a method gives is known from its module, mypy sees to its heirs; else every function of
    that name must give a ``Content``.
    """
    if isinstance(expression, ast.Constant):
        return not (isinstance(expression.value, str) and "[" in expression.value)
    if isinstance(expression, ast.IfExp):
        return all(
            is_plain(one, inside, own, everywhere) for one in (expression.body, expression.orelse)
        )
    if isinstance(expression, ast.Call):
        called = ast.unparse(expression.func)
        if called.startswith("Content."):
            return called != "Content.from_markup"
        name = called.rpartition(".")[2]
        made = (called.startswith("self.") and own.get(name)) or everywhere.get(name, [])
        return name in PLAIN or bool(made) and all(one in PLAIN for one in made)
    if isinstance(expression, ast.Name):
        given = [
            node.value
            for node in ast.walk(inside)
            if isinstance(node, ast.Assign)
            and any(ast.unparse(target) == expression.id for target in node.targets)
        ]
        return bool(given) and all(is_plain(one, inside, own, everywhere) for one in given)
    return False


@pytest.fixture(scope="module")
def ours() -> dict[str, ast.Module]:
    files = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]
    return {str(file.relative_to(ROOT)): ast.parse(file.read_text("utf-8")) for file in files}


def makers(tree: ast.Module) -> dict[str, list[str]]:
    """What the functions of each name give."""
    found = defaultdict(list)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found[node.name].append(ast.unparse(node.returns) if node.returns else "")
    return found


def markup(modules: Mapping[str, ast.Module]) -> list[str]:
    """The places where a text could be read as markup."""
    own = {name: makers(tree) for name, tree in modules.items()}
    everywhere: defaultdict[str, list[str]] = defaultdict(list)
    for functions in own.values():
        for name, given in functions.items():
            everywhere[name] += given
    return [
        f"{name}:{place.line}: {ast.unparse(place.what)} is markup: give Content(…)"
        for name, tree in modules.items()
        for place in places(tree)
        if not is_plain(place.what, place.inside, own[name], everywhere)
    ]


def test_no_text_is_markup(ours: dict[str, ast.Module]) -> None:
    page = ours["screens/admin/case_form.py"]
    assert len(list(places(page))) >= 5
    assert markup(ours) == []


FAULTS = """
class Page:
    def compose(self):
        yield Static(self.name)
        yield Static(f"{self.name}", id="x")
        yield Label(name)
        note = self.query_one("#note", Static)
        note.update(self.said)
        self.query_one("#other", Static).update(clean(said))
        self.border_title, self.border_subtitle = title, Content(hint)
        self.frame.border_subtitle = "[b]x[/b]"
        self.tooltip = tip if tip else None
        said = Content("x") if self.name else self.name
        self.update(said)
"""
GOOD = """
def said_of() -> Content:
    ...
class Page:
    def compose(self):
        yield Static("Sök:")
        yield Static(id="x")
        said = Content(self.name)
        self.query_one("#other", Static).update(said)
        self.update(self.said_of())
        self.border_title = ""
        self.tooltip = Content(tip) if tip else None
        {}.update(other)
"""


def test_the_reader_sees_what_is_markup_and_only_that() -> None:
    assert len(markup({"m": ast.parse(FAULTS)})) == 9
    assert markup({"m": ast.parse(GOOD)}) == []


# --- notices --------------------------------------------------------------------------------------


def test_every_notice_goes_through_the_programs_own(ours: dict[str, ast.Module]) -> None:
    """No page makes a toast of its own or asks for markup."""
    asked = [
        f"{name}:{node.lineno}"
        for name, tree in ours.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and any(one.arg == "markup" and ast.unparse(one.value) != "False" for one in node.keywords)
    ]
    assert asked == []
    # The program says where they stand, and who plays a script clicks what one covers.
    assert [name for name, tree in ours.items() if "Toast" in ast.dump(tree)] == [
        "asynja_tui/shell.py",
        "screens/playing/player.py",
    ]


async def test_a_notice_is_never_markup_and_steers_nothing(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        shell.screen.notify(f"[red]{OBEYED}[/] [@click=app.quit]x[/]", title=f"[b]{OBEYED}")
        await settled(pilot)
        (notice,) = shell._notifications
        assert notice.message.startswith("[red]ett]52;c;aGVq2Jtvå")
        assert not notice.markup
        assert (notice.title or "").startswith("[b]ett]52;c;aGVq2Jtvå")
        assert pilot.app.return_code is None
