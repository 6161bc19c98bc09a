"""What an import of each room loads (import-linter checks the same in the source)."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ["asynja_tui", "screens", "widgets", "db"]

# Imports a package and every module below it, then prints the names of all that is loaded.
LOAD = """
import importlib, json, pkgutil, sys
room = importlib.import_module(sys.argv[1])
for found in pkgutil.walk_packages(room.__path__, room.__name__ + ".", onerror=None):
    if found.name.rpartition(".")[2] != "__main__":
        importlib.import_module(found.name)
print(json.dumps(sorted(sys.modules)))
"""


def loaded_by(package: str) -> set[str]:
    """The modules that a fresh Python holds after importing a package and all below it."""
    done = subprocess.run(
        [sys.executable, "-c", LOAD, package],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def within(modules: set[str], *packages: str) -> list[str]:
    """Those of the modules that are one of the packages or lie below one."""
    return sorted(m for m in modules if any(f"{m}.".startswith(f"{p}.") for p in packages))


@pytest.mark.parametrize(
    ("room", "banned"),
    [
        ("db.rules", ["peewee", "playhouse", "textual", "rich"]),
        ("db", ["textual", "rich", "screens", "widgets", "asynja_tui"]),
        ("widgets", ["db", "screens", "asynja_tui", "peewee"]),
        ("screens", ["asynja_tui"]),
    ],
)
def test_a_room_loads_only_what_lies_below_it(room: str, banned: list[str]) -> None:
    assert within(loaded_by(room), *banned) == []


def test_the_rules_load_nothing_of_db_but_its_values() -> None:
    loaded = set(within(loaded_by("db.rules"), "db"))
    assert loaded - set(within(loaded, "db.rules")) <= {"db", "db.values"}


def test_importing_db_alone_loads_nothing_below_it() -> None:
    code = "import json, sys; import db; print(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert within(set(json.loads(done.stdout)), "db") == ["db"]


@pytest.mark.parametrize("room", ROOMS)
def test_the_init_of_a_room_is_empty(room: str) -> None:
    assert (ROOT / room / "__init__.py").read_bytes() == b""


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {file.parent for room in [*ROOMS, "tests"] for file in (ROOT / room).rglob("*.py")}
    assert [
        str(f.relative_to(ROOT)) for f in sorted(folders) if not (f / "__init__.py").exists()
    ] == []


# Textual's own widgets that the rooms may know, and where: a field wrapped in one module is clean
# everywhere. What stands nowhere here is not used at all.
WIDGETS = {
    "Static": "",
    "Input": "widgets/text_input.py",
    "TextArea": "widgets/plain_area.py",
}


def textual_widgets(file: Path) -> Iterator[str]:
    """The widgets of Textual that a module names, however it comes by them."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual.widgets"):
            yield from (one.name for one in node.names if one.name[0].isupper())
        elif isinstance(node, ast.ImportFrom) and node.module == "textual":
            yield from (one.name for one in node.names if one.name == "widgets")
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.startswith("textual.widgets"))


def test_each_field_of_textual_is_known_to_the_one_module_that_wraps_it() -> None:
    parts = {"Selection", "Edit", "EditResult"}  # values of the text area, not widgets
    strangers = [
        f"{file.relative_to(ROOT)}: {name}"
        for room in ROOMS
        for file in sorted((ROOT / room).rglob("*.py"))
        for name in textual_widgets(file)
        if name not in parts
        and WIDGETS.get(name, "nowhere") not in ("", str(file.relative_to(ROOT)))
    ]
    assert strangers == []
