"""Varför?: every rule's verdict on a time or a booking, with where in the guides it stands."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from db.remedies.explain import ExplainedBooking, ExplainedTime, Fixes
from db.rules.sources import source_words
from db.values import Decision, Verdict
from screens.staff.shared.sourced import KEYS, SourcedDialog, Where
from widgets.line_view import Line, Part, hanging, paragraph

YES_SIGN, NO_SIGN = "+", "✗"


class Told(NamedTuple):
    """One question and what the rules answer.

    Attributes:
        answer: a Swedish sentence.
        yes: whether it is yes.
        verdicts: the rules' verdicts.
        fixes: what can be done about those that say no.
    """

    answer: str
    yes: bool
    verdicts: Decision
    fixes: Fixes


def told_of_time(explained: ExplainedTime) -> tuple[Told, ...]:
    """Whether 1177 offers a time, and whether a booking would be accepted where that differs."""
    found, fixes = explained.why, explained.fixes
    shown = "Tiden visas på 1177." if found.offered else "Tiden visas inte på 1177."
    told = [Told(shown, found.offered, found.decision, fixes)]
    if found.pending:
        kind = "Med boken som den är nu: tiden"
        said = f"{kind} {'kan' if found.bookable else 'kan inte'} bokas av invånaren."
        told[0] = told[0]._replace(answer=f"{shown} {found.pending}")
        told.append(Told(said, found.bookable, found.as_booked, fixes))
    return tuple(told)


def told_of_booking(explained: ExplainedBooking) -> tuple[Told, ...]:
    """Whether 1177 shows a booking, and whether it may be cancelled and rebooked there."""
    found, fixes = explained.why, explained.fixes
    name = f" som ”{found.web_name}”" if found.shown and found.web_name else ""
    told = [
        Told(f"Bokningen {_not(found.shown, 'visas')} på 1177{name}.", found.shown, found.decision,
             fixes),
        Told(f"Invånaren {_not(found.cancellable, 'kan')} avboka på 1177.", found.cancellable,
             found.cancel_verdicts, fixes),
        Told(f"Invånaren {_not(found.rebookable, 'kan')} omboka på 1177.", found.rebookable,
             found.rebook_verdicts, fixes),
    ]  # fmt: skip
    if found.pending:
        told[0] = told[0]._replace(answer=f"{told[0].answer} {found.pending}")
        told += _as_booked("avbokas", found.cancel_as_booked, found.cancel_verdicts, fixes)
        told += _as_booked("ombokas", found.rebook_as_booked, found.rebook_verdicts, fixes)
    return tuple(told)


def _as_booked(act: str, decision: Decision, told: Decision, fixes: Fixes) -> Iterator[Told]:
    """What the book as it is answers a citizen's act, where 1177 knows otherwise (R12)."""
    if decision != told:
        can = "kan" if decision.passed else "kan inte"
        said = f"Med boken som den är nu: bokningen {can} {act} av invånaren."
        yield Told(said, decision.passed, decision, fixes)


def _not(yes: bool, verb: str) -> str:
    return verb if yes else f"{verb} inte"


def lines_of(told: Iterable[Told], width: int, where: Where = source_words) -> Iterator[Line]:
    """The answers, each with its verdicts: those that say no first."""
    for n, one in enumerate(told):
        if n:
            yield Line()
        kind = "strong" if one.yes else "attention"
        yield from paragraph(one.answer, width, kind)
        for verdict in (*one.verdicts.refusals, *(v for v in one.verdicts if v.passed)):
            yield from _verdict(verdict, one.fixes, width, where(verdict.source))


def _verdict(one: Verdict, fixes: Fixes, width: int, source: str) -> Iterator[Line]:
    sign = YES_SIGN if one.passed else NO_SIGN
    lead = Part(f"  {sign} ", "key" if one.passed else "attention")
    texts = [text[4:] for text in hanging(one.text, width, "    ", "    ")]
    beside = len(texts) == 1 and source and cell_len(f"    {texts[0]} ({source})") <= width
    after = (Part(f" ({source})", "quiet"),) if beside else ()
    for n, text in enumerate(texts):
        yield Line((lead if n == 0 else Part("    "), Part(text), *after))
    if source and not beside:
        yield from paragraph(f"({source})", width, "quiet", "    ", "    ")
    if not one.passed and one.rule in fixes:
        yield from paragraph(f"→ {fixes[one.rule].told}", width, "strong", "    ", "      ")


class WhyDialog(SourcedDialog):
    """Shows the verdicts."""

    DEFAULT_CSS = """
    WhyDialog DialogFrame { max-width: 100; }
    """

    def __init__(self, what: str, told: tuple[Told, ...]) -> None:
        super().__init__(
            f"Varför? {what}", lambda width, where: tuple(lines_of(told, width, where))
        )

    def on_mount(self) -> None:
        """Say which signs there are."""
        signs = f"{YES_SIGN} släpper igenom · {NO_SIGN} hindrar"
        self.frame.border_subtitle = Content(f"{signs} · {KEYS} · Esc stänger")
