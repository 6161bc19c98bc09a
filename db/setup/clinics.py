"""Units (mottagningar): their journal system, their connection to 1177 and their settings."""

from dataclasses import replace

from db import clock, fields
from db.basics import Actor, Clinic, JournalSystem
from db.book import Book, Reader, Tx
from db.errors import Invalid, NotFound, Refused
from db.permissions import IT, require
from db.rules.policy import POLICIES, Policy
from db.setup.record import Record

RECORD = Record(Clinic, "clinic", "Enheten")


def load(reader: Reader, clinic: int) -> Clinic:
    """The clinic with this id.

    Raises:
        NotFound: there is none.
    """
    return RECORD.load(reader, clinic)


def policy_of(clinic: Clinic) -> Policy:
    """The rules of the clinic's journal system."""
    return POLICIES[clinic.system]


def every(book: Book) -> tuple[Clinic, ...]:
    """All clinics of the book, in the order they were made."""
    with book.read() as reader:
        return tuple(RECORD.rows(reader, "ORDER BY id"))


def find(book: Book, name: str = "") -> Clinic:
    """The clinic with this name, whatever its case; the first one without a name.

    Raises:
        NotFound: no such clinic; the sentence lists those there are.
    """
    known = every(book)
    wanted = fields.name_key(name)
    for clinic in known:
        if not wanted or fields.name_key(clinic.name) == wanted:
            return clinic
    names = ", ".join(clinic.name for clinic in known) or "inga"
    raise NotFound("clinic", f"Enheten ”{name[:80]}” finns inte. I boken finns: {names}.")


def add(
    tx: Tx,
    name: str,
    system: JournalSystem,
    *,
    connected: bool,
    phone: str = "",
    address: str = "",
) -> int:
    """Add a clinic to a book that is being made; returns its id.

    ``phone`` and ``address`` stand on its contact card on 1177.
    """
    called = fields.name(name, "name", "Enhetens namn")
    where = fields.text(phone, "phone", "Telefon", 40), fields.text(address, "address", "Adress")
    return tx.insert(
        "INSERT INTO clinic (name, system, connected, phone, address) VALUES (?, ?, ?, ?, ?)",
        (called, system, connected, *where),
    )


def save(book: Book, actor: Actor, edited: Clinic) -> Clinic:
    """Save a clinic's settings; a change of journal system republishes all its types at once.

    Raises:
        NotAllowed: others than IT.
        Invalid: an empty name, a delay or retention out of bounds.
        Refused: another unit has the name.
        Conflict: someone saved it meanwhile.
    """
    # Late: every start reads the clinics, few save them.
    from db import stamps
    from db.acts.noting import How, Step, note
    from db.rules.acts import Kind
    from db.setup import publishing

    require(actor, IT, "ändra enhetens inställningar")
    if not 0 <= edited.delay_min <= 10080:
        raise Invalid("number", "Fördröjningen ska vara 0–10080 minuter.", field="delay_min")
    if not 1 <= edited.retention_days <= 3660:
        raise Invalid("number", "Loggen ska sparas 1–3660 dagar.", field="retention_days")
    name = fields.name(edited.name, "name", "Enhetens namn")
    with book.write() as tx:
        before = load(tx, edited.id)
        stamp = tx.row("SELECT changed_by, changed_at FROM clinic WHERE id = ?", (edited.id,))
        told = stamps.Stamp(before.name, before.revision, *(stamp or ("", 0)))
        stamps.check_stale("Enheten", [(name, edited.revision, told)])
        if tx.value("SELECT 1 FROM clinic WHERE name = ? AND id <> ?", (name, edited.id)):
            raise Refused("name-taken", f"Det finns redan en enhet som heter {name}.", field="name")
        now = clock.now(tx)
        tx.run(
            "UPDATE clinic SET name = ?, system = ?, connected = ?, delay_min = ?,"
            " retention_days = ?, agent_rebooks = ?, eves_closed = ?, changed_by = ?,"
            " changed_at = ?, revision = revision + 1 WHERE id = ?",
            (name, edited.system, edited.connected, edited.delay_min, edited.retention_days,
             edited.agent_rebooks, edited.eves_closed, *stamps.saved(actor, now), edited.id),
        )  # fmt: skip
        after = replace(edited, name=name, revision=edited.revision + 1)
        if before.system != after.system:
            publishing.publish_all(tx, after.id, policy_of(after), now, effective_at=now)
        if before != replace(after, revision=before.revision):
            text = f"Enheten ”{after.name}” sparad"
            step = Step(How.UNIT_AS_BEFORE, (before, after))
            note(tx, actor, after.id, Kind.UNIT_SAVED, text, now, step)
        return after
