"""What an import of each room loads, and the shape of the house (see docs/ARCHITECTURE.md).

import-linter checks in the source who may import whom.
"""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import house

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
    assert loaded - set(within(loaded, "db.rules")) <= {"db", "db.values", "db.basics"}


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
    "Input": "widgets/forms/text_input.py",
    "TextArea": "widgets/forms/plain_area.py",
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


# --- the shape of the house: these count, and judge no file by its length ---------------------

# Today's figures; each is lowered by whoever brings it down, and never raised.
CIRCLES = 0
RUNGS = 0
DEPTH = 5
"""The most classes of the program that stand on each other; five is the aim."""
FILES = 17
"""The most modules of a folder; eighteen is the aim: a fuller one is divided by feature."""


@pytest.fixture(scope="module")
def ours() -> house.House:
    return house.read(ROOT, *ROOMS)


def test_no_modules_import_each_other_around(ours: house.House) -> None:
    circles = house.circles(ours)
    told = "\n".join(f"these import each other: {', '.join(circle)}" for circle in circles)
    assert len(circles) <= CIRCLES, told


def test_no_class_is_only_a_rung(ours: house.House) -> None:
    rungs = house.rungs(ours)
    told = "\n".join(f"{rung} is only the base of one other class: make it part" for rung in rungs)
    assert len(rungs) <= RUNGS, told


def test_classes_stand_on_few_others(ours: house.House) -> None:
    deep = {name: n for name in ours.bases if (n := house.depth(ours, name)) > DEPTH}
    told = "\n".join(
        f"{'.'.join(name)} stands {n} deep, {DEPTH} at most" for name, n in deep.items()
    )
    assert not deep, told


def test_folders_have_few_files(ours: house.House) -> None:
    full = {folder: n for folder, n in ours.files.items() if n > FILES}
    told = "\n".join(f"{folder} has {n} files, {FILES} at most" for folder, n in full.items())
    assert not full, told


# What is the process's own and not a program's: locks of files, and its one terminal.
STATE = {"db.store.place": {"_held"}, "asynja_tui.crash": {"_kept"}}


def test_no_module_keeps_what_a_program_does(ours: house.House) -> None:
    """Two programs in one process, on two books, must not meet in a module's variable."""
    kept = [
        f"{module}.{name}: let the page, the session or Book.remembered keep it"
        for module, tree in ours.modules.items()
        for name in house.variables(tree)
        if name not in STATE.get(module, ())
    ]
    assert kept == []


def test_pages_reach_the_stack_of_screens_by_their_helpers_alone(ours: house.House) -> None:
    readers = [
        module
        for module, tree in ours.modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "screen_stack"
        if module.startswith("screens.")
    ]
    assert set(readers) == {"screens.base"}


def test_the_house_is_read_as_it_is(tmp_path: Path) -> None:
    """The ratchets see a circle, a rung and a depth where there are some."""
    room = tmp_path / "room"
    room.mkdir()
    (room / "__init__.py").write_text("")
    (room / "a.py").write_text(
        "from room import b\nclass Rung: ...\nclass Made: ...\nclass Two: ...\nMade()\n"
    )
    (room / "b.py").write_text(
        "def late():\n    from room.c import x\n"
        "from room.a import Rung, Made\nfrom room import a\n"
        "class One(Rung): ...\nclass Other(Made): ...\n"
        "class Third(a.Two): ...\nclass Fourth(a.Two, One): ...\n"
    )
    (room / "c.py").write_text("from room.a import Made\nx = 1\n")
    seen = house.read(tmp_path, "room")
    assert house.circles(seen) == [["room.a", "room.b", "room.c"]]
    assert house.rungs(seen) == ["room.a.Rung", "room.b.One"]
    assert house.depth(seen, ("room.b", "Fourth")) == 3
    assert seen.files == {"room": 3}
    kept = ast.parse(
        "a = {}\nB: list[int] = []\nc = WeakKeyDictionary()\nd = set()\n"
        "E = {1: 2}\nf = frozenset()\ndef g():\n    global h\n    h = 1\n    i = []\n"
    )
    assert set(house.variables(kept)) == {"a", "B", "c", "d", "h"}
