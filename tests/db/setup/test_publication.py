"""What 1177 knows, and from when: the delay of R12, Publicera nu, and the clock moved back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from db.book import Book
from db.errors import NotAllowed, Refused
from db.rules.policy import POLICIES
from db.setup import publication, publishing, time_types
from db.setup.publication import Pending
from db.values import Actor, Fact, JournalSystem, TimeType, WebFace
from tests.db.actors import AGENT, IT, REGION, SCHEDULER, STAFF, UNIT
from tests.db.builders import at, citizen, load_type, make_patient, make_type, set_clock

NOW = "2024-09-12 10:52"
Save = Callable[..., TimeType]


def known(book: Book, time_type: int, when: str) -> WebFace | None:
    with book.read() as reader:
        one = publication.face(reader, time_type, at(when))
        assert publication.faces(reader, 1, at(when)).get(time_type) == one
    return one


def name_at(book: Book, time_type: int, when: str) -> str:
    one = known(book, time_type, when)
    return one.web_name if one else "(okänd)"


def pending(book: Book, when: str) -> tuple[Pending, ...]:
    with book.read() as reader:
        return publication.pending(reader, 1, at(when))


@pytest.fixture
def edit(book: Book) -> Save:
    """Change fields of a type at a time of the clock."""

    def act(time_type: int, when: str, **fields: Fact) -> TimeType:
        set_clock(book, when)
        changes: dict[str, Any] = dict(fields)
        edited = replace(load_type(book, time_type), **changes)
        return time_types.save(book, SCHEDULER, 1, [edited])[0]

    return act


def test_1177_is_told_when_the_delay_has_passed_r12(book: Book, edit: Save) -> None:
    kind = make_type(book, ".Läkarbesök", "Läkare")
    edit(kind, NOW, web_name="Bedömning av nya besvär", web_bookable=False)
    before, after = known(book, kind, "2024-09-12 11:06"), known(book, kind, "2024-09-12 11:07")
    assert before is not None
    assert after is not None
    assert (before.web_name, before.offered) == ("Läkare", True)
    assert (after.web_name, after.offered) == ("Bedömning av nya besvär", False)
    assert after.cancellable


def test_a_new_type_is_unknown_until_then_r12(book: Book) -> None:
    (made,) = time_types.save(book, SCHEDULER, 1, [TimeType(name="Ny", web_name="Ny")])
    assert known(book, made.id or 0, "2024-09-12 11:06") is None
    assert name_at(book, made.id or 0, "2024-09-12 11:07") == "Ny"


def test_hiding_takes_all_three_acts_from_the_citizen_r20_r21(book: Book, edit: Save) -> None:
    kind = make_type(book, ".Läkarbesök", "Läkare")
    off = dict.fromkeys(("web_bookable", "web_cancellable", "web_rebookable"), False)
    edit(kind, NOW, hidden=True, **off)
    one = known(book, kind, "2024-09-12 11:07")
    assert one is not None
    assert one.hidden
    assert not any((one.offered, one.cancellable, one.rebookable))


def test_what_waits_is_listed_soonest_first_and_once_a_type_r12(book: Book, edit: Save) -> None:
    a, b, kept = make_type(book, "A", "a"), make_type(book, "B", "b"), make_type(book, "C", "c")
    edit(a, "2024-09-12 10:00", web_name="a2")
    edit(b, "2024-09-12 10:05", web_name="b2")
    edit(a, "2024-09-12 10:10", web_name="a3")
    edit(kept, "2024-09-12 10:10", colour="blue")  # 1177 knows no colours: nothing waits
    waiting = pending(book, "2024-09-12 10:12")
    assert [(one.face.time_type, one.face.web_name) for one in waiting] == [(b, "b2"), (a, "a3")]
    assert [one.effective_at for one in waiting] == [at("2024-09-12 10:20"), at("2024-09-12 10:25")]
    assert [one.face.time_type for one in pending(book, "2024-09-12 10:20")] == [a]
    assert pending(book, "2024-09-12 10:25") == ()


def test_each_save_is_told_in_its_turn_r12(book: Book, edit: Save) -> None:
    kind = make_type(book, "A", "a1")
    edit(kind, "2024-09-12 10:00", web_name="a2")
    edit(kind, "2024-09-12 10:10", web_name="a3")
    seen = [name_at(book, kind, f"2024-09-12 10:{minute}") for minute in (14, 15, 24, 25)]
    assert seen == ["a1", "a2", "a2", "a3"]


def test_publicera_nu_wins_over_all_earlier_saves_r12(book: Book, edit: Save) -> None:
    kind = make_type(book, "A", "a1")
    edit(kind, "2024-09-12 10:00", web_name="a2")
    edit(kind, "2024-09-12 10:05", web_name="a3")
    set_clock(book, "2024-09-12 10:06")
    assert publishing.publish_now(book, SCHEDULER, 1) == 1
    assert pending(book, "2024-09-12 10:06") == ()
    for minute in ("06", "15", "20", "59"):
        assert name_at(book, kind, f"2024-09-12 10:{minute}") == "a3"


def test_a_save_after_publicera_nu_waits_again_r12(book: Book, edit: Save) -> None:
    kind = make_type(book, "A", "a1")
    edit(kind, "2024-09-12 10:00", web_name="a2")
    publishing.publish_now(book, SCHEDULER, 1)
    edit(kind, "2024-09-12 10:01", web_name="a3")
    assert name_at(book, kind, "2024-09-12 10:15") == "a2"
    assert name_at(book, kind, "2024-09-12 10:16") == "a3"


def test_publicera_nu_of_one_type_leaves_the_others_waiting(book: Book, edit: Save) -> None:
    a, b = make_type(book, "A", "a"), make_type(book, "B", "b")
    edit(a, NOW, web_name="a2")
    edit(b, NOW, web_name="b2")
    assert publishing.publish_now(book, IT, 1, a) == 1
    assert (name_at(book, a, NOW), name_at(book, b, NOW)) == ("a2", "b")
    assert publishing.publish_now(book, IT, 1, a) == 0
    assert publishing.publish_now(book, IT, 1) == 1
    assert publishing.publish_now(book, IT, 1) == 0


def test_a_shorter_delay_does_not_let_the_earlier_save_win(book: Book, edit: Save) -> None:
    kind = make_type(book, "A", "a1")
    edit(kind, "2024-09-12 10:00", web_name="a2")
    with book.write() as tx:
        tx.run("UPDATE clinic SET delay_min = 1")
    edit(kind, "2024-09-12 10:05", web_name="a3")
    assert name_at(book, kind, "2024-09-12 10:06") == "a3"
    assert name_at(book, kind, "2024-09-12 10:15") == "a3"


def test_moving_the_clock_back_untells_1177(book: Book, edit: Save) -> None:
    kind = make_type(book, "A", "a1")
    edit(kind, "2024-09-12 10:00", web_name="a2")
    assert name_at(book, kind, "2024-09-12 11:00") == "a2"
    set_clock(book, "2024-09-10 08:00")
    assert name_at(book, kind, "2024-09-10 08:00") == "a1"
    assert [one.face.web_name for one in pending(book, "2024-09-10 08:00")] == ["a2"]
    edit(kind, "2024-09-10 08:00", web_name="a3")  # what is saved last stands
    assert name_at(book, kind, "2024-09-10 08:15") == "a3"
    assert name_at(book, kind, "2024-09-12 11:00") == "a3"


def test_publicera_nu_wins_over_a_save_that_was_undone_r12(book: Book, edit: Save) -> None:
    kind = make_type(book, "A", "a1")
    edit(kind, "2024-09-12 10:00", web_name="fel")
    edit(kind, "2024-09-12 10:05", web_name="a1")
    publishing.publish_now(book, SCHEDULER, 1)
    assert name_at(book, kind, "2024-09-12 10:16") == "a1"


def test_a_publication_is_never_changed_nor_taken_back(book: Book) -> None:
    make_type(book, "A", "a1")
    with pytest.raises(Refused), book.write() as tx:
        tx.run("UPDATE time_type_publication SET web_name = 'x'")
    with pytest.raises(Refused), book.write() as tx:
        tx.run("DELETE FROM time_type_publication")


@pytest.mark.parametrize("actor", [STAFF, AGENT, REGION, UNIT], ids=lambda actor: actor.role)
def test_only_schedulers_and_it_publish(book: Book, actor: Actor) -> None:
    with pytest.raises(NotAllowed, match="får inte publicera tidstyper"):
        publishing.publish_now(book, actor, 1)


def test_a_citizen_publishes_nothing(book: Book) -> None:
    with pytest.raises(NotAllowed):
        publishing.publish_now(book, citizen(make_patient(book)), 1)


@pytest.mark.parametrize("system", JournalSystem)
def test_every_policy_publishes_its_own_face(book: Book, system: JournalSystem) -> None:
    kind = make_type(book, "Provtagning 1177", "Prov", level=4)
    with book.write() as tx:
        tx.run("UPDATE clinic SET system = ?", (system,))
        publishing.publish_all(tx, 1, POLICIES[system], 0, 0)
    assert known(book, kind, NOW) == POLICIES[system].face(load_type(book, kind))
