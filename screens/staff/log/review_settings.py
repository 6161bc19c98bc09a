"""Inställningar för loggen: the unit's reasons for exemptions, and its amounts."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from db.log import review_settings
from db.log.review_settings import MOST_REASONS, OTHERS, OTHERS_LABEL, ReviewSettings
from db.values import clean
from screens.session import Session
from screens.trouble.merging import MergingDialog
from widgets.forms.dialog import CANCEL, OK, Button
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput
from widgets.line import cut

_UP: Final = Button("up", "Flytta upp", "Orsaken som markören står i, ett steg upp.")
_DOWN: Final = Button("down", "Flytta ned", "Orsaken som markören står i, ett steg ned.")
_REASONS: Final = "Orsaker till undantag (töm en rad för att ta bort den)"
_EXAMPLES: Final = "Exempel i våra ord: ändra dem så att de stämmer med er region."
_FEES: Final = "Belopp i kronor för en sen ändring (tomt: inget belopp)"
_LABEL = 26


class ReasonField(TextInput):
    """One reason; the arrows go from one to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.step(-1)", "Föregående orsak", show=False),
        Binding("down", "screen.step(1)", "Nästa orsak", show=False),
        Binding("alt+up", "screen.move(-1)", "Flytta upp", show=False),
        Binding("alt+down", "screen.move(1)", "Flytta ned", show=False),
    ]


class ReviewSettingsDialog(MergingDialog[ReviewSettings]):
    """Gives what is settled once it is saved, or None; schemaläggare and IT may save."""

    TITLE_TEXT = "Inställningar för loggen"
    BUTTONS = (OK, CANCEL, _UP, _DOWN)
    AUTO_FOCUS = "ReasonField"
    DEFAULT_CSS = """
    ReviewSettingsDialog DialogFrame { max-width: 80; }
    ReviewSettingsDialog .heading { color: $frame-title; text-style: bold; }
    ReviewSettingsDialog .text { color: $foreground-quiet; }
    ReviewSettingsDialog .gap { margin-top: 1; }
    ReviewSettingsDialog ReasonField { margin: 0 1; }
    """

    def __init__(self, session: Session, settled: ReviewSettings) -> None:
        super().__init__()
        self._session = session
        self._settled = settled
        self._at = 0
        self._begun: tuple[list[str], list[str]] = ([], [])

    # --- fields -------------------------------------------------------------------------------

    def content(self) -> ComposeResult:
        """The reasons with an empty one last, and a field for each yrkeskategori."""
        roomy = self.app.size.height >= 20
        yield Static(Content(_REASONS), classes="heading")
        if self._settled.examples and roomy:
            yield Static(Content(_EXAMPLES), classes="text")
        for n, reason in enumerate((*self._settled.reasons, "")):
            yield self._reason(n, reason)
        yield Static(Content(_FEES), classes="heading gap")
        room = min(_LABEL, max(4, self.app.size.width // 2 - 4))
        for n, fee in enumerate(self._settled.fees):
            label = clean(fee.profession) if fee.profession != OTHERS else OTHERS_LABEL
            amount = TextInput(fee.text.removesuffix(" kr"), hint="inget belopp", longest=20,
                               id=f"fee_{n}")  # fmt: skip
            yield Field(cut(label, room - 1), amount, room)

    def _reason(self, n: int, reason: str) -> ReasonField:
        return ReasonField(reason, hint="ny orsak", id=f"reason_{n}")

    def on_mount(self, event: events.Mount) -> None:
        """Say which keys work."""
        self.frame.border_subtitle = Content("Alt+↑↓ flyttar · Enter OK · Esc avbryter")
        self._begun = (self._texts(), self._amounts())

    @property
    def _fields(self) -> list[ReasonField]:
        return list(self.query(ReasonField))

    def _texts(self) -> list[str]:
        return [field.value for field in self._fields]

    def _amounts(self) -> list[str]:
        return [field.value for field in self._amount_fields()]

    def _amount_fields(self) -> Iterator[TextInput]:
        return (self.query_one(f"#fee_{n}", TextInput) for n in range(len(self._settled.fees)))

    def unsaved(self) -> str:
        """Whether anything is another."""
        texts, amounts = self._begun
        changed = list(filter(None, self._texts())) != list(filter(None, texts))
        return "Inställningarna är inte sparade." if changed or self._amounts() != amounts else ""

    # --- moving -------------------------------------------------------------------------------

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember which reason the buttons are about."""
        if isinstance(event.widget, ReasonField):
            self._at = self._fields.index(event.widget)

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """Keep an empty field last, for one more."""
        fields = self._fields
        if fields and fields[-1].value and len(fields) < MOST_REASONS:
            self.call_later(self._one_more)

    async def _one_more(self) -> None:
        fields = self._fields
        if self.is_mounted and fields and fields[-1].value and len(fields) < MOST_REASONS:
            parent = fields[-1].parent
            if parent is not None and not self.query(f"#reason_{len(fields)}"):
                await self.mount(self._reason(len(fields), ""), after=fields[-1])

    def action_step(self, step: int) -> None:
        """Go to the reason before or after."""
        fields, at = self._fields, self._at + step
        if 0 <= at < len(fields):
            fields[at].focus()

    def action_move(self, step: int) -> None:
        """Let the reason with the cursor change places with the one before or after."""
        fields, at = self._fields, self._at
        other = at + step
        if not (0 <= other < len(fields) and at < len(fields)):
            return
        if fields[at].value and fields[other].value:
            fields[at].value, fields[other].value = fields[other].value, fields[at].value
            fields[other].focus()

    def pressed(self, name: str) -> None:
        """Move, or OK."""
        if name in (_UP.name, _DOWN.name):
            self.action_move(-1 if name == _UP.name else 1)
        else:
            self.accept()

    # --- saving -------------------------------------------------------------------------------

    def accept(self) -> None:
        """Save all of it; what is wrong is said at its field."""
        self.frame.clear_faults()
        book, actor, clinic = self._session.book, self._session.actor, self._session.clinic
        names = [fee.profession for fee in self._settled.fees]
        amounts = list(zip(names, self._amounts(), strict=True))
        texts = self._texts()
        self.close_after(
            lambda: review_settings.save(
                book, actor, clinic, texts, amounts, seen=self._settled, told=self.told
            )
        )

    def take(self, field: str, stands: ReviewSettings) -> None:
        """Show what is stored; the reasons are one matter."""
        if field.startswith("reason"):
            self.call_later(self._take_reasons, stands.reasons)
            return
        n = int(field.removeprefix("fee_"))
        name = self._settled.fees[n].profession
        text = next((fee.text for fee in stands.fees if fee.profession == name), "")
        self.query_one(f"#{field}", TextInput).value = text.removesuffix(" kr")

    async def _take_reasons(self, reasons: Sequence[str]) -> None:
        for n, text in enumerate(reasons):
            if n == len(self._fields):
                await self._one_more()
            self._fields[n].value = text
        for field in self._fields[len(reasons) :]:
            field.value = ""
