"""Varför? on 1177, in words for citizens: why nothing can be booked, and why a time stays put."""

from collections import Counter
from collections.abc import Iterable

from db import clock
from db.book import Book
from db.bookings import read
from db.bookings.rows import load_booking
from db.citizen.shown_times import citizen_of, contact_of, standing_of
from db.remedies import summary
from db.remedies.summary import Group, Which
from db.rules.citizen import no_times_note, service_note
from db.rules.offer import time_rules
from db.rules.offer.clinic_rules import gate
from db.setup import case_types, clinics, publication
from db.setup.access_log import watched
from db.values import Act, Actor, CaseKind


def why_no_times(book: Book, actor: Actor, clinic: int, web_name: str) -> str:
    """Varför finns inga tider? Empty where there are some.

    Raises:
        NotAllowed: anyone but a citizen.
        NotFound: there is no such clinic.
    """
    me = citizen_of(actor, "läsa lediga tider")
    with book.read() as reader:
        where, _ = contact_of(reader, clinic)
        unit = clinics.load(reader, clinic)
        decision = gate(case_types.gate_of(reader, unit, CaseKind.BOOK, me))
        if not decision.passed:
            return service_note(CaseKind.BOOK, decision, where)
        known = publication.faces(reader, clinic, clock.now(reader))
        kinds = [Which(key) for key, face in known.items() if face.web_name == web_name]
        groups = [group for kind in kinds for group in summary.groups_of(reader, clinic, kind, me)]
        days = (summary.next_release(reader, clinic, kind) for kind in kinds)
        released = min((day for day in days if day is not None), default=None)
    if any(not group.refused for group in groups):
        return ""
    return no_times_note(web_name, _cause(groups), released, where)


def _cause(groups: Iterable[Group]) -> str:
    """The rule that keeps most times back, those first that nothing else keeps; empty for none."""
    stopped = Counter[tuple[bool, str]]()
    for group in groups:
        for rule in group.refused:
            stopped[len(group.refused) == 1, rule] += group.times
    order = [rule.name for rule in time_rules.RULES]
    most = sorted(stopped, key=lambda key: (not key[0], -stopped[key], order.index(key[1])))
    return most[0][1] if most else ""


@watched
def why_not(book: Book, actor: Actor, booking: int, act: Act) -> str:
    """Varför kan jag inte avboka, omboka? Empty where the button is there.

    Raises:
        NotAllowed: anyone but a citizen.
        NotFound: there is no such booking of theirs.
    """
    citizen_of(actor, "läsa sina tider")
    with book.read() as reader:
        found = read.shown_booking(reader, load_booking(reader, actor, booking))
        verdicts = found.cancel_verdicts if act is Act.CANCELLED else found.rebook_verdicts
        standing = standing_of(reader, act, found.booking, verdicts)
    return "" if standing.allowed else standing.note
