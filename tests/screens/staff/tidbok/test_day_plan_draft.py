"""The rows of Ändra mall tillfälligt as they are edited: what is written, added and marked."""

import pytest

from db.rules.schedule.day_plan import DayRow
from screens.staff.tidbok import day_plan_draft as drafts
from screens.staff.tidbok.day_plan_draft import NEW, DraftRow, PlanRows, added, draft_of, write
from widgets.sheet.values import Row

VISIT, HOME = 1, 2
NAMES = {VISIT: "Mottagningstid", HOME: "Hembesök", 3: ""}
DAY = draft_of((DayRow(VISIT, 555, 15, 4), DayRow(HOME, 780, 45, 1)))


def texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


@pytest.mark.parametrize(
    ("field", "text", "meant"),
    [
        ("start_min", "8", 480),
        ("start_min", "0915", 555),
        ("start_min", "9.15", 555),
        ("length_min", "15", 15),
        ("length_min", "0:45", 45),
        ("times", " 4 ", 4),
        ("times", "0", 0),  # read as it is, and refused by the day's rule
        ("time_type", "2", HOME),
        ("time_type", "", 0),
    ],
)
def test_what_is_written_in_a_cell(field: str, text: str, meant: int) -> None:
    done = write(DAY, 1, field, text)
    assert (done.fault, done.key) == ("", 1)
    assert getattr(done.rows[0].row, field) == meant
    assert done.rows[1] == DAY[1]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("start_min", "25", "Starttid: klockslaget 25 finns inte."),
        ("start_min", "[/]", "Starttid: ”[/]” är inte ett klockslag."),
        ("length_min", "0", "Tidsåtgång/tid ska vara minst 1 minut"),
        ("length_min", "x", "Tidsåtgång/tid: ”x” är inte en längd."),
        ("time_type", "Läk", "Typ: välj en i listan."),
        ("times", "", "Antal tider: skriv ett antal, 1–288."),
        ("times", "-1", "Antal tider: skriv ett antal"),
        ("times", "٣", "Antal tider: skriv ett antal"),
        ("times", "99999", "Antal tider: skriv ett antal"),
    ],
)
def test_what_cannot_be_read_changes_nothing(field: str, text: str, said: str) -> None:
    for key in (1, NEW):
        done = write(DAY, key, field, text)
        assert done.rows == DAY
        assert done.fault.startswith(said)


def test_whatever_is_written_in_the_empty_row_makes_a_row_that_follows_on() -> None:
    done = write(DAY, NEW, "times", "2")
    assert done.rows == (*DAY, DraftRow(3, DayRow(HOME, 825, 45, 2)))
    assert done.key == 3
    first = write((), NEW, "time_type", "1")
    assert first.rows == (DraftRow(1, DayRow(VISIT, 480, 15, 1)),)
    late = draft_of((DayRow(VISIT, 1380, 60, 1),))
    assert added(late)[0][-1].row.start_min == 480


def test_a_row_that_is_taken_away() -> None:
    assert drafts.removed(DAY, 1) == DAY[1:]
    assert drafts.removed(DAY, 9) == DAY
    assert added(drafts.removed(DAY, 1))[1] == 3  # a key is never another row's


def test_r77_the_rows_with_sluttid_and_the_day_in_one_line() -> None:
    shown = PlanRows(NAMES, editable=True)
    shown.show(DAY)
    first, second, empty = shown.window(0, 10)
    assert texts(first) == ["1", "09:15", "15", "4", "10:15"]
    assert texts(second) == ["2", "13:00", "45", "1", "13:45"]
    assert empty.key == NEW
    assert shown.summary == "Mottagningstid 4X15 · Hembesök 1X45"
    assert (shown.count(), shown.position(NEW), shown.position(2)) == (3, 2, 1)
    assert shown.find("hem", None) == 2
    assert shown.find("hem", 2) is None
    looked_at = PlanRows(NAMES, editable=False)
    looked_at.show(DAY)
    assert (looked_at.count(), looked_at.position(NEW)) == (2, None)
    assert len(looked_at.window(0, 10)) == 2


def test_what_is_wrong_is_marked_in_its_cell() -> None:
    shown = PlanRows(NAMES, editable=True)
    shown.show(write(DAY, 2, "start_min", "1000").rows)
    (wrong,) = shown.faults
    assert drafts.fault_place(wrong, shown.rows) == (2, "start_min")
    cell = shown.window(1, 1)[0].cells[1]
    assert (cell.state, cell.tip) == ("error", "Raden börjar 10:00, mitt i raden 09:15–10:15.")
    shown.show(write(DAY, 1, "times", "80").rows)
    assert [drafts.fault_place(one, shown.rows)[1] for one in shown.faults][0] == "times"
    assert shown.window(0, 1)[0].cells[4].text == "–"


def test_a_cleared_type_cannot_be_chosen() -> None:
    options = drafts.plan_columns(NAMES, 78)[0].options
    assert [one.label for one in options] == ["Hembesök", "Mottagningstid"]  # by name
