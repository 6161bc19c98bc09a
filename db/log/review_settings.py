"""What a unit has settled for the review of its log: reasons for exemptions, and amounts.

The guides leave both to each region (GUIDES.md B5). Until a unit has saved reasons of its own it
has the examples of ``db.rules.log.review``; amounts there are none until somebody fills them in.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from db import clock, fields, stamps
from db.acts.noting import How, Step, note
from db.book import Book, Reader, Tx
from db.errors import Invalid
from db.merging import Merged, by_field, conflict, in_order
from db.permissions import CARE, SCHEDULERS, require
from db.rules.acts import Kind
from db.rules.alphabet import sort_key
from db.rules.log.review import EXAMPLE_REASONS, amount_of, amount_text
from db.setup import clinics
from db.setup.resource_history import ResourceHistory
from db.values import Actor, Clash

MOST_REASONS: Final = 30
OTHERS: Final = ""
"""The yrkeskategori that stands for all others, and for resources nobody knows."""
OTHERS_LABEL: Final = "Övriga"

_MOST_KRONOR = 100_000
_AMOUNT = re.compile(r"([0-9]{1,7})(?:[,.]([0-9]{1,2}))?")


class Fee(NamedTuple):
    """What a late change costs with the resources of one yrkeskategori.

    Attributes:
        profession: as the resources have it, or ``OTHERS``.
        amount_ore: in öre; None when nothing is settled.
    """

    profession: str
    amount_ore: int | None

    @property
    def text(self) -> str:
        """The amount for people, or empty."""
        return "" if self.amount_ore is None else amount_text(self.amount_ore)


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """What a unit has settled.

    Attributes:
        reasons: why a late change may be exempt, in the unit's order.
        examples: whether these are the program's examples: the unit has saved none.
        fees: one for each yrkeskategori of the unit's resources, ``OTHERS`` last.
    """

    reasons: tuple[str, ...]
    examples: bool
    fees: tuple[Fee, ...]


def reasons(book: Book, actor: Actor, clinic: int) -> tuple[str, ...]:
    """Why a late change may be exempt at the unit.

    Raises:
        NotAllowed: others than care.
    """
    require(actor, CARE, "läsa loggens inställningar")
    with book.read() as reader:
        return load_reasons(reader, clinic)


def settings(book: Book, actor: Actor, clinic: int) -> ReviewSettings:
    """All that is settled, to be shown or edited.

    Raises:
        NotAllowed: others than care.
        NotFound: no such clinic.
    """
    require(actor, CARE, "läsa loggens inställningar")
    with book.read() as reader:
        return _settings(reader, clinic)


def save(
    book: Book,
    actor: Actor,
    clinic: int,
    reasons: Sequence[str],
    amounts: Sequence[tuple[str, str]],
    *,
    seen: ReviewSettings,
    told: ReviewSettings | None = None,
) -> ReviewSettings:
    """Save reasons and amounts, all or nothing; gives what is settled now.

    Only what differs from ``seen``, what the user began with, is written: reasons that either of
    two added are there, those that either took away are gone, and amounts are each by itself.

    Reasons are as typed, in order; empty ones are left out, and none at all brings the examples
    back. Amounts are a yrkeskategori (or ``OTHERS``) and what was typed; an empty one is unset.
    ``told`` is what a conflict has said that is settled now, where mine is to replace that.

    Raises:
        NotAllowed: others than schemaläggare and IT.
        NotFound: no such clinic.
        Invalid: a reason too long or twice, an amount that is none; the field is ``reason_<n>``
            or ``fee_<n>``, n being its place in what was given; or too many reasons together.
        Conflict: somebody else changed the same amount, or the order of the reasons, too.
    """
    require(actor, SCHEDULERS, "ändra loggens inställningar")
    wanted = _reasons_taken_in(reasons) or EXAMPLE_REASONS
    priced = _amounts_taken_in(amounts)
    with book.write() as tx:
        stands = _settings(tx, clinic)
        listed = _merged_reasons(wanted, seen, stands, told)
        fees = _merged_fees(priced, seen, stands, told)
        if listed is None or fees.both:
            clashes = [] if listed else [_reason_clash(wanted, stands)]
            places = {name: n for n, (name, _) in enumerate(amounts)}
            for name in fees.both:
                texts = (_fee_text(fees.values[name]), _fee_text(_amounts(stands)[name]))
                clashes.append(Clash(f"fee_{places[name]}", name or OTHERS_LABEL, *texts))
            sql = "SELECT review_by, review_at FROM clinic WHERE id = ?"
            who, when = tx.row(sql, (clinic,)) or ("", 0)
            raise conflict("loggens inställningar", who, when, clashes, stands)
        if len(listed) > MOST_REASONS:
            said = f"Med dem som andra har lagt till blir orsakerna fler än {MOST_REASONS}."
            raise Invalid("too-many", said, field=f"reason_{len(reasons) - 1}")
        kept = {**_amounts(stands), **fees.values}
        if (listed, kept) != (stands.reasons, _amounts(stands)):
            _store(tx, clinic, listed, {name: ore for name, ore in kept.items() if ore is not None})
            now = clock.now(tx)
            tx.run(
                "UPDATE clinic SET review_by = ?, review_at = ? WHERE id = ?",
                (*stamps.saved(actor, now), clinic),
            )
            step = Step(How.REVIEW_AS_BEFORE, (stands, _settings(tx, clinic)))
            text = "Loggens inställningar för bedömning sparade"
            note(tx, actor, clinic, Kind.REVIEW_SAVED, text, now, step)
        return _settings(tx, clinic)


def load_reasons(reader: Reader, clinic: int) -> tuple[str, ...]:
    """The unit's reasons, or the examples."""
    return own_reasons(reader, clinic) or EXAMPLE_REASONS


def own_reasons(reader: Reader, clinic: int) -> tuple[str, ...]:
    """The reasons that the unit has saved."""
    sql = "SELECT text FROM exemption_reason WHERE clinic_id = ? ORDER BY position, id"
    return tuple(text for (text,) in reader.each(sql, (clinic,)))


def _fees(reader: Reader, clinic: int) -> dict[str, int]:
    """Öre by yrkeskategori; under ``OTHERS`` that of all others."""
    sql = "SELECT profession, amount_ore FROM fee WHERE clinic_id = ?"
    return dict(reader.rows(sql, (clinic,)))


class Prices:
    """What late changes cost at the unit, by its own amounts."""

    def __init__(self, reader: Reader, clinic: int) -> None:
        fees = _fees(reader, clinic)
        self._fees = {profession.casefold(): ore for profession, ore in fees.items()}
        self._reader = reader
        self._history = ResourceHistory(reader, clinic) if self._fees else None
        self._professions = _professions(reader, clinic) if self._fees else {}

    @property
    def settled(self) -> bool:
        """Whether the unit has settled any amounts."""
        return bool(self._fees)

    def of(self, resource: int | None, name: str) -> int | None:
        """The amount of a visit to a resource, by its id or what it was called then, in öre."""
        whose = self._history.whose(resource, name) if self._history else None
        return amount_of(self._professions.get(whose or 0, ""), self._fees)

    def of_row(self, row: int) -> int | None:
        """The amount of a log row's earlier visit, in öre; None when nothing is settled for it."""
        sql = "SELECT old_resource_id, old_resource FROM log_row WHERE id = ?"
        found = self._reader.row(sql, (row,)) if self.settled else None
        return None if found is None else self.of(*found)


def _professions(reader: Reader, clinic: int) -> dict[int, str]:
    """The yrkeskategori of each of the unit's resources, by the resource's id."""
    sql = "SELECT id, profession FROM resource WHERE clinic_id = ?"
    return dict(reader.rows(sql, (clinic,)))


def _settings(reader: Reader, clinic: int) -> ReviewSettings:
    clinics.load(reader, clinic)
    own, priced = own_reasons(reader, clinic), _fees(reader, clinic)
    # What was priced once stays in sight when its last resource is gone.
    used = {*_professions(reader, clinic).values(), *priced} - {OTHERS}
    ordered = (*sorted(used, key=sort_key), OTHERS)
    fees = tuple(Fee(name, priced.get(name)) for name in ordered)
    return ReviewSettings(own or EXAMPLE_REASONS, not own, fees)


# --- saving -----------------------------------------------------------------------------------


def _merged_reasons(
    wanted: Sequence[str],
    seen: ReviewSettings,
    stands: ReviewSettings,
    told: ReviewSettings | None,
) -> tuple[str, ...] | None:
    """The reasons of both; None where the two edits do not go together."""
    listed = in_order(wanted, seen.reasons, stands.reasons)
    if listed is not None and not any(True for _ in stamps.repeated(listed)):
        return listed
    return tuple(wanted) if told is not None and told.reasons == stands.reasons else None


def _merged_fees(
    priced: Mapping[str, int],
    seen: ReviewSettings,
    stands: ReviewSettings,
    told: ReviewSettings | None,
) -> Merged:
    """The amounts of both by yrkeskategori; one that was not shown to me stays as it is."""
    names = {**_amounts(seen), **priced}

    def of(settled: ReviewSettings) -> dict[str, int | None]:
        return {name: _amounts(settled).get(name) for name in names}

    mine = {name: priced.get(name) for name in names}
    return by_field(mine, of(seen), of(stands), None if told is None else of(told))


def _amounts(settled: ReviewSettings) -> dict[str, int | None]:
    return {fee.profession: fee.amount_ore for fee in settled.fees}


def _fee_text(ore: int | None) -> str:
    return Fee(OTHERS, ore).text


def _reason_clash(wanted: Sequence[str], stands: ReviewSettings) -> Clash:
    return Clash("reason_0", "Orsaker", ", ".join(wanted), ", ".join(stands.reasons))


def _reasons_taken_in(typed: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for n, text in enumerate(typed):
        reason = fields.text(text, f"reason_{n}", "Orsaken")
        if fields.name_key(reason) in found:
            raise Invalid("twice", f"”{reason[:60]}” finns redan i listan.", field=f"reason_{n}")
        if reason:
            found[fields.name_key(reason)] = reason
    if len(found) > MOST_REASONS:
        said = f"Högst {MOST_REASONS} orsaker ryms i listan."
        raise Invalid("too-many", said, field=f"reason_{len(typed) - 1}")
    return tuple(found.values())


def _amounts_taken_in(typed: Sequence[tuple[str, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for n, (profession, text) in enumerate(typed):
        name = fields.text(profession, f"fee_{n}", "Yrkeskategorin")
        ore = parse_amount(text, f"fee_{n}")
        if ore is not None:
            found[name] = ore
    return found


def parse_amount(text: str, field: str = "amount") -> int | None:
    """Read an amount in kronor, such as ``400``, ``1 250,50`` or ``400 kr``.

    Returns:
        Öre; None for an empty text.

    Raises:
        Invalid: not an amount, or over the most.
    """
    bare = "".join(fields.text(text, field, "Beloppet").casefold().split()).removesuffix("kr")
    if not bare:
        return None
    parts = _AMOUNT.fullmatch(bare)
    if not parts:
        said = f"”{text.strip()[:40]}” är inte ett belopp. Skriv till exempel 400 eller 400,50."
        raise Invalid("amount", said, field=field)
    ore = int(parts[1]) * 100 + int((parts[2] or "").ljust(2, "0"))
    if ore > _MOST_KRONOR * 100:
        said = f"Beloppet får vara högst {amount_text(_MOST_KRONOR * 100)}."
        raise Invalid("amount", said, field=field)
    return ore


def _store(tx: Tx, clinic: int, reasons: Sequence[str], amounts: Mapping[str, int]) -> None:
    # The examples are not stored: a unit that saves them unchanged gets later examples too.
    own = () if tuple(reasons) == EXAMPLE_REASONS else reasons
    tx.run("DELETE FROM exemption_reason WHERE clinic_id = ?", (clinic,))
    tx.many(
        "INSERT INTO exemption_reason (clinic_id, position, text) VALUES (?, ?, ?)",
        [(clinic, n, text) for n, text in enumerate(own)],
    )
    tx.run("DELETE FROM fee WHERE clinic_id = ?", (clinic,))
    tx.many(
        "INSERT INTO fee (clinic_id, profession, amount_ore) VALUES (?, ?, ?)",
        [(clinic, profession, ore) for profession, ore in amounts.items()],
    )
