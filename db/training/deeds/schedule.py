"""Deeds on the schedule: templates, laying out, single times, händelser, the clock."""

from dataclasses import replace
from typing import Final

from db.clock import Mode
from db.errors import NotFound
from db.schedule import changes, lay_out, templates
from db.tidbok import events
from db.training.deeds.values import Deed, Doer, Told
from db.values import Template, TemplateRow
from db.worlds.form import TABLES, Key, day, flag, moment, several, text, whole
from db.worlds.unit import IT, STAFF, set_clock

_NAME: Final = Key(text(empty=False))
_NAMES: Final = Key(several(text(empty=False)))


def _save_template(doer: Doer, told: Told) -> None:
    """Make a template, or add rows to one; with ``bara`` it has those rows alone."""
    try:
        stored: Template | None = templates.find(doer.book, doer.clinic.id, told["mall"])
    except NotFound:
        stored = None
    rows = tuple(
        TemplateRow(
            one, row["fran"], row["till"], row["langd"], row["bok_fore"],
            doer.type_id(row["tidstyp"]),
        )
        for row in told["rader"]
        for one in row["dagar"]
    )  # fmt: skip
    edited = stored or Template(None, told["mall"])
    kept = () if told["bara"] else edited.rows
    edited = replace(edited, rows=(*kept, *rows), name=told["nytt_namn"] or edited.name)
    templates.save(doer.book, IT, doer.clinic.id, edited, seen=stored)


def _lay_out(doer: Doer, told: Told) -> None:
    template = templates.find(doer.book, doer.clinic.id, told["lagg_ut"])
    assert template.id is not None  # it is stored
    chosen = [doer.resource_id(name) for name in told["resurser"]]
    lay_out.lay_out(
        doer.book, IT, doer.clinic.id, template.id, chosen, told["fran"], told["till"],
        skip_collisions=told["hoppa_over_krockar"], seen=None,
    )  # fmt: skip


def _undo_layout(doer: Doer, _told: Told) -> None:
    last = lay_out.last_layout(doer.book, doer.clinic.id)
    if last is None:
        raise NotFound("layout", "Det finns ingen schemaläggning att ångra.")
    lay_out.undo_layout(doer.book, IT, last.id, seen=last)


def _add_time(doer: Doer, told: Told) -> None:
    changes.add_time(
        doer.book, IT, doer.clinic.id, doer.resource_id(told["resurs"]), told["tid"],
        told["langd"], doer.type_id(told["tidstyp"]), told["bok_fore"],
    )  # fmt: skip


def _remove_time(doer: Doer, told: Told) -> None:
    slot = doer.slot(told["resurs"], told["ta_bort_tid"])
    changes.remove_times(doer.book, IT, (slot.id,), seen=None)


def _swap(doer: Doer, told: Told) -> None:
    slot = doer.slot(told["resurs"], told["byt_tidstyp"])
    changes.swap_type(doer.book, IT, (slot.id,), doer.type_id(told["tidstyp"]), seen=None)


def _set_release(doer: Doer, told: Told) -> None:
    slot = doer.slot(told["resurs"], told["bok_fore"])
    changes.set_release(doer.book, IT, (slot.id,), told["dagar"] or None, seen=None)


def _add_event(doer: Doer, told: Told) -> None:
    for name in told["resurser"]:
        events.add(
            doer.book, STAFF, doer.clinic.id, doer.resource_id(name), told["fran"], told["till"],
            told["handelse"], blocking=told["sparrar"],
        )  # fmt: skip


def _remove_event(doer: Doer, told: Told) -> None:
    with doer.book.read() as reader:
        rows = reader.rows(
            "SELECT id FROM event WHERE clinic_id = ? AND text = ?",
            (doer.clinic.id, told["ta_bort_handelse"]),
        )
    if not rows:
        said = f"Händelsen ”{told['ta_bort_handelse']}” finns inte."
        raise NotFound("event", said)
    events.remove_all(doer.book, STAFF, [key for (key,) in rows], seen=None)


def _set_clock(doer: Doer, told: Told) -> None:
    set_clock(doer.book, Mode.PAUSED, told["klocka"])


DEEDS: Final = {
    "mall": Deed(
        {
            "mall": _NAME, "nytt_namn": Key(text(), ""), "bara": Key(flag, False),
            "rader": TABLES["mall"]["rader"]._replace(default=()),
        },
        _save_template,
    ),
    "lagg_ut": Deed(
        {
            "lagg_ut": _NAME, "resurser": _NAMES, "fran": Key(day), "till": Key(day),
            "hoppa_over_krockar": Key(flag, False),
        },
        _lay_out,
    ),
    "angra_schemalaggning": Deed({"angra_schemalaggning": Key(flag)}, _undo_layout),
    "tid": Deed(
        {
            "tid": Key(moment), "resurs": _NAME, "tidstyp": _NAME, "langd": Key(whole(1, 1440), 30),
            "bok_fore": Key(whole(1, 365), None),
        },
        _add_time,
    ),
    "ta_bort_tid": Deed({"ta_bort_tid": Key(moment), "resurs": _NAME}, _remove_time),
    "byt_tidstyp": Deed({"byt_tidstyp": Key(moment), "resurs": _NAME, "tidstyp": _NAME}, _swap),
    "bok_fore": Deed(
        {"bok_fore": Key(moment), "resurs": _NAME, "dagar": Key(whole(0, 365), 0)}, _set_release
    ),
    "handelse": Deed(
        {
            "handelse": _NAME, "resurser": _NAMES, "fran": Key(moment), "till": Key(moment),
            "sparrar": Key(flag, True),
        },
        _add_event,
    ),
    "ta_bort_handelse": Deed({"ta_bort_handelse": _NAME}, _remove_event),
    "klocka": Deed({"klocka": Key(moment)}, _set_clock),
}  # fmt: skip
