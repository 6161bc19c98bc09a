"""The simulated phone: which notices came and when, and which did not and why (R122-R123)."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal

from db.citizen import phone
from db.citizen.phone import MAIL, NOTHING, SMS, Phone, Ring
from screens.citizen.base import CitizenScreen
from screens.session import Session
from widgets.line_view import Line, LineView, Part, hanging

_SIGNS = {SMS: "Sms", MAIL: "Mejl", NOTHING: "✗ Inget kom"}
_NOTHING_YET = "Ingenting har kommit än: något kommer när en tid bokas eller ombokas."
_TURN_ON = "Ingenting har kommit. Slå på aviseringar under Inställningar (S på startsidan)."
_STAFF = "Bara du kan slå på aviseringar. Personalen ser inte om de är på."


class Beside(Horizontal):
    """A page with the phone beside it."""

    DEFAULT_CSS = """
    Beside LinkView { width: 1fr; }
    Beside PhonePanel {
        display: none; width: 42; height: 1fr; padding: 0 1;
        border: round $c1177-line; border-title-color: $c1177-heading;
    }
    """


class PhonePanel(LineView):
    """The phone's screen."""

    BORDER_TITLE = "Din telefon"
    DEFAULT_CSS = """
    PhonePanel {
        background: $c1177-surface; color: $c1177-text;
        .line-view--heading { color: $c1177-heading; text-style: bold; }
        .line-view--quiet { color: $c1177-quiet; }
        .line-view--attention { color: $c1177-attention; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._phone: Phone | None = None

    def read(self, session: Session) -> None:
        """Show the citizen's own phone as it is now.

        Raises:
            NotAllowed: nobody is logged in.
        """
        now = phone.read(session.book, session.actor)
        if now != self._phone:
            self._phone = now
            self.lay_out()

    def lines(self, width: int) -> Sequence[Line]:
        """What is turned on, and then what came."""
        return tuple(_lines(self._phone, width)) if self._phone else ()


def _lines(shown: Phone, width: int) -> Iterator[Line]:
    yield Line((Part(_wish("Sms", shown.sms, shown.number)),))
    yield Line((Part(_wish("Mejl", shown.mail, shown.email)),))
    for line in hanging(_STAFF, width):
        yield Line((Part(line, "quiet"),))
    if not shown.rings:
        yield Line()
        on = shown.sms or shown.mail
        for line in hanging(_NOTHING_YET if on else _TURN_ON, width):
            yield Line((Part(line, "quiet"),))
    for ring in shown.rings:
        yield Line()
        yield from _ring_lines(ring, width)


def _wish(label: str, on: bool, where: str) -> str:
    return f"{'☑' if on else '☐'} {label}: {where or 'saknas'}"


def _ring_lines(ring: Ring, width: int) -> Iterator[Line]:
    kind = "strong" if ring.channel else "attention"
    yield Line((Part(_SIGNS[ring.channel], kind), Part(f"  {ring.when}", "quiet")))
    for line in hanging(ring.text, width, "  ", "  "):
        yield Line((Part(line, "" if ring.channel else "quiet"),))


class PhonePage(CitizenScreen):
    """The phone alone, where there is no room beside the page."""

    PAGE_NAME = "Telefonen"
    CRUMB = "Telefonen"
    HELP = (
        "En låtsastelefon: de sms och mejl som du får när du eller vården bokar eller ombokar, om"
        " du har slagit på aviseringar. De säger bara att det finns ett meddelande, aldrig vad"
        " det står i det. När vården avbokar kommer ingenting; då ska mottagningen ringa dig."
    )
    AUTO_FOCUS = "PhonePanel"
    DEFAULT_CSS = """
    PhonePage PhonePanel { height: 1fr; padding: 0 2; }
    PhonePage.-wide PhonePanel { padding: 1 4; }
    """

    def body(self) -> ComposeResult:
        """The phone."""
        yield PhonePanel()

    def reload(self) -> None:
        """Read and show."""
        self.query_one(PhonePanel).read(self.session)
