"""Where the review of a log stands: what is left to check, and what there is to bill (R50)."""

from dataclasses import dataclass

from db.book import Book, Reader
from db.log import query
from db.log.review_settings import Prices
from db.permissions import CARE, require
from db.rules.log.review import amount_text, grouped
from db.values import Actor, ReviewDecision


@dataclass(frozen=True, slots=True)
class Summary:
    """Where the review of a log stands; late rows only.

    Attributes:
        late: late rebookings and cancellations.
        to_check: those that nobody has decided on.
        to_bill: those to be billed; ``exempt`` and ``checked`` likewise.
        amount_ore: what those to be billed come to; None where the unit has settled no amounts.
        without_amount: those to be billed for which no amount is settled; 0 where none is at all.
    """

    late: int
    to_check: int
    to_bill: int
    exempt: int
    checked: int
    amount_ore: int | None
    without_amount: int

    @property
    def text(self) -> str:
        """The line below the log: ``Att kontrollera 3 · Ska faktureras 2 (800 kr) · …``."""
        billed = f"Ska faktureras {grouped(self.to_bill)}"
        if self.amount_ore is not None and self.to_bill:
            missing = self.without_amount
            lacking = f", belopp saknas för {grouped(missing)}" if missing else ""
            billed += f" ({amount_text(self.amount_ore)}{lacking})"
        checked = f" · Kontrollerade {grouped(self.checked)}" if self.checked else ""
        to_check, exempt = grouped(self.to_check), grouped(self.exempt)
        return f"Att kontrollera {to_check} · {billed} · Undantag {exempt}{checked}"


def summary(book: Book, actor: Actor, clinic: int, file: str = "") -> Summary:
    """How far the review of the clinic's own log, or of an imported one by its name, has come.

    Raises:
        NotAllowed: others than care.
        NotFound: no such file.
    """
    require(actor, CARE, "läsa Logg för webbtidbok")
    with book.read() as reader:
        within = query.file_id(reader, clinic, file)
        # The tally that triggers keep: nothing is counted here, however many rows there are.
        counts: dict[str, int] = dict(
            reader.rows(
                "SELECT decision, sum(n) FROM log_count WHERE clinic_id = ? AND file_id = ?"
                " AND late = 1 GROUP BY decision",
                (clinic, within or 0),
            )
        )
        amount, without = _amounts(reader, clinic, within)
    return Summary(
        late=sum(counts.values()),
        to_check=counts.get("", 0),
        to_bill=counts.get(ReviewDecision.BILL, 0),
        exempt=counts.get(ReviewDecision.EXEMPT, 0),
        checked=counts.get(ReviewDecision.CHECKED, 0),
        amount_ore=amount,
        without_amount=without,
    )


_BILLED = (
    "SELECT old_resource_id, old_resource, count(*) FROM log_row WHERE clinic_id = ? AND file_id {}"
    " AND decision = 'bill' GROUP BY old_resource_id, old_resource"
)


def _amounts(reader: Reader, clinic: int, file: int | None) -> tuple[int | None, int]:
    """What is billed in all, in öre, and for how many rows nothing is settled."""
    prices = Prices(reader, clinic)
    if not prices.settled:
        return None, 0
    within, asked = ("IS NULL", (clinic,)) if file is None else ("= ?", (clinic, file))
    total, without = 0, 0
    for resource, name, rows in reader.rows(_BILLED.format(within), asked):
        amount = prices.of(resource, name)
        total += (amount or 0) * rows
        without += rows if amount is None else 0
    return total, without
