"""Boka for someone who is not in the book yet: the patient is registered on the way (R78)."""

from db.setup import patients
from db.setup.patients import Found
from screens.new_patient import NewPatient
from screens.session import Session
from screens.staff.shared.patient_search import ChoosePatient
from screens.staff.tidbok.booking_dialogs import BookDialog
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from tests.screens.staff.tidbok.world import has, looking, sign

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

NUMBER = "19640823-0016"


async def test_a_patient_who_is_new_is_registered_and_booked(session: Session) -> None:
    async with looking(session) as (page, pilot):
        await press(pilot, "b", *"Vera Nilsdotter")
        seen = golden.text_of(pilot.app)
        assert "Ingen i boken heter så" in seen
        assert "Ny patient..." in seen
        await press(pilot, "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, NewPatient)
        await press(pilot, *"19640823-0010", "enter")
        assert "Personnumret är inte giltigt" in dialog.frame.line
        await press(pilot, "backspace", "6", "tab", "tab", *"070-1740699", "enter")
        await settled(pilot)
        booking = pilot.app.screen
        assert isinstance(booking, BookDialog)
        assert booking.patient is not None
        assert booking.patient.name == "Vera Nilsdotter"
        await press(pilot, "enter")
        await settled(pilot)
        assert page.note.startswith("Bokad ")
        assert sign(page) == "□"
        assert f"Vera Nilsdotter {NUMBER}" in page.info.text
    assert patients.find(session.book, NUMBER).phone == "+46701740699"
    assert not has(session, "08:00")


async def test_a_number_that_is_in_the_book_is_not_registered_twice(session: Session) -> None:
    known = len(patients.every(session.book, session.actor))
    async with looking(session) as (page, pilot):
        chosen: list[Found | None] = []
        page.app.push_screen(ChoosePatient(session, "Vem?"), chosen.append)
        await settled(pilot)
        await press(pilot, *"19121212-1212", "down", "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, NewPatient)
        await press(pilot, *"Tolvan", "enter")
        assert "Personnumret finns redan i boken." in dialog.frame.line
        await press(pilot, "escape", "j")
        await settled(pilot)
        await press(pilot, "up", "enter")
        await settled(pilot)
        assert chosen
        assert chosen[0] is not None
        assert chosen[0].name == "Tolvan Tolvansson"
        for size in ((20, 5), (80, 24)):
            await pilot.resize_terminal(*size)
            page.app.push_screen(NewPatient(session, "[b]" * 30))
            await settled(pilot)
            await press(pilot, "enter", "escape")
            await settled(pilot)
            assert page.is_active
    assert len(patients.every(session.book, session.actor)) == known
