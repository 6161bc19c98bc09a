"""Where columns and headings stand, and what a cell says in its room; without a screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.db.hostile import HOSTILE
from tests.effort import few
from tests.widgets.sheets import COLOURS, LOG, TYPES
from widgets.clean import drawn
from widgets.sheet.cells import TICKED, UNTICKED, pieces
from widgets.sheet.keys import SHEET_KEYS, keys_of
from widgets.sheet.layout import (
    gap,
    group_line,
    heading_lines,
    lay_out,
    left_for,
    more_text,
    order_of,
    tightened,
    title_lines,
    width_of,
)
from widgets.sheet.values import Cell, Column, State

columns_of = st.lists(
    st.builds(
        Column,
        key=st.just("k"),
        title=st.sampled_from(["A", "Namn i AsynjaVisph", "Bokn\nAsyn", "漢字 漢字漢字", ""]),
        kind=st.sampled_from(["text", "tick"]),
        width=st.integers(0, 60),
        group=st.sampled_from(["", "FÖRE", "EFTER"]),
        fixed=st.booleans(),
        folded=st.booleans(),
    ),
    min_size=1,
    max_size=12,
)
widths = st.integers(0, 200)
lefts = st.integers(-3, 20)


@few
@given(columns_of, widths, lefts, st.sampled_from([1, 2]))
def test_columns_stand_beside_each_other(
    columns: list[Column], width: int, left: int, lead: int
) -> None:
    layout = lay_out(columns, width, left, lead)
    x = 0
    for n, placed in enumerate(layout.placed):
        assert placed.x == (x + len(gap(placed.bar)) if n else lead)
        assert 1 <= placed.width <= width_of(columns[placed.place])
        x = placed.x + placed.width
    assert x <= max(width, lead - 1)
    groups = [columns[placed.place].group for placed in layout.placed]
    begins = [n > 0 and groups[n - 1] != group for n, group in enumerate(groups)]
    assert [placed.bar for placed in layout.placed] == [width >= 100 and new for new in begins]
    order = order_of(columns)
    assert [p.place for p in layout.placed[: layout.fixed]] == order[: layout.fixed]
    seen = len(layout.placed) - layout.fixed
    first = layout.fixed + layout.before
    assert [p.place for p in layout.placed[layout.fixed :]] == order[first : first + seen]


@few
@given(columns_of, st.integers(4, 200), lefts, st.data())
def test_every_column_can_be_brought_into_sight(
    columns: list[Column], width: int, left: int, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(columns) - 1))
    layout = lay_out(columns, width, left_for(columns, width, left, index))
    found = layout.find(index)
    assert found is not None
    room = found.width == width_of(columns[index])
    assert room or layout.placed.index(found) <= layout.fixed


@few
@given(columns_of, widths, lefts)
def test_heading_lines_fill_the_line(columns: list[Column], width: int, left: int) -> None:
    layout = lay_out(columns, width, left)
    assert cell_len(group_line(columns, layout)) == width
    for placed in layout.placed:
        for text in title_lines(columns[placed.place], placed.width):
            assert cell_len(text) <= max(placed.width, 1)


@few
@given(columns_of, widths, lefts)
def test_no_room_is_left_empty(columns: list[Column], width: int, left: int) -> None:
    tight = tightened(columns, width, left)
    assert not tight or lay_out(columns, width, tight - 1).after


def test_fixed_columns_stay() -> None:
    layout = lay_out(TYPES, 90, 4)
    assert [p.place for p in layout.placed][:2] == [0, 5]
    assert (layout.fixed, layout.before, layout.after) == (1, 4, 0)


def test_a_wide_fixed_column_leaves_room_for_the_others() -> None:
    columns = (Column("a", "A", width=60, fixed=True), Column("b", "B", width=8))
    assert [(p.x, p.width) for p in lay_out(columns, 20).placed] == [(1, 8), (10, 8)]


def test_what_lies_at_a_cell() -> None:
    layout = lay_out(LOG, 120)
    assert layout.at(0) is None
    assert [found.place for x in (1, 8, 9, 10) if (found := layout.at(x))] == [0, 0, 0, 1]
    assert layout.edge_at(9) == layout.placed[0]
    assert layout.edge_at(8) is None


def test_groups_and_what_is_out_of_sight() -> None:
    line = group_line(LOG, lay_out(LOG, 100))
    assert [name.strip() for name in line.split(" │ ")][:1] == ["OFÖRÄNDRAT"]
    narrow = group_line(LOG, lay_out(LOG, 70))
    assert narrow.endswith("4 kolumner till ▸")
    assert "│" not in narrow
    assert more_text(lay_out(LOG, 200)) == ""


@pytest.mark.parametrize(
    ("title", "width", "lines"),
    [
        ("Status", 8, ("", "Status")),
        ("Tidigare besöksdatum", 11, ("Tidigare", "besöksdatum")),
        ("Tidigare besöksdatum", 30, ("", "Tidigare besöksdatum")),
        ("Bokn\nAsyn", 5, ("Bokn", "Asyn")),
        ("Bokningsbar", 6, ("", "Bokni…")),
        ("Namn för webbtidbok", 11, ("Namn för", "webbtidbok")),
    ],
)
def test_titles_on_two_lines_where_narrow(title: str, width: int, lines: tuple[str, str]) -> None:
    assert title_lines(Column("k", title, width=width), width) == lines


def test_a_low_sheet_has_a_low_heading() -> None:
    layout = lay_out(LOG, 120)
    assert heading_lines(LOG, layout, 20) == ["groups", "above", "title", "rule"]
    assert heading_lines(LOG, layout, 7) == ["above", "title"]
    assert heading_lines(LOG, layout, 5) == ["title"]
    assert heading_lines(LOG, layout, 1) == []


def said(column: Column, cell: Cell, width: int, *, cursor: bool = False) -> str:
    return "".join(piece.text for piece in pieces(column, cell, width, cursor=cursor))


@pytest.mark.parametrize(
    ("column", "cell", "cursor", "text"),
    [
        (Column("k", "", "tick"), Cell(on=True), False, "  ☑  "),
        (Column("k", "", "tick"), Cell(), True, " [☐] "),
        (Column("k", "", "tick"), Cell(on=True, state="warn"), False, "  ☑! "),
        (Column("k", ""), Cell("Läkare"), False, "Läka…"),
        (Column("k", "", right=True), Cell("7"), False, "    7"),
        (Column("k", ""), Cell("x", state="error"), False, "!! x "),
        (Column("k", "", "colour", options=COLOURS), Cell("1"), False, "■ Blå"),
        (Column("k", "", "colour", options=COLOURS), Cell(""), False, "  In…"),
        (Column("k", "", "choice", options=COLOURS), Cell("2"), False, "Röd  "),
        (Column("k", "", folded=True), Cell("x"), False, "✎    "),
        (Column("k", "", folded=True), Cell(" "), False, "     "),
        (Column("k", "", "tick", folded=True), Cell(on=True), False, "☑    "),
        (Column("k", "", "time", folded=True), Cell("08:00"), False, "·    "),
    ],
)
def test_what_a_cell_says(column: Column, cell: Cell, cursor: bool, text: str) -> None:
    assert said(column, cell, 5, cursor=cursor) == text


odd = st.text(st.sampled_from("a å\u0301\ufe0f\u200d漢👩⚕🇸🇪\x1b\n☑"))


@few
@given(st.text(max_size=60) | odd, st.integers(1, 30), st.booleans())
def test_a_cell_fills_its_room_and_nothing_steers_the_terminal(
    text: str, width: int, right: bool
) -> None:
    drawn_text = said(Column("k", "", right=right), Cell(text), width)
    assert cell_len(drawn_text) == width
    assert cell_len(f"│{drawn_text}│") == width + 2
    assert drawn(drawn_text) == drawn_text
    drawn_text.encode()


@few
@given(st.booleans(), st.sampled_from(["", "warn", "error"]), st.integers(1, 12), st.booleans())
def test_boxes_line_up_whatever_stands_beside_them(
    on: bool, state: State, width: int, cursor: bool
) -> None:
    text = said(Column("k", "", "tick"), Cell(on=on, state=state), width, cursor=cursor)
    assert len(text) == width
    assert text[(width - 1) // 2] == (TICKED if on else UNTICKED)
    assert ("!" in text) == (bool(state) and width > 1)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("width", [1, 2, 7, 40])
def test_hostile_texts_are_drawn_harmlessly(text: str, width: int) -> None:
    line = said(Column("k", ""), Cell(text), width)
    assert cell_len(line) == width
    assert not set(line) & set("\x00\x07\x1b\x85\x9b\u202e\u2066\u200f\ufeff\u200b\n\t\ud800")


def test_a_very_long_text_is_cut() -> None:
    assert said(Column("k", ""), Cell("a" * 10_000_000), 5) == "aaaa…"


def test_every_key_does_one_thing() -> None:
    keys = [key for one in SHEET_KEYS for key in f"{one.keys},{one.letters}".split(",") if key]
    assert sorted(set(keys)) == sorted(keys)


def test_the_keys_of_each_kind_of_sheet() -> None:
    editable = {one.name: one for one in keys_of(read_only=False)}
    read_only = {one.name: one for one in keys_of(read_only=True, without=frozenset({"search"}))}
    assert not any(one.letters for one in editable.values())
    assert "edit" in editable
    assert "edit" not in read_only
    assert "search" not in read_only
    assert read_only["sort"].letters == "s"


def test_a_text_that_is_too_long_is_drawn_in_brief() -> None:
    column = Column("k", "", brief=lambda text: text.removeprefix("Telefon 1 "))
    assert said(column, Cell("Telefon 1 Sjuk"), 14) == "Telefon 1 Sjuk"
    assert said(column, Cell("Telefon 1 Sjuk"), 13) == "Sjuk         "
