"""Going to the tidbok with an errand: to the times that a rule stops, or to what mends one."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from db.remedies import summary
from db.remedies.summary import Which
from screens import pages
from screens.base import BookScreen
from screens.staff.shared.summary_dialog import Scope, SummaryDialog

TIDBOK: Final = "tidbok"

Errand = Callable[[Any], object]
"""What is done on the tidbok's page once it is drawn; it is given the page."""


def in_tidbok(host: BookScreen, errand: Errand) -> None:
    """Go to the tidbok, back to it where it is open already, and do something there."""
    page, below = pages.named(TIDBOK), host.below(TIDBOK)
    if host.page == TIDBOK:
        errand(host)
    elif below is not None:
        host.back_to(below, lambda: errand(below))
    elif host.is_active:
        tidbok = page.load()(host.session)
        tidbok.page, tidbok.errand = page.name, errand
        host.app.push_screen(tidbok)


def summarize(host: BookScreen, scopes: Sequence[Scope]) -> None:
    """Vad syns inte?: how many times each rule keeps off 1177; each line leads to its times."""
    session = host.session

    def count(which: Which) -> summary.Summary:
        return summary.summary(session.book, session.clinic, which)

    host.ask(
        SummaryDialog(scopes, count),
        lambda chosen: in_tidbok(host, lambda tidbok: tidbok.why.show_times(chosen)),
    )
