"""docs/VÄRLDAR.md tells of every table and key, and its world is one."""

import re
from pathlib import Path

import pytest

from db.timeline import parse_instant
from db.worlds import catalogue
from db.worlds.form import LIVELY, TABLES

PAGE = (Path(__file__).parents[3] / "docs" / "VÄRLDAR.md").read_text("utf-8")


@pytest.mark.parametrize("table", TABLES)
def test_every_key_is_told_of_with_its_table(table: str) -> None:
    (row,) = re.findall(rf"^\| `\[+{table}\]+` \| (.*) \|$", PAGE, re.MULTILINE)
    told = set(re.findall(r"`([a-z_0-9]+)`", row))
    assert told >= TABLES[table].keys()


def test_all_that_happens_by_chance_is_told_of() -> None:
    assert all(f"`{name}`" in PAGE for name in LIVELY)


def test_the_world_of_the_page_is_one(tmp_path: Path) -> None:
    (world,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "egen.toml"
    path.write_text(world, "utf-8")
    assert catalogue.check(str(path), real_now=parse_instant("2026-01-01 10:00")) == ()
