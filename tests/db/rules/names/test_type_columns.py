"""The help of the columns: complete, and with sources that exist."""

import dataclasses
import re
from pathlib import Path

from db.rules.names.type_columns import COLUMNS, FIELD_LABELS
from db.values import TimeType

GUIDES = Path(__file__).resolve().parents[4] / "docs" / "GUIDES.md"


def test_every_column_has_its_help_and_is_a_field_of_the_type() -> None:
    fields = {one.name for one in dataclasses.fields(TimeType)}
    assert [*COLUMNS] == [*FIELD_LABELS]
    for key, one in COLUMNS.items():
        assert key in fields
        assert one.staff.endswith(".")
        assert one.citizen.endswith(".")


def test_the_sources_are_rules_of_the_guides() -> None:
    rules = {int(found) for found in re.findall(r"^(\d+)\. \[", GUIDES.read_text(), re.MULTILINE)}
    for one in COLUMNS.values():
        assert one.source.startswith("[000] bild ")
        cited = {int(found) for found in re.findall(r"R(\d+)", one.source)}
        assert cited <= rules
        assert cited or "A3" in one.source


def test_the_rules_of_the_grid_are_all_cited() -> None:
    cited = {found for one in COLUMNS.values() for found in re.findall(r"R\d+", one.source)}
    assert {"R8", "R9", "R10", "R11", "R12", "R14", "R15", "R16", "R20", "R21", "R23"} <= cited


def test_a_tick_has_a_head_and_a_heading_and_a_name_neither() -> None:
    for one in COLUMNS.values():
        assert bool(one.head) == (one.kind == "tick")
        assert "".join(one.heading.replace("-\n", "").split()) in ("", "".join(one.label.split()))
        assert one.kind != "tick" or max(map(len, one.short.split("\n"))) <= 5
    assert [one.field for one in COLUMNS.values() if not one.heading] == ["name", "web_name"]
