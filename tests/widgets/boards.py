"""Boards for the week grid, a tiny app with one grid, and a recorder."""

from textual.app import App, ComposeResult
from textual.message import Message
from textual.theme import Theme
from textual.widgets import Button

from asynja_tui import themes
from screens.session import DEFAULT_THEME
from widgets.grid_view import GridMessage
from widgets.week_grid.values import Block, Board, Lane, When
from widgets.week_grid.week_grid import WeekGrid

TITLES = ("Må 9", "Ti 10", "On 11", "To 12", "Fr 13", "Lö 14", "Sö 15")
TODAY = 3
NOW = 10 * 60 + 52
NURSE, MIDWIFE = "Distriktssköterskemottagning", "Barnmorska/Sjuksköterska"
PATIENTS = ("T. Tolvansson", "E. Testson", "A. Andersson", "Ö. Åberg", "M. Frisk")


def hm(text: str) -> int:
    """``08:15`` as minutes."""
    return int(text[:2]) * 60 + int(text[3:])


def when(day: int) -> When:
    return "past" if day < TODAY else "today" if day == TODAY else "future"


def week(name: str = NURSE, resource: int = 0) -> tuple[Lane, ...]:
    """The seven lanes of a resource's week."""
    return tuple(
        Lane(f"{resource}/{n}", title, name, red=n == 6, when=when(n), resource=resource, day=n)
        for n, title in enumerate(TITLES)
    )


def block(key: str, lane: str, start: str, length: int = 15, text: str = "", role: str = "web",
          **more: str) -> Block:  # fmt: skip
    """A block; ``more`` are its colour, detail, letter and tip."""
    return Block(key, lane, hm(start), length, text, role, **more)  # type: ignore[arg-type]


def cancelled(key: str, lane: str, start: str, length: int = 15, text: str = "") -> Block:
    return block(key, lane, start, length, text, "cancelled")._replace(look="strike")


def event(key: str, lane: str, start: str, length: int = 15, text: str = "") -> Block:
    return block(key, lane, start, length, text, "blocked")._replace(layer=1)


def some_blocks(resource: int = 0) -> tuple[Block, ...]:
    """A week as looks have it: bookings, free times, a cancelled one and an event."""
    r, found = resource, []
    states = ("web", "free-web", "care", "free-web", "web", "free", "agent", "hidden", "free-web")
    for day in range(5):
        for n, (start, length, colour, name) in enumerate(
            (
                ("08:00", 15, "teal", "Telefon SSK webb"),
                ("08:15", 15, "teal", "Telefon SSK webb"),
                ("08:30", 30, "blue", "SSK besök 30 min"),
                ("09:00", 30, "blue", "SSK besök 30 min"),
                ("10:15", 30, "blue", "SSK besök 30 min"),
                ("10:45", 30, "blue", "SSK besök 30 min"),
                ("11:15", 45, "orange", "SSK besök 45 min"),
                ("12:00", 45, "orange", "SSK besök 45 min"),
                ("12:45", 45, "orange", "SSK besök 45 min"),
            )
        ):
            role = states[(n + day * 2 + r) % len(states)]
            free = role.startswith("free")
            who = PATIENTS[(n + day + r) % len(PATIENTS)]
            found.append(
                block(f"{r}.{day}.{n}", f"{r}/{day}", start, length, name if free else who, role,
                      colour=colour, detail="" if free else name, letter=colour[0].upper())
            )  # fmt: skip
    found += [
        cancelled(f"{r}.x", f"{r}/4", "12:00", 45, "T. Tolvansson"),
        event(f"{r}.apt", f"{r}/3", "13:30", 90, "APT"),
        block(
            f"{r}.odd",
            f"{r}/1",
            "14:20",
            20,
            "M. Frisk",
            "care",
            colour="pink",
            detail="Provtagning",
            letter="S",
        ),
    ]
    return tuple(found)


def week_board(*, resources: int = 1, compact: bool = False) -> Board:
    """A week of one or several resources."""
    names = [NURSE, MIDWIFE, *(f"Resurs {n}" for n in range(3, resources + 1))]
    return Board(
        tuple(lane for n in range(resources) for lane in week(names[n], n)),
        tuple(one for n in range(resources) for one in some_blocks(n)),
        start=hm("08:00"), end=hm("16:00"), now=NOW, compact=compact,
        empty="Inga resurser är valda.",
    )  # fmt: skip


def day_board(resources: int = 3) -> Board:
    """One day of several resources."""
    board = week_board(resources=resources)
    kept = [lane for lane in board.lanes if lane.day == TODAY]
    lanes = tuple(
        lane._replace(title=lane.group, group="torsdag 12 september 2024") for lane in kept
    )
    keys = {lane.key for lane in lanes}
    blocks = tuple(one for one in board.blocks if one.lane in keys)
    return board._replace(lanes=lanes, blocks=blocks, lane_width=22)


class GridApp(App[None]):
    """One grid between two buttons, and all that it tells."""

    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = False
    CSS = "Button { height: 1; border: none; display: none; } .fields Button { display: block; }"

    def __init__(self, board: Board, theme: str = DEFAULT_THEME) -> None:
        self.set_reactive(App.theme, theme)
        super().__init__()
        self.grid = WeekGrid(board)
        self.seen: list[GridMessage] = []

    @property
    def available_themes(self) -> dict[str, Theme]:
        return dict(themes.BY_NAME)

    def compose(self) -> ComposeResult:
        yield Button("Före", id="before")
        yield self.grid
        yield Button("Efter", id="after")

    def on_mount(self) -> None:
        self.grid.focus()

    async def _on_message(self, message: Message) -> None:
        if isinstance(message, GridMessage):
            self.seen.append(message)
        await super()._on_message(message)

    def told(self, *kinds: type[GridMessage]) -> list[GridMessage]:
        """What was told since last asked, of these kinds; by default all."""
        seen, self.seen = self.seen, []
        return [one for one in seen if not kinds or isinstance(one, kinds)]
