"""Deeds on visits: booking, moving, cancelling, waiting; the log's decisions; answers."""

import tempfile
from pathlib import Path
from typing import Final

from db.bookings import acts, waiting_list
from db.bookings.acts import Details
from db.errors import NotFound
from db.log import query, review
from db.log.files import export
from db.training.checks.log import row_keys
from db.training.deeds.values import Deed, Doer, Told
from db.values import Actor, Instant, ReviewDecision, Role
from db.worlds.form import Key, choice, day, moment, text
from db.worlds.unit import AGENT, STAFF

_NAME: Final = Key(text(empty=False))
_SOME: Final = Key(text(), "")
_WHO: Final = {"invanare": Role.CITIZEN, "personal": Role.STAFF, "ombud": Role.AGENT}
_BY: Final = Key(choice(_WHO), Role.CITIZEN)


def _actor(doer: Doer, role: Role, called: str) -> Actor:
    if role is not Role.CITIZEN:
        return STAFF if role is Role.STAFF else AGENT
    person = doer.patient(called)
    return Actor(role, person.name, person.id)


def _book(doer: Doer, told: Told) -> None:
    person = doer.patient(told["boka"])
    slot = doer.slot(told["resurs"], told["start"])
    entry = _entry(doer, person.id) if told["fran_vantelistan"] else None
    details = Details(told["kommentar"], told["remiss"], told["tolk"], waiting_entry=entry)
    actor = _actor(doer, told["av"], told["boka"])
    acts.book_time(
        doer.book, actor, doer.clinic.id, slot.id, details, seen=None, patient=person.id,
        confirmed=told["av"] is Role.STAFF,
    )  # fmt: skip


def _entry(doer: Doer, patient: int) -> int:
    waits = waiting_list.every(doer.book, STAFF, doer.clinic.id)
    found = [one.id for one in waits if one.patient == patient]
    if not found:
        raise NotFound("waiting-entry", "Invånaren står inte på väntelistan.")
    return found[0]


def _booking(doer: Doer, called: str, start: Instant | None) -> int:
    person = doer.patient(called)
    with doer.book.read() as reader:
        key = reader.value(
            "SELECT id FROM booking WHERE patient_id = ? AND status = 'booked'"
            " AND (? IS NULL OR start = ?) ORDER BY id DESC LIMIT 1",
            (person.id, start, start),
        )
    if key is None:
        raise NotFound("booking", f"{person.name} har ingen sådan bokning.")
    return int(key)


def _rebook(doer: Doer, told: Told) -> None:
    target = doer.slot(told["resurs"], told["till"])
    acts.rebook(
        doer.book, _actor(doer, told["av"], told["omboka"]),
        _booking(doer, told["omboka"], told["start"]), target.id, seen=None, seen_time=None,
        comment=told["kommentar"],
    )  # fmt: skip


def _cancel(doer: Doer, told: Told) -> None:
    acts.cancel(
        doer.book, _actor(doer, told["av"], told["avboka"]),
        _booking(doer, told["avboka"], told["start"]), seen=None, reason=told["orsak"],
    )  # fmt: skip


def _decide(doer: Doer, told: Told) -> None:
    """Decide on the rows of the log that are spoken of, as the check has them."""
    with doer.book.read() as reader:
        keys = set(row_keys(reader, doer.clinic.id, told))
    entries = query.rows(doer.book, STAFF, doer.clinic.id, None, told["fil"])
    seqs = [one.seq for one in entries if one.seq in keys]
    if not seqs:
        raise NotFound("log-row", "Den raden finns inte i loggen.")
    decision: ReviewDecision | None = told["som"]
    review.decide(doer.book, STAFF, seqs, decision, told["undantagsorsak"], seen=None)


def _export(doer: Doer, told: Told) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "export.csv"
        export.export(
            doer.book, STAFF, doer.clinic.id, target, file=told["exportera"],
            invoice=export.Invoice.FRESH,
        )  # fmt: skip


def _wait(doer: Doer, told: Told) -> None:
    waiting_list.add(
        doer.book, STAFF, doer.clinic.id, doer.patient(told["vantar"]).id,
        time_type=doer.type_id(told["tidstyp"]) if told["tidstyp"] else None,
        resource=doer.resource_id(told["resurs"]) if told["resurs"] else None,
        text=told["text"], wanted_from=told["fran"], wanted_to=told["till"],
    )  # fmt: skip


def _answer(doer: Doer, told: Told) -> None:
    doer.answers[told["svar"]] = told["ar"]


_DECISIONS: Final = {
    "faktureras": ReviewDecision.BILL, "undantas": ReviewDecision.EXEMPT,
    "kontrollerad": ReviewDecision.CHECKED, "ingen": None,
}  # fmt: skip
_ACTS: Final = {"bokad": "booked", "ombokad": "rebooked", "avbokad": "cancelled", "alla": None}

DEEDS: Final = {
    "boka": Deed(
        {
            "boka": _NAME, "resurs": _NAME, "start": Key(moment), "av": _BY, "kommentar": _SOME,
            "remiss": _SOME, "tolk": _SOME,
            "fran_vantelistan": Key(choice({"ja": True, "nej": False}), False),
        },
        _book,
    ),
    "omboka": Deed(
        {
            "omboka": _NAME, "start": Key(moment, None), "resurs": _NAME, "till": Key(moment),
            "av": _BY, "kommentar": _SOME,
        },
        _rebook,
    ),
    "avboka": Deed(
        {"avboka": _NAME, "start": Key(moment, None), "av": _BY, "orsak": _SOME}, _cancel
    ),
    "bedom": Deed(
        {
            "bedom": Key(choice(_ACTS)), "som": Key(choice(_DECISIONS)), "patient": _SOME,
            "sen": Key(choice({"ja": True, "nej": False}), None), "fran": Key(moment, None),
            "till": Key(moment, None), "andrad": Key(moment, None), "fil": _SOME,
            "undantagsorsak": _SOME,
        },
        _decide,
    ),
    "exportera": Deed({"exportera": Key(text())}, _export),
    "vantar": Deed(
        {
            "vantar": _NAME, "tidstyp": _SOME, "resurs": _SOME, "text": _SOME,
            "fran": Key(day, None), "till": Key(day, None),
        },
        _wait,
    ),
    "svar": Deed({"svar": _NAME, "ar": _NAME}, _answer),
}  # fmt: skip
