"""Varför?: every rule's verdict on a time or a booking, with where in the guides it stands."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.remedies.explain import ExplainedBooking, ExplainedTime, Fixes
from db.remedies.kinds import ExplainedType
from db.rules.remedies.remedies import Remedy
from db.rules.sources import source_words
from db.values import Decision, Verdict, clean, count_text
from screens.staff.shared.sourced import KEYS, SourcedDialog, Where
from widgets.choice_list import Choice, ChoiceList
from widgets.line_view import Line, LineView, Part, hanging, paragraph

_AROUND = 5
"""The lines of the frame, the button, the heading of the list and the blank above it."""
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


def told_of_type(explained: ExplainedType) -> tuple[Told, ...]:
    """Whether 1177 lets a tidstyp be chosen, and what keeps its times back."""
    why, fixes, times = explained.why, explained.fixes, explained.times
    said = f"Tidstypen {_not(why.passed, 'går')} att välja på 1177."
    left = f"{count_text(times.times, 'ledig tid', 'lediga tider')} kvar, {times.offered} på 1177."
    told = [Told(" ".join(filter(None, (said, left, explained.pending))), why.passed, why, fixes)]
    if explained.pending:
        now = explained.as_booked
        kind = f"Med boken som den är nu: tidstypen {_not(now.passed, 'går')} att välja."
        told.append(Told(kind, now.passed, now, fixes))
    asked = {verdict.rule for verdict in why}
    of_times = [hindered for hindered in times.hindered if hindered.rule not in asked]
    for hindered in of_times:
        stopped = count_text(hindered.times, "tid", "tider")
        example = "" if hindered.whole else " Åtgärden gäller den första av dem."
        verdict = Verdict(hindered.rule, False, hindered.text, "")
        said = f"{stopped} hindras av en regel om tiden.{example}"
        told.append(Told(said, False, Decision((verdict,)), {hindered.rule: hindered.fix}))
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


def remedies_of(told: Iterable[Told]) -> tuple[Remedy, ...]:
    """All that can be done about what hinders, each once: the fewest acts first, waiting last."""
    found: dict[str, Remedy] = {}
    for one in told:
        for verdict in one.verdicts.refusals:
            fix = one.fixes.get(verdict.rule)
            for remedy in fix.remedies if fix is not None else ():
                found.setdefault(remedy.text, remedy)
    return tuple(sorted(found.values(), key=lambda remedy: remedy.order))


def choice_of(at: int, remedy: Remedy) -> Choice:
    """A remedy in the list: what is done, by whom, and where."""
    who = "" if remedy.deed is None else f" – {remedy.deed.by.value}"
    return Choice(str(at), clean(f"{remedy.text}{who}"), tip=clean(remedy.where))


class WhyDialog(SourcedDialog):
    """Shows the verdicts, and below them what can be done about those that say no.

    Args:
        what: what they are on.
        told: the answers.
        then: told of the remedy that is chosen, once the dialog is gone.
    """

    DEFAULT_CSS = """
    WhyDialog DialogFrame { max-width: 100; }
    WhyDialog #remedies { color: $frame-title; text-style: bold; height: 1; }
    WhyDialog ChoiceList { max-height: 5; }
    """

    def __init__(self, what: str, told: tuple[Told, ...], then: Callable[[Remedy], object]) -> None:
        super().__init__(
            f"Varför? {what}", lambda width, where: tuple(lines_of(told, width, where))
        )
        self._remedies, self._then = remedies_of(told), then

    def content(self) -> ComposeResult:
        """The verdicts, and what can be done."""
        yield from super().content()
        if self._remedies:
            yield Static(Content("Det här går att göra:"), id="remedies")
            listed = (choice_of(at, remedy) for at, remedy in enumerate(self._remedies))
            yield ChoiceList(tuple(listed))

    def on_mount(self) -> None:
        """Say which signs there are, and what Enter does."""
        signs = f"{YES_SIGN} släpper igenom · {NO_SIGN} hindrar"
        ends = "Enter gör det · Tabb läser" if self._remedies else "Esc stänger"
        self.frame.border_subtitle = Content(f"{signs} · {KEYS} · {ends}")
        for remedies in self.query(ChoiceList):
            remedies.focus()

    def on_resize(self, event: events.Resize) -> None:
        """What can be done stays in sight below the verdicts, which scroll."""
        for remedies in self.query(ChoiceList):
            taken = _AROUND + min(len(remedies.choices), 5)
            self.query_one(LineView).styles.max_height = max(1, event.size.height - taken)

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Go and do it."""
        message.stop()
        remedy = self._remedies[int(message.name)]
        self.close_with(None)
        self.app.call_later(self._then, remedy)
