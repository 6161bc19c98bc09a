"""Finding what can be chosen or pressed by its name: buttons, menus, lists, links, fields, days."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from rich.cells import cell_len
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from db.values import Day
from screens.playing.finding.spot import Missing, Spot, same, shown, spot
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.dialog import DialogButton
from widgets.forms.drop_down import DropDown
from widgets.forms.field import Field
from widgets.forms.month_picker import MonthPicker
from widgets.forms.options import OneOf, Tick
from widgets.forms.plain_area import PlainArea
from widgets.forms.text_input import TextInput
from widgets.forms.tick_list import NOT_TICKED, TICKED
from widgets.forms.tick_row import TickRow
from widgets.line_view import LineView
from widgets.link_view import LinkView
from widgets.menus.menu_bar import MenuBar
from widgets.part_line import PartLine


def button(screen: Screen[object], name: str) -> Spot:
    """A button of a dialog, or of one of 1177's pages."""
    for one in shown(screen.query(DialogButton)):
        if name == one.button.name or same(one.button.label, name):
            if one.disabled:
                raise Missing(f"Knappen ”{name}” går inte att trycka på nu.")
            return spot(one.region, one.button.label, x=2)
    return _linked(screen, name, f"Knappen ”{name}” finns inte.")


def link(screen: Screen[object], name: str) -> Spot:
    """A link of a page of 1177, a part of a line that leads somewhere, or a line to choose."""
    try:
        return _linked(screen, name, f"Länken ”{name}” finns inte.")
    except Missing as missing:
        if any(_names(one, name) for listed in screen.query(ChoiceList) for one in listed.choices):
            return choice(screen, name)
        raise missing from None


def _linked(screen: Screen[object], name: str, missing: str) -> Spot:
    for view in shown(screen.query(LinkView)):
        for y, piece in view.places:
            if piece.name == name or same(piece.text.strip("[ ]"), name):
                _scroll(view, y)
                at = view.content_region
                top, width = at.y - view.scroll_offset.y, cell_len(piece.text.rstrip())
                region = Region(at.x + piece.x, top + y, width, 1)
                return spot(region, piece.text.strip(), x=1)
    for lines in shown(screen.query(LineView)):
        for n, line in enumerate(lines.shown):
            if line.name and (line.name == name or same(line.text, name)):
                _scroll(lines, n)
                at = lines.content_region
                return spot(Region(at.x, at.y + n - lines.scroll_offset.y, at.width, 1), line.text)
    for parts in shown(screen.query(PartLine)):
        for one in _meanings(parts):
            if one.names(name):
                return spot(one.region, one.said.strip(), x=1)
    raise Missing(missing)


class _Meaning(NamedTuple):
    """The parts of a line that mean one thing, beside each other."""

    region: Region
    texts: tuple[str, ...]
    means: str

    @property
    def said(self) -> str:
        return "".join(self.texts)

    def names(self, name: str) -> bool:
        """Whether it is called so: by all that it says, or a part, as the name behind a key."""
        return self.means == name or any(same(text, name) for text in (self.said, *self.texts))


def _meanings(line: PartLine) -> Iterator[_Meaning]:
    """What a line says that means something, from left to right."""
    at = line.content_region
    for y in range(line.size.height):
        x = 0
        for means, parts in groupby(line.parts(y), key=attrgetter("name")):
            texts = tuple(part.text for part in parts)
            width = cell_len("".join(texts))
            if means:
                yield _Meaning(Region(at.x + x, at.y + y, width, 1), texts, means)
            x += width


def menu(screen: Screen[object], name: str) -> Spot:
    """The name of a menu on its bar."""
    for bar in shown(screen.query(MenuBar)):
        for one in _meanings(bar):
            if same(one.said, name):
                return spot(one.region, one.said.strip(), x=1)
    raise Missing(f"Menyn ”{name}” finns inte.")


def choice(screen: Screen[object], name: str) -> Spot:
    """A line of the open menu or list, or one of several that exclude each other."""
    for listed in shown(screen.query(ChoiceList)):
        for place, one in enumerate(listed.choices):
            if _names(one, name):
                return _listed(listed, place, _label(one))
    for some in shown(screen.query(OneOf)):
        for place, option in enumerate(some.options):
            if option.name == name or same(option.label, name):
                at = some.content_region
                return spot(Region(at.x, at.y + place, at.width, 1), option.label)
    raise Missing(f"Valet ”{name}” finns inte i listan.")


def _names(one: Choice, name: str) -> bool:
    return one.name == name or same(_label(one), name)


def _label(one: Choice) -> str:
    return one.label.removeprefix(TICKED).removeprefix(NOT_TICKED)


def _listed(listed: ChoiceList, place: int, label: str) -> Spot:
    y = listed.line_of(place)
    at = listed.content_region
    if not 0 <= y - listed.scroll_offset.y < at.height:
        _scroll(listed, y)
    if not listed.choices[place].enabled:
        raise Missing(f"”{label}” går inte att välja nu.")
    return spot(Region(at.x, at.y + y - listed.scroll_offset.y, at.width, 1), label, x=1)


def _scroll(view: Widget, y: int) -> None:
    """Have a line of a view in sight."""
    height = max(1, view.content_region.height)
    if not view.scroll_offset.y <= y < view.scroll_offset.y + height:
        view.scroll_to(y=max(0, y - height // 2), animate=False, force=True)


# --- fields ---------------------------------------------------------------------------------------

_FIELDS = (TextInput, PlainArea, DropDown, MonthPicker, TickRow, OneOf, Tick)


def field(screen: Screen[object], name: str) -> Spot:
    """A field of a form, by its id or by the name that stands beside it."""
    for labelled in shown(screen.query(Field)):
        if same(labelled.label, name):
            return _field(labelled.control)
    for kind in _FIELDS:
        for one in shown(screen.query(kind)):
            if one.id == name or (isinstance(one, Tick) and same(one.label, name)):
                return _field(one)
    for beside in shown(screen.query(Static)):
        if same(str(beside.content), name) and (right := _right_of(screen, beside)) is not None:
            return _field(right)
    raise Missing(f"Fältet ”{name}” finns inte.")


def _right_of(screen: Screen[object], label: Widget) -> Widget | None:
    """The field that stands next on the line of a label."""
    at = label.region
    fields = [
        one
        for kind in _FIELDS
        for one in shown(screen.query(kind))
        if one.region.y <= at.y < one.region.bottom and one.region.x >= at.right
    ]
    return min(fields, key=lambda one: one.region.x, default=None)


def _field(widget: Widget) -> Spot:
    widget.scroll_visible(animate=False, immediate=True, force=True)
    said = getattr(widget, "value", getattr(widget, "text", ""))
    return spot(widget.region, str(said), x=1)


def tick(screen: Screen[object], name: str) -> Spot:
    """Something that is ticked or not."""
    for one in shown(screen.query(Tick)):
        if one.id == name or same(one.label, name):
            one.scroll_visible(animate=False, immediate=True, force=True)
            return spot(one.region, (TICKED if one.value else NOT_TICKED).strip())
    for row in shown(screen.query(TickRow)):
        for option, x, width in row.placed():
            if option.name == name or same(option.label, name):
                at = row.content_region
                said = TICKED if option.name in row.ticked else NOT_TICKED
                return spot(Region(at.x + x, at.y, width, 1), said.strip())
    return choice(screen, name)


def day(screen: Screen[object], wanted: Day) -> Spot:
    """A day of a month; the month is turned to it."""
    for picker in shown(screen.query(MonthPicker)):
        if not picker.month.first <= wanted <= picker.month.last:
            picker.move_to(wanted)
        at = picker.content_region
        for y in range(at.height):
            cells = [x for x in range(at.width) if picker.day_at(x, y) == wanted]
            if cells:
                return spot(Region(at.x + cells[0], at.y + y, len(cells), 1), x=1)
    raise Missing("Den dagen visas inte.")
