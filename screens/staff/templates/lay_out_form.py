"""The fields of Schemalägg: schemamall, period, resurser, Hoppa över krockar."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from db.errors import Invalid
from db.rules.local_time import day_text
from db.rules.meant_day import EXAMPLES, Toward
from db.rules.schedule.start_times import week_text
from db.timeline import read_period
from db.values import Day, Resource, Template, clean, count_text
from screens.dialog_page import PageSheet
from screens.staff.templates.lay_out_preview import day_said
from screens.swedish import by_name
from widgets.forms.drop_down import DropDown
from widgets.forms.options import Tick
from widgets.forms.text_input import TextInput
from widgets.note_line import FAULT
from widgets.sheet.listed import Listed
from widgets.sheet.values import Cell, Column, Row, RowKey

WEEKS: Final = 8
"""How long a period is suggested."""

_NO_TEMPLATES = "Det finns inga schemamallar. Gör den första under Schemamallar."


class Order(NamedTuple):
    """What is to be laid out; all of it can be read."""

    template: int
    resources: tuple[int, ...]
    from_day: Day
    to_day: Day


class Reading(NamedTuple):
    """What the fields say.

    Attributes:
        order: what is to be laid out, or None.
        said: why there is none, in Swedish.
        field: the field that is wrong, or empty when one only is not filled in.
    """

    order: Order | None
    said: str = ""
    field: str = ""


def suggested(today: Day) -> tuple[Day, Day]:
    """Eight weeks from the next Monday."""
    monday = today + 7 - (today - 1) % 7
    return monday, monday + 7 * WEEKS - 1


def read_days(from_text: str, to_text: str, today: Day) -> tuple[Day | None, Day | None]:
    """The period that the fields mean; what is to be laid out lies ahead.

    Raises:
        Invalid: one of them means no day.
    """
    texts, fields = (from_text, to_text), ("from_day", "to_day")
    return read_period(texts, today, fields, toward=Toward.FORWARD)


def read_order(
    template: int | None, resources: Sequence[int], from_text: str, to_text: str, today: Day
) -> Reading:
    """What the fields say together."""
    try:
        first, last = read_days(from_text, to_text, today)
    except Invalid as error:
        return Reading(None, error.text, error.field)
    if first is None or last is None:
        field, label = ("from_day", "Från och med") if first is None else ("to_day", "Till och med")
        return Reading(None, f"Skriv {label}: {EXAMPLES}.", field)
    if first > last:
        said = "Till och med ligger före Från och med."
        return Reading(None, said, "to_day")
    if template is None:
        return Reading(None, "Välj en schemamall.")
    if not resources:
        return Reading(None, "Bocka för minst en resurs.")
    return Reading(Order(template, tuple(resources), first, last))


def validity_text(resource: Resource) -> str:
    """Between which days a resource is valid: ``2024-01-01 – 2024-12-31``."""
    first = "" if resource.valid_from is None else day_text(resource.valid_from)
    last = "" if resource.valid_to is None else day_text(resource.valid_to)
    if not first and not last:
        return "tills vidare"
    return f"{first} – {last}".strip()


class ResourceRows(Listed[Resource]):
    """The resources with their ticks, for the sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.ticked: set[int] = set()

    def key(self, resource: Resource) -> RowKey:
        """Its id."""
        return resource.id or 0

    def row(self, resource: Resource) -> Row:
        """Whether it is ticked, its name, when it is valid and its profession."""
        return Row(resource.id or 0, (
            Cell(on=resource.id in self.ticked), Cell(clean(resource.name)),
            Cell(validity_text(resource)), Cell(clean(resource.profession)),
        ))  # fmt: skip


class ResourceSheet(PageSheet):
    """The resources; space ticks wherever in the row one stands, and Tab goes on."""

    def __init__(self, rows: ResourceRows) -> None:
        super().__init__(
            _COLUMNS, rows, markable=False, without=("next", "edit", "empty", "menu", "sort"),
            empty="Inga resurser än. Gör den första under Resurser.",
        )  # fmt: skip

    def action_space(self) -> None:
        """Tick or untick the row."""
        self.action_choose()


_COLUMNS = (
    Column("on", "", "tick", 3, editable=True, tip="Läggs ut på"),
    Column("name", "Resurs", width=26),
    Column("validity", "Giltighet", width=23),
    Column("profession", "Yrkeskategori", width=16),
)


class LayOutForm(Vertical):
    """Says so when anything in it changes; Enter goes on in it, as nothing is laid out by it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go_on", "Vidare", show=False)]
    DEFAULT_CSS = """
    LayOutForm { padding: 0 0; height: auto; }
    LayOutForm Horizontal { height: 1; padding: 0 1; }
    LayOutForm .name { width: auto; padding-right: 1; }
    LayOutForm #from_name { width: 13; }
    LayOutForm .said { color: $foreground-quiet; width: auto; margin-right: 2; }
    LayOutForm #skip { width: 28; }
    LayOutForm TextInput { width: 13; margin-right: 1; }
    LayOutForm DropDown { max-width: 40; margin-right: 2; }
    """

    @dataclass
    class Changed(Message):
        """Something stands otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.templates: tuple[Template, ...] = ()
        self.today: Day = 1
        """The book's day: a day without a year is sought from it."""

    def compose(self) -> ComposeResult:
        """The fields above the resources."""
        with Horizontal():
            yield Static(Content("Schemamall"), classes="name", id="from_name")
            yield DropDown((), hint="Välj", id="template")
            yield Static(classes="said", id="week")
        with Horizontal():
            yield Static(Content("Från och med"), classes="name")
            yield TextInput(longest=17, id="from_day")
            yield Static(classes="said", id="from_said")
            yield Static(Content("Till och med"), classes="name")
            yield TextInput(longest=17, id="to_day")
            yield Static(classes="said", id="to_said")
        with Horizontal():
            yield Tick("Hoppa över krockar", id="skip")
            yield Static(classes="said", id="span")

    # --- what stands in it --------------------------------------------------------------------

    def offer(self, templates: tuple[Template, ...], chosen: int | None) -> None:
        """Let one of these templates be chosen."""
        self.templates = templates
        box = self.query_one(DropDown)
        value = box.value or ("" if chosen is None else str(chosen))
        if not value and len(templates) == 1:
            value = str(templates[0].id)
        box.show(by_name((each.id, each.name) for each in templates), value)
        self._draw()

    def suggest(self, from_day: Day, to_day: Day) -> None:
        """Fill in a period, without saying so."""
        with self.prevent(TextInput.Changed):
            self._input("from_day").value = day_text(from_day)
            self._input("to_day").value = day_text(to_day)
        self._draw()

    def read(self, resources: Sequence[int]) -> Reading:
        """What is to be laid out on these resources."""
        chosen = self.query_one(DropDown)
        template = int(chosen.value) if chosen.at >= 0 else None
        if not self.templates:
            return Reading(None, _NO_TEMPLATES)
        texts = (self._input("from_day").value, self._input("to_day").value)
        return read_order(template, resources, *texts, self.today)

    @property
    def skips(self) -> bool:
        """Whether collisions are passed over."""
        return self.query_one(Tick).value

    def fault(self, field: str) -> None:
        """Mark the field in which something is wrong; an empty name marks none."""
        for widget in self.query(TextInput):
            widget.set_class(widget.id == field, FAULT)

    def _input(self, name: str) -> TextInput:
        return self.query_one(f"#{name}", TextInput)

    def _draw(self) -> None:
        """Each day's weekday and week, how long it is, and what the template gives."""
        first, last = self._days()
        self.query_one("#from_said", Static).update(Content(_said(first)))
        self.query_one("#to_said", Static).update(Content(_said(last)))
        ends = "–".join("" if day is None else day_text(day) for day in (first, last))
        written = "–".join(self._input(name).value.strip() for name in ("from_day", "to_day"))
        # Which days are meant is said where they are not written in full.
        which = "" if ends == written else f"{ends.replace('–', ' – ').strip()}  "
        self.query_one("#span", Static).update(Content(which + span_text(first, last)))
        key = self.query_one(DropDown).value
        rows = next((each.rows for each in self.templates if str(each.id) == key), None)
        self.query_one("#week", Static).update(Content("" if rows is None else week_text(rows)))

    def _days(self) -> tuple[Day | None, Day | None]:
        """What the fields mean, each by itself where the other cannot be read."""
        first, last = self._input("from_day").value, self._input("to_day").value
        for texts in ((first, last), (first, ""), ("", last)):
            try:
                return read_days(*texts, self.today)
            except Invalid:
                continue
        return None, None

    # --- messages -----------------------------------------------------------------------------

    @on(TextInput.Changed)
    @on(DropDown.Changed)
    @on(Tick.Changed)
    def _tell(self, message: Message) -> None:
        message.stop()
        self._draw()
        self.post_message(self.Changed())

    def action_go_on(self) -> None:
        """Enter on the templates lists them until one is chosen."""
        chosen = self.query_one(DropDown)
        if self.screen.focused is chosen and chosen.at < 0:
            chosen.action_open()
        else:
            self.screen.focus_next()

    def on_input_submitted(self, message: TextInput.Submitted) -> None:
        """Enter goes on to the next field."""
        message.stop()
        self.screen.focus_next()


def span_text(first: Day | None, last: Day | None) -> str:
    """How long a period is: ``56 dagar, 8 veckor``; empty while it is none."""
    if first is None or last is None or first > last:
        return ""
    count = last - first + 1
    weeks, over = divmod(count, 7)
    said = count_text(count, "dag", "dagar")
    if over or not weeks:
        return said
    return f"{said}, {count_text(weeks, 'vecka', 'veckor')}"


def _said(day: Day | None) -> str:
    return "" if day is None else day_said(day)
