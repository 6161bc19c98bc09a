"""Bokningsunderlag as lines: what is known in two columns, then the changes and the verdict.

Pure: a sheet and a width in, lines out. The same lines are copied as text.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from rich.cells import cell_len, chop_cells

from db.bookings.sheet import BookingSheet
from db.bookings.sheet_history import SheetAct
from db.rules.local_time import day_of, instant_text, long_day_text, time_text
from db.rules.names import masking
from db.values import ACT_LABELS, Visit, clean
from widgets.line import cut
from widgets.line_view import Line, Part, hanging

VISIT: Final = "Besök"
PATIENT: Final = "Patient"
COMMENT: Final = "Patientkommentar (webb)"
NOTE: Final = "Vårdens anteckning"
CHANGES: Final = "Ändringar i tur och ordning"
VERDICT: Final = "Bedömning"

LATE, HERE = "⚑", "▸"
_NONE = "–"
_BESIDE = 98
"""From this many cells the sections stand two and two."""
_GAP = 3
_LABEL = 14
_NARROW = 44
"""Under this many cells a fact stands right after its name."""
_ACT = 5
_SIDE = 10


class Fact(NamedTuple):
    """A name and what stands after it."""

    label: str
    text: str


def arrange(sheet: BookingSheet, width: int) -> tuple[Line, ...]:
    """The whole sheet in lines of at most ``width`` cells."""
    lines: list[Line] = []
    if width >= _BESIDE:
        left = (width - _GAP) * 4 // 7
        right = width - _GAP - left
        lines += _beside(_visit(sheet, left), _patient(sheet, right), left)
        lines.append(Line())
        lines += _beside(_comment(sheet, left), _note(sheet, right), left)
    else:
        for section in (_visit, _patient, _comment, _note):
            lines += [*section(sheet, width), Line()]
        lines.pop()
    lines.append(Line())
    lines += _changes(sheet, width)
    lines.append(Line())
    lines += _verdict(sheet, width)
    return tuple(lines)


def text_of(sheet: BookingSheet) -> str:
    """The sheet as plain text, one section below the other."""
    lines = arrange(sheet, _BESIDE - 1)
    return "\n".join(["Bokningsunderlag", "", *(line.text.rstrip() for line in lines), ""])


def visit_text(visit: Visit) -> str:
    """When the visit is: the day in words, from when, and until when where that is known."""
    start = visit.start
    said = f"{long_day_text(day_of(start))} {time_text(start)}"
    if not visit.length_min:
        return said
    return f"{said}–{time_text(start + visit.length_min * 60)} ({visit.length_min} min)"


# --- sections ---------------------------------------------------------------------------------


def _visit(sheet: BookingSheet, width: int) -> list[Line]:
    visit = sheet.visit
    booked = _NONE if sheet.booked_at is None else instant_text(sheet.booked_at)
    if sheet.booked_by:
        booked = f"{booked} av {sheet.booked_by}"
    facts = [
        Fact("Status", sheet.status),
        Fact("Tid", visit_text(visit)),
        Fact("Tidstyp", visit.type_name),
        Fact("Namn på 1177", sheet.web_name),
        Fact("Resurs", visit.resource_name),
        Fact("Bokad", booked),
        Fact("Väntelista", sheet.waiting_list),
        Fact("Dölj i 1177", sheet.hidden),
    ]
    if sheet.file:
        facts.append(Fact("Logg", sheet.file))
    shown = [fact for fact in facts if fact.text]
    return [_heading(VISIT, width), *_facts(shown, width)]


def _patient(sheet: BookingSheet, width: int) -> list[Line]:
    facts = (
        Fact("Namn", sheet.patient),
        Fact("Personnummer", sheet.pnr),
        Fact("Telefon", sheet.phone),
        Fact("Tolk", sheet.interpreter),
        Fact("Remiss", sheet.referral),
        Fact("Enhet", sheet.clinic),
    )
    return [_heading(PATIENT, width), *_facts(facts, width)]


def _comment(sheet: BookingSheet, width: int) -> list[Line]:
    lines = [_heading(COMMENT, width), *_paragraphs(sheet.comment, width)]
    return [*lines, *_texts(sheet.comment_note, width, kind="quiet")]


def _note(sheet: BookingSheet, width: int) -> list[Line]:
    note = masking.comment(sheet.staff_note, sheet.demo)
    return [
        _heading(NOTE, width),
        *_paragraphs(note, width),
    ]


def _changes(sheet: BookingSheet, width: int) -> Iterator[Line]:
    yield _heading(CHANGES, width)
    for n, act in enumerate(sheet.acts):
        if n:
            yield Line()
        yield from _act(act, width)


def _verdict(sheet: BookingSheet, width: int) -> Iterator[Line]:
    yield _heading(VERDICT, width)
    yield from _flagged(sheet.verdict.text, sheet.verdict.billable, width)
    here = sheet.here
    if here is not None:
        if here.review.text:
            yield from _texts(here.review.text, width, kind="decided")
        else:
            yield from _texts("Raden är inte bedömd.", width)
        if here.is_late and sheet.amount:
            yield from _texts(f"Belopp för raden: {sheet.amount}.", width)
        if sheet.suggestion and not here.review.text:
            yield from _texts(f"Möjligt undantag: {sheet.suggestion}.", width)
    yield from _texts(sheet.access, width, kind="quiet")


# --- the time line ----------------------------------------------------------------------------


def _act(act: SheetAct, width: int) -> Iterator[Line]:
    mark, name = HERE if act.here else " ", "here" if act.here else ""
    label, when, who = ACT_LABELS[act.act], instant_text(act.at), clean(act.who)
    if width < _NARROW:
        yield Line((Part(f" {mark} {label}", "strong"),), name)
        yield from _texts(f"{when} {who}", width)
    else:
        lead = f" {mark} {label:<9}{when}  "
        yield Line((Part(lead, "strong"), Part(cut(who, width - cell_len(lead)))), name)
    if act.earlier is not None:
        yield from _side("från", act.earlier, width)
    if act.new is not None:
        yield from _side("till", act.new, width)
    if act.new is not None and (act.earlier is None or act.earlier.comment != act.new.comment):
        yield from _named("kommentar", act.new.comment, width)
    yield from _named("orsak", act.reason, width)
    yield from _flagged(act.verdict, act.is_late, width, _ACT)
    yield from _texts(act.note, width, _ACT, kind="attention")
    yield from _texts(act.review.text, width, _ACT, kind="decided")


def _side(label: str, visit: Visit, width: int) -> Iterator[Line]:
    length = f" ({visit.length_min} min)" if visit.length_min else ""
    what = ", ".join(part for part in (visit.type_name, visit.resource_name) if part)
    yield from _named(label, f"{instant_text(visit.start)}{length}  {what}", width)


def _named(label: str, text: str, width: int) -> Iterator[Line]:
    return _labelled(label, text, width, _ACT, _SIDE) if text else iter(())


# --- lines ------------------------------------------------------------------------------------


def _heading(text: str, width: int) -> Line:
    said = cut(text, max(1, width - 2))
    rest = max(0, width - cell_len(said) - 3)
    return Line((Part(f" {said} ", "heading"), Part("─" * rest, "quiet")), text)


def _facts(facts: Iterable[Fact], width: int) -> Iterator[Line]:
    for label, text in facts:
        yield from _labelled(label, text or _NONE, width, 3, _LABEL)


def _labelled(label: str, text: str, width: int, indent: int, room: int) -> Iterator[Line]:
    """A name and its text, which goes on below itself; below the name where it is narrow."""
    lead, rest = f"{' ' * indent}{label:<{room}}", " " * (indent + room)
    if width < _NARROW:
        lead, rest = f" {label} ", "   "
    for n, line in enumerate(_folded(text, width, lead, rest)):
        at = len(rest if n else lead)
        yield Line((Part(line[:at], "quiet"), Part(line[at:])))


def _paragraphs(text: str, width: int) -> Iterator[Line]:
    for paragraph in clean(text, lines=True).split("\n"):
        yield from _texts(paragraph or _NONE, width)


def _texts(text: str, width: int, indent: int = 3, kind: str = "") -> Iterator[Line]:
    if text:
        lead = " " * indent
        yield from (Line((Part(line, kind),)) for line in _folded(text, width, lead, lead))


def _flagged(text: str, flagged: bool, width: int, indent: int = 3) -> Iterator[Line]:
    """A verdict; a flag and not its colour alone says that it is late."""
    lead = " " * indent
    first = f"{lead}{LATE} " if flagged else lead
    rest = " " * len(first)
    kind = "attention" if flagged else ""
    yield from (Line((Part(line, kind),)) for line in _folded(text, width, first, rest))


def _folded(text: str, width: int, first: str, rest: str) -> Iterator[str]:
    """As ``hanging``, where a word too long for a line goes on on the next: all is to be read."""
    room = max(1, width - max(cell_len(first), cell_len(rest)))
    words = (
        piece
        for word in clean(text).split(" ")
        for piece in (chop_cells(word, room) if cell_len(word) > room else [word])
    )
    return hanging(" ".join(words), width, first, rest)


def _beside(left: Sequence[Line], right: Sequence[Line], width: int) -> Iterator[Line]:
    """Two sections side by side, the first of them this wide."""
    for one, other in zip_longest(left, right, fillvalue=Line()):
        filling = Part(" " * max(0, width - cell_len(one.text) + _GAP))
        yield Line((*one.parts, filling, *other.parts), one.name or other.name)
