"""Vyer: what is searched, sorted and folded, kept under a name and come back to.

They are lines of the user's file of choices: ``view.<page>.<name> = {"search": "sen:ja", …}``.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, Final, NamedTuple
from urllib.parse import quote, unquote

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from db.fields import NAME_BOUND
from db.rules.alphabet import sort_key
from db.values import clean
from screens.dialog import DialogScreen, confirm
from screens.help import CLOSE, CommandDialog
from screens.session import read_choices
from screens.settings_file import update
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.dialog import CANCEL, OK, Button
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput

SAVE: Final = "save"
"""The result of one who wants to keep what shows now."""
_SAVE_NOW: Final = Button("save", "Spara den här...", "Sparar sökningen, ordningen och kolumnerna.")
_REMOVE: Final = Button("remove", "Ta bort", "Tar bort den valda vyn; loggen ändras inte.")
_NONE: Final = (
    "Inga vyer är sparade än. Spara den här ger sökningen, ordningen och kolumnerna ett namn."
)
_PREFIX: Final = "view.log."
_MOST_KEYS: Final = 50
MOST: Final = 20
"""Views: the file that they are kept in is read before the first frame."""
_TOO_MANY: Final = f"Högst {MOST} vyer kan sparas. Ta bort en vy, eller ersätt en som finns."


class SavedView(NamedTuple):
    """A view.

    Attributes:
        name: what the user calls it.
        search: what stands in Sök.
        sort: the column that the rows are sorted by; empty for the log's own order.
        descending: whether backwards.
        folded: the columns that are folded.
        order: the columns from left to right; empty for the guide's order.
    """

    name: str
    search: str = ""
    sort: str = ""
    descending: bool = False
    folded: tuple[str, ...] = ()
    order: tuple[str, ...] = ()

    @property
    def tip(self) -> str:
        """What it shows, in a line."""
        sorted_by = ", ordnad" if self.sort else ""
        return f"{clean(self.search) or 'alla rader'}{sorted_by}"


def _line(name: str) -> str:
    # No line of another view begins like this one: the dot at its end is in no name.
    return f"{_PREFIX}{quote(name, safe='').replace('.', '%2E')}."


def read(path: Path | None) -> tuple[SavedView, ...]:
    """The views that are kept, in alphabetical order; what cannot be understood is left out."""
    choices = read_choices(path).items() if path else ()
    kept = (_view(line, value) for line, value in choices if line.startswith(_PREFIX))
    return tuple(sorted((view for view in kept if view), key=lambda view: sort_key(view.name)))


def _view(line: str, value: str) -> SavedView | None:
    name = clean(unquote(line.removeprefix(_PREFIX).removesuffix(".")))[:NAME_BOUND].strip()
    try:
        kept = json.loads(value)
    except ValueError:
        return None
    if not (name and isinstance(kept, dict)):
        return None
    return SavedView(
        name,
        clean(_text(kept.get("search"))),
        _text(kept.get("sort")),
        kept.get("descending") is True,
        _keys(kept.get("folded")),
        _keys(kept.get("order")),
    )


def _text(value: Any) -> str:  # noqa: ANN401 - of a file that anyone may have edited
    return value if isinstance(value, str) else ""


def _keys(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - of a file that anyone may have edited
    listed: Iterable[Any] = value[:_MOST_KEYS] if isinstance(value, list) else ()
    return tuple(key for key in listed if isinstance(key, str))


def keep(path: Path | None, view: SavedView) -> bool:
    """Keep a view under its name; whether that was possible."""
    what = view._asdict()
    value = json.dumps({key: what[key] for key in what if key != "name"}, ensure_ascii=False)
    return path is not None and update(path, {_line(view.name): value})


def forget(path: Path | None, name: str) -> bool:
    """Take a view away; whether that was possible."""
    return path is not None and update(path, {}, clear=_line(name))


class ViewsDialog(CommandDialog):
    """Gives the name of the chosen view, ``SAVE`` to keep what shows now under a name, or None."""

    BUTTONS: ClassVar[tuple[Button, ...]] = (CLOSE, _SAVE_NOW, _REMOVE)
    KEYS_TEXT = "↑↓ väljer · Enter visar · Delete tar bort · Esc stänger"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("delete", "remove", "Ta bort", show=False)]

    def __init__(self, path: Path | None) -> None:
        self._path, self._views = path, read(path)
        super().__init__("Vyer", _choices(self._views))

    def on_mount(self) -> None:
        """Say what views are for, where there are none yet."""
        super().on_mount()
        self._tell()

    def _tell(self) -> None:
        self.frame.enable(_REMOVE.name, bool(self._views))
        if not self._views:
            self.frame.say(_NONE)

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Close with the view's name."""
        message.stop()
        message.prevent_default()
        self.close_with(f"view:{self._views[int(message.name)].name}")

    def pressed(self, name: str) -> None:
        """Keep what shows now, or take the chosen one away."""
        if name == _SAVE_NOW.name:
            self.close_with(SAVE)
        else:
            self.action_remove()

    def action_remove(self) -> None:
        """Ask, and take the chosen view away."""
        if self._views:
            name = self._views[self.query_one(ChoiceList).cursor].name
            text = f"Ta bort vyn {clean(name)}? Loggen ändras inte."
            confirm(self, "Ta bort vy", text, lambda: self._remove(name))

    def _remove(self, name: str) -> None:
        if not forget(self._path, name):
            self.frame.fault("Det gick inte att ta bort vyn: inställningarna går inte att skriva.")
            return
        self._views = read(self._path)
        self.query_one(ChoiceList).show(_choices(self._views))
        self._tell()
        self.frame.tell(f"Vyn {clean(name)} är borttagen.")


def _choices(views: tuple[SavedView, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(str(n), clean(view.name), "", view.tip) for n, view in enumerate(views))


class ViewName(DialogScreen[str]):
    """Gives the name that a view is to have; asks before another of that name is written over."""

    TITLE_TEXT = "Spara vyn"
    BUTTONS = (OK._replace(label="Spara"), CANCEL)
    AUTO_FOCUS = "TextInput"
    DEFAULT_CSS = """
    ViewName DialogFrame { max-width: 60; }
    """

    def __init__(self, taken: Iterable[str]) -> None:
        super().__init__()
        self._taken = frozenset(taken)

    def content(self) -> ComposeResult:
        """The field."""
        yield Field("Namn", TextInput(hint="Sena i september", longest=NAME_BOUND, id="name"), 6)

    def on_mount(self) -> None:
        """Say what is kept."""
        self.frame.say("Sökningen, ordningen och kolumnerna sparas för dig, inte i boken.")

    def unsaved(self) -> str:
        """A name that is half written."""
        return "Vyn är inte sparad." if self.text_of("name").strip() else ""

    def accept(self) -> None:
        """Give the name."""
        name = clean(self.text_of("name")).strip()
        if not name:
            self.frame.fault("Skriv vad vyn ska heta.", self.field("name"))
        elif name not in self._taken and len(self._taken) >= MOST:
            self.frame.fault(_TOO_MANY)
        elif name in self._taken:
            text = f"Det finns redan en vy som heter {name}. Ska den ersättas?"
            confirm(self, self.TITLE_TEXT, text, lambda: self.close_with(name))
        else:
            self.close_with(name)
