"""What the user can do, each declared once: key, label, explanation, place and availability.

Bindings, the line of keys, the menus, the help and the palette all derive from these.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from textual.actions import parse
from textual.binding import Binding

from db.basics import ROLE_LABELS, Role
from db.permissions import CARE, SCHEDULERS
from screens.swedish import key_text
from widgets.screen import AnyScreen

if TYPE_CHECKING:
    from widgets.choice_list import Choice
    from widgets.menus.menu_bar import Menu

MENUS: Final = (
    "Arkiv",
    "Bokning och väntelista",
    "Inställningar",
    "1177",
    "Övningar",
    "Hjälp",
)
"""The menus from left to right; Alt and its first letter opens each."""


QUIT: Final = "app.quit"


def _is_touring(page: Any) -> bool:  # noqa: ANN401 - any page
    """Whether the tour goes on."""
    return bool(getattr(page.app, "is_touring", False))


def _may_tour(page: Any) -> bool:  # noqa: ANN401 - any page
    """Whether it can be begun: an exercise has the line under the menu for itself."""
    return not _is_touring(page) and not _is_practising(page)


def _is_practising(page: Any) -> bool:  # noqa: ANN401 - any page
    """Whether an exercise goes on."""
    return getattr(page.app, "above", None) is not None


HERE: Final = "På den här sidan"
IN_PROGRAM: Final = "I hela programmet"
TO_PAGES: Final = "Öppnar en sida"
IN_GRID: Final = "Där markören står"


def _always(screen: object) -> bool:
    return True


class Command(NamedTuple):
    """One thing the user can do.

    Attributes:
        action: the Textual action, such as ``app.help``; unique among a screen's commands.
        label: a word or two for the line of keys, the menus and the palette.
        tip: a whole sentence for the help.
        key: Textual's name of the key; empty when it stands only in menu and palette.
        menu: the menu it stands in, one of ``MENUS``, or empty.
        footer: whether the line of keys shows it.
        context: whether the context menu shows it.
        priority: whether it works whatever has the focus, in dialogs too, as on the page below.
        roles: who may; None for everyone. Others do not see it.
        when: whether it can be done now, given the screen; greyed when not.
        there: whether there is such a thing at all, given the screen; not shown when not.
        group: what the help lists it under, where that is not ``HERE``.
    """

    action: str
    label: str
    tip: str
    key: str = ""
    menu: str = ""
    footer: bool = True
    context: bool = True
    priority: bool = False
    roles: frozenset[Role] | None = None
    when: Callable[[Any], bool] = _always
    there: Callable[[Any], bool] = _always
    group: str = ""

    @property
    def key_text(self) -> str:
        """The key as it stands on a Swedish keyboard."""
        return key_text(self.key)

    @property
    def listed_under(self) -> str:
        """What the help lists it under."""
        return self.group or (IN_GRID if self.name == "sheet_key" else HERE)

    @property
    def is_programs(self) -> bool:
        """Whether the program does it, whatever the page shows."""
        return self.action.startswith("app.")

    @property
    def name(self) -> str:
        """The action without its namespace, as ``check_action`` is asked for it."""
        return _parsed(self.action)[0]

    def does(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Whether this is what ``check_action`` is asked for."""
        return _parsed(self.action) == (action, parameters)

    def availability(self, screen: object, role: Role) -> bool | None:
        """True when it can be done, None when not now (greyed), False when not here at all.

        On a page that is not drawn yet or is going, nothing but ending can be done; on one in whose
        place the column stands, what the program can do.
        """
        if isinstance(screen, AnyScreen) and not screen.is_ready and self.action != QUIT:
            return False
        if (self.roles is not None and role not in self.roles) or not self.there(screen):
            return False
        if isinstance(screen, AnyScreen) and screen.is_turned and not self.is_programs:
            return None
        return True if self.when(screen) else None


THEMES = {"asynja-ljust": "Ljust", "asynja-morkt": "Mörkt", "asynja-kontrast": "Hög kontrast"}
"""The themes by their names in Textual, in the order in which the key changes them."""

ROLES = (Role.SCHEDULER, Role.STAFF, Role.IT)
"""The roles of the staff's side; the program begins as the first."""


PRESENT: Final = {
    0: ("Av", "Allt syns som vanligt."),
    1: ("Nummer", "Döljer personnummer, telefoner, e-post och kommentarer."),
    2: ("Nummer och namn", "Döljer namnen på invånarna också."),
}
"""The levels of Visningsläge: what they are called and what they do."""


def holds(*names: str) -> Callable[[Any], bool]:
    """For ``Command.when`` and ``there``: all of these are true of the page.

    Args:
        names: of its properties, or of a part's: ``moving.is_begun``.
    """
    told = [attrgetter(name) for name in names]
    return lambda page: all(tell(page) for tell in told)


UNDO = Command(
    "undo", "Ångra", "Tar tillbaka den senaste ändringen.",
    key="ctrl+z", when=holds("history.can_undo"),
)  # fmt: skip
REDO = Command(
    "redo", "Gör om", "Gör om det som ångrades.",
    key="ctrl+y", footer=False, when=holds("history.can_redo"),
)  # fmt: skip
"""For a page with a ``History``."""


def group(name: str, *commands: Command) -> tuple[Command, ...]:
    """The commands, listed under this name in the help."""
    return tuple(command._replace(group=name) for command in commands)


MIRROR, PUBLISH, LOOK_AS, SPLIT = group(
    IN_PROGRAM,
    Command(
        "app.mirror", "1177-vy", "Visar eller döljer vad invånaren möter på 1177 nu.",
        key="f6", menu="1177", context=False, there=holds("can_mirror"),
    ),
    Command(
        "app.publish", "Publicera nu", "Låter 1177 genast få veta allt som är sparat.",
        key="f8", menu="1177", context=False, footer=False, roles=SCHEDULERS,
        there=holds("MIRRORS"),
    ),
    Command(
        "app.look_as", "Byt invånare...", "Väljer med vems ögon 1177-vyn ser.",
        footer=False, context=False, menu="1177", there=holds("can_mirror"),
    ),
    Command(
        "app.split", "Delad skärm", "Visar 1177:s egna sidor bredvid; från 160 kolumner.",
        key="ctrl+f6", footer=False, context=False, menu="1177", there=holds("MIRRORS"),
    ),
)  # fmt: skip
"""The mirror beside the page."""


TRAINING = group(
    "Övningar",
    Command(
        "app.course", "Övningar...", "Kursen med sina kapitel: vad som är gjort och näst.",
        menu="Övningar", footer=False, context=False,
    ),
    Command(
        "app.quiz", "Snabbprov...", "Tjugo frågor ur reglerna, med förklaringar.",
        menu="Övningar", footer=False, context=False,
    ),
    Command(
        "app.demos", "Demonstrationer...", "Spelar upp hur man gör, i en bok för sig.",
        menu="Övningar", footer=False, context=False,
    ),
    Command(
        "app.write_exercise", "Gör en övning...",
        "Boken nu är början; det du sedan gör blir stegen i en egen övning.",
        menu="Övningar", footer=False, context=False, roles=CARE,
        there=lambda page: not _is_practising(page),
    ),
    *(
        Command(
            f"app.exercise('{act}')", label, tip, key=key, menu="Övningar", footer=footer,
            context=False, there=_is_practising,
        )
        for act, label, tip, key, footer in (
            ("steps", "Övningens steg", "Visar stegen, eller ger dem tangenterna.", "f5", True),
            ("hint", "Ledtråd", "Säger var du ska titta, sedan mer.", "ctrl+f1", False),
            ("restart", "Börja om övningen", "Övningens bok blir som från början, genast.",
             "ctrl+f5", False),
            ("show", "Visa lösningen", "Spelar upp den; övningen räknas som visad.", "", False),
            ("leave", "Lämna övningen", "Till din egen bok; övningen finns kvar.", "", False),
        )
    ),
)  # fmt: skip
"""What can be done with exercises, on 1177's pages as well."""

EVERYWHERE = group(
    IN_PROGRAM,
    Command(
        "app.close_page", "Stäng", "Går tillbaka; frågar om något är osparat.",
        key="escape", menu="Arkiv", context=False, there=holds("can_close"),
    ),
    Command(
        "app.help", "Hjälp", "Visar tangenterna på sidan; Enter utför den valda.",
        key="f1", menu="Hjälp",
    ),
    Command(
        "app.menu", "Meny", "Öppnar menyraden; även Alt och menyns första tecken.",
        key="f10", menu="Hjälp", context=False,
    ),
    PUBLISH,
    LOOK_AS,
    SPLIT,
    Command(
        "app.context_menu", "Snabbmeny", "Visar det som går att göra här; även högerklick.",
        key="shift+f10,f22", menu="Hjälp", footer=False, context=False,
    ),
    Command(
        "app.choose_role", "Byt roll...", "Börjar om som schemaläggare, personal eller IT.",
        menu="Arkiv", footer=False, context=False,
    ),
    Command(
        "app.choose_clinic", "Byt enhet...", "Börjar om på en annan av bokens enheter.",
        menu="Arkiv", footer=False, context=False, there=lambda page: len(page.clinics()) > 1,
    ),
    Command(
        "app.settings", "Inställningar...", "Färger, mus och ditt namn, sparade för dig.",
        menu="Arkiv", footer=False, context=False,
    ),
    Command(
        "app.next_theme", "Tema", "Byter mellan ljust, mörkt och hög kontrast.",
        key="f9", menu="Arkiv", context=False,
    ),
    Command(
        "app.demonstrate", "Visningsläge...",
        "När andra ser på: döljer nummer, telefoner och kommentarer, eller namnen också.",
        menu="Arkiv", footer=False, context=False,
    ),
    Command(
        "app.save_picture", "Spara bild...", "Skriver skärmen som bild (SVG) och som text.",
        menu="Arkiv", footer=False, context=False,
    ),
    Command(
        "app.clock", "Klockan...",
        "Stannar, ställer eller flyttar bokens tid; säger först vad som händer.",
        key="f12", menu="Arkiv", footer=False, context=False,
    ),
    Command(
        "app.acts", "Senaste åtgärder...",
        "Vad du och andra har gjort i boken; varje åtgärd kan ångras där det går.",
        key="alt+z", menu="Arkiv", footer=False, context=False, roles=CARE,
    ),
    *(
        Command(
            f"app.book('{act}')", f"{label}...", tip, menu="Arkiv", footer=False, context=False,
            roles=CARE,
        )
        for act, label, tip in (
            ("practise", "Öva i en ny bok", "Gör en bok av en värld och öppnar den."),
            ("restart", "Börja om", "Gör om bokens värld; den som var sparas bredvid."),
            ("remember", "Kom ihåg hit", "Sparar boken under ett namn, och går tillbaka dit."),
            ("open", "Öppna bok", "De senast öppnade böckerna, eller en annan fil."),
            ("back_up", "Säkerhetskopiera", "Skriver en kopia av boken."),
            ("save_world", "Spara som värld", "Skriver boken som en värld att göra böcker av."),
        )
    ),
    Command(
        "app.tour('begin')", "Rundtur i sex steg", "Visar runt; väntar på att du gör varje steg.",
        menu="Hjälp", footer=False, context=False, there=_may_tour,
    ),
    Command(
        "app.tour('leave')", "Lämna rundturen", "Den går att ta upp igen, där du lämnade den.",
        menu="Hjälp", footer=False, context=False, there=_is_touring,
    ),
    Command(
        "app.palette", "Kommandon", "Söker bland allt som går att göra här.",
        key="ctrl+p", menu="Hjälp",
    ),
    *(
        Command(
            f"app.use_theme('{name}')", f"Tema: {label}", "Byter färger och sparar valet.",
            footer=False, context=False,
        )
        for name, label in THEMES.items()
    ),
    *(
        Command(
            f"app.use_role('{role}')", f"Roll: {ROLE_LABELS[role]}", "Börjar om i den rollen.",
            footer=False, context=False,
        )
        for role in ROLES
    ),
    *(
        Command(
            f"app.present({level})", f"Visningsläge: {label}", tip, footer=False, context=False,
        )
        for level, (label, tip) in PRESENT.items()
    ),
    Command(
        QUIT, "Avsluta", "Stänger programmet. Allt som sparats finns kvar i boken.",
        key="ctrl+q", menu="Arkiv", context=False, priority=True,
    ),
    MIRROR,  # last: where there is little room the ways out stand in the line of keys
)  # fmt: skip
EVERYWHERE = (*EVERYWHERE[:-1], *TRAINING, EVERYWHERE[-1])
"""What can be done on every page."""


@lru_cache(maxsize=512)
def _parsed(action: str) -> tuple[str, tuple[object, ...]]:
    _, name, parameters = parse(action)
    return name, parameters


def find(
    commands: Iterable[Command], action: str, parameters: tuple[object, ...]
) -> Command | None:
    """The command that ``check_action`` is asked for, or None."""
    return next((one for one in commands if one.does(action, parameters)), None)


def choices(
    commands: Iterable[Command], screen: object, role: Role, *, grouped: bool = False
) -> "tuple[Choice, ...]":
    """The commands that there are for the role here, greyed where they cannot be done now.

    With ``grouped`` they tell what they are listed under.
    """
    from widgets.choice_list import Choice

    found = []
    for command in commands:
        able = command.availability(screen, role)
        if able is not False:
            found.append(
                Choice(
                    command.action,
                    command.label,
                    command.key_text,
                    command.tip,
                    bool(able),
                    command.listed_under if grouped else "",
                )  # fmt: skip
            )
    return tuple(found)


def menus(commands: Sequence[Command], screen: object, role: Role) -> "tuple[Menu, ...]":
    """The menus that have something in them, in their order."""
    from widgets.menus.menu_bar import Menu

    made = (
        Menu(label, choices((one for one in commands if one.menu == label), screen, role))
        for label in MENUS
    )
    return tuple(menu for menu in made if menu.choices)


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
