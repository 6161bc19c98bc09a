"""How a schedule template that is edited reaches the book, without a screen."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from textual.screen import Screen

from db.book import Book
from db.errors import NotAllowed
from db.schedule import templates
from db.setup import time_types
from db.values import Actor, Role, Template
from screens.dialog import Question
from screens.session import Session
from screens.staff.templates.draft import TemplateDraft
from screens.staff.templates.name_dialog import TemplateName
from screens.staff.templates.saving import NEW_NAME, THEIRS, Outcome, TemplateSaving
from tests.screens import guide_world

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

OTHER = Actor(Role.SCHEDULER, "Saga Schema")


def answering(answer: str | None, name: str | None = "Min") -> Callable[[Screen[Any]], Any]:
    """The user, who presses a button of a question and gives a name where one is asked for."""

    async def ask(dialog: Screen[Any]) -> str | None:
        if isinstance(dialog, TemplateName):
            return None if name is None else dialog.check(name)
        assert isinstance(dialog, Question)
        return answer

    return ask


def opened(
    session: Session,
    ask: Callable[[Screen[Any]], Awaitable[str | None]],
    template: Template | None = None,
) -> tuple[TemplateSaving, TemplateDraft]:
    saving = TemplateSaving(lambda: session, template or stored(session.book), ask)
    saving.read_types()
    return saving, saving.begin(saving.base)


def stored(book: Book, name: str = "1177") -> Template:
    return templates.find(book, 1, name)


def by_another(book: Book) -> None:
    """Saga saves the template with one row only."""
    found = stored(book)
    templates.save(book, OTHER, 1, replace(found, rows=found.rows[:1]), seen=found)


def without_first(draft: TemplateDraft) -> TemplateDraft:
    return draft.remove([draft.lines[0].key]).draft


async def test_what_is_saved_is_what_one_goes_on_from(session: Session) -> None:
    saving, draft = opened(session, answering(None))
    outcome = await saving.save(without_first(draft))
    assert outcome.stored == stored(session.book)
    assert len(stored(session.book).rows) == 19
    assert not saving.begin(stored(session.book)).is_changed


async def test_a_question_that_is_not_answered_saves_nothing(session: Session) -> None:
    saving, draft = opened(session, answering(None))
    by_another(session.book)
    assert await saving.save(without_first(draft)) == Outcome()
    assert len(stored(session.book).rows) == 1


async def test_theirs_is_given_to_go_on_from(session: Session) -> None:
    saving, draft = opened(session, answering(THEIRS.name))
    by_another(session.book)
    outcome = await saving.save(without_first(draft))
    assert outcome == Outcome(theirs=stored(session.book))


async def test_mine_is_saved_beside_theirs_under_a_name(session: Session) -> None:
    saving, draft = opened(session, answering(NEW_NAME.name))
    by_another(session.book)
    outcome = await saving.save(without_first(draft))
    assert outcome.stored == stored(session.book, "Min")
    assert len(stored(session.book, "Min").rows) == 19
    assert len(stored(session.book).rows) == 1


async def test_mine_without_a_name_is_not_saved(session: Session) -> None:
    saving, draft = opened(session, answering(NEW_NAME.name, None))
    by_another(session.book)
    assert await saving.save(without_first(draft)) == Outcome(refused="Inget är sparat.")


async def test_a_name_that_was_taken_meanwhile_is_asked_for_again(session: Session) -> None:
    saving, draft = opened(session, answering(None), Template(None, "akut"))
    outcome = await saving.save(draft)
    assert outcome.stored == stored(session.book, "Min")


async def test_what_cannot_be_saved_is_raised(session: Session) -> None:
    saving, draft = opened(session._replace(actor=Actor(Role.STAFF)), answering(None))
    with pytest.raises(NotAllowed):
        await saving.save(without_first(draft))


def test_what_another_saves_is_told_once(session: Session) -> None:
    saving, draft = opened(session, answering(None))
    assert saving.news(draft, is_writing=False) is None
    by_another(session.book)
    news = saving.news(without_first(draft), is_writing=False)
    assert news is not None
    assert news.template is None
    assert news.text.startswith("Saga Schema sparade mallen medan du ändrade.")
    assert saving.news(draft, is_writing=False) is None


def test_what_another_saves_is_gone_on_from_where_nothing_would_be_lost(session: Session) -> None:
    saving, draft = opened(session, answering(None))
    by_another(session.book)
    news = saving.news(draft, is_writing=False)
    assert news is not None
    assert news.template == stored(session.book)


def test_a_template_that_another_has_taken_away_is_told_of(session: Session) -> None:
    saving, draft = opened(session, answering(None))
    templates.delete(session.book, OTHER, saving.base.id or 0, seen=None)
    news = saving.news(draft, is_writing=True)
    assert news is not None
    assert news.template is None
    assert "har tagit bort mallen" in news.text


def test_other_types_are_seen(session: Session) -> None:
    saving, _ = opened(session, answering(None))
    assert not saving.read_types()
    assert saving.types
    assert saving.horizon_days == 60
    kind = time_types.find(session.book, 1, "SSK besök 30 min")
    time_types.save(session.book, OTHER, 1, [replace(kind, name="SSK besök 35 min")])
    assert saving.read_types()
