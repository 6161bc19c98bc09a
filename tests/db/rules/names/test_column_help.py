"""The help of the columns: complete, and with sources that exist."""

import re
from pathlib import Path

from db.rules.names.column_help import COLUMN_HELP
from db.rules.names.time_types import FIELD_LABELS

GUIDES = Path(__file__).resolve().parents[4] / "docs" / "GUIDES.md"


def test_every_column_has_its_help_in_the_grids_order() -> None:
    assert [*COLUMN_HELP] == [*FIELD_LABELS]
    assert {key: one.label for key, one in COLUMN_HELP.items()} == dict(FIELD_LABELS)
    for key, one in COLUMN_HELP.items():
        assert one.field == key
        assert one.staff.endswith(".")
        assert one.citizen.endswith(".")


def test_the_sources_are_rules_of_the_guides() -> None:
    rules = {int(found) for found in re.findall(r"^(\d+)\. \[", GUIDES.read_text(), re.MULTILINE)}
    for one in COLUMN_HELP.values():
        assert one.source.startswith("[000] bild ")
        cited = {int(found) for found in re.findall(r"R(\d+)", one.source)}
        assert cited <= rules
        assert cited or "A3" in one.source


def test_the_rules_of_the_grid_are_all_cited() -> None:
    cited = {found for one in COLUMN_HELP.values() for found in re.findall(r"R\d+", one.source)}
    assert {"R8", "R9", "R10", "R11", "R12", "R14", "R15", "R16", "R20", "R21", "R23"} <= cited
