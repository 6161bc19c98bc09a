"""What the user can do, each declared once: key, label, explanation, place and availability.

Bindings, the line of keys, the menus, the help and the palette all derive from these.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from textual.binding import Binding

from db.values import Role
from screens.swedish import key_text


def _always(screen: object) -> bool:
    return True


class Command(NamedTuple):
    """One thing the user can do.

    Attributes:
        action: the Textual action, such as ``app.help``; unique among a screen's commands.
        label: a word or two for the line of keys, the menus and the palette.
        tip: a whole sentence for the help.
        key: Textual's name of the key; empty when it stands only in menu and palette.
        menu: the menu it stands in, or empty.
        footer: whether the line of keys shows it.
        priority: whether it works whatever has the focus, in dialogs too.
        roles: who may; None for everyone. Others do not see it.
        when: whether it can be done now, given the screen; greyed when not.
    """

    action: str
    label: str
    tip: str
    key: str = ""
    menu: str = ""
    footer: bool = True
    priority: bool = False
    roles: frozenset[Role] | None = None
    when: Callable[[Any], bool] = _always

    @property
    def key_text(self) -> str:
        """The key as it stands on a Swedish keyboard."""
        return key_text(self.key)

    @property
    def name(self) -> str:
        """The action without its namespace, as ``check_action`` is asked for it."""
        return self.action.partition("(")[0].rpartition(".")[2]

    def availability(self, screen: object, role: Role) -> bool | None:
        """True when it can be done, None when not now (greyed), False when not by this role."""
        if self.roles is not None and role not in self.roles:
            return False
        return True if self.when(screen) else None


THEMES = {"asynja-ljust": "Ljust", "asynja-morkt": "Mörkt", "asynja-kontrast": "Hög kontrast"}
"""The themes by their names in Textual, in the order in which the key changes them."""

EVERYWHERE = (
    Command(
        "app.help", "Hjälp", "Visar tangenterna på sidan; Enter utför den valda.",
        key="f1", menu="Hjälp",
    ),
    Command(
        "app.next_theme", "Tema", "Byter mellan ljust, mörkt och hög kontrast.",
        key="f9", menu="Inställningar",
    ),
    Command(
        "app.palette", "Kommandon", "Söker bland allt som går att göra här.",
        key="ctrl+p", menu="Hjälp",
    ),
    *(
        Command(
            f"app.use_theme('{name}')", f"Tema: {label}", "Byter färger och sparar valet.",
            menu="Inställningar", footer=False,
        )
        for name, label in THEMES.items()
    ),
    Command(
        "app.quit", "Avsluta", "Stänger programmet. Allt som sparats finns kvar i boken.",
        key="ctrl+q", menu="Arkiv", priority=True,
    ),
)  # fmt: skip
"""What can be done on every page."""


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Textual's bindings for the commands that have a key."""
    return [
        Binding(
            command.key,
            command.action,
            command.label,
            show=command.footer,
            key_display=command.key_text,
            priority=command.priority,
            tooltip=command.tip,
        )
        for command in commands
        if command.key
    ]


def clashes(commands: Iterable[Command]) -> list[str]:
    """The keys that more than one of the commands has."""
    keys = [key for command in commands for key in command.key.split(",") if key]
    return sorted({key for key in keys if keys.count(key) > 1})
