"""What stands below the log: why a row's verdict is what it is."""

from textual.content import Content

from db.log_entry import DECISION_LABELS, LogEntry
from db.rules.local_time import instant_text
from db.values import clean
from screens.staff.log_columns import LATE_SIGN


def line_of(entry: LogEntry | None) -> Content:
    """Why the verdict of a row is what it is, its chain, and the reviewer's decision."""
    if entry is None:
        return Content("")
    late = entry.late
    parts: list[str | tuple[str, str]] = [
        (f"{LATE_SIGN} {late.text}", "bold") if late.late else late.text
    ]
    if entry.chain_note:
        parts += [" ", (clean(entry.chain_note), "$attention")]
    decided = decision_text(entry)
    if decided:
        parts += [" ", (clean(decided), "$figure")]
    return Content.assemble(*parts)


def decision_text(entry: LogEntry) -> str:
    """What the reviewer decided, why, who and when; empty when nothing is decided."""
    if entry.decision is None:
        return ""
    reason = f" ({entry.decision_reason})" if entry.decision_reason else ""
    when = f" {instant_text(entry.decided_at)}" if entry.decided_at is not None else ""
    who = f", {entry.decided_by}{when}" if entry.decided_by or when else ""
    return f"Bedömning: {DECISION_LABELS[entry.decision].lower()}{reason}{who}."
