"""The first lines of a portal: who is logged in stays in sight, and the way here fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.bars.portal_bar import CRUMB, LEAVE, Portal, crumb_line, top_line
from widgets.part_line import CLOCK, Part

PORTAL = Portal(
    "1177", "tor 12 sep 2024 10:52", "Tolvan Tolvansson", "Logga ut",
    ("Start", "Primus MVK VC Test", "Boka tid"),
)  # fmt: skip


def drawn(line: list[Part]) -> str:
    return "".join(text for _, text, _ in line).rstrip()


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (60, " 1177  tor 12 sep 2024 10:52    Tolvan Tolvansson  Logga ut"),
        (50, " 1177                 Tolvan Tolvansson  Logga ut"),
        (28, " 1177   Tolvan T…  Logga ut"),
    ],
)
def test_the_name_stays_longer_than_the_clock(width: int, said: str) -> None:
    assert drawn(top_line(PORTAL, width)) == said


def test_the_way_here_leaves_out_its_beginning_where_it_is_narrow() -> None:
    assert drawn(crumb_line(PORTAL, 60)) == " Start › Primus MVK VC Test › Boka tid"
    assert drawn(crumb_line(PORTAL, 36)) == " … › Primus MVK VC Test › Boka tid"
    assert drawn(crumb_line(PORTAL, 20)) == " … › Boka tid"


def test_each_page_on_the_way_but_this_one_can_be_pointed_at() -> None:
    assert [name for _, _, name in crumb_line(PORTAL, 60) if name] == [f"{CRUMB}0", f"{CRUMB}1"]
    assert [name for _, _, name in top_line(PORTAL, 60) if name] == [CLOCK, LEAVE]


def test_nobody_is_logged_in() -> None:
    assert drawn(top_line(Portal("1177"), 30)) == " 1177"
    assert drawn(crumb_line(Portal("1177"), 30)) == ""


@given(st.integers(12, 120), st.lists(st.text("aö語", max_size=30), max_size=5))
def test_the_lines_fit(width: int, crumbs: list[str]) -> None:
    portal = PORTAL._replace(crumbs=tuple(crumbs))
    assert sum(cell_len(text) for _, text, _ in top_line(portal, width)) >= width - 1
    assert sum(cell_len(text) for _, text, _ in crumb_line(portal, width)) <= width
