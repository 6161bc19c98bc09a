"""The sixteen columns of Logg för webbtidbok and how their cells are written (R46-R48, A3)."""

from typing import Final

from db.values import ReviewDecision

WHITE: Final = ("Status", "Ändrad datum", "Remiss", "Pat. namn", "Pat. pnr", "Tolk")
"""What a change does not touch (R46)."""

RED: Final = (
    "Tidigare besöksdatum", "Tidigare starttid", "Tidigare tidstyp", "Tidigare resurs",
    "Tidigare pat. kommentar",
)  # fmt: skip
"""The visit before the change; empty for a new booking (R47)."""

GREEN: Final = (
    "Nytt besöksdatum", "Ny starttid", "Ny tidstyp", "Ny resurs", "Ny pat. kommentar",
)  # fmt: skip
"""The visit after the change; empty for a cancellation (R48)."""

HEADINGS: Final = (*WHITE, *RED, *GREEN)

ADDED: Final = ("Kvar", "Sen", "Ska faktureras", "Bedömning")
"""What an export adds: time left, verdict, whether it is billed, and the reviewer's decision."""

DECISION_LABELS: Final[dict[ReviewDecision, str]] = {
    ReviewDecision.BILL: "Faktureras",
    ReviewDecision.EXEMPT: "Undantas",
    ReviewDecision.CHECKED: "Kontrollerad",
}
