"""What may be lost when a page or dialog is left, and the question that is asked first."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.app import App
from textual.screen import Screen


class Unsaved:
    """Something with edits that are not in the book yet. Pages and dialogs are drafts."""

    CAN_BE_SAVED: ClassVar[bool] = True
    """Whether what is unsaved can be saved as it is; if not, leaving it is all one can do."""

    def unsaved(self) -> str:
        """What is unsaved, as a whole sentence; empty when nothing is."""
        return ""

    async def save(self) -> bool:
        """Save it; whether that was done. When not, the draft itself has said why."""
        return True


_GROUP = "leave"


def leave(app: App[Any], drafts: Sequence[object], then: Callable[[], object]) -> None:
    """Ask about what is unsaved, one draft after the other, and then go on unless told not to.

    Args:
        app: the program.
        drafts: what would be left, the topmost first; what is not ``Unsaved`` is passed over.
        then: what to do when nothing is in the way.
    """
    at_stake = [one for one in drafts if isinstance(one, Unsaved) and _has_unsaved(one)]
    if not at_stake:
        then()
    elif not any(one.group == _GROUP and not one.is_finished for one in app.workers):
        app.run_worker(_ask(app, at_stake, then), group=_GROUP)


def _has_unsaved(draft: Unsaved) -> bool:
    """Whether there is anything to ask about: nothing was written in what is not drawn yet."""
    drawn = not isinstance(draft, Screen) or draft.is_mounted
    return drawn and bool(draft.unsaved())


async def _ask(app: App[Any], drafts: list[Unsaved], then: Callable[[], object]) -> None:
    from screens.question import NO, YES, YES_NO, YES_NO_CANCEL, ask
    from screens.trouble.busy import until_done

    for draft in drafts:
        if not _is_there(app, draft):
            continue
        if not draft.CAN_BE_SAVED:
            text = f"{draft.unsaved()} Vill du lämna sidan ändå?"
            if await ask(app, "Lämna sidan?", text, YES_NO) != YES.name:
                return
            continue
        text = f"{draft.unsaved()} Vill du spara?"
        answer = await ask(app, "Spara?", text, YES_NO_CANCEL)
        if not _is_there(app, draft):  # it was left while the question stood
            continue
        if answer == YES.name:
            if not await until_done(app, draft.save):
                return
        elif answer != NO.name:
            return
    then()


def _is_there(app: App[Any], draft: Unsaved) -> bool:
    stack: list[object] = list(app.screen_stack)
    return draft in stack
