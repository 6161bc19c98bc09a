"""Schemamallar: whole templates with their rows, and edits of one start in a row (R29-R32)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from db import clock, fields
from db import stamps as nouns
from db.acts.noting import How, Step, note
from db.book import Book, Reader, Tx
from db.errors import Conflict, Invalid, NotFound, Refused
from db.merging import by_field
from db.permissions import IT, SCHEDULERS, require
from db.rules.acts import Kind
from db.rules.alphabet import sort_key
from db.rules.local_time import clock_text, instant_text
from db.rules.names.agent_types import is_agent_type
from db.rules.schedule import start_times as rules
from db.setup import time_types
from db.values import (
    Actor,
    Decision,
    Instant,
    Minutes,
    Template,
    TemplateRow,
    TimeType,
    Verdict,
    Weekday,
    count_text,
)

MAX_ROWS = 500

_ROW_COLUMNS = "weekday, start_min, end_min, length_min, release, time_type_id"
_ROW_ORDER = "template_id, weekday, start_min, id"
_Agents = Counter[TemplateRow]


def check_name(book: Book, clinic: int, wanted: str) -> str:
    """A new template's name as it would be saved.

    Raises:
        Invalid: no name, or it is too long.
        Refused: another template has it.
    """
    name = fields.name(wanted, "name", "Schemamallens namn")
    with book.read() as reader:
        _check_name(reader, clinic, None, name)
    return name


def every(book: Book, clinic: int) -> tuple[Template, ...]:
    """The clinic's templates by name, with their rows."""
    with book.read() as reader:
        found = [
            Template(key, name, _rows(reader, key), revision)
            for key, name, revision in reader.rows(
                "SELECT id, name, revision FROM template WHERE clinic_id = ?", (clinic,)
            )
        ]
    return tuple(sorted(found, key=lambda one: sort_key(one.name)))


def load(reader: Reader, template: int) -> Template:
    """The template with this id; its rows by day and Från.

    Raises:
        NotFound: there is none.
    """
    row = reader.row("SELECT id, name, revision FROM template WHERE id = ?", (template,))
    if row is None:
        raise NotFound("template", "Schemamallen finns inte i boken.")
    return Template(row[0], row[1], _rows(reader, template), row[2])


def find(book: Book, clinic: int, name: str) -> Template:
    """The template with this name, whatever its case.

    Raises:
        NotFound: no such template; the sentence lists near names.
    """
    return nouns.pick(every(book, clinic), name, "Schemamallen")


def save(
    book: Book,
    actor: Actor,
    clinic: int,
    edited: Template,
    *,
    seen: Template | None,
    told: Template | None = None,
) -> Template:
    """Save a whole template with its rows; ``id`` None makes a new one.

    Times that were laid out with it stay as they are. Of a template that stands already only what
    differs from ``seen`` is written: who gives it another name leaves others' rows alone. ``told``
    is what a conflict has said that it is now, where mine is to replace that. Gives the template
    as stored, its rows by day and Från.

    Raises:
        NotAllowed: others than schemaläggare and IT.
        Invalid: no name, a text too long, over ``MAX_ROWS`` rows, a day that does not exist.
        NotFound: the template is not the clinic's.
        Conflict: someone else changed its name or its rows, which I changed, too.
        Refused: the name is taken, a row cannot be (R24, R30, R32), or rows of an ombud type
            are touched by others than IT (R6).
    """
    require(actor, SCHEDULERS, "ändra schemamallar")
    name = fields.name(edited.name, "name", "Schemamallens namn")
    rows = _taken_in(edited.rows)
    with book.write() as tx:
        old = _stored(tx, clinic, edited)
        types = time_types.load_all(tx, clinic)
        if old.id is not None:
            name, rows = _merged(tx, clinic, replace(edited, name=name, rows=rows), old, seen, told)
        _check_name(tx, clinic, edited.id, name)
        # In the user's order, which the verdicts point into.
        _check_rows(edited.rows if _taken_in(edited.rows) == rows else rows, types)
        _check_agents(actor, types, old.rows, rows)
        if old.id is not None and (old.name, old.rows) == (name, rows):
            return old
        now = clock.now(tx)
        saving = nouns.saved(actor, now)
        key = nouns.store(tx, "template", clinic, old.id, {"name": name}, saving)
        tx.run("DELETE FROM template_row WHERE template_id = ?", (key,))
        _store_rows(tx, key, rows)
        after = load(tx, key)
        _note_saved(tx, actor, clinic, None if old.id is None else old, after, now)
        return after


def _store_rows(tx: Tx, key: int, rows: Sequence[TemplateRow]) -> None:
    tx.many(
        f"INSERT INTO template_row (template_id, {_ROW_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(key, *_row_values(row)) for row in rows],
    )


def _note_saved(
    tx: Tx, actor: Actor, clinic: int, before: Template | None, after: Template, now: Instant
) -> None:
    """Note that a template was made or saved."""
    rows = count_text(len(after.rows), "rad", "rader")
    text = f"Schemamallen ”{after.name}” {'ny' if before is None else 'sparad'} ({rows})"
    step = Step(How.TEMPLATE_AS_BEFORE, (before, after))
    note(tx, actor, clinic, Kind.TEMPLATE_SAVED, text, now, step)


def make_again(book: Book, actor: Actor, clinic: int, template: Template) -> Template:
    """Make a template that was deleted, with the id that it had; gives it.

    Raises:
        NotAllowed: others than schemaläggare and IT.
        Refused: it is there; the name is taken; a row cannot be (R24, R30, R32), or rows of an
            ombud type are touched by others than IT (R6).
    """
    require(actor, SCHEDULERS, "ändra schemamallar")
    with book.write() as tx:
        if tx.row("SELECT 1 FROM template WHERE id = ?", (template.id,)):
            said = f"Schemamallen ”{nouns.short(template.name)}” finns redan."
            raise Refused("template-stands", said)
        types = time_types.load_all(tx, clinic)
        _check_name(tx, clinic, template.id, template.name)
        _check_rows(template.rows, types)
        _check_agents(actor, types, (), template.rows)
        now, key = clock.now(tx), template.id or 0
        tx.run(
            "INSERT INTO template (id, clinic_id, name, revision, changed_by, changed_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (key, clinic, template.name, template.revision, *nouns.saved(actor, now)),
        )
        _store_rows(tx, key, template.rows)
        _note_saved(tx, actor, clinic, None, template, now)
        return template


def delete(book: Book, actor: Actor, template: int, *, seen: Template | None) -> Template:
    """Delete a template; the times that were laid out with it stay.

    Gives what was deleted, so that it can be saved anew (with ``id`` None).

    Raises:
        NotAllowed: others than schemaläggare and IT.
        NotFound: there is none.
        Conflict: it is not as it was shown.
        Refused: it has rows of an ombud type and the actor is not IT (R4, R6).
    """
    require(actor, SCHEDULERS, "ta bort schemamallar")
    with book.write() as tx:
        old = load(tx, template)
        clinic = tx.value("SELECT clinic_id FROM template WHERE id = ?", (template,))
        if seen is not None and (seen.id, seen.revision) != (old.id, old.revision):
            stamp = nouns.stamps(tx, "template", clinic)[template]
            raise _changed(old, seen.name, stamp)
        _check_agents(actor, time_types.load_all(tx, clinic), old.rows, ())
        tx.run("DELETE FROM template WHERE id = ?", (template,))
        text = f"Schemamallen ”{old.name}” borttagen"
        step = Step(How.TEMPLATE_AS_BEFORE, (old, None))
        note(tx, actor, clinic, Kind.TEMPLATE_DELETED, text, clock.now(tx), step)
        return old


def warnings(book: Book, clinic: int, edited: Template) -> tuple[Verdict, ...]:
    """What is worth saying of it (R9, R20, R60); the first fact is ``("row", its place)``."""
    with book.read() as reader:
        return rules.warn_rows(edited.rows, time_types.load_all(reader, clinic))


def remove_start(template: Template, row_index: int, start_min: Minutes) -> Template:
    """Ta bort tid: take one start out of a row, which may split it in two (R32).

    Raises:
        Invalid: no such row, or it has no such start.
    """
    row = _row_with_start(template, row_index, start_min)
    return _with(template, row_index, rules.remove_start(row, start_min))


def swap_start(template: Template, row_index: int, start_min: Minutes, time_type: int) -> Template:
    """Byt tidstyp: give one start of a row another type, which may split it in three (R32, R35).

    Raises:
        Invalid: no such row, or it has no such start.
    """
    row = _row_with_start(template, row_index, start_min)
    return _with(template, row_index, rules.swap_start(row, start_min, time_type))


# --- saving -----------------------------------------------------------------------------------


def _taken_in(rows: Sequence[TemplateRow]) -> tuple[TemplateRow, ...]:
    if len(rows) > MAX_ROWS:
        said = f"En schemamall får ha högst {MAX_ROWS} rader (har {len(rows)})."
        raise Invalid("too-many", said, field="rows")
    if any(row.weekday not in list(Weekday) for row in rows):
        raise Invalid("weekday", "En rad har en dag som inte finns.", field="rows")
    return tuple(sorted(rows, key=lambda row: (row.weekday, row.start_min)))


def _stored(tx: Tx, clinic: int, edited: Template) -> Template:
    """The template as it stands, or an empty one for a new one.

    Raises:
        NotFound: it is not the clinic's.
    """
    if edited.id is None:
        return Template(None, "")
    if tx.row("SELECT 1 FROM template WHERE id = ? AND clinic_id = ?", (edited.id, clinic)) is None:
        raise NotFound("template", "Schemamallen finns inte på enheten.")
    return load(tx, edited.id)


def _merged(
    tx: Tx,
    clinic: int,
    mine: Template,
    old: Template,
    seen: Template | None,
    told: Template | None,
) -> tuple[str, tuple[TemplateRow, ...]]:
    """Name and rows as they are to be, whoever changed which of the two.

    Raises:
        Conflict: both changed one of them.
    """
    if seen is None or seen.id != old.id:
        raise Invalid("seen", "Schemamallen ska läsas innan den ändras.", field="name")
    parts = by_field(
        _parts(mine), _parts(seen), _parts(old), None if told is None else _parts(told)
    )
    if parts.both:
        stamp = nouns.stamps(tx, "template", clinic)[old.id or 0]
        raise _changed(old, seen.name, stamp, rows="rows" in parts.both)
    return parts.values["name"], parts.values["rows"]


def _parts(template: Template) -> dict[str, Any]:
    return {"name": template.name, "rows": template.rows}


def _changed(stands: Template, shown: str, stamp: nouns.Stamp, *, rows: bool = True) -> Conflict:
    """What to say of a template that another has saved, and what it is now."""
    who = stamp.changed_by or "någon annan"
    moment = f" {instant_text(stamp.changed_at)}" if stamp.changed_by else ""
    now = f"den heter nu ”{nouns.short(stands.name)}”" if stands.name != shown else ""
    count = f"den har nu {count_text(len(stands.rows), 'rad', 'rader')}"
    said = " och ".join(one for one in (now, count if rows else "") if one)
    text = (
        f"Schemamallen ”{nouns.short(shown)}” har ändrats av {who}{moment}: {said}."
        " Ingenting ändrades."
    )
    return Conflict(text, what=shown, who=who, when=stamp.changed_at, stands=stands, field="name")


def _check_name(reader: Reader, clinic: int, template: int | None, name: str) -> None:
    stamps = nouns.stamps(reader, "template", clinic)
    others = [stamp.name for key, stamp in stamps.items() if key != template]
    if any(True for _ in nouns.repeated([*others, name])):
        text = f"Det finns redan en schemamall som heter ”{name}”."
        verdict = Verdict("name-taken", False, text, "vårt val")
        raise Refused(
            "name-taken", text, source=verdict.source, field="name", decision=Decision((verdict,))
        )


def _check_rows(rows: Sequence[TemplateRow], types: Mapping[int, TimeType]) -> None:
    verdicts = Decision(rules.check_rows(rows, types))
    if verdicts:
        first = verdicts[0]
        raise Refused(
            first.rule,
            first.text,
            source=first.source,
            field="rows",
            decision=verdicts,
            items=tuple(verdict.text for verdict in verdicts),
        )


def _check_agents(
    actor: Actor,
    types: Mapping[int, TimeType],
    before: Sequence[TemplateRow],
    after: Sequence[TemplateRow],
) -> None:
    """Refuse others than IT that add, change or remove rows of ombud types (R4, R6)."""
    rule, source = "agent-rows-by-it", "[000] R4, R6"
    if actor.role in IT or _agents(types, before) == _agents(types, after):
        return
    text = "Rader med ombudstidstyper läggs till, ändras och tas bort bara av IT."
    decision = Decision((Verdict(rule, False, text, source),))
    raise Refused(rule, text, source=source, field="rows", decision=decision)


def _agents(types: Mapping[int, TimeType], rows: Sequence[TemplateRow]) -> _Agents:
    return Counter(row for row in rows if is_agent_type(types[row.time_type].name))


def _rows(reader: Reader, template: int) -> tuple[TemplateRow, ...]:
    rows = reader.rows(
        f"SELECT {_ROW_COLUMNS} FROM template_row WHERE template_id = ? ORDER BY {_ROW_ORDER}",
        (template,),
    )
    return tuple(TemplateRow(Weekday(row[0]), *row[1:]) for row in rows)


def _row_values(row: TemplateRow) -> tuple[Any, ...]:
    return (
        int(row.weekday), row.start_min, row.end_min, row.length_min, row.release, row.time_type
    )  # fmt: skip


# --- one start --------------------------------------------------------------------------------


def _row_with_start(template: Template, row_index: int, start_min: Minutes) -> TemplateRow:
    if not 0 <= row_index < len(template.rows):
        raise Invalid("row", "Schemamallen har ingen sådan rad.", field="rows")
    row = template.rows[row_index]
    try:
        starts = rules.row_starts(row)
    except ValueError:  # a draft's row that cannot be
        starts = ()
    if start_min not in starts:
        said = f"Raden har ingen tid som börjar {clock_text(start_min)}."
        raise Invalid("start", said, field="rows")
    return row


def _with(template: Template, row_index: int, parts: Sequence[TemplateRow]) -> Template:
    rows = template.rows
    return replace(template, rows=(*rows[:row_index], *parts, *rows[row_index + 1 :]))
