"""Varför?: every rule's verdict on a time or a booking, with where in the guides it stands."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import ClassVar, Final, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from db.remedies.explain import ExplainedBooking, ExplainedTime, Fixes
from db.remedies.kinds import ExplainedTimes, ExplainedType
from db.remedies.summary import Summary
from db.rules.remedies.remedies import Fix, Remedy
from db.rules.sources import source_words
from db.values import Decision, Verdict, clean, count_text
from screens.base import BookScreen
from screens.staff.shared.sourced import KEYS, SourcedDialog, Where
from widgets.choice_list import Choice, ChoiceList
from widgets.line_view import Line, LineView, Part, hanging, paragraph

_AROUND, _HEADING = 4, 1
"""The lines of the frame, the button and a blank; the line above what can be done."""
YES_SIGN, NO_SIGN = "+", "✗"
ALL_TEXTS: Final = 3
"""Where to look, the rule's sentence with its values, and the act."""


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
    times = explained.times
    left = f"{count_text(times.times, 'ledig tid', 'lediga tider')} kvar, {times.offered} på 1177."
    asked = {verdict.rule for verdict in explained.why}
    return (*told_of_choice(explained, left), *_hindered(times, asked))


def told_of_choice(explained: ExplainedType, left: str = "") -> tuple[Told, ...]:
    """Whether 1177 lets a tidstyp be chosen.

    Args:
        left: how many times it has, a Swedish sentence.
    """
    why, fixes = explained.why, explained.fixes
    said = f"Tidstypen {_not(why.passed, 'går')} att välja på 1177."
    told = [Told(" ".join(filter(None, (said, left, explained.pending))), why.passed, why, fixes)]
    if explained.pending:
        now = explained.as_booked
        kind = f"Med boken som den är nu: tidstypen {_not(now.passed, 'går')} att välja."
        told.append(Told(kind, now.passed, now, fixes))
    return tuple(told)


def told_of_times(explained: ExplainedTimes, what: str) -> tuple[Told, ...]:
    """What keeps some coming free times back.

    Args:
        explained: of them.
        what: whose or which they are, the beginning of a sentence.
    """
    why, fixes, times = explained
    left = count_text(times.times, "ledig tid", "lediga tider")
    said = f"{what}: {left} kvar, {times.offered} på 1177."
    told = Told(said, times.offered > 0, why, fixes)
    return (told, *_hindered(times, {verdict.rule for verdict in why}))


def told_plainly(text: str, *, yes: bool = True) -> Told:
    """Something that no rule of 1177 says, such as what a cell means."""
    return Told(text, yes, Decision(()), {})


def _hindered(times: Summary, asked: Collection[str]) -> Iterator[Told]:
    """What each rule keeps back that has not answered for all of them alike."""
    for hindered in times.hindered:
        if hindered.rule in asked:
            continue
        stopped = count_text(hindered.times, "tid", "tider")
        alone = ", bara av det här" if hindered.alone else ", alla också av annat"
        if 0 < hindered.alone < hindered.times:
            alone = f", {hindered.alone} bara av det här"
        example = "" if hindered.whole else " Åtgärden gäller den första av dem."
        verdict = Verdict(hindered.rule, False, hindered.text, "")
        fixes = {hindered.rule: hindered.fix}
        yield Told(f"{stopped} hindras{alone}.{example}", False, Decision((verdict,)), fixes)


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


def lines_of(
    told: Iterable[Told], width: int, where: Where = source_words, texts: int = ALL_TEXTS
) -> Iterator[Line]:
    """The answers, each with its verdicts in the rules' fixed order.

    Where a rule that lets it through stands is told when sources are asked for; of one that says
    no, always.

    Args:
        told: the answers.
        width: cells.
        where: how sources are told.
        texts: how many of the three texts about each no: where to look, the rule's sentence with
            its values, and the act.
    """
    for n, one in enumerate(told):
        if n:  # the first answer stands above, where it does not scroll
            yield Line()
            yield from paragraph(one.answer, width, "strong" if one.yes else "attention")
        for verdict in one.verdicts:
            if verdict.passed:
                is_asked = where is not source_words
                yield from _verdict(verdict, width, where(verdict.source) if is_asked else "")
            elif verdict.rule not in one.fixes:
                yield from _verdict(verdict, width, where(verdict.source))
            else:
                yield from _hinder(verdict, one.fixes[verdict.rule], width, where, texts)


def _hinder(verdict: Verdict, fix: Fix, width: int, where: Where, texts: int) -> Iterator[Line]:
    """A no in as many of its three texts as are to be told."""
    place = f"Titta här: {fix.where}" if fix.where else "Titta på det här."
    if texts == 1:
        yield from _verdict(verdict._replace(text=place), width, "")
        return
    yield from _verdict(verdict, width, where(verdict.source))
    if fix.where:
        yield from paragraph(place, width, "quiet", "    ", "      ")
    if texts == ALL_TEXTS:
        yield from paragraph(f"→ {fix.told}", width, "strong", "    ", "      ")


def _verdict(one: Verdict, width: int, source: str) -> Iterator[Line]:
    sign = YES_SIGN if one.passed else NO_SIGN
    name = "" if one.passed else one.rule
    lead = Part(f"  {sign} ", "key" if one.passed else "attention")
    texts = [text[4:] for text in hanging(one.text, width, "    ", "    ")]
    beside = len(texts) == 1 and source and cell_len(f"    {texts[0]} ({source})") <= width
    after = (Part(f" ({source})", "quiet"),) if beside else ()
    for n, text in enumerate(texts):
        yield Line((lead if n == 0 else Part("    "), Part(text), *after), "" if n else name)
    if source and not beside:
        yield from paragraph(f"({source})", width, "quiet", "    ", "    ")


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
        one_by_one: whether each no is told in one text at a time: where to look, why, what to do.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("t", "texts", "Nästa text", show=False)]
    DEFAULT_CSS = """
    WhyDialog DialogFrame { max-width: 100; }
    WhyDialog #answer { height: auto; max-height: 4; text-style: bold; }
    WhyDialog #answer.-no { color: $attention; }
    WhyDialog #remedies { color: $frame-title; text-style: bold; height: 1; }
    WhyDialog ChoiceList { max-height: 5; }
    """

    def __init__(
        self,
        what: str,
        told: tuple[Told, ...],
        then: Callable[[Remedy], object],
        *,
        one_by_one: bool = False,
    ) -> None:
        super().__init__(f"Varför? {what}", self._arrange)
        self._told, self._then = told, then
        self._remedies = remedies_of(told)
        self._hinders = any(not one.verdicts.passed for one in told)
        self._texts = 1 if one_by_one and self._hinders else ALL_TEXTS

    def _arrange(self, width: int, where: Where) -> tuple[Line, ...]:
        return tuple(lines_of(self._told, width, where, self._texts))

    def content(self) -> ComposeResult:
        """The answer, the verdicts, and what can be done."""
        first = self._told[0]
        yield Static(Content(clean(first.answer)), id="answer", classes="" if first.yes else "-no")
        yield from super().content()
        if self._remedies:
            yield Static(Content("Det här går att göra:"), id="remedies")
            listed = (choice_of(at, remedy) for at, remedy in enumerate(self._remedies))
            yield ChoiceList(tuple(listed))

    def on_mount(self) -> None:
        """Show as many texts as are to be told first, and the first no of a rule."""
        self._show_texts()

    def action_texts(self) -> None:
        """One text more about each no; from all of them back to where to look."""
        if self._hinders:
            self._texts = self._texts % ALL_TEXTS + 1
            self.query_one(LineView).lay_out()
            self._show_texts()

    def _show_texts(self) -> None:
        """Say which signs there are and what the keys do; list what can be done once it is told."""
        is_all = self._texts == ALL_TEXTS
        for widget in self.query("#remedies, ChoiceList"):
            widget.display = is_all
        does = "Enter gör det · Tabb läser" if self._remedies and is_all else "Esc stänger"
        step = "t En text i taget" if is_all else "t Nästa text"
        texts = (does, step if self._hinders else "", KEYS, f"{YES_SIGN} ja", f"{NO_SIGN} nej")
        self.frame.border_subtitle = Content(" · ".join(filter(None, texts)))
        self.set_focus(self.query_one(ChoiceList if self._remedies and is_all else LineView))

    def _reveal(self) -> None:
        """Stand so that the first no shows, with as much before it as there is room for."""
        view = self.query_one(LineView)
        at = next((n for n, line in enumerate(view.shown) if line.name), 0)
        if at >= view.size.height - 2:
            view.reveal(max(0, at - 1))

    def on_resize(self, event: events.Resize) -> None:
        """The answer and what can be done stay in sight; the verdicts between them scroll."""
        self.call_after_refresh(self._make_room)

    def _make_room(self) -> None:
        listed = min(len(self._remedies), 5)
        taken = _AROUND + (_HEADING + listed if listed else 0)
        for answer in self.query("#answer"):
            taken += answer.size.height
            self.query_one(LineView).styles.max_height = max(1, self.size.height - taken)
        self._reveal()

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Go and do it."""
        message.stop()
        remedy = self._remedies[int(message.name)]
        self.close_with(None)
        self.app.call_later(self._then, remedy)


def show_why(
    host: BookScreen, what: str, told: tuple[Told, ...], then: Callable[[Remedy], object]
) -> None:
    """Open Varför on a page, as its user wants it told."""
    stepwise = host.session.prefs.one_by_one
    host.app.push_screen(WhyDialog(clean(what), told, then, one_by_one=stepwise))
