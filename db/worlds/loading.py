"""Making a book of a world: its units furnished and lived in through the book's own operations.

A world's past is made by setting the book's clock to each moment and letting the act be done
there, so that changes, log rows, messages, notices and verdicts are what they would have been.
"""

import heapq
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any, Final, NamedTuple

from db.book import Book
from db.bookings import acts, waiting_list
from db.bookings.acts import Details
from db.clock import Mode
from db.errors import BookError
from db.log import query as log_query
from db.log import review
from db.log.files import import_log
from db.rules.names.agent_types import is_agent_type
from db.schedule import changes, templates
from db.schedule import lay_out as layout
from db.setup import case_types, clinics, patients, resources, time_types
from db.tidbok import events
from db.values import (
    Act,
    Actor,
    Instant,
    Patient,
    Resource,
    ReviewDecision,
    Role,
    Template,
    TemplateRow,
    Terms,
    TimeType,
)
from db.worlds import life, saved
from db.worlds.form import TERM_PARTS, TYPE_FIELDS
from db.worlds.reading import Fault, Faulty, Row, World, listed, people_of, unit_of
from db.worlds.unit import AGENT, IT, SCHEDULER, STAFF, Unit, set_clock

_REGION: Final = Actor(Role.REGIONAL_ADMIN, "E-tjänstesamordnaren")
_UNIT_ADMIN: Final = Actor(Role.UNIT_ADMIN, "Enhetens administratör")

_WEB: Final = ("bookable", "web_bookable", "web_cancellable", "web_rebookable")


class Done(NamedTuple):
    """Something that is done at a moment."""

    at: Instant
    row: Row | None
    act: Callable[[], object]


def load(book: Book, world: World) -> None:
    """Furnish an empty book with a world and let its past happen.

    Raises:
        Faulty: an operation of the book says no; names the table whose act it was.
    """
    _Loader(book, world).load()


class _Loader:
    def __init__(self, book: Book, world: World) -> None:
        self._book, self._world = book, world
        self._names = [row["namn"] for row in world.of("enhet")]
        self._units: dict[str, Unit] = {}
        self._people: list[Patient] = []
        self._numbers = people_of(world.rows)
        self._bookings: dict[int, int] = {}

    def load(self) -> None:
        book, world = self._book, self._world
        set_clock(book, world.mode, world.now)
        for row in world.of("enhet"):
            with _of(row):
                self._open(row)
        self._add_people()
        for name in self._names:
            unit = self._units[name]
            for row in self._of("mall", name):
                with _of(row):
                    self._add_template(unit, row)
        self._live()
        if world.saved:
            try:
                with book.write() as tx:
                    saved.put_in(tx, world.saved)
            except saved.Unplaced as error:
                raise Faulty([Fault(*error.place, error.text)]) from None
            except BookError as error:
                raise Faulty([Fault("sparat", 0, "", error.text)]) from None
        set_clock(book, world.mode, world.now)

    def _of(self, table: str, unit: str) -> Iterator[Row]:
        return (row for row in self._world.of(table) if unit_of(row, self._names) == unit)

    def _unit(self, row: Row) -> Unit:
        return self._units[unit_of(row, self._names)]

    # --- furnishing ---------------------------------------------------------------------------

    def _open(self, row: Row) -> None:
        book, name = self._book, row["namn"]
        set_clock(book, Mode.PAUSED, row["oppnad"])
        with book.write() as tx:
            clinic = clinics.add(
                tx, name, row["journalsystem"], connected=row["ansluten"],
                phone=row["telefon"], address=row["adress"],
            )  # fmt: skip
        for case in self._world.of("arendetyp"):
            if name in (case["enheter"] or self._names):
                with _of(case):
                    self._put_up(clinic, case)
        self._settle(clinic, row)
        unit = self._units[name] = Unit(book, clinic, self._people)
        unit.kinds = [_type_of(kind) for kind in self._of("tidstyp", name)]
        # Put up by IT, ombud types too; 1177 knows of them at once (R12).
        with _of(_all_of("tidstyp")):
            kinds = time_types.save(book, IT, clinic, unit.kinds)
        unit.types = {kind.name: kind.id for kind in kinds if kind.name and kind.id is not None}
        wanted = [_resource_of(one) for one in self._of("resurs", name)]
        with _of(_all_of("resurs")):
            made = resources.save(book, IT, clinic, wanted)
        unit.resources = {one.name: one.id for one in made if one.id is not None}

    def _put_up(self, clinic: int, row: Row) -> None:
        """Put up an ärendetyp, write its terms and activate it (R107-R117)."""
        made = case_types.put_up(self._book, _REGION, clinic, row["slag"], row["namn"])
        terms = Terms(*(row[part] for part in TERM_PARTS))
        edited = replace(made, active=row["aktiv"], limited=row["begransad"], terms=terms)
        case_types.save(self._book, _UNIT_ADMIN, clinic, edited, seen=made)

    def _settle(self, clinic: int, row: Row) -> None:
        with self._book.read() as reader:
            usual = clinics.load(reader, clinic)
        settled = replace(
            usual, delay_min=row["minuter_till_1177"], retention_days=row["loggen_sparas_dagar"],
            agent_rebooks=row["ombud_ombokar"], eves_closed=row["aftnar_ar_helgdagar"],
        )  # fmt: skip
        if settled != usual:
            clinics.save(self._book, IT, settled)

    def _add_template(self, unit: Unit, row: Row) -> None:
        """Rows of the same days that stand together are laid day by day."""
        made = tuple(
            TemplateRow(
                day, one["fran"], one["till"], one["langd"], one["bok_fore"],
                unit.types[one["tidstyp"]],
            )
            for days, part in ((days, [*some]) for days, some in groupby(row["rader"], _days_of))
            for day in days
            for one in part
        )  # fmt: skip
        kept = templates.save(
            unit.book, IT, unit.clinic, Template(None, row["namn"], made), seen=None
        )
        assert kept.id is not None  # it is stored
        unit.templates[kept.name] = kept.id

    def _add_people(self) -> None:
        """The program's own people, then the file's; of its own most want notices (R122)."""
        row = self._world.one("personer")
        drafts = [
            (Patient(0, one.pnr, one.name, one.phone, one.email, n % 4 != 3, n % 3 == 1), row)
            for n, one in enumerate(listed(row))
        ] + [
            (
                Patient(0, one["personnummer"], one["namn"], one["telefon"], one["epost"],
                        one["sms"], one["mejl"]),
                one,
            )
            for one in self._world.of("patient")
        ]  # fmt: skip
        for draft, told in drafts:
            assert told is not None  # without it there are none
            inside = told["enheter"] if "enheter" in told.given else self._names
            known = tuple(self._units[name].clinic for name in inside)
            with _of(told), self._book.write() as tx:
                made = patients.add(tx, draft, known)
                self._people.append(patients.load(tx, made))

    # --- what happens -------------------------------------------------------------------------

    def _live(self) -> None:
        done = sorted(self._acts(), key=lambda one: one.at)
        living = self._world.one("liv")
        if living is None:
            self._do(done)
            return
        unit, now = self._unit(living), self._world.now
        with self._book.write() as tx:
            tx.run("UPDATE book_info SET seed = ?", (living["fro"],))
        begins = life.begins(now)
        self._do([one for one in done if one.at < begins])
        rest = [one for one in done if begins <= one.at < now]
        lives = (
            Done(at, living, act) for at, act in life.live(unit, living.values, self._days(), now)
        )
        self._do(heapq.merge(rest, lives, key=lambda one: one.at))
        self._do([one for one in done if one.at >= now])

    def _days(self) -> tuple[int, int]:
        """The first and the last day on which anything is laid out."""
        laid = self._world.of("schemalaggning")
        return min(row["fran"] for row in laid), max(row["till"] for row in laid)

    def _do(self, done: Iterable[Done]) -> None:
        for one in done:
            set_clock(self._book, Mode.PAUSED, one.at)
            with _of(one.row):
                one.act()

    def _acts(self) -> Iterator[Done]:
        """All that the file says was done, table by table."""
        kinds = {
            "schemalaggning": self._lay_out, "tid": self._add_time, "handelse": self._event,
            "vantar": self._wait, "logg": self._import,
        }  # fmt: skip
        for table, do in kinds.items():
            for row in self._world.of(table):
                yield Done(row["nar"], row, partial(do, self._unit(row), row))
        for row in self._world.of("bokning"):
            unit = self._unit(row)
            yield Done(row["nar"], row, partial(self._book_time, unit, row))
            for change in row["andringar"]:
                act = self._cancel if change["avbokas"] else self._rebook
                yield Done(change["nar"], row, partial(act, unit, row, change))
                if change["bedomning"] is not None:
                    when = change["bedomd"] or change["nar"]
                    yield Done(when, row, partial(self._review, unit, row, change))

    def _lay_out(self, unit: Unit, row: Row) -> None:
        with unit.book.read() as reader:
            types = reader.rows(
                "SELECT DISTINCT t.name FROM template_row r JOIN time_type t"
                " ON t.id = r.time_type_id WHERE r.template_id = ?", (unit.templates[row["mall"]],)
            )  # fmt: skip
        actor = IT if any(is_agent_type(name) for (name,) in types) else SCHEDULER
        chosen = [unit.resources[name] for name in row["resurser"]]
        key = unit.templates[row["mall"]]
        layout.lay_out(
            unit.book, actor, unit.clinic, key, chosen, row["fran"], row["till"], seen=None
        )

    def _add_time(self, unit: Unit, row: Row) -> None:
        """One time straight in the calendar (R34)."""
        actor = IT if is_agent_type(row["tidstyp"]) else SCHEDULER
        where, what = unit.resources[row["resurs"]], unit.types[row["tidstyp"]]
        changes.add_time(
            unit.book, actor, unit.clinic, where, row["start"], row["langd"], what, row["bok_fore"]
        )

    def _event(self, unit: Unit, row: Row) -> None:
        for name in row["resurser"] or unit.resources:
            events.add(
                unit.book, STAFF, unit.clinic, unit.resources[name], row["fran"], row["till"],
                row["text"], blocking=row["sparrar"],
            )  # fmt: skip

    def _wait(self, unit: Unit, row: Row) -> None:
        waiting_list.add(
            unit.book, STAFF, unit.clinic, self._patient(row).id,
            time_type=unit.types.get(row["tidstyp"]), resource=unit.resources.get(row["resurs"]),
            text=row["text"], wanted_from=row["fran"], wanted_to=row["till"],
        )  # fmt: skip

    def _import(self, unit: Unit, row: Row) -> None:
        text = io.BytesIO(row["text"].encode())
        import_log.import_log(unit.book, STAFF, unit.clinic, text, name=row["namn"])

    def _patient(self, row: Row) -> Patient:
        pnr = self._numbers[row["patient"]]
        return next(one for one in self._people if one.pnr == pnr)

    def _actor(self, role: Role, row: Row) -> Actor:
        if role is not Role.CITIZEN:
            return STAFF if role is Role.STAFF else AGENT
        person = self._patient(row)
        return Actor(role, person.name, person.id)

    def _slot(self, unit: Unit, resource: str, start: Instant) -> int:
        where = unit.resources.get(resource, 0)
        return acts.find_slot(unit.book, unit.clinic, where, start).id

    def _book_time(self, unit: Unit, row: Row) -> None:
        details = Details(
            row["kommentar"], row["remiss"], row["tolk"], hidden_in_1177=row["dold_i_1177"]
        )
        slot = self._slot(unit, row["resurs"], row["start"])
        made = acts.book_time(
            unit.book, self._actor(row["av"], row), unit.clinic, slot, details,
            patient=self._patient(row).id, seen=None,
        )  # fmt: skip
        self._bookings[row.number] = made.id

    def _rebook(self, unit: Unit, row: Row, change: dict[str, Any]) -> None:
        start = row["start"] if change["till"] is None else change["till"]
        target = self._slot(unit, change["resurs"] or row["resurs"], start)
        acts.rebook(
            unit.book, self._actor(change["av"], row), self._bookings[row.number], target,
            comment=change["kommentar"], seen=None, seen_time=None,
        )  # fmt: skip

    def _cancel(self, unit: Unit, row: Row, change: dict[str, Any]) -> None:
        actor = self._actor(change["av"], row)
        acts.cancel(unit.book, actor, self._bookings[row.number], reason=change["orsak"], seen=None)

    def _review(self, unit: Unit, row: Row, change: dict[str, Any]) -> None:
        """What care has decided of the change (R50)."""
        act = Act.CANCELLED if change["avbokas"] else Act.REBOOKED
        decision: ReviewDecision = change["bedomning"]
        at = change["nar"] - change["nar"] % 60
        seqs = [
            entry.seq
            for entry in log_query.rows(unit.book, STAFF, unit.clinic)
            if (entry.booking, entry.act, entry.changed_at) == (self._bookings[row.number], act, at)
        ]
        review.decide(unit.book, STAFF, seqs, decision, change["undantagsorsak"], seen=None)


@contextmanager
def _of(row: Row | None) -> Iterator[None]:
    """What the book refuses within is a fault of that table of the file."""
    try:
        yield
    except Faulty:
        raise
    except BookError as error:
        table, number = (row.table, row.number) if row else ("", 0)
        raise Faulty([Fault(table, number, "", error.whole_text)]) from error


def _all_of(table: str) -> Row:
    """All of the tables of a name: what is saved together is refused together."""
    return Row(table, 0, {}, frozenset())


def _days_of(row: dict[str, Any]) -> Any:  # noqa: ANN401 - a tuple of days
    return row["dagar"]


def _type_of(row: Row) -> TimeType:
    told = {field: row[key] for key, field in TYPE_FIELDS.items() if row[key] is not None}
    web = dict.fromkeys(_WEB, True) if row["webb"] else {}
    return TimeType(colour=row["farg"], level=row["niva"], **{**web, **told})


def _resource_of(row: Row) -> Resource:
    return Resource(
        None, row["namn"], row["slag"], row["giltig_fran"], row["giltig_till"],
        row["yrkeskategori"],
    )  # fmt: skip
