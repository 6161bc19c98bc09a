"""Finding a cell of a sheet by its row and column, and a time of a week by its day and resource."""

from collections.abc import Iterator

from textual.geometry import Region
from textual.screen import Screen

from db.values import Day
from screens.playing.finding.spot import Missing, Spot, same, shown, spot
from widgets.sheet.cells import TICKED, UNTICKED, shown_text
from widgets.sheet.sheet import Sheet
from widgets.sheet.values import Row, cell_of
from widgets.week_grid.values import Place
from widgets.week_grid.week_grid import WeekGrid

_MOST_ROWS = 5_000


def cell(screen: Screen[object], row: str, column: str) -> Spot:
    """A cell of a sheet: the row by its key or by what stands in one of its cells."""
    sheets = shown(screen.query(Sheet))
    for sheet in sheets:
        places = list(_rows(sheet, row))
        if len(places) > 1:
            raise Missing(f"Flera rader heter ”{row}”.")
        if places:
            return _cell(sheet, places[0], _column(sheet, column))
    raise Missing(f"Raden ”{row}” finns inte." if sheets else "Här finns inget rutnät.")


def heading(screen: Screen[object], column: str) -> Spot:
    """The heading of a column."""
    for sheet in shown(screen.query(Sheet)):
        place = _column(sheet, column)
        _show_column(sheet, place)
        placed = sheet.model.layout.find(place)
        if placed is not None and sheet.heading.size.height:
            title = max(0, sheet.heading.size.height - 2)
            at = sheet.heading.region
            region = Region(at.x + placed.x, at.y + title, placed.width, 1)
            return spot(region, sheet.columns[place].name)
    raise Missing(f"Kolumnen ”{column}” finns inte.")


def _rows(sheet: Sheet, name: str) -> Iterator[int]:
    """The places of the rows that are called so: by their key, or else by a text in them."""
    rows = [
        (place, row)
        for place in range(min(sheet.model.row_count, _MOST_ROWS))
        if (row := sheet.model.row_at(place)) is not None
    ]
    by_key = [place for place, row in rows if str(row.key) == name]
    yield from by_key or (place for place, row in rows if _says(sheet, row, name))


def _says(sheet: Sheet, row: Row, name: str) -> bool:
    return any(
        same(shown_text(column, cell_of(row, place)), name)
        for place, column in enumerate(sheet.model.columns)
    )


def _column(sheet: Sheet, name: str) -> int:
    if not name:
        return sheet.model.column_index
    columns = sheet.model.columns
    for place, column in enumerate(columns):
        if column.key == name or same(column.name, name) or same(_flat(column.title), name):
            return place
    known = ", ".join(column.name for column in columns)
    raise Missing(f"Kolumnen ”{name}” finns inte. Kolumnerna är {known}.")


def _flat(title: str) -> str:
    return title.replace("-\n", "").replace("\n", " ")


def _show_column(sheet: Sheet, place: int) -> None:
    """Pass by columns until this one is in sight."""
    for step in (1, -1):
        for _ in sheet.columns:
            if sheet.model.layout.find(place) is not None:
                return
            sheet.scroll_columns(step)


def _cell(sheet: Sheet, index: int, column: int) -> Spot:
    body = sheet.body
    if not body.top <= index < body.top + body.lines:
        body.show_from(max(0, min(index - body.lines // 2, sheet.model.row_count - body.lines)))
    _show_column(sheet, column)
    placed = sheet.model.layout.find(column)
    row = sheet.model.row_at(index)
    if placed is None or row is None:
        raise Missing(f"Kolumnen ”{sheet.columns[column].name}” får inte plats.")
    its, value = sheet.columns[column], cell_of(row, column)
    said = shown_text(its, value)
    if its.kind == "tick":
        said = TICKED if value.on else UNTICKED
    at = body.region
    return spot(Region(at.x + placed.x, at.y + index - body.top, placed.width, 1), said)


# --- times ----------------------------------------------------------------------------------------


def time(screen: Screen[object], day: Day, minute: int, resource: str) -> Spot:
    """A time of the tidbok: the block that begins then, or the empty place."""
    for grid in shown(screen.query(WeekGrid)):
        lanes = [
            (place, lane)
            for place, lane in enumerate(grid.board.lanes)
            if lane.day == day
            and (not resource or any(same(resource, one) for one in (lane.tip, lane.title)))
        ]
        if lanes:
            place, lane = lanes[0]
            return _place(grid, place, Place(lane.key, minute))
    whose = f" hos {resource}" if resource else ""
    raise Missing(f"Den dagen{whose} visas inte i tidboken.")


def _place(grid: WeekGrid, lane: int, wanted: Place) -> Spot:
    blocks = [
        block
        for block in grid.board.blocks
        if block.lane == wanted.lane and block.start == wanted.minute
    ]
    front = sorted(blocks, key=lambda block: (block.layer, block.look == "strike"))
    at = grid.model.place_of(front[0].key if front else wanted)
    if at is None:
        raise Missing("Tiden visas inte i tidboken.")
    row = at[1]
    for step in (1, -1):
        for _ in grid.board.lanes:
            if grid.model.lanes.find(lane) is None:
                grid.scroll_lanes(step)
    placed = grid.model.lanes.find(lane)
    if placed is None:
        raise Missing("Dagen får inte plats.")
    if not grid.top <= row < grid.top + grid.lines:
        last = max(0, len(grid.model.plan.rows) - grid.lines)
        grid.show_from(max(0, min(row - grid.lines // 2, last)))
    y = len(grid.heading_names) + row - grid.top
    block = front[0] if front else None
    said = " ".join(filter(None, (block.its_sign, block.text, block.detail))) if block else ""
    region = Region(grid.region.x + placed.x, grid.region.y + y, placed.width, 1)
    return spot(region, said, x=1)
