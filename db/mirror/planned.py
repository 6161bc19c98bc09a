"""What OK would let 1177 show: times that are laid out, resources with other names or validity.

Whether a time that is not there yet would show is asked of the rules that decide it when it is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from db import clock
from db.mirror.offered import NO_TIMES, NOW, Times
from db.mirror.values import (
    ATTENTION,
    CHANGES,
    COMES,
    GOES,
    QUIET,
    At,
    Block,
    Change,
    Fact,
    Remark,
    Told,
)
from db.offer import offer
from db.rules.alphabet import sort_key
from db.rules.local_time import day_of
from db.rules.offer.release_days import release_day
from db.rules.offer.time_rules import RELEASED, TimeCase, visibility
from db.schedule import slots
from db.schedule.layout_plan import PlannedTime
from db.setup import case_types, clinics, publication, resources
from db.values import CaseKind, Day, OfferedTime, Resource, Slot, Verdict, count_text

_MOST: Final = 2_000
"""As many times of a resource are looked at: more than 1177 shows of one."""
_FREE: Final = (
    "SELECT id FROM slot WHERE resource_id = ? AND taken = 0 AND start > ? ORDER BY start LIMIT ?"
)


class Judge:
    """Asks the rules of times that are not in the book, or of resources as they are edited.

    Of the times of one type on a day to come the rules say the same: they are asked once.
    """

    def __init__(self, at: At) -> None:
        reader, self._seen = at.reader, clock.state(at.reader)
        self._clinic = clinics.load(reader, at.clinic)
        self._policy = clinics.policy_of(self._clinic)
        self._gate = case_types.gate_of(reader, self._clinic, CaseKind.BOOK, at.patient)
        self.faces = publication.faces(reader, at.clinic, self._seen.now)
        self.known = resources.load_all(reader, at.clinic)
        self._said: dict[tuple[object, ...], Verdict | None] = {}

    def refusal(self, time: PlannedTime) -> Verdict | None:
        """The first rule that would keep the time off 1177; None where it would show."""
        day = day_of(time.start)
        key: tuple[object, ...] = (time.resource, time.time_type, day, time.release, time.blocked)
        if day <= self._seen.today:
            key = (*key, time.start)
        if key not in self._said:
            refusals = visibility(self._case(time, day)).refusals
            self._said[key] = refusals[0] if refusals else None
        return self._said[key]

    def _case(self, time: PlannedTime, day: Day) -> TimeCase:
        shows_from = None if time.release is None else release_day(day, time.release)
        slot = Slot(
            0, self._clinic.id, time.resource, time.time_type, time.start, time.length_min, day,
            time.release, shows_from, False, time.blocked,
        )  # fmt: skip
        return TimeCase(
            gate=self._gate, face=self.faces.get(time.time_type), slot=slot,
            resource=self.known[time.resource], blocked_by="", policy=self._policy,
            now=self._seen.now, today=self._seen.today,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Laying:
    """Times that a template would be laid out as.

    Attributes:
        resources: the ids of those that get them.
        first: the period's first local day.
        last: its last.
        times: what the dry run found; none while it is not known.
    """

    resources: tuple[int, ...]
    first: Day
    last: Day
    times: tuple[PlannedTime, ...] = ()

    @property
    def about(self) -> str:
        """The period and the resources."""
        return f"laying:{self.first}-{self.last}:{','.join(map(str, self.resources))}"

    def tell(self, at: At) -> Told:
        """What stands there now is told as in the tidbok; what comes is asked of the rules."""
        now = Times(self.resources, self.first, self.last).tell(at)
        judge = Judge(at)
        verdicts = [(time, judge.refusal(time)) for time in self.times]
        named = Counter(judge.faces[time.time_type].web_name for time, no in verdicts if no is None)
        after = tuple(
            Change(COMES, f"{name}: {count_text(count, 'tid', 'tider')}")
            for name, count in named.items()
        )
        return Told(now.blocks, (*now.remarks, *_kept_off(verdicts)), after)


def _kept_off(verdicts: Iterable[tuple[PlannedTime, Verdict | None]]) -> Iterator[Remark]:
    """How many would not show at once, by the rule that says so, each with an example of why."""
    counted: Counter[str] = Counter()
    examples: dict[str, Verdict] = {}
    for time, no in verdicts:
        if no is not None:
            key = no.rule if no.rule == RELEASED.name else f"{no.rule}:{time.time_type}"
            counted[key] += 1
            examples.setdefault(key, no)
    for key, count in counted.items():
        times = count_text(count, "ny tid", "nya tider")
        if key == RELEASED.name:
            yield Remark(f"{times} visas först senare. {examples[key].text}", QUIET)
        else:
            yield Remark(f"{times} visas inte. {examples[key].text}", ATTENTION)


@dataclass(frozen=True, slots=True)
class Resources:
    """The resources' names as the citizen reads them, each with how many times it has on 1177.

    Attributes:
        edited: those that differ from what is saved, as they are on the page.
    """

    edited: tuple[Resource, ...] = ()

    @property
    def about(self) -> str:
        """The unit's resources."""
        return "resources"

    def tell(self, at: At) -> Told:
        """Ask ``offer.times``, and the rules with the resources as they are edited."""
        offered = offer.times(at.book, at.citizen, at.clinic)
        counted = Counter(time.resource for time in offered)
        judge = Judge(at)
        names = sorted(
            judge.known.values(), key=lambda one: (not counted[one.id or 0], *sort_key(one.name))
        )
        facts = tuple(_named(resource, counted[resource.id or 0]) for resource in names)
        after = [
            change for resource in self.edited for change in _after(at, judge, resource, offered)
        ]
        return Told((Block(NOW, facts, "Inga resurser."),), after=tuple(after))


def _named(resource: Resource, count: int) -> Fact:
    tail = count_text(count, "tid", "tider") if count else NO_TIMES
    return Fact(f"resource:{resource.id}", resource.name, tail, QUIET, f"resource:{resource.id}")


def _after(
    at: At, judge: Judge, edited: Resource, offered: Sequence[OfferedTime]
) -> Iterator[Change]:
    """What saving one of them changes for the citizen: its name, and the times of its validity."""
    stored = judge.known.get(edited.id or 0)
    if stored is None or edited.id is None:
        return
    shows = {time.slot for time in offered if time.resource == edited.id}
    if stored.name != edited.name and shows:
        yield Change(CHANGES, f"{stored.name} → {edited.name}")
    if (stored.valid_from, stored.valid_to) == (edited.valid_from, edited.valid_to):
        return
    will_show = set(_will_show(at, edited))
    for sign, slots_found in ((GOES, shows - will_show), (COMES, will_show - shows)):
        if slots_found:
            count = count_text(len(slots_found), "tid", "tider")
            yield Change(sign, f"{edited.name}: {count}")


def _will_show(at: At, edited: Resource) -> Iterator[int]:
    """The ids of the resource's free times that 1177 shows once it is saved so."""
    seen = clock.state(at.reader)
    for (key,) in at.reader.rows(_FREE, (edited.id, seen.now, _MOST)):
        where = slots.place(at.reader, key)
        face = publication.face(at.reader, where.slot.time_type, seen.now)
        case = slots.case(at.reader, where, face, at.patient)
        if visibility(replace(case, resource=edited)).passed:
            yield key
