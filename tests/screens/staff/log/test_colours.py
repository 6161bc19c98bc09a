"""A verdict has the same colours in the log's rows, below them and in Bokningsunderlag."""

from rich.color import Color
from textual.app import ComposeResult

from asynja_tui import themes
from screens.staff.log.columns import DECIDED, LATE, LogSheet
from screens.staff.log.verdict import Verdict
from tests.widgets.sheets import Draft
from tests.widgets.themed import ThemedApp
from widgets.line_view import LineView

SAME = [
    (f"sheet--role-{LATE}", "verdict--late", "line-view--attention"),
    (f"sheet--role-{LATE}", "verdict--chain", "line-view--attention"),
    (f"sheet--role-{DECIDED}", "verdict--decided", "line-view--decided"),
]


class Three(ThemedApp):
    """The three widgets that say a verdict."""

    def compose(self) -> ComposeResult:
        yield LogSheet(Draft([]), lambda row: None, lambda keys: None)
        yield Verdict()
        yield LineView()


async def test_a_verdict_looks_the_same_everywhere() -> None:
    app = Three()
    async with app.run_test() as pilot:
        for theme in themes.BY_NAME:
            app.theme = theme
            await pilot.pause()
            widgets = app.query_one(LogSheet), app.query_one(Verdict), app.query_one(LineView)
            seen: set[Color | None] = set()
            for parts in SAME:
                styles = [
                    widget.get_component_rich_style(part, partial=True)
                    for widget, part in zip(widgets, parts, strict=True)
                ]
                assert len({(one.color, one.bold) for one in styles}) == 1, (theme, parts)
                seen.add(styles[0].color)
            assert len(seen) == (1 if theme == "asynja-kontrast" else 2)
