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
    parts = [(f"{LATE_SIGN} {entry.late.text}", "bold") if entry.late.late else entry.late.text]
    if entry.chain_note:
        parts.append((clean(f" {entry.chain_note}"), "$attention"))
    decided = decision_text(entry)
    if decided:
        parts.append((clean(f" {decided}"), "$figure"))
    return Content.assemble(*parts)


def decision_text(entry: LogEntry) -> str:
    """What the reviewer decided, why, who and when; empty when nothing is decided."""
    if entry.decision is None:
        return ""
    reason = f" ({entry.decision_reason})" if entry.decision_reason else ""
    when = f" {instant_text(entry.decided_at)}" if entry.decided_at is not None else ""
    who = f", {entry.decided_by}{when}" if entry.decided_by or when else ""
    return f"Bedömning: {DECISION_LABELS[entry.decision].lower()}{reason}{who}."
