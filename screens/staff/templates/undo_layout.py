"""Ångra senaste schemaläggning: asked first, and refused with the list of what is booked."""

from db.errors import BookError, Refused
from db.offer import effect_on_1177
from db.rules.local_time import day_text, instant_text
from db.schedule import lay_out
from db.schedule.layout_plan import Layout
from screens.base import BookScreen
from screens.staff.shared.told_dialog import ToldDialog


def undo_latest(page: BookScreen) -> None:
    """Ask, and take back the unit's latest laying out that stands."""
    from screens.dialog import NO, YES, Question

    session = page.session
    found = page.attempt(lambda: lay_out.last_layout(session.book, session.clinic))
    if found is None:
        page.notify("Det finns ingen schemaläggning att ångra.", markup=False)
        return

    def answered(answer: str | None) -> None:
        if answer == YES.name:
            undo_one(page, found)

    page.app.push_screen(Question(_TITLE, _question(found), (YES, NO)), answered)


_TITLE = "Ångra schemaläggning"


def _question(found: Layout) -> str:
    count = "1 tid" if found.slots == 1 else f"{found.slots} tider"
    return (
        f"Ta bort {count} som lades ut {instant_text(found.made_at)} av {found.made_by} med mallen"
        f" ”{found.template_name}”, {day_text(found.from_day)} till {day_text(found.to_day)}?"
    )


def undo_one(page: BookScreen, shown: Layout) -> None:
    """Take back a laying out as it was shown; what stands in the way is listed."""
    session = page.session
    try:
        whose = lay_out.resources_of(session.book, shown.id)
        days = shown.from_day, shown.to_day
        before = effect_on_1177.look(session.book, session.clinic, whose, *days)
        gone = lay_out.undo_layout(session.book, session.actor, shown.id, seen=shown)
    except BookError as error:
        items = error.items if isinstance(error, Refused) else ()
        page.app.push_screen(ToldDialog(_TITLE, error.text, items))
        return
    count = "1 tid är borttagen" if gone == 1 else f"{gone} tider är borttagna"
    page.notify(f"{count}. {effect_on_1177.since(session.book, before).text}", markup=False)
    page.attempt(page.reload)
