"""För begränsat urval: which people the ärendetyper are for (R115)."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from db.rules.names.personal_number import plain
from db.setup.case_types import Member
from db.values import clean
from screens.dialog import DialogScreen
from widgets.choice_list import Choice
from widgets.forms.dialog import CANCEL, OK, Button
from widgets.forms.text_input import TextInput
from widgets.forms.tick_list import TickList
from widgets.line import cut

_NAME_CELLS = 34


class AudienceDialog(DialogScreen[frozenset[int]]):
    """Gives the chosen people's ids, out of all there are and who is in the urval now."""

    TITLE_TEXT = "Begränsat urval"
    BUTTONS = (OK, CANCEL, Button("all", "Alla"), Button("none", "Inga"))
    AUTO_FOCUS = "TickList"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("slash", "search", "Sök", show=False)]
    DEFAULT_CSS = """
    AudienceDialog DialogFrame { max-width: 70; }
    AudienceDialog TextInput { margin-bottom: 1; }
    AudienceDialog TickList { max-height: 12; }
    """

    def __init__(self, people: Sequence[Member], chosen: frozenset[int]) -> None:
        super().__init__()
        self._people, self._before, self._chosen = tuple(people), chosen, chosen
        self._shown: tuple[Member, ...] = self._people

    def content(self) -> ComposeResult:
        """The field, and those who match."""
        yield TextInput(hint="Sök namn eller personnummer", longest=60)
        yield TickList(_choices(self._people), map(str, self._chosen))

    def on_mount(self) -> None:
        """Say what is chosen."""
        self.frame.border_subtitle = Content("Mellanslag bockar i · Enter OK")
        self._say()

    @property
    def _list(self) -> TickList:
        return self.query_one(TickList)

    def unsaved(self) -> str:
        """Another choice than before."""
        return "" if self._chosen == self._before else "Urvalet är ändrat."

    def _say(self) -> None:
        if not self._people:
            self.frame.say("Boken har inga invånare än: de läggs upp i tidboken eller på 1177.")
            return
        if not self._shown:
            self.frame.say("Ingen heter eller har så.")
            return
        self.frame.say(
            f"{len(self._chosen)} av {len(self._people)} ingår. Urvalet gäller alla mottagningens"
            " ärendetyper."
        )

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """List those who match every word."""
        message.stop()
        words = message.value.casefold().split()
        self._shown = tuple(one for one in self._people if _matches(one, words))
        self._list.show(_choices(self._shown))
        self._list.tick(map(str, self._chosen))
        self._say()

    def on_tick_list_changed(self, message: TickList.Changed) -> None:
        """Someone was ticked or unticked; those who are not listed stay as they are."""
        message.stop()
        self._choose(message.ticked)

    def _choose(self, ticked: frozenset[str]) -> None:
        listed = frozenset(one.id for one in self._shown)
        self._chosen = (self._chosen - listed) | frozenset(map(int, ticked))
        self._say()

    def pressed(self, name: str) -> None:
        """OK, or all or none of those who are listed."""
        if name == OK.name:
            self.accept()
            return
        ticked = frozenset(str(one.id) for one in self._shown) if name == "all" else frozenset()
        self._list.tick(ticked)
        self._choose(ticked)

    def accept(self) -> None:
        """Give those who are ticked."""
        self.close_with(self._chosen)

    def action_search(self) -> None:
        """To the field."""
        self.query_one(TextInput).focus()


def _choices(people: Sequence[Member]) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(one.id), cut(clean(one.name), _NAME_CELLS), tip=clean(one.pnr)) for one in people
    )


def _matches(one: Member, words: list[str]) -> bool:
    name, number = one.name.casefold(), one.pnr.replace("-", "")
    return all(word in name or plain(word).replace("-", "") in number for word in words)
