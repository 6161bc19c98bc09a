"""What the two grids of Redigera schemamall show, and what is found in them, without a screen."""

from screens.staff.templates.draft import FIELDS, Start
from screens.staff.templates.grids import RowSource, WeekSource, list_columns
from tests.screens.staff.templates.test_draft import A4, GUIDE, filled


def rows() -> RowSource:
    source = RowSource()
    source.show(filled(*GUIDE))
    return source


def week() -> WeekSource:
    source = WeekSource()
    source.show(filled(*GUIDE))
    return source


def test_without_a_draft_there_is_nothing() -> None:
    for source in (RowSource(), WeekSource()):
        assert source.count() == 0
        assert list(source.window(0, 5)) == []
        assert source.find("08", None) is None


def test_the_list_has_a_row_a_line_in_the_order_of_its_columns() -> None:
    source = rows()
    first, *_ = source.window(0, 1)
    texts = dict(zip(FIELDS, (cell.text for cell in first.cells), strict=True))
    assert (texts["weekday"], texts["start_min"], texts["end_min"]) == ("Måndag", "08:00", "10:00")
    assert source.position(first.key) == 0


def test_what_is_looked_for_in_the_list_is_found_on_both_sides_of_the_cursor() -> None:
    source = rows()
    keys = [row.key for row in source.window(0, source.count())]
    hit = source.find("tisdag", keys[0])
    assert hit is not None
    assert source.find("TISDAG", keys[-1], back=True) != hit
    assert source.find("söndag", keys[0]) is None


def test_the_week_has_the_start_times_of_a_day_below_each_other() -> None:
    source = week()
    monday = [row.cells[0].text for row in source.window(0, source.count())]
    assert monday == A4
    assert isinstance(source.start(0, 0), Start)
    assert source.start(0, 6) is None


def test_the_start_times_of_the_chosen_row_stand_out() -> None:
    source = week()
    start = source.start(0, 0)
    assert start is not None
    source.chosen = start.key
    roles = [row.cells[0].role for row in source.window(0, source.count())]
    assert roles[0] == "chosen"
    assert roles[-1] == ""


def test_a_time_is_found_forwards_and_backwards_from_the_cursor() -> None:
    source = week()
    assert source.find("08:30", 0) == 2
    assert source.find("08:", 2) == 3
    assert source.find("08:", 2, back=True) == 1
    assert source.find("08:30", 2) is None


def test_the_type_takes_the_room_that_the_others_leave() -> None:
    widths = {
        width: {column.key: column.width for column in list_columns((), width, may_edit=True)}
        for width in (30, 78, 200)
    }
    assert [shape["time_type"] for shape in widths.values()] == [12, 40, 40]
    assert len({shape["weekday"] for shape in widths.values()}) == 1
