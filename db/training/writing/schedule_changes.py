"""What was changed of templates, times and händelser."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from db.rules.local_time import clock_text, day_text, instant_text
from db.schedule import templates
from db.texts import WEEKDAY_NAMES
from db.training.checks.case import Case
from db.training.writing.values import Proposal, Told
from db.values import TemplateRow, Weekday, count_text
from db.worlds.times import WEEKDAYS

_FEW: Final = 8
"""So many times are told one by one; more of them by how many they are."""

_DAYS: Final = {
    **{number: word for word, number in reversed(WEEKDAYS.items()) if len(word) == 2},
    int(Weekday.HOLIDAY): "helgdag",
}  # fmt: skip


def of_templates(before: Case, after: Case) -> Iterator[Proposal]:
    """New and renamed schemamallar, and new rows."""
    had = {one.id: one for one in templates.every(before.book, before.clinic.id)}
    for stored in templates.every(after.book, after.clinic.id):
        was = had.get(stored.id)
        old_rows = set() if was is None else set(was.rows)
        rows = [row for row in stored.rows if row not in old_rows]
        if was is not None and was.name != stored.name:
            text = f"Byt namn på schemamallen {was.name} till {stored.name}."
            deed = {"mall": was.name, "nytt_namn": stored.name}
            yield Proposal(text, {"mall": stored.name}, deed)
        if was is None or rows:
            head = "Gör schemamallen" if was is None else "Lägg till i schemamallen"
            told: Told = {"mall": stored.name}
            if rows:
                told["rader"] = [_row(after, row) for row in rows]
            whole = {**told, "rader": [_row(after, row) for row in stored.rows], "bara": True}
            words = "; ".join(_row_words(after, row) for row in rows)
            text = f"{head} {stored.name}: {words}." if words else f"{head} {stored.name}."
            yield Proposal(text, told, whole)


def _row(case: Case, row: TemplateRow) -> Told:
    told: Told = {
        "dagar": _DAYS[int(row.weekday)], "fran": clock_text(row.start_min),
        "till": clock_text(row.end_min), "langd": row.length_min,
        "tidstyp": case.name_of_type(row.time_type),
    }  # fmt: skip
    return told if row.release is None else {**told, "bok_fore": row.release}


def _row_words(case: Case, row: TemplateRow) -> str:
    release = "tomt" if row.release is None else str(row.release)
    return (
        f"{WEEKDAY_NAMES[row.weekday].casefold()} {clock_text(row.start_min)} till"
        f" {clock_text(row.end_min)}, längd {row.length_min}, Bok.före {release},"
        f" {case.name_of_type(row.time_type)}"
    )


_SLOTS: Final = (
    "SELECT id, resource_id, start, time_type_id, length_min, release, day, layout_id FROM slot"
    " WHERE clinic_id = ?"
)
_LAYOUTS: Final = "SELECT id, template_name, from_day, to_day FROM layout WHERE clinic_id = ?"


def of_times(before: Case, after: Case) -> Iterator[Proposal]:
    """Times that were laid out, added, changed and taken away."""
    had = {row[0]: row for row in before.reader.each(_SLOTS, (before.clinic.id,))}
    has = {row[0]: row for row in after.reader.each(_SLOTS, (after.clinic.id,))}
    new = [row for key, row in has.items() if key not in had]
    old_layouts = {row[0] for row in before.reader.each(_LAYOUTS, (before.clinic.id,))}
    laid = [row for row in new if row[7] is not None and row[7] not in old_layouts]
    yield from _laid_out(after, laid)
    alone = [row for row in new if row not in laid]
    for row in alone[:_FEW]:
        yield _added(after, row)
    for key in [key for key in had if key not in has][:_FEW]:
        yield _removed(before, had[key])
    changed = [row for key, row in has.items() if key in had and row[3:6] != had[key][3:6]]
    for row in changed[:_FEW]:
        yield from _changed(after, had[row[0]], row)


def _laid_out(case: Case, rows: list[tuple[Any, ...]]) -> Iterator[Proposal]:
    layouts = {row[0]: row for row in case.reader.each(_LAYOUTS, (case.clinic.id,))}
    for layout in dict.fromkeys(row[7] for row in rows):
        _, template, first, last = layouts[layout]
        mine = [row for row in rows if row[7] == layout]
        names = [case.name_of_resource(key) for key in dict.fromkeys(row[1] for row in mine)]
        deed: Told | None = {
            "lagg_ut": template, "resurser": names, "fran": day_text(first),
            "till": day_text(last),
        }  # fmt: skip
        counts = Counter((row[1], row[3]) for row in mine)
        for (resource, kind), count in counts.items():
            where, what = case.name_of_resource(resource), case.name_of_type(kind)
            text = (
                f"Lägg ut {template} på {where} från {day_text(first)} till {day_text(last)}:"
                f" {count_text(count, 'tid', 'tider')} av {what}."
            )
            demand = {
                "tider": what, "resurs": where, "fran": day_text(first), "till": day_text(last),
                "minst": count,
            }  # fmt: skip
            yield Proposal(text, demand, deed)
            deed = None  # one laying out makes them all


def _place(case: Case, row: tuple[Any, ...]) -> tuple[str, str]:
    return instant_text(row[2]), case.name_of_resource(row[1])


def _added(case: Case, row: tuple[Any, ...]) -> Proposal:
    at, where = _place(case, row)
    kind, length, release = case.name_of_type(row[3]), row[4], row[5]
    told: Told = {"tid": at, "resurs": where, "tidstyp": kind, "langd": length}
    words = f"Lägg till en tid {at} hos {where}: {kind}, {length} minuter"
    if release is not None:
        told["bok_fore"] = release
        words += f", Bok.före {release}"
    return Proposal(f"{words}.", told, told)


def _removed(case: Case, row: tuple[Any, ...]) -> Proposal:
    at, where = _place(case, row)
    told = {"tid": at, "resurs": where, "finns": False}
    return Proposal(f"Ta bort tiden {at} hos {where}.", told, {"ta_bort_tid": at, "resurs": where})


def _changed(case: Case, was: tuple[Any, ...], row: tuple[Any, ...]) -> Iterator[Proposal]:
    at, where = _place(case, row)
    if row[3] != was[3]:
        kind = case.name_of_type(row[3])
        demand: Told = {"tid": at, "resurs": where, "tidstyp": kind}
        deed: Told = {"byt_tidstyp": at, "resurs": where, "tidstyp": kind}
        yield Proposal(f"Byt tidstyp på tiden {at} hos {where} till {kind}.", demand, deed)
    if row[5] != was[5]:
        days = row[5] or 0
        demand = {"tid": at, "resurs": where, "bok_fore": days}
        deed = {"bok_fore": at, "resurs": where, "dagar": days}
        said = days or "tomt"
        yield Proposal(f"Ändra Bok.före på tiden {at} hos {where} till {said}.", demand, deed)


_EVENTS: Final = (
    'SELECT id, resource_id, start, "end", text, blocking FROM event WHERE clinic_id = ?'
    " ORDER BY start, id"
)


def of_events(before: Case, after: Case) -> Iterator[Proposal]:
    """Händelser that were added and taken away."""
    had = {row[0]: row for row in before.reader.each(_EVENTS, (before.clinic.id,))}
    has = {row[0]: row for row in after.reader.each(_EVENTS, (after.clinic.id,))}
    for _, resource, start, end, text, blocking in (
        row for key, row in has.items() if key not in had
    ):
        where = after.name_of_resource(resource)
        span: Told = {"fran": instant_text(start), "till": instant_text(end)}
        told = {"handelse": text, "resurs": where, **span, "sparrar": bool(blocking)}
        deed = {"handelse": text, "resurser": [where], **span, "sparrar": bool(blocking)}
        how = "som spärrar för bokning" if blocking else "som inte spärrar för bokning"
        words = f"Lägg händelsen {text} hos {where}, {span['fran']} till {span['till']}, {how}."
        yield Proposal(words, told, deed)
    for key, row in had.items():
        if key not in has:
            told = {"handelse": row[4], "finns": False}
            yield Proposal(f"Ta bort händelsen {row[4]}.", told, {"ta_bort_handelse": row[4]})
