"""The one order of lists, in Python and in SQL, and that there is no other."""

import ast
import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.book import Book
from db.offer import offer
from db.rules.alphabet import COLLATION, compare, sort_key
from db.schedule import free_times
from db.schedule.free_times import Wanted
from db.setup import patients, resources, time_types
from tests.db.actors import STAFF, SYSTEM
from tests.db.builders import make_resource, make_slot, make_type

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("db", "screens", "widgets", "asynja_tui")


def test_the_swedish_alphabet_whatever_case_and_signs() -> None:
    right = [
        "", ".Läkarbesök", "2 rum", "abba", "Eva Ek", "Éva Ek", "Eva Ek 2", "EVALD",
        "Lukas", "Łukasz", "Myhre", "Müller", "Myrberg", "van Dijk", "Västra", "Wahl", "Zorn",
        "Zäta", "Åberg", "åkesson", "Älg", "Öberg", "Østby", "Öström",
    ]  # fmt: skip
    assert sorted(reversed(right), key=sort_key) == right


def test_letters_that_are_written_in_two_ways_stand_together() -> None:
    """Composed and decomposed are one letter; only then does the text itself decide."""
    assert sort_key("A\u030aberg")[:3] == sort_key("Åberg")[:3]
    assert sorted(["Zorn", "A\u030aberg"], key=sort_key)[0] == "Zorn"


@given(st.lists(st.text(max_size=6), max_size=8))
def test_sql_sorts_as_python_does(texts: list[str]) -> None:
    texts = [one for one in texts if "\0" not in one]
    connection = sqlite3.connect(":memory:")
    connection.create_collation(COLLATION, compare)
    connection.execute("CREATE TABLE t (name TEXT)")
    encodable = [one for one in texts if one.isprintable() or one.isascii()]
    connection.executemany("INSERT INTO t VALUES (?)", [(one,) for one in encodable])
    rows = connection.execute(f"SELECT name FROM t ORDER BY name COLLATE {COLLATION}").fetchall()
    assert [name for (name,) in rows] == sorted(encodable, key=sort_key)
    connection.close()


def test_every_connection_to_a_book_knows_the_order(book: Book) -> None:
    with Book.open(book.path) as second:
        for one in (book, second):
            with one.read() as reader:
                rows = reader.rows(
                    "SELECT column1 FROM (VALUES ('Örn'), ('Zorn'), ('Ås'), ('älg'), ('Alm'))"
                    f" ORDER BY column1 COLLATE {COLLATION}"
                )
            assert [name for (name,) in rows] == ["Alm", "Zorn", "Ås", "älg", "Örn"]


def test_the_book_s_lists_stand_in_that_order(book: Book) -> None:
    """In Python (patients, resources, types, 1177's names) and in SQL (free times at one clock)."""
    names = ["Örn", "Zeta", "eden", "Ås", "Éden B", "Eden C", "älg"]
    right = ["eden", "Éden B", "Eden C", "Zeta", "Ås", "älg", "Örn"]
    kinds = [make_type(book, name, name) for name in names]
    hers = [make_resource(book, name) for name in names]
    for at, name in enumerate(names):
        make_slot(book, hers[at], kinds[0], "2024-09-13 08:00")
        with book.write() as tx:
            tx.run("INSERT INTO patient (pnr, name) VALUES (?, ?)", (f"19900101{at:04}", name))
    assert [one.name for one in time_types.every(book, 1)] == right
    assert [one.name for one in resources.every(book, 1)] == right
    assert [one.name for one in patients.every(book, STAFF)] == right
    assert [one.web_name for one in offer.types(book, SYSTEM, 1)] == right
    with book.read() as reader:
        free = free_times.find(reader, 1, 0, Wanted(), 20)
    assert [one.resource_name for one in free] == right


# --- that there is no other -----------------------------------------------------------------------

_SORTS = re.compile(r"\bsorted\(|\.sort\(|ORDER BY|COLLATE")
_NAME_ORDER = re.compile(r"ORDER\s+BY\s+(?P<terms>[^()]*)", re.IGNORECASE)
_IS_NAME = re.compile(r"\b\w*name\b(?!_key)(?P<rest>[^,]*)", re.IGNORECASE)


@cache
def sources() -> tuple[tuple[Path, ast.Module], ...]:
    """The files that put anything in order."""
    texts = (
        (file, file.read_text(encoding="utf-8"))
        for room in ROOMS
        for file in sorted((ROOT / room).rglob("*.py"))
    )
    return tuple((file, ast.parse(text)) for file, text in texts if _SORTS.search(text))


def sorts(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (
            (isinstance(node.func, ast.Name) and node.func.id == "sorted")
            or (isinstance(node.func, ast.Attribute) and node.func.attr == "sort")
        ):
            yield node


def is_another_order(call: ast.Call) -> bool:
    """Whether a sort puts words in order without the key: by a name, or by a folded text."""
    key = next((word.value for word in call.keywords if word.arg == "key"), None)
    whole = call.args[0] if call.args else call.func
    what = whole.elt if isinstance(whole, (ast.GeneratorExp, ast.ListComp, ast.SetComp)) else whole
    said = ast.unparse(key if key is not None else what)
    by_words = re.search(r"\b(\w*names?|label|title|profession)\b|casefold|\blower\b", said)
    return by_words is not None and "sort_key" not in said


def test_no_list_of_names_is_sorted_in_any_other_way() -> None:
    others = [
        f"{file.relative_to(ROOT)}:{call.lineno} {ast.unparse(call)}"
        for file, tree in sources()
        for call in sorts(tree)
        if is_another_order(call)
    ]
    assert others == []


def test_no_names_are_sorted_in_sql_without_the_collation() -> None:
    others = [
        f"{file.relative_to(ROOT)}: {found['terms']}"
        for file, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for found in _NAME_ORDER.finditer(node.value)
        for name in _IS_NAME.finditer(found["terms"])
        if f"COLLATE {COLLATION}" not in name["rest"]
    ]
    assert others == []
    said = " ".join(file.read_text(encoding="utf-8") for file, _ in sources())
    assert not re.search(r"COLLATE\s+(?!swedish\b)\w+", said)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("sorted(names)", True),
        ("sorted(found, key=lambda one: one.name.casefold())", True),
        ("sorted(found, key=str.casefold)", True),
        ("people.sort(key=lambda one: (one.name, one.id))", True),
        ("sorted(found, key=lambda one: sort_key(one.name))", False),
        ("sorted(days)", False),
        ("sorted(one.name for one in found)", True),
        ("sorted(key for key, name in found if name)", False),
    ],
)
def test_the_watch_sees_what_it_is_to_see(text: str, other: bool) -> None:
    (call,) = sorts(ast.parse(text))
    assert is_another_order(call) is other
