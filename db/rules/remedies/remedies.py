"""What can be done about each rule's no: rule → remedy → who (GUIDES.md A7).

Of several remedies the one with the fewest acts stands first, and waiting last. Where nothing can
be done it is said why: a time is never made free by cancelling somebody's visit.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from db.rules.local_time import day_text, midnight, near_instant_text
from db.rules.names.agent_types import is_agent_type
from db.rules.names.type_columns import FIELD_LABELS
from db.rules.offer.clinic_rules import Gate
from db.rules.offer.release_days import release_fits, visible_from
from db.rules.policy import DIRECT_BOOKING_LEVEL, SUFFIX, HideScope, Mark, Policy
from db.rules.remedies.deeds import (
    By,
    ConnectUnit,
    Deed,
    EditType,
    Include,
    LetAgentsRebook,
    LiftLimit,
    OpenCase,
    Publish,
    RemoveEvents,
    SetRelease,
    SetValidity,
    TurnClock,
    command_of,
)
from db.values import (
    Actor,
    CaseKind,
    Day,
    Event,
    Instant,
    Patient,
    Resource,
    Slot,
    TimeType,
    Verdict,
    WebFace,
    count_text,
)

NAME_BOUND: Final = 80
"""The most characters of a tidstyp's name (``db.fields``)."""


class Waiting(NamedTuple):
    """What 1177 will be told of a type, and when."""

    face: WebFace
    at: Instant


@dataclass(frozen=True, slots=True)
class RemedyCase:
    """All that decides what can be done about a time or a booking that a rule says no to.

    Attributes:
        kind: what the ärendetyp of the gate is for.
        face: the type as 1177 knows it, None when it was never told.
        time_type: the type as the book has it.
        names: the names of the clinic's other types.
        pending: what 1177 waits to be told of the type; None when nothing.
        turns: whether the book's clock may be turned: it does not follow the computer's.
        slot: the time; None where a booking is asked about.
        resource: whose it is, likewise.
        events: all events that block the time.
        patient: the citizen; None when nobody was named.
        actor: who asks; None where all that can be done is to be told, whoever may.
    """

    gate: Gate
    kind: CaseKind
    face: WebFace | None
    time_type: TimeType
    policy: Policy
    now: Instant
    today: Day
    names: frozenset[str] = frozenset()
    pending: Waiting | None = None
    turns: bool = True
    slot: Slot | None = None
    resource: Resource | None = None
    events: tuple[Event, ...] = ()
    patient: Patient | None = None
    actor: Actor | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """One thing that can be done.

    Attributes:
        text: the act, a Swedish sentence without its full stop.
        where: where in the program it is done.
        deed: what it is; None where the clock goes by itself and can only be waited for.
    """

    text: str
    where: str
    deed: Deed | None

    def may(self, actor: Actor) -> bool:
        """Whether this actor may do it; anyone may wait."""
        return self.deed is None or actor.role in self.deed.by.roles

    @property
    def waits(self) -> bool:
        """Whether it is to wait."""
        return self.deed is None or isinstance(self.deed, TurnClock)

    @property
    def order(self) -> tuple[bool, int]:
        """What sorts remedies: the fewest acts first, waiting last."""
        return self.waits, 0 if self.deed is None else self.deed.acts


@dataclass(frozen=True, slots=True)
class Fix:
    """What can be done about one verdict.

    Attributes:
        where: where to look.
        reason: the rule's own sentence, with the values.
        remedies: what can be done, best first; none where nothing can.
        none: why nothing can, a Swedish sentence; empty where something can.
        mine: those of the remedies that the one who asks may do.
    """

    where: str
    reason: str
    remedies: tuple[Remedy, ...]
    none: str = ""
    mine: tuple[Remedy, ...] = ()

    @property
    def text(self) -> str:
        """The act, or why there is none."""
        return f"{self.remedies[0].text}." if self.remedies else self.none

    @property
    def told(self) -> str:
        """The act and by whom, or why there is none: a Swedish sentence."""
        return self.text if self.who is None else f"{self.text.removesuffix('.')} – {self.who}."

    @property
    def deed(self) -> Deed | None:
        """What the first remedy does, where anything can be carried out."""
        return self.remedies[0].deed if self.remedies else None

    @property
    def act(self) -> str | None:
        """The first remedy as a command line; None without one."""
        return None if self.deed is None else command_of(self.deed)

    @property
    def who(self) -> str | None:
        """Who may do it; None without a remedy."""
        return None if self.deed is None else self.deed.by.value


@dataclass(frozen=True, slots=True)
class Cure:
    """A row of the table rule → remedy → who.

    Attributes:
        where: where one looks for what the rule is about.
        what: what is done, in general, as docs/REGLER.md has it; empty where nothing ever is.
        by: who may, likewise.
        none: why nothing can be done; also where ``find`` finds nothing.
        find: the remedies in a case.
    """

    where: str
    what: str = ""
    by: tuple[By, ...] = ()
    none: str = ""
    find: Callable[[RemedyCase], Iterator[Remedy]] = lambda case: iter(())


# --- the unit and its ärendetyper -----------------------------------------------------------------

_UNIT: Final = "Enhetens inställningar"
_CASES: Final = "1177:s personalverktyg"


def _connect(case: RemedyCase) -> Iterator[Remedy]:
    clinic = case.gate.clinic
    yield Remedy(f"Anslut {clinic.name} till 1177", _UNIT, ConnectUnit(clinic))


def _let_agents(case: RemedyCase) -> Iterator[Remedy]:
    clinic = case.gate.clinic
    text = f"Låt ombud omboka hos {clinic.name}"
    yield Remedy(text, _UNIT, LetAgentsRebook(clinic))


def _open_case(case: RemedyCase) -> Iterator[Remedy]:
    case_type = case.gate.case_type
    if case_type is None:
        text = f"Lägg upp och aktivera ärendetypen {case.policy.case_names[case.kind]}"
    else:
        text = f"Aktivera ärendetypen {case_type.name}"
    yield Remedy(text, _CASES, OpenCase(case.gate.clinic.id, case.kind, case_type))


def _let_in(case: RemedyCase) -> Iterator[Remedy]:
    case_type, clinic = case.gate.case_type, case.gate.clinic.id
    if case_type is None:
        return
    where = f"{_CASES}: {case_type.name}, För begränsat urval"
    if case.patient is not None:
        text = f"Ta med {case.patient.name} i urvalet"
        yield Remedy(text, where, Include(clinic, case_type, case.patient))
    text = f"Ta bort För begränsat urval på {case_type.name}"
    yield Remedy(text, where, LiftLimit(clinic, case_type))


# --- the tidstyp ----------------------------------------------------------------------------------


def _of_type(*wanted: str) -> Callable[[RemedyCase], Iterator[Remedy]]:
    """The remedies that make 1177 know a type as it should be.

    Hiding and the web ticks are one act: unhiding leaves the ticks out (R20).

    Args:
        wanted: the fields of ``WebFace`` that are to be true; the type is to be shown in any case.
    """

    def find(case: RemedyCase) -> Iterator[Remedy]:
        stored, clinic = case.time_type, case.gate.clinic.id
        edited = _edited(case, wanted)
        if edited is None:
            return
        name = stored.name
        if edited == stored:
            yield Remedy(f"Publicera {name} nu", f"Tidstyper: {name}", Publish(clinic, stored))
            if case.pending is not None and _is_as(case.pending.face, wanted):
                yield from _wait(case, case.pending.at)
            return
        labels, said = _told(stored, edited)
        where = f"Tidstyper: {name}, {labels}"
        yield Remedy(f"{said} på {name} och publicera", where, EditType(clinic, stored, edited))

    return find


def _is_as(face: WebFace, wanted: tuple[str, ...]) -> bool:
    """Whether 1177 would let through what is wanted of a type that it knows like this."""
    named = bool(face.name and face.web_name) or "offered" not in wanted
    return named and not face.hidden and all(getattr(face, one) for one in wanted)


_TICK_OF: Final = {
    "offered": "web_bookable", "cancellable": "web_cancellable", "rebookable": "web_rebookable",
}  # fmt: skip


def _edited(case: RemedyCase, wanted: tuple[str, ...]) -> TimeType | None:
    """The type as it must be; itself where 1177 only has to be told, None where nothing helps."""
    stored, policy = case.time_type, case.policy
    if not stored.name.strip() or stored.name in policy.always_hidden:
        return None
    changes: dict[str, Any] = {"hidden": False}
    # An ombud type is saved with all three ticks or not at all (R5).
    ticks = _TICK_OF if is_agent_type(stored.name) else wanted
    by_suffix = policy.mark is Mark.SUFFIX
    for one in ticks:
        if one != "offered" or policy.mark is Mark.TICK or is_agent_type(stored.name):
            changes[_TICK_OF[one]] = True
    if by_suffix and not is_agent_type(stored.name) and wanted:
        changes = {"hidden": False}  # the suffix stands for all three (R67)
    if by_suffix and wanted and not policy.offers(stored):
        changes["name"] = _with_suffix(stored.name, case.names)
    if policy.mark is Mark.LEVEL and "offered" in wanted:
        changes["level"] = DIRECT_BOOKING_LEVEL
    if policy.own_web_name and "offered" in wanted and not stored.web_name.strip():
        changes["web_name"] = _for_citizens(stored.name)
    return replace(stored, **changes)


def _with_suffix(name: str, others: frozenset[str]) -> str:
    """A name that ends as PMO wants it and that no other type has."""
    taken = {" ".join(one.split()).casefold() for one in others}
    for number in range(1, len(taken) + 2):
        end = f" {SUFFIX}" if number == 1 else f" {number} {SUFFIX}"
        made = f"{name.strip()[: NAME_BOUND - len(end)]}{end}"
        if " ".join(made.split()).casefold() not in taken:
            break
    return made


def _for_citizens(name: str) -> str:
    """A first proposal of Namn för webbtidbok: the type's own, without what is staff's."""
    return name.strip().removesuffix(SUFFIX).strip().lstrip(".").strip() or name.strip()


def _told(stored: TimeType, edited: TimeType) -> tuple[str, str]:
    """Which columns are changed, and what is done to them: the beginning of a sentence."""
    labels, acts = [], []
    words = {**FIELD_LABELS, "level": "1177-nivå"}
    for one in ("hidden", "name", "web_name", "level", *_TICK_OF.values()):
        value = getattr(edited, one)
        if value == getattr(stored, one):
            continue
        labels.append(words[one])
        if isinstance(value, bool):
            acts.append(f"{'markera' if value else 'ta bort'} {words[one]}")
        else:
            acts.append(f"sätt {words[one]} till {value if one == 'level' else f'”{value}”'}")
    *first, last = acts
    said = f"{', '.join(first)} och {last}" if first else last
    return ", ".join(labels), said[:1].upper() + said[1:]


# --- the time itself ------------------------------------------------------------------------------


def _release(case: RemedyCase) -> Iterator[Remedy]:
    slot, resource = case.slot, case.resource
    if slot is None or resource is None:
        return
    where = "Tidbok: markera tiden, Ändra schema: Bok.före"
    days = slot.day - case.today + 1
    empty = slot.release is not None and slot.day - case.policy.horizon_days <= case.today
    if release_fits(days):
        also = " eller tomt" if empty else ""
        deed = SetRelease(slot, resource, case.time_type, days)
        yield Remedy(f"Ändra Bok.före till {days}{also}", where, deed)
    if empty:
        deed = SetRelease(slot, resource, case.time_type, None)
        yield Remedy("Ändra Bok.före till tomt", where, deed)
    shown = visible_from(slot.day, slot.release, case.policy.horizon_days)
    yield from _wait(case, midnight(shown))


def _wait(case: RemedyCase, until: Instant) -> Iterator[Remedy]:
    text = f"Vänta till {near_instant_text(until, case.now)}"
    yield Remedy(text, "Klockan", TurnClock(until) if case.turns else None)


def _validity(case: RemedyCase) -> Iterator[Remedy]:
    slot, resource = case.slot, case.resource
    if slot is None or resource is None:
        return
    edited, ends = resource, []
    if resource.valid_from is not None and slot.day < resource.valid_from:
        edited, ends = replace(edited, valid_from=slot.day), ["från"]
    if resource.valid_to is not None and resource.valid_to < slot.day:
        edited, ends = replace(edited, valid_to=slot.day), [*ends, "till"]
    text = f"Gör {resource.name} giltig {' och '.join(ends)} {day_text(slot.day)}"
    where = f"Resurser: {resource.name}, Giltighet"
    yield Remedy(text, where, SetValidity(case.gate.clinic.id, resource, edited))


def _unblock(case: RemedyCase) -> Iterator[Remedy]:
    events = case.events
    if not events:
        return
    names = " och ".join(f"”{event.text}”" for event in events)
    text = f"Ta bort händelsen {names}"
    if len(events) > 1:
        text = f"Ta bort {count_text(len(events), 'händelse', 'händelser')}: {names}"
    yield Remedy(text, "Tidbok: händelsen öppnas med Enter", RemoveEvents(events))


_RESTED: Final = "Tidstypen är rensad. Byt tidstyp på tiden, eller välj en annan tid."
_ALWAYS_HIDDEN: Final = "Journalsystemet visar aldrig en tidstyp med det namnet på 1177."
_TYPES: Final = "Tidstyper"
_TIDBOK: Final = "Tidbok"
_SCHEDULER, _IT = (By.SCHEDULER,), (By.IT,)
_LAY_OUT: Final = Remedy(
    "Lägg till en tid här med Insert, eller lägg ut en schemamall under Schemalägg",
    "Tidbok: Lägg till tid",
    None,
)
_BEGUN: Final = "Tid som har gått kommer inte igen. Välj en annan tid."

CURES: Final[Mapping[str, Cure]] = {
    "clinic-connected": Cure(_UNIT, "Anslut enheten till 1177.", _IT, find=_connect),
    "case-type-active": Cure(
        _CASES, "Lägg upp ärendetypen för att boka, om den saknas, och aktivera den.",
        (By.UNIT, By.IT), find=_open_case,
    ),
    "change-case-active": Cure(
        _CASES, "Lägg upp ärendetypen för av- och ombokning, om den saknas, och aktivera den.",
        (By.UNIT, By.IT), find=_open_case,
    ),
    "request-case-active": Cure(
        _CASES, "Lägg upp ärendetypen för att beställa tid, om den saknas, och aktivera den.",
        (By.UNIT, By.IT), find=_open_case,
    ),
    "audience": Cure(
        _CASES, "Ta med invånaren i urvalet, eller ta bort För begränsat urval.", (By.UNIT,),
        find=_let_in,
    ),
    "published": Cure(
        _TYPES, "Fyll i Namn för webbtidbok, om det saknas, och publicera tidstypen.", _SCHEDULER,
        _RESTED, _of_type("offered"),
    ),
    "not-hidden": Cure(
        _TYPES, "Ta bort Dölj bokning för patient, markera Bokningsbar webb och publicera: en"
        " åtgärd, eftersom bockarna är släckta när tidstypen visas igen.", _SCHEDULER,
        _ALWAYS_HIDDEN, _of_type("offered"),
    ),
    "not-agent-type": Cure(
        _TYPES, none="Ombudstider är till för ombud och erbjuds aldrig invånare. Välj en tid av en"
        " annan tidstyp.",
    ),
    "web-bookable": Cure(
        _TYPES, "Gör tidstypen bokningsbar på webben som journalsystemet vill ha det (bock, 1177"
        " sist i namnet eller nivå 4) och publicera.", _SCHEDULER, _RESTED, _of_type("offered"),
    ),
    "in-future": Cure(_TIDBOK, none=_BEGUN),
    "earliest-day": Cure(
        _TIDBOK, none="Så nära i tiden bokar ingen på 1177 i det här journalsystemet. Välj en"
        " senare tid.",
    ),
    "released": Cure(
        _TIDBOK, "Ändra Bok.före, eller vänta.", (By.SCHEDULER, By.WORKER), find=_release
    ),
    "resource-valid": Cure("Resurser", "Ändra Giltighet.", _SCHEDULER, find=_validity),
    "not-blocked": Cure(
        _TIDBOK, "Ta bort alla händelser som spärrar tiden.", (By.CARE,), find=_unblock
    ),
    "free": Cure(
        _TIDBOK, none="Tiden är någon annans. Välj en annan tid; avboka aldrig någon för att få"
        " den.",
    ),
    "booking-active": Cure(_TIDBOK, none="Besöket är avbokat. Boka en ny tid."),
    "type-shown": Cure(
        _TYPES, "Ta bort Dölj bokning för patient och publicera.", _SCHEDULER, _ALWAYS_HIDDEN,
        _of_type(),
    ),
    "booking-shown": Cure(
        _TIDBOK, "Där tidstypen är dold: ta bort Dölj bokning för patient och publicera.",
        _SCHEDULER, "Dölj i 1177 väljs när besöket bokas och kan inte ändras efteråt.",
        lambda case: _of_type()(case) if case.policy.hide_scope is HideScope.TYPE else iter(()),
    ),
    "web-cancellable": Cure(
        _TYPES, "Markera Kan avbokas från webben och publicera.", _SCHEDULER, _ALWAYS_HIDDEN,
        _of_type("cancellable"),
    ),
    "web-rebookable": Cure(
        _TYPES, "Markera Kan ombokas från webben och publicera.", _SCHEDULER, _ALWAYS_HIDDEN,
        _of_type("rebookable"),
    ),
    "agent-rebooks": Cure(_UNIT, "Låt ombud omboka.", _IT, find=_let_agents),
    "agents": Cure(_UNIT, none="Journalsystemet har ingen ombudsbokning."),
    "not-too-late": Cure(
        _TIDBOK, none="Så sent ändrar invånaren inte själv på 1177. Mottagningen kan göra det.",
    ),
    "change-count": Cure(
        _TIDBOK, none="Besöket har ändrats så många gånger som går. Mottagningen kan ändra det.",
    ),
    "laid-out": Cure(
        _TIDBOK, "Lägg till en tid där man står, eller lägg ut en schemamall.", _SCHEDULER,
        find=lambda case: iter((_LAY_OUT,)),
    ),
    "event-open": Cure(_TIDBOK, "Ta bort händelsen.", (By.CARE,), find=_unblock),
    "reason-given": Cure("AVBOKA", none="Den som avbokar anger en orsak."),
}  # fmt: skip
"""The table, by the rules' names."""


def fix_of(verdict: Verdict, case: RemedyCase) -> Fix | None:
    """What can be done about a verdict; None where it has passed."""
    if verdict.passed:
        return None
    cure = CURES.get(verdict.rule)
    if cure is None:
        return Fix("", verdict.text, (), "Det finns inget att göra åt det här.")
    found = tuple(sorted(cure.find(case), key=lambda remedy: remedy.order))
    where = found[0].where if found else cure.where
    none = "" if found else _why_none(verdict, case, cure)
    mine = tuple(one for one in found if case.actor is None or one.may(case.actor))
    return Fix(where, verdict.text, found, none, mine)


def _why_none(verdict: Verdict, case: RemedyCase, cure: Cure) -> str:
    if cure.where == _TYPES and verdict.rule != "not-agent-type":
        return _ALWAYS_HIDDEN if case.time_type.name in case.policy.always_hidden else _RESTED
    return cure.none or "Det finns inget att göra åt det här."
