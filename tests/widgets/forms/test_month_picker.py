"""A month to choose a day from: weeks and their numbers, keys, bounds and the mouse."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message

from db.rules import local_time
from tests.screens import golden
from tests.widgets.themed import ThemedApp
from widgets.forms.month import (
    FIRST_DAY,
    LAST_DAY,
    MONTHS,
    Month,
    monday,
    month_of,
    moved_months,
    week_number,
)
from widgets.forms.month_picker import DayMark, MonthPicker

days = st.integers(FIRST_DAY, LAST_DAY)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


# --- the calendar, without a screen -----------------------------------------------------------


@given(days)
def test_every_day_stands_once_in_its_month_under_its_weekday(at: int) -> None:
    month = month_of(at)
    cells = [one for week in month.weeks for one in week.days if one is not None]
    assert cells == list(range(month.first, month.last + 1))
    assert at in cells
    assert 4 <= len(month.weeks) <= 6
    for week in month.weeks:
        for weekday, one in enumerate(week.days):
            if one is not None:
                when = date.fromordinal(one)
                assert (when.weekday(), when.isocalendar().week) == (weekday, week.number)


@given(days, st.integers(-30, 30))
def test_moving_by_months_keeps_the_day_if_there_is_one(at: int, months: int) -> None:
    before, after = date.fromordinal(at), date.fromordinal(moved_months(at, months))
    assert (after.year - before.year) * 12 + after.month - before.month == months
    last = month_of(after.toordinal()).last
    assert after.day == before.day or after.toordinal() == last


@pytest.mark.parametrize(
    ("month", "numbers"),
    [
        ((2024, 9), [35, 36, 37, 38, 39, 40]),
        ((2020, 12), [49, 50, 51, 52, 53]),
        ((2021, 1), [53, 1, 2, 3, 4]),
        ((2024, 12), [48, 49, 50, 51, 52, 1]),
        ((2021, 2), [5, 6, 7, 8]),
        ((2024, 2), [5, 6, 7, 8, 9]),
    ],
)
def test_week_numbers(month: tuple[int, int], numbers: list[int]) -> None:
    assert [week.number for week in Month(*month).weeks] == numbers


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-12-31", 1, "2025-01-31"),
        ("2024-01-15", -1, "2023-12-15"),
    ],
)
def test_the_ends_of_months(start: str, months: int, end: str) -> None:
    assert moved_months(day(start), months) == day(end)


def test_week_53_and_the_names() -> None:
    assert [week_number(day(one)) for one in ("2020-12-31", "2021-01-03", "2021-01-04")] == [
        53, 53, 1,
    ]  # fmt: skip
    assert monday(day("2024-09-15")) == day("2024-09-09")
    assert Month(2024, 9).title == "september 2024"
    assert MONTHS == local_time.MONTHS


# --- the picker -------------------------------------------------------------------------------

TODAY = day("2024-09-12")
FREE = {day(f"2024-09-{n}"): DayMark(tip="3 lediga tider") for n in (12, 13, 16, 17, 18)}
RED = {day("2024-09-15"): DayMark("", "red", enabled=False, tip="söndag")}


class PickerApp(ThemedApp):
    """One picker, and all that it tells."""

    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, picker: MonthPicker) -> None:
        super().__init__()
        self.picker = picker
        self.seen: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.picker

    def on_mount(self) -> None:
        self.picker.focus()

    async def _on_message(self, message: Message) -> None:
        if type(message).__qualname__.startswith("MonthPicker."):
            self.seen.append(message)
        await super()._on_message(message)


def september(*, only_marked: bool = False) -> PickerApp:
    picker = MonthPicker(TODAY, first=day("2024-09-03"), last=day("2025-01-20"),
                         only_marked=only_marked)  # fmt: skip
    picker.show(FREE | RED, chosen=TODAY)
    return PickerApp(picker)


async def test_it_looks_as_a_wall_calendar() -> None:
    app = september()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("right", "down")
        assert golden.text_of(app).rstrip().split("\n") == [
            "           september 2024      ▸",
            "v.   må  ti  on  to  fr  lö  sö",
            "35                            1",
            "36    2   3   4   5   6   7   8",
            "37    9  10  11 [12] 13· 14  15",
            "38   16· 17· 18· 19 ▸20  21  22",
            "39   23  24  25  26  27  28  29",
            "40   30",
        ]


@pytest.mark.parametrize(
    ("keys", "end"),
    [
        (["left", "up"], "2024-09-04"),
        (["right", "down"], "2024-09-20"),
        (["home"], "2024-09-09"),
        (["end"], "2024-09-15"),
        (["pagedown"], "2024-10-12"),
        (["up"] * 5, "2024-09-03"),
        (["pageup"], "2024-09-03"),
        (["pagedown"] * 9, "2025-01-20"),
        (["pagedown", "pagedown", "down", "full_stop"], "2024-09-12"),
    ],
)
async def test_keys_move_within_the_bounds(keys: list[str], end: str) -> None:
    app = september()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press(*keys)
        assert app.picker.cursor == day(end)


async def test_the_month_that_shows_is_told_and_days_are_chosen() -> None:
    app = september(only_marked=True)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("right", "enter", "right", "enter", "pagedown")
        await pilot.pause()
        assert app.seen == [
            MonthPicker.DayChosen(day("2024-09-13")),
            MonthPicker.DayRefused(day("2024-09-14")),
            MonthPicker.MonthShown(day("2024-10-01"), day("2024-10-31")),
        ]


async def test_the_mouse_chooses_turns_the_leaf_and_reads() -> None:
    app = september()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.hover(app.picker, offset=(5, 5))
        assert isinstance(app.picker.tooltip, Content)
        assert app.picker.tooltip.plain == "3 lediga tider"
        await pilot.click(app.picker, offset=(5, 5))
        await pilot.click(app.picker, offset=(29, 4))
        await pilot.click(app.picker, offset=(5, 3))
        await pilot.click(app.picker, offset=(31, 0))
        await pilot.click(app.picker, offset=(4, 0))
        await pilot.pause()
        assert app.seen == [
            MonthPicker.DayChosen(day("2024-09-16")),
            MonthPicker.DayRefused(day("2024-09-15")),
            MonthPicker.DayRefused(day("2024-09-02")),
            MonthPicker.MonthShown(day("2024-10-01"), day("2024-10-31")),
            MonthPicker.MonthShown(day("2024-09-01"), day("2024-09-30")),
        ]


async def test_a_small_screen_shows_the_week_with_the_cursor() -> None:
    app = september()
    async with app.run_test(size=(20, 4)) as pilot:
        await pilot.press("down", "down")
        assert "26" in golden.text_of(app)
        assert app.picker.day_at(12, 3) == day("2024-09-26")
