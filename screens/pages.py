"""The pages one can go to, each declared once: name, place, key and who may.

A page's module is imported when the page is opened, never before the first frame. The menus, the
start page with its keys, the palette and the help derive from ``PAGES``.
"""

import importlib
from typing import Any, Literal, NamedTuple

from db.basics import Role
from db.permissions import CARE, SCHEDULERS
from screens.commands import TO_PAGES, Command

PageName = Literal[
    "time_types", "resources", "templates", "layouts", "tidbok", "waiting", "log", "statistics",
    "citizen", "admin",
]  # fmt: skip
"""What the pages of ``PAGES`` are called: another name is a fault that mypy finds."""
AnyName = Literal[PageName, "login", "types", "times"]
"""Also what pages of 1177 are called (their ``NAME``), for going back to one by it."""


def action_of(name: PageName) -> str:
    """What opens the page with a name."""
    return f"app.open_page('{name}')"


class Page(NamedTuple):
    """One page.

    Attributes:
        name: unique; what ``app.open_page`` is asked for.
        label: its name as in the guide.
        tip: a whole sentence on what it is for.
        key: the key that opens it from the start page.
        menu: the menu it stands in, one of ``screens.commands.MENUS``.
        place: ``module:class``; the class is a ``BookScreen`` that is made with the session.
        roles: who may open it; None for everyone.
        takes_argument: whether it can be told what to show besides, as a text.
    """

    name: PageName
    label: str
    tip: str
    key: str
    menu: str
    place: str
    roles: frozenset[Role] | None = None
    takes_argument: bool = False

    @property
    def action(self) -> str:
        """What opens it."""
        return action_of(self.name)

    def command(self, *, with_key: bool) -> Command:
        """The command that opens it; greyed on the page itself."""

        def elsewhere(screen: Any) -> bool:  # noqa: ANN401 - any page
            return bool(screen.page != self.name)

        return Command(
            self.action, self.label, self.tip, key=self.key if with_key else "",
            menu=self.menu, footer=False, context=with_key, roles=self.roles, when=elsewhere,
            group=TO_PAGES,
        )  # fmt: skip

    def load(self) -> Any:  # noqa: ANN401 - screens.base would be a cycle
        """The class of the page."""
        return load(self.place)


def load(place: str) -> Any:  # noqa: ANN401 - screens.base would be a cycle
    """What stands at ``module:class``; the module is imported now."""
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)


LOOKERS = frozenset(Role) - {Role.CITIZEN}
"""Who may look in the tidbok; what each may do there its operations say."""

PAGES: tuple[Page, ...] = (
    Page(
        "time_types", "Tidstyper", "Vad som kan bokas, och vad invånaren ser av det på 1177.",
        "t", "Inställningar", "screens.staff.setup.time_types:TimeTypesPage",
    ),
    Page(
        "resources", "Resurser", "Vem eller vad som bokas, och namnen som invånaren ser.",
        "r", "Inställningar", "screens.staff.setup.resources:ResourcesPage",
    ),
    Page(
        "templates", "Schemamallar", "Veckor av tider, att lägga ut på resurser.",
        "m", "Inställningar", "screens.staff.templates.list_page:TemplatesPage",
    ),
    Page(
        "layouts", "Schemalägg", "Lägger ut en schemamalls tider på resurser för en period.",
        "g", "Inställningar", "screens.staff.templates.lay_out:LayOutPage", SCHEDULERS,
    ),
    Page(
        "tidbok", "Tidbok", "Veckans och dagens tider: boka, avboka, omboka och ändra schemat.",
        "b", "Bokning och väntelista", "screens.staff.tidbok.page:TidbokPage", LOOKERS,
    ),
    Page(
        "waiting", "Väntelista", "Vilka som väntar på tid; boka från listan, även avbokade tider.",
        "v", "Bokning och väntelista", "screens.staff.waiting.page:WaitingListPage", CARE,
    ),
    Page(
        "log", "Logg för webbtidbok", "Vad invånarna har ändrat, vad som var sent och bedömt.",
        "l", "Bokning och väntelista", "screens.staff.log.page:LogPage", CARE, True,
    ),
    Page(
        "statistics", "Statistik", "Hur många som bokar, ombokar och avbokar, och hur sent.",
        "s", "Bokning och väntelista", "screens.staff.statistics.page:StatisticsPage", CARE, True,
    ),
    Page(
        "citizen", "Öppna 1177 som invånare", "Loggar in som en invånare och ser det de ser.",
        "1", "1177", "screens.citizen.login:LoginPage", CARE, True,
    ),
    Page(
        "admin", "1177:s personalverktyg", "Villkorstexter, och ärendetyper som aktiveras.",
        "p", "1177", "screens.admin.start:StartPage",
    ),
)  # fmt: skip
"""All pages but the start page, in the order of the work: laid up, booked, followed up."""


def named(name: PageName) -> Page:
    """The page with this name."""
    return next(page for page in PAGES if page.name == name)


def find(name: str) -> Page | None:
    """The page with a name that came as a text; None where there is none."""
    return next((page for page in PAGES if page.name == name), None)


def commands(*, with_keys: bool) -> tuple[Command, ...]:
    """A command for each page; they have keys on the start page only."""
    return tuple(page.command(with_key=with_keys) for page in PAGES)
