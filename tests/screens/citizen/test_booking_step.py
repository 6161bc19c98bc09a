"""A page's part in a booking, without a program: what it says of the whole, and what waits."""

import pytest

from db.book import Book
from db.values import Actor, Booking, BookingStatus, Role
from screens.citizen.base import CitizenScreen
from screens.citizen.booking_step import BookingDraft, BookingStep, put_by, step_of, take_up
from screens.citizen.choose_time import ChooseTimePage
from screens.citizen.choose_type import ChooseTypePage
from screens.citizen.details import DetailsPage
from screens.citizen.login import LoginPage
from screens.citizen.summary import SummaryPage
from screens.session import Session
from tests.db.builders import at
from tests.screens.citizen.test_booking import tolvan

MOVED = Booking(
    id=3, clinic=1, patient=4, slot=5, status=BookingStatus.BOOKED, booked_by=Role.CITIZEN,
    resource=1, resource_name="Johan Frisk", time_type=1, type_name="Akut",
    start=at("2024-09-20 08:00"), length_min=30,
)  # fmt: skip


@pytest.fixture
def citizen(session: Session) -> Session:
    return session._replace(actor=tolvan(session.book))


def test_the_first_step_alone_names_the_booking_and_says_what_is_lost(citizen: Session) -> None:
    draft = BookingDraft(1)
    first = ChooseTypePage(citizen, draft, is_first=True)
    later = DetailsPage(citizen, draft)
    assert (first.crumb, later.crumb) == ("Boka tid", "")
    assert (first.unsaved(), later.unsaved()) == ("", "")
    draft.reason = "Ont i halsen"
    assert (first.unsaved(), later.unsaved()) == ("Du har inte bokat ännu.", "")
    draft.is_done = True
    assert first.unsaved() == ""


def test_a_booking_that_is_moved_is_called_so(citizen: Session) -> None:
    page = ChooseTimePage(citizen, 1, rebook=MOVED)
    assert page.crumb == "Omboka tid"
    assert page.step.draft.key == MOVED.id


def test_a_page_that_is_no_step_has_none(citizen: Session, session: Session) -> None:
    page = SummaryPage(citizen, BookingDraft(1))
    assert step_of(page) is page.step
    assert step_of(LoginPage(session)) is None
    assert step_of(object()) is None
    assert CitizenScreen(session).unsaved() == ""


def test_each_page_owns_a_step_of_its_own_over_one_draft(citizen: Session) -> None:
    draft = BookingDraft(1)
    pages = (SummaryPage(citizen, draft), DetailsPage(citizen, draft))
    steps = [page.step for page in pages]
    steps[0].told = "Tiden är inte längre ledig."
    assert all(isinstance(step, BookingStep) and step.draft is draft for step in steps)
    assert steps[1].told == ""


def test_a_draft_waits_for_its_citizen_at_its_clinic(book: Book) -> None:
    me, other = tolvan(book), Actor(Role.CITIZEN, "Någon annan", 2)
    draft = BookingDraft(1)
    draft.reason, draft.day, draft.is_put_by = "Ont i halsen", 739_000, True
    put_by(book, me, draft)
    assert take_up(book, other, 1).reason == ""
    assert take_up(book, me, 2).reason == ""
    assert take_up(book, me, 1, MOVED).reason == ""
    again = take_up(book, me, 1)
    assert again is draft
    assert (again.reason, again.day, again.is_put_by) == ("Ont i halsen", None, False)
    assert take_up(book, me, 1) is not draft
