"""Every act that ``why`` tells in a world is run as it stands, and its rule asked again."""

import shlex
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from db.book import Book
from db.rules.local_time import instant_text
from db.worlds import catalogue
from tests.effort import STRESS
from tests.program import cli_book
from tests.program.cli_book import Cli

cli = cli_book.cli

SPOILED = (
    "UPDATE clinic SET connected = 0 WHERE id = 1",
    "UPDATE resource SET valid_to = 730000 WHERE id % 3 = 1",
    "UPDATE case_type SET active = 0 WHERE kind = 'book' AND clinic_id = 2",
    "DELETE FROM case_type WHERE kind = 'book' AND clinic_id = 3",
)
"""What no shipped world has: done to a copy, so that more rules say no."""
MOST = 400 if STRESS else 14
"""So many acts of a world are run."""


@cache
def world(name: str) -> bytes:
    """The file of a world's book."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bok.db"
        catalogue.make(path, name).close()
        return path.read_bytes()


def one_of_each_kind(book: Book) -> list[tuple[str, str, str]]:
    """A unit, a resource and a moment for each tidstyp: its last free time, which is hardly out."""
    with book.read() as reader:
        rows = reader.rows(
            "SELECT c.name, r.name, max(s.start) FROM slot s"
            " JOIN resource r ON r.id = s.resource_id JOIN clinic c ON c.id = s.clinic_id"
            " WHERE s.taken = 0"
            " GROUP BY s.time_type_id, r.id % 3 = 1 ORDER BY c.id, s.time_type_id"
        )
    return [(unit, whose, instant_text(start)) for unit, whose, start in rows]


def refusals(told: dict[str, Any]) -> dict[str, dict[str, str | None]]:
    """What can be done by rule; the words of the contract are checked on the way."""
    found: dict[str, dict[str, str | None]] = {}
    for verdict in (*told["verdicts"], *told["booking_verdicts"]):
        fix = verdict["fix"]
        assert (fix is None) == verdict["passed"]
        if fix is not None:
            assert list(fix) == ["text", "act", "who"]
            assert fix["text"]
            assert (fix["act"] is None) == (fix["who"] is None)
            found.setdefault(verdict["rule"], fix)
    if {"not-hidden", "web-bookable"} <= found.keys():
        assert found["not-hidden"] == found["web-bookable"]
    return found


@pytest.mark.parametrize("spoiled", [False, True])
@pytest.mark.parametrize("name", ["guide", "idag", "region", "tom"] if STRESS else ["region"])
def test_every_act_mends_its_rule(cli: Cli, name: str, spoiled: bool) -> None:
    whole = world(name)
    cli.path.write_bytes(whole)
    with cli.open() as book:
        if spoiled:
            with book.write() as tx:
                for sql in SPOILED:
                    tx.run(sql)
        asked = one_of_each_kind(book)
    whole = cli.path.read_bytes()
    run: set[tuple[str, str, str]] = set()
    for unit, whose, at in asked:
        words = ("why", "--resource", whose, "--at", at, "--clinic", unit)
        for rule, fix in refusals(cli.json(*words)).items():
            act = fix["act"]
            kind = (rule, unit, (act or "").split(" ")[0])
            if act is None or (kind in run and not STRESS) or len(run) >= MOST:
                continue
            run.add(kind)
            done = cli(*shlex.split(act))
            assert (done.code, done.err) == (0, ""), act
            assert rule not in refusals(cli.json(*words)), act
            cli.path.write_bytes(whole)
    assert (len(run) >= 3) == (name != "tom")
