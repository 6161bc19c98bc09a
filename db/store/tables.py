"""The tables of the book, in peewee, with the constraints the database itself keeps.

No model ever leaves ``db`` and none is bound to a database: ``Meta.database`` is None, the
operations write plain SQL. Instants are INTEGER seconds UTC, days are ordinals, clocks and lengths
minutes. ``db.store.schema`` makes the tables of these and adds triggers and partial indexes.
"""

from collections.abc import Callable
from typing import Any

from peewee import SQL, AutoField, BooleanField, Check, ForeignKeyField, IntegerField, Model
from peewee import TextField as _TextField

from db.values import Role

_ROLES = ", ".join(f"'{role}'" for role in Role)


class TextField(_TextField):
    """A text column that is never NULL: empty means none."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - peewee's own
        standing = options.setdefault("default", "")
        options.setdefault("constraints", [SQL(f"DEFAULT '{standing}'")])
        super().__init__(**options)


def _number(default: int = 0) -> IntegerField:
    return IntegerField(default=default, constraints=[SQL(f"DEFAULT {default}")])


def _flag(default: bool = False) -> BooleanField:
    return BooleanField(default=default, constraints=[SQL(f"DEFAULT {int(default)}")])


class Table(Model):
    """What all tables share: STRICT types, no bound database, ids that are never used twice.

    Without AUTOINCREMENT SQLite gives the newest row's id to the next one once that row is gone,
    and an act on what somebody still sees would hit another thing.
    """

    id = AutoField(constraints=[SQL("AUTOINCREMENT")])

    class Meta:
        """No database: the book runs the queries."""

        database = None
        legacy_table_names = False
        strict_tables = True


def kept(
    *checks: str, unique: tuple[str, ...] = (), index: tuple[str, ...] = (), flags: str = ""
) -> Callable[[type[Table]], type[Table]]:
    """What the database itself keeps: checks, columns unique or looked up together, and flags."""

    def keep(table: type[Table]) -> type[Table]:
        wanted = (*checks, *(f"{column} IN (0, 1)" for column in flags.split()))
        table._meta.constraints = [Check(check) for check in wanted]
        together = ((unique, True), (index, False))
        table._meta.indexes = [pair for pair in together if pair[0]]
        return table

    return keep


class BookInfo(Table):
    """One row that says what this file is."""

    made_by = TextField()
    world = TextField()
    seed = _number()
    mark = TextField()  # a random text, once somebody needs one (db/citizen/paper.py)
    replaces = TextField()  # the file whose place this one took (db/practice/books.py)


@kept("mode IN ('real', 'running', 'paused')", "id = 1")
class Clock(Table):
    """One row: how the book's clock runs (db/clock.py)."""

    mode = TextField(default="real")
    base = _number()
    set_at = _number()
    swept_day = _number()
    revision = _number(1)


@kept(
    "name <> ''",
    "system IN ('asynjavisph', 'pmo', 'pasis', 'standalone')",
    "delay_min BETWEEN 0 AND 10080",
    "retention_days BETWEEN 1 AND 3660",
    flags="connected agent_rebooks eves_closed",
)
class Clinic(Table):
    """A unit with its journal system and settings."""

    name = TextField(unique=True)
    system = TextField()
    connected = _flag()
    delay_min = _number(15)
    retention_days = _number(31)
    agent_rebooks = _flag()
    eves_closed = _flag()
    log_cleared_to = _number()
    log_cleared_change = _number()
    revision = _number(1)
    changed_by = TextField()
    changed_at = _number()
    phone = TextField()
    address = TextField()
    review_by = TextField()
    review_at = _number()


@kept("kind IN ('book', 'change', 'request')", unique=("clinic", "kind"), flags="active limited")
class CaseType(Table):
    """An ärendetyp: one of each kind a clinic."""

    clinic = ForeignKeyField(Clinic, lazy_load=False)
    kind = TextField()
    name = TextField()
    active = _flag()
    limited = _flag()
    terms_clinic = TextField()
    terms_concerns = TextField()
    terms_to_care = TextField()
    terms_conditions = TextField()
    revision = _number(1)
    changed_by = TextField()
    changed_at = _number()


@kept(
    "hidden = 0 OR (web_bookable = 0 AND web_cancellable = 0 AND web_rebookable = 0)",
    "level IS NULL OR level BETWEEN 0 AND 4",
    flags="bookable hide_in_checkout self_checkin"
    " web_bookable web_cancellable web_rebookable hidden",
)
class TimeType(Table):
    """A tidstyp. The CHECK is the second lock on R20: hidden means none of the three web ticks."""

    clinic = ForeignKeyField(Clinic, lazy_load=False)
    name = TextField()
    name_key = TextField()
    web_name = TextField()
    bookable = _flag()
    hide_in_checkout = _flag()
    self_checkin = _flag()
    web_bookable = _flag()
    web_cancellable = _flag()
    web_rebookable = _flag()
    hidden = _flag()
    video = TextField()
    web_info = TextField()
    colour = TextField()
    level = IntegerField(null=True)
    revision = _number(1)
    changed_by = TextField()
    changed_at = _number()


@kept(index=("clinic", "time_type"))
class TimeTypePublication(Table):
    """What 1177 has been told of a time type, and from when. Append-only."""

    clinic = ForeignKeyField(Clinic, lazy_load=False)
    time_type = ForeignKeyField(TimeType, lazy_load=False)
    name = TextField()
    web_name = TextField()
    offered = _flag()
    cancellable = _flag()
    rebookable = _flag()
    hidden = _flag()
    web_info = TextField()
    made_at = _number()
    effective_at = _number()


@kept(
    "name <> ''",
    "kind IN ('position', 'person')",
    "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
    unique=("clinic", "name"),
)
class Resource(Table):
    """A resurs."""

    clinic = ForeignKeyField(Clinic, lazy_load=False)
    name = TextField()
    kind = TextField(default="position")
    valid_from = IntegerField(null=True)
    valid_to = IntegerField(null=True)
    profession = TextField()
    revision = _number(1)
    changed_by = TextField()
    changed_at = _number()


@kept("name <> ''", unique=("clinic", "name"))
class Template(Table):
    """A schemamall."""

    clinic = ForeignKeyField(Clinic, lazy_load=False)
    name = TextField()
    revision = _number(1)
    changed_by = TextField()
    changed_at = _number()


@kept(
    "weekday BETWEEN 0 AND 7",
    "start_min >= 0 AND start_min < end_min AND end_min <= 1440",
    "length_min > 0 AND length_min <= end_min - start_min",
    "release IS NULL OR release BETWEEN 1 AND 365",
)
class TemplateRow(Table):
    """A row of a schemamall."""

    template = ForeignKeyField(Template, on_delete="CASCADE", lazy_load=False)
    weekday = _number()
    start_min = _number()
    end_min = _number()
    length_min = _number()
    release = IntegerField(null=True)
    time_type = ForeignKeyField(TimeType, lazy_load=False)


class Layout(Table):
    """One laying out of a template, so that it can be undone."""

    clinic = ForeignKeyField(Clinic, lazy_load=False)
    template_name = TextField()
    from_day = _number()
    to_day = _number()
    made_by = TextField()
    made_at = _number()
    undone_at = IntegerField(null=True)
    undone_by = TextField()


@kept(
    "length_min BETWEEN 1 AND 1440",
    "release IS NULL OR release BETWEEN 1 AND 365",
    "(release IS NULL) = (release_day IS NULL)",
    flags="taken blocked",
)
class Slot(Table):
    """A tid. ``taken`` and ``blocked`` follow bookings and events; the doctor checks them.

    ``changed_by`` is who added it, or changed it last; empty while it is as it was laid out.
    """

    clinic = ForeignKeyField(Clinic, lazy_load=False, index=False)
    resource = ForeignKeyField(Resource, lazy_load=False, index=False)
    time_type = ForeignKeyField(TimeType, lazy_load=False, index=False)
    start = _number()
    length_min = _number()
    day = _number()
    release = IntegerField(null=True)
    release_day = IntegerField(null=True)
    taken = _flag()
    blocked = _flag()
    layout = ForeignKeyField(Layout, null=True, lazy_load=False, index=False)
    revision = _number(1)
    changed_by = TextField()
    changed_at = _number()


@kept('"start" < "end"', index=("resource", "start"), flags="blocking")
class Event(Table):
    """A händelse."""

    clinic = ForeignKeyField(Clinic, lazy_load=False)
    resource = ForeignKeyField(Resource, lazy_load=False, index=False)
    start = _number()
    end = _number()
    text = TextField()
    blocking = _flag()
    made_by = TextField()
    made_at = _number()


@kept("kind IN ('slot', 'event')", unique=("kind", "thing"))
class Removal(Table):
    """A tid or a händelse that was taken away: who did it and when, for one who still sees it.

    Ids are never used twice, so it tells of that very thing. Kept as long as
    ``db.schedule.removals`` says.
    """

    kind = TextField()
    thing = _number()
    layout = IntegerField(null=True)
    removed_by = TextField()
    removed_at = _number()


@kept("length(pnr) = 12 AND pnr NOT GLOB '*[^0-9]*'", "name <> ''", flags="sms mail")
class Patient(Table):
    """An invånare; the check digit of the number is judged before it is stored."""

    pnr = TextField(unique=True)
    name = TextField()
    phone = TextField()
    email = TextField()
    sms = _flag()
    mail = _flag()
    revision = _number(1)


@kept(unique=("patient", "clinic"))
class PatientClinic(Table):
    """A patient's relation to a clinic: in the limited audience of its ärendetyper (R115)."""

    patient = ForeignKeyField(Patient, on_delete="CASCADE", lazy_load=False, index=False)
    clinic = ForeignKeyField(Clinic, lazy_load=False)


@kept(unique=("patient", "clinic"))
class ChosenClinic(Table):
    """A clinic that a citizen has added to their Mottagningar; it puts them in no audience."""

    patient = ForeignKeyField(Patient, on_delete="CASCADE", lazy_load=False, index=False)
    clinic = ForeignKeyField(Clinic, lazy_load=False, index=False)


@kept("status IN ('waiting', 'booked', 'removed')")
class WaitingListEntry(Table):
    """A place on the väntelista (R49)."""

    clinic = ForeignKeyField(Clinic, lazy_load=False)
    patient = ForeignKeyField(Patient, lazy_load=False)
    time_type = ForeignKeyField(TimeType, null=True, lazy_load=False, index=False)
    resource = ForeignKeyField(Resource, null=True, lazy_load=False, index=False)
    text = TextField()
    status = TextField(default="waiting")
    added_at = _number()
    returned_at = IntegerField(null=True)
    revision = _number(1)
    wanted_from = IntegerField(null=True)
    wanted_to = IntegerField(
        null=True,
        constraints=[Check("wanted_from IS NULL OR wanted_to IS NULL OR wanted_from <= wanted_to")],
    )
    changed_by = TextField()
    changed_at = _number()


@kept(
    "status IN ('booked', 'cancelled')",
    "status = 'cancelled' OR slot_id IS NOT NULL",
    f"booked_by IN ({_ROLES})",
    flags="hidden_in_1177",
)
class Booking(Table):
    """One visit; its id lives through rebooking. An active one has a slot of its own (an index)."""

    clinic = ForeignKeyField(Clinic, lazy_load=False, index=False)
    patient = ForeignKeyField(Patient, lazy_load=False, index=False)
    slot = ForeignKeyField(Slot, null=True, on_delete="SET NULL", lazy_load=False)
    status = TextField(default="booked")
    booked_by = TextField()
    resource = ForeignKeyField(Resource, lazy_load=False, index=False)
    time_type = ForeignKeyField(TimeType, lazy_load=False, index=False)
    start = _number()
    length_min = _number()
    comment = TextField()
    referral = TextField()
    interpreter = TextField()
    hidden_in_1177 = _flag()
    waiting_entry = ForeignKeyField(WaitingListEntry, null=True, lazy_load=False, index=False)
    revision = _number(1)
    changed_by = TextField()
    changed_at = _number()
    staff_note = TextField()
    phone = TextField()
    reason = TextField()


@kept(
    "act IN ('booked', 'rebooked', 'cancelled')",
    f"role IN ({_ROLES})",
    "(act = 'booked') = (old_start IS NULL)",
    "(act = 'cancelled') = (new_start IS NULL)",
    "(minutes_left IS NULL) = (old_start IS NULL)",
    "decision IN ('', 'bill', 'exempt', 'checked')",
    index=("clinic", "at"),
    flags="late",
)
class BookingChange(Table):
    """One act on a booking. Append-only but for the reviewer's decision, never purged.

    A booking has no earlier visit, a cancellation no new one (R47-R48).
    The resources' ids say which they were, their names what they were called then; the ids are
    empty where an older book could not tell (``db.setup.resource_history``).
    """

    booking = ForeignKeyField(Booking, lazy_load=False)
    clinic = ForeignKeyField(Clinic, lazy_load=False, index=False)
    act = TextField()
    role = TextField()
    actor = TextField()
    at = _number()
    old_start = IntegerField(null=True)
    old_length = IntegerField(null=True)
    old_type = TextField()
    old_resource = TextField()
    old_comment = TextField()
    new_start = IntegerField(null=True)
    new_length = IntegerField(null=True)
    new_type = TextField()
    new_resource = TextField()
    new_comment = TextField()
    reason = TextField()
    minutes_left = IntegerField(null=True)
    late = _flag()
    decision = TextField()
    decided_by = TextField()
    decided_at = IntegerField(null=True)
    decision_reason = TextField()
    old_resource_id = IntegerField(null=True)
    new_resource_id = IntegerField(null=True)
    exported_at = IntegerField(null=True)


@kept("name <> ''", unique=("clinic", "name"))
class LogFile(Table):
    """A log that was imported; its rows stand apart and are not purged."""

    clinic = ForeignKeyField(Clinic, lazy_load=False)
    name = TextField()
    imported_at = _number()
    imported_by = TextField()
    digest = TextField()


@kept(
    "act IN ('booked', 'rebooked', 'cancelled')",
    "(act = 'booked') = (old_start IS NULL)",
    "(act = 'cancelled') = (new_start IS NULL)",
    "(file_id IS NULL) <> (change_id IS NULL)",
    "decision IN ('', 'bill', 'exempt', 'checked')",
    flags="late",
)
class LogRow(Table):
    """A row of Logg för webbtidbok: the 16 columns, the time left and the chain (R42-R55).

    Of the book's own rows the decision is kept here and with the change, so that the log filters
    and counts without asking the changes; the doctor checks that both agree.
    """

    clinic = ForeignKeyField(Clinic, lazy_load=False, index=False)
    file = ForeignKeyField(LogFile, null=True, on_delete="CASCADE", lazy_load=False, index=False)
    change = ForeignKeyField(BookingChange, null=True, unique=True, lazy_load=False)
    chain = _number()
    act = TextField()
    changed_at = _number()
    referral = TextField()
    patient = TextField()
    pnr = TextField()
    interpreter = TextField()
    old_start = IntegerField(null=True)
    old_type = TextField()
    old_resource = TextField()
    old_comment = TextField()
    new_start = IntegerField(null=True)
    new_type = TextField()
    new_resource = TextField()
    new_comment = TextField()
    minutes_left = IntegerField(null=True)
    late = _flag()
    decision = TextField()
    decided_by = TextField()
    decided_at = IntegerField(null=True)
    decision_reason = TextField()
    old_resource_id = IntegerField(null=True)
    new_resource_id = IntegerField(null=True)
    exported_at = IntegerField(null=True)
    unsure = _number()


@kept("text <> ''", unique=("clinic", "text"))
class ExemptionReason(Table):
    """A reason for which a clinic exempts late changes from billing; they are its own choice."""

    clinic = ForeignKeyField(Clinic, lazy_load=False, index=False)
    position = _number()
    text = TextField()


@kept("amount_ore >= 0", unique=("clinic", "profession"))
class Fee(Table):
    """What a late change costs with resources of a profession; the empty one is all others."""

    clinic = ForeignKeyField(Clinic, lazy_load=False, index=False)
    profession = TextField()
    amount_ore = _number()


class Message(Table):
    """A message in the citizen's Inkorg (R104, R121)."""

    patient = ForeignKeyField(Patient, lazy_load=False)
    clinic = ForeignKeyField(Clinic, lazy_load=False, index=False)
    booking = ForeignKeyField(Booking, null=True, lazy_load=False, index=False)
    subject = TextField()
    body = TextField()
    at = _number()
    read_at = IntegerField(null=True)
    unsent = TextField()  # why no notice of it was sent, in db.rules.citizen; empty when one was


@kept("channel IN ('sms', 'mail')")
class Notice(Table):
    """An avisering by SMS or e-mail (R122-R123). Staff never see whether they are on."""

    patient = ForeignKeyField(Patient, lazy_load=False)
    booking = ForeignKeyField(Booking, null=True, lazy_load=False, index=False)
    channel = TextField()
    text = TextField()
    at = _number()


@kept("from_day <= to_day")
class Invitation(Table):
    """An öppen kallelse (R84-R88)."""

    clinic = ForeignKeyField(Clinic, lazy_load=False)
    patient = ForeignKeyField(Patient, lazy_load=False)
    time_type = ForeignKeyField(TimeType, lazy_load=False, index=False)
    from_day = _number()
    to_day = _number()
    text = TextField()
    sent_at = _number()
    booking = ForeignKeyField(Booking, null=True, unique=True, lazy_load=False)


class Request(Table):
    """A Beställa tid request, answered by the clinic (R125-R126)."""

    clinic = ForeignKeyField(Clinic, lazy_load=False)
    patient = ForeignKeyField(Patient, lazy_load=False)
    text = TextField()
    at = _number()
    answer = TextField()
    answered_at = IntegerField(null=True)
    booking = ForeignKeyField(Booking, null=True, lazy_load=False, index=False)


class AccessEntry(Table):
    """Who looked at whose bookings, apart from the web log."""

    patient = ForeignKeyField(Patient, lazy_load=False)
    clinic = ForeignKeyField(Clinic, null=True, lazy_load=False, index=False)
    role = TextField()
    actor = TextField()
    what = TextField()
    at = _number()


class Acts(Table):
    """An act on the book, with what takes it back, in the transaction that it was done in.

    Append-only: one that takes another back says so itself (``undoes``). Old ones go as new ones
    come (``db.store.schema``). ``clinic`` is empty where the act is on the whole book; ``program``
    tells one start of the program from another.
    """

    clinic = ForeignKeyField(Clinic, null=True, lazy_load=False, index=False)
    at = _number()
    role = TextField()
    actor = TextField()
    program = TextField()
    kind = TextField()
    text = TextField()
    inverse = TextField()
    undoes = IntegerField(null=True)


TABLES: tuple[type[Table], ...] = (
    BookInfo, Clock, Clinic, CaseType, TimeType, TimeTypePublication, Resource, Template,
    TemplateRow, Layout, Slot, Event, Removal, Patient, PatientClinic, ChosenClinic,
    WaitingListEntry, Booking, BookingChange, LogFile, LogRow, ExemptionReason, Fee, Message,
    Notice, Invitation, Request, AccessEntry, Acts,
)  # fmt: skip
