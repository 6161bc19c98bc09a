"""The tidbok's frame: the grid, the line about what one stands on, the line at the foot."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset

from db.errors import BookError
from db.values import clean
from screens.base import BookScreen
from screens.session import Session
from screens.staff.tidbok.board import ROLES
from widgets.note_line import ShortText
from widgets.week_grid import messages
from widgets.week_grid.draw import legend
from widgets.week_grid.values import Place as GridPlace
from widgets.week_grid.week_grid import WeekGrid

_LEGEND = tuple(dict.fromkeys(ROLES.values()))


class TidbokFrame(BookScreen):
    """What is on the page, and saying something at its foot."""

    AUTO_FOCUS = "WeekGrid"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high"), (20, "-tall")]
    DEFAULT_CSS = """
    TidbokFrame #tidbok {
        border: round $frame;
        border-title-color: $frame-title;
        border-title-style: bold;
        border-subtitle-color: $foreground-quiet;
        height: 1fr;
    }
    TidbokFrame #info { max-height: 1; padding: 0 1; background: $panel; }
    TidbokFrame.-tall #info { height: 2; max-height: 2; }
    TidbokFrame #tidbok-note { max-height: 1; padding: 0 1; text-style: bold; }
    TidbokFrame.-tall #tidbok-note { max-height: 2; }
    TidbokFrame #tidbok-note.-fault { color: $attention; }
    TidbokFrame.-low #tidbok { border: none; }
    TidbokFrame.-low #tidbok-note { display: none; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._said_at: GridPlace | None = None

    def body(self) -> ComposeResult:
        """The grid in its frame, and below it the line about what one stands on."""
        yield Vertical(
            WeekGrid(),
            ShortText(id="info"),
            ShortText(id="tidbok-note"),
            id="tidbok",
        )

    @property
    def grid(self) -> WeekGrid:
        """The calendar."""
        return self.query_one(WeekGrid)

    @property
    def note(self) -> str:
        """What the line at the foot says."""
        return self.query_one("#tidbok-note", ShortText).text

    @property
    def info_text(self) -> str:
        """What the line about what one stands on says."""
        return self.query_one("#info", ShortText).text

    # --- the legend ---------------------------------------------------------------------------

    def legend_text(self, room: int) -> str:
        """What the signs mean; of those that show, where there is no room for all."""
        whole = legend(_LEGEND, room)
        if not whole.endswith("…"):
            return whole
        shown = {block.role for block in self.grid.board.blocks}
        return legend((one for one in _LEGEND if one in shown), room) or whole

    def draw_legend(self) -> None:
        """Draw it below the grid."""
        frame = self.query_one("#tidbok", Vertical)
        frame.border_subtitle = Content(self.legend_text(max(0, frame.size.width - 6)))

    def on_resize(self, event: events.Resize) -> None:
        """The legend follows the room there is."""
        self.call_after_refresh(self._redraw_legend)

    def _redraw_legend(self) -> None:
        if self.query("#tidbok"):
            self.draw_legend()

    # --- saying -------------------------------------------------------------------------------

    def say(self, text: str, *, fault: bool = False) -> None:
        """Say something at the foot; empty says nothing."""
        note = self.query_one("#tidbok-note", ShortText)
        self._said_at = self.grid.cursor_place if text else None
        said = clean(text)
        note.say(f"! {said}" if fault and said else said)
        note.set_class(fault and bool(said), "-fault")

    def show_error(self, error: BookError) -> None:
        """Say at the foot what the book said."""
        if self.query("#tidbok-note"):
            self.say(error.whole_text, fault=True)

    def was_said_at(self, place: GridPlace) -> bool:
        """Whether what the foot says was said of this place."""
        return place == self._said_at

    def on_week_grid_menu_asked(self, message: messages.MenuAsked) -> None:
        """A right click, or the key for it."""
        message.stop()
        self.open_context_menu(Offset(message.x, message.y))
