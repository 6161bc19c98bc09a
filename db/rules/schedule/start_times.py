"""Start times of a schedule template's rows, and what may stand in a row (R29-R32, GUIDES.md A4).

Clocks are minutes of the day, ranges are half-open, lengths are minutes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from db.rules.local_time import DAY_MINUTES, WEEKDAYS, clock_text
from db.rules.offer.release_days import MAX_RELEASE, MIN_RELEASE, release_fits
from db.values import Fact, Minutes, TemplateRow, TimeType, Verdict, Weekday, count_text

DAY_NAMES: Final = (*(name.capitalize() for name in WEEKDAYS), "Helgdag")

_OWN_CHOICE = "vårt val"


def start_times(start_min: Minutes, end_min: Minutes, length_min: Minutes) -> tuple[Minutes, ...]:
    """The start times of a range: Från, Från + Längd, ... while the time ends by Till.

    Till is exclusive and a remainder gives no time (R32, GUIDES.md A4). A length over the range
    gives no start at all.

    Args:
        start_min: Från kl, minutes of the day.
        end_min: Till kl, minutes of the day, at most 1440.
        length_min: Längd in minutes.

    Raises:
        ValueError: when Från is not before Till, either is outside the day, or Längd is not
            positive.
    """
    if not _range_fits(start_min, end_min):
        raise ValueError(f"not a range within a day: {start_min}-{end_min}")
    if length_min <= 0:
        raise ValueError(f"not a length: {length_min}")
    return tuple(range(start_min, end_min - length_min + 1, length_min))


def remainder_min(start_min: Minutes, end_min: Minutes, length_min: Minutes) -> Minutes:
    """How many minutes at the end of a range give no time (GUIDES.md A7); as ``start_times``."""
    starts = start_times(start_min, end_min, length_min)
    return end_min - start_min - len(starts) * length_min


def row_starts(row: TemplateRow) -> tuple[Minutes, ...]:
    """The start times of one row (R32, GUIDES.md A4), as :func:`start_times`."""
    return start_times(row.start_min, row.end_min, row.length_min)


def remove_start(row: TemplateRow, start_min: Minutes) -> tuple[TemplateRow, ...]:
    """Take one start out of a row ("Ta bort tid", R32): what is left before it and after it.

    A part without any start vanishes; the row's remainder stays with the part after.

    Raises:
        ValueError: when ``start_min`` is not a start of the row.
    """
    before, _, after = _split(row, start_min)
    return (*before, *after)


def swap_start(row: TemplateRow, start_min: Minutes, time_type: int) -> tuple[TemplateRow, ...]:
    """Give one start of a row another time type ("Byt tidstyp", R32, R35): up to three rows.

    Swapping to the type that it has changes nothing. The row's remainder stays with the last
    part.

    Raises:
        ValueError: when ``start_min`` is not a start of the row.
    """
    before, chosen, after = _split(row, start_min)
    if time_type == row.time_type:
        return (row,)
    return (*before, replace(chosen, time_type=time_type), *after)


def week_counts(rows: Sequence[TemplateRow]) -> tuple[int, ...]:
    """How many start times each column of the week has, Monday first, Helgdag last (R32).

    Rows that cannot be (:func:`check_rows` refuses them) count as none, so that a draft can be
    shown.
    """
    counts = [0] * len(Weekday)
    for row in rows:
        if _row_fits(row):
            counts[row.weekday] += len(row_starts(row))
    return tuple(counts)


def week_text(rows: Sequence[TemplateRow]) -> str:
    """How many times a template gives: ``75 tider i veckan, 15 om dagen``.

    Days without times are not counted in "om dagen"; Helgdag is said by itself.
    """
    *days, holiday = week_counts(rows)
    total, used = sum(days), sorted({count for count in days if count})
    text = count_text(total, "tid i veckan", "tider i veckan")
    if total > 1:
        text += f", {used[0]} om dagen" if len(used) == 1 else f", {used[0]}–{used[-1]} om dagen"
    return f"{text}, {holiday} på helgdag" if holiday else text


def check_rows(rows: Sequence[TemplateRow], types: Mapping[int, TimeType]) -> tuple[Verdict, ...]:
    """Everything that stops a template from being saved (R24, R30, R32); empty when it may be.

    The rules are "row-range", "row-length", "row-release", "row-type" and "row-overlap". Each
    verdict is a refusal whose first fact is ``("row", index)``; an overlap has ``("other",
    index)`` too. Rows overlap when their whole ranges do; adjacent rows do not.
    """
    single = [verdict for at, row in enumerate(rows) for verdict in _refusals(at, row, types)]
    return (*single, *_overlaps(rows))


def warn_rows(rows: Sequence[TemplateRow], types: Mapping[int, TimeType]) -> tuple[Verdict, ...]:
    """What is worth saying about a template that may be saved (R9, R20, R60, GUIDES.md A7).

    The rules are "row-remainder", "row-hidden-type" and "row-no-web-name". Each verdict has
    passed, since nothing is refused; its first fact is ``("row", index)``.
    """
    return tuple(verdict for at, row in enumerate(rows) for verdict in _warnings(at, row, types))


def _range_fits(start_min: Minutes, end_min: Minutes) -> bool:
    return 0 <= start_min < end_min <= DAY_MINUTES


def _row_fits(row: TemplateRow) -> bool:
    return _range_fits(row.start_min, row.end_min) and row.length_min > 0


def _split(
    row: TemplateRow, start_min: Minutes
) -> tuple[tuple[TemplateRow, ...], TemplateRow, tuple[TemplateRow, ...]]:
    """A row as the part before a start, the start itself and the part after it."""
    starts = row_starts(row)
    if start_min not in starts:
        raise ValueError(f"not a start of the row: {start_min}")
    before = replace(row, end_min=start_min) if start_min > row.start_min else None
    if start_min == starts[-1]:
        return (before,) if before else (), replace(row, start_min=start_min), ()
    next_min = start_min + row.length_min
    chosen = replace(row, start_min=start_min, end_min=next_min)
    return (before,) if before else (), chosen, (replace(row, start_min=next_min),)


def _label(row: TemplateRow) -> str:
    return f"{DAY_NAMES[row.weekday]} {_range_text(row)}"


def _range_text(row: TemplateRow) -> str:
    return f"{clock_text(row.start_min)}–{clock_text(row.end_min)}"


def _refusal(at: int, rule: str, text: str, source: str, *facts: tuple[str, Fact]) -> Verdict:
    return Verdict(rule, False, text, source, facts=(("row", at), *facts))


def _refusals(at: int, row: TemplateRow, types: Mapping[int, TimeType]) -> Iterator[Verdict]:
    yield from _range_refusals(at, row)
    yield from _length_refusals(at, row)
    if row.release is not None and not release_fits(row.release):
        text = (
            f"{_label(row)}: Bok.före är {row.release}. Skriv ett antal dagar mellan "
            f"{MIN_RELEASE} och {MAX_RELEASE}, eller lämna rutan tom."
        )
        yield _refusal(at, "row-release", text, "[000] R29-R31", ("release", row.release))
    yield from _type_refusals(at, row, types)


def _range_refusals(at: int, row: TemplateRow) -> Iterator[Verdict]:
    facts = (("from", row.start_min), ("to", row.end_min))
    if not (0 <= row.start_min <= DAY_MINUTES and 0 <= row.end_min <= DAY_MINUTES):
        day = DAY_NAMES[row.weekday]
        text = f"{day}: Från kl och Till kl ska ligga mellan 00:00 och 24:00."
        yield _refusal(at, "row-range", text, "[000] R32", *facts)
    elif row.start_min >= row.end_min:
        text = f"{_label(row)}: Från kl ska vara före Till kl."
        yield _refusal(at, "row-range", text, "[000] R32", *facts)


def _length_refusals(at: int, row: TemplateRow) -> Iterator[Verdict]:
    fact = ("length", row.length_min)
    span = row.end_min - row.start_min
    if row.length_min <= 0:
        text = f"{_label(row)}: Längd ska vara minst 1 minut."
        yield _refusal(at, "row-length", text, "[000] R32", fact)
    elif _row_fits(row) and row.length_min > span:
        text = (
            f"{_label(row)}: Längd är {row.length_min} min, men från Från kl till Till kl är det "
            f"bara {span} min. Raden skulle inte ge någon tid."
        )
        yield _refusal(at, "row-length", text, "[000] R32", fact)


def _type_refusals(at: int, row: TemplateRow, types: Mapping[int, TimeType]) -> Iterator[Verdict]:
    fact = ("time_type", row.time_type)
    found = types.get(row.time_type)
    if found is None:
        text = f"{_label(row)}: tidstypen finns inte på mottagningen. Välj en annan."
        yield _refusal(at, "row-type", text, "[000] R32", fact)
    elif not found.name.strip():
        text = f"{_label(row)}: tidstypen är rensad och kan inte användas. Välj en annan."
        yield _refusal(at, "row-type", text, "[000] R24", fact)


def _overlaps(rows: Sequence[TemplateRow]) -> Iterator[Verdict]:
    """One refusal for each row that begins before an earlier row of its day has ended."""
    week = {}  # the days one after the other; no range reaches over midnight
    for at, row in enumerate(rows):
        if _range_fits(row.start_min, row.end_min):
            begins = row.weekday * DAY_MINUTES + row.start_min
            week[at] = begins, begins + row.end_min - row.start_min
    for at, other in running(week):
        yield _overlap(max(at, other), min(at, other), rows)


def running(ranges: Mapping[int, tuple[Minutes, Minutes]]) -> Iterator[tuple[int, int]]:
    """The ranges that begin while another runs, each with the one that runs longest by then.

    Args:
        ranges: half-open, by their places; those that begin together come in this order.
    """
    longest: int | None = None
    for at, (begins, ends) in sorted(ranges.items(), key=lambda item: item[1][0]):
        if longest is not None and begins < ranges[longest][1]:
            yield at, longest
        if longest is None or ends > ranges[longest][1]:
            longest = at


def _overlap(at: int, other: int, rows: Sequence[TemplateRow]) -> Verdict:
    text = (
        f"{_label(rows[at])} krockar med {_range_text(rows[other])} samma dag. "
        "Ändra klockslagen eller ta bort en av raderna."
    )
    return _refusal(at, "row-overlap", text, _OWN_CHOICE, ("other", other))


def _warnings(at: int, row: TemplateRow, types: Mapping[int, TimeType]) -> Iterator[Verdict]:
    if _row_fits(row) and row_starts(row):
        yield from _remainder_warnings(at, row)
    found = types.get(row.time_type)
    if found is None or not found.name.strip():
        return
    facts = (("row", at), ("time_type", row.time_type))
    if found.hidden:
        text = (
            f"{_label(row)}: ”{found.name}” har Dölj bokning för patient, så tiderna syns inte "
            "på 1177. Det är rätt för till exempel administrationstid."
        )
        yield Verdict("row-hidden-type", True, text, "[000] R21, R60", facts=facts)
    elif not found.web_name.strip():
        text = (
            f"{_label(row)}: ”{found.name}” saknar Namn för webbtidbok, så invånaren kan inte "
            "boka tiderna på 1177."
        )
        yield Verdict("row-no-web-name", True, text, "[000] R9, R58", facts=facts)


def _remainder_warnings(at: int, row: TemplateRow) -> Iterator[Verdict]:
    left = remainder_min(row.start_min, row.end_min, row.length_min)
    if left:
        minutes = "den sista minuten" if left == 1 else f"de sista {left} minuterna"
        text = f"{_label(row)}, Längd {row.length_min} min: {minutes} ger ingen tid."
        facts = (("row", at), ("minutes", left))
        yield Verdict("row-remainder", True, text, _OWN_CHOICE, facts=facts)
