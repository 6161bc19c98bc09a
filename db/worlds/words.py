"""What people say in a world that lives, and whom its visits fit: the file's ``liv``."""

from collections.abc import Mapping
from random import Random
from typing import Any, Final, NamedTuple

from db.bookings.acts import Details
from db.values import Role


class Fits(NamedTuple):
    """Whom a type is for: ages in whole years, and whether women alone."""

    youngest: int
    oldest: int
    women: bool


class Rate(NamedTuple):
    """How often something is done on a working day and a day off, and between which hours."""

    working: int
    off: int
    first_hour: int
    last_hour: int


_ANYONE: Final = Fits(0, 120, False)


class Words:
    """What is said, drawn from what the file has.

    Attributes:
        rates: how often each kind of act comes, in the file's order.
        reasons: why citizens cancel; ``moves`` why they rebook.
        waited_for: the type that is waited for; ``waits`` what those who wait say.
    """

    def __init__(self, told: Mapping[str, Any], rng: Random) -> None:
        self._rng = rng
        self._sought: Mapping[str, tuple[str, ...]] = told["soker_for"]
        self._fits = {name: Fits(*one.values()) for name, one in told["aldrar"].items()}
        self.rates = {name: Rate(*one.values()) for name, one in told["takt"].items()}
        self.reasons: tuple[str, ...] = told["avbokar_for"]
        self.moves: tuple[str, ...] = told["ombokar_for"]
        self.waited_for: str = told["vantar_pa"]
        self.waits: tuple[str, ...] = told["vantar"]

    def fits(self, type_name: str) -> Fits:
        """Whom a type is for."""
        return self._fits.get(type_name, _ANYONE)

    def details(self, type_name: str, role: Role) -> Details:
        """What is told of a visit: on the web mostly why; by care referral or interpreter, too."""
        rng = self._rng
        sought = self._sought.get(type_name, ("",))
        said = rng.choice(sought) if rng.random() < 0.8 else ""
        if role is Role.CITIZEN:
            return Details(said)
        referral = "Egen vårdbegäran" if rng.random() < 0.06 else ""
        tongues = ("Teckenspråk", "Finska", "Arabiska")
        interpreter = rng.choice(tongues) if rng.random() < 0.06 else ""
        return Details(said, referral, interpreter)
