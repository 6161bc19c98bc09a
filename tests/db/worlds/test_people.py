import re
from pathlib import Path

import pytest
from personnummer import personnummer  # type: ignore[import-untyped, unused-ignore]

from db.worlds.people import PEOPLE, Person

FIRST_SEVEN = (
    "191212121212",
    "194408139089",
    "199006022397",
    "199107172380",
    "196108193175",
    "195005050512",
    "201701012393",
)
FICTIONAL_MOBILES = range(46701740605, 46701740700)
SOURCES_PAGE = Path(__file__).parents[3] / "docs" / "TEST_IDENTITIES.md"


def test_there_are_enough_different_people() -> None:
    assert len(PEOPLE) >= 60
    assert len({person.pnr for person in PEOPLE}) == len(PEOPLE)
    assert len({person.name for person in PEOPLE}) == len(PEOPLE)
    assert len({person.phone for person in PEOPLE}) == len(PEOPLE)
    assert len({person.email for person in PEOPLE}) == len(PEOPLE)


def test_the_well_known_seven_come_first() -> None:
    assert tuple(person.pnr for person in PEOPLE[:7]) == FIRST_SEVEN
    assert PEOPLE[0].name == "Tolvan Tolvansson"


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.pnr)
def test_number_is_a_valid_personnummer_and_no_samordningsnummer(person: Person) -> None:
    assert re.fullmatch(r"[0-9]{12}", person.pnr)
    assert personnummer.valid(person.pnr)
    assert 1 <= int(person.pnr[6:8]) <= 31


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.pnr)
def test_contact_details_reach_nobody(person: Person) -> None:
    assert re.fullmatch(r"\+[0-9]{11}", person.phone)
    assert int(person.phone) in FICTIONAL_MOBILES
    assert re.fullmatch(r"[a-z-]+\.[a-z-]+@example\.com", person.email)


def test_every_number_has_a_published_source() -> None:
    rows = SOURCES_PAGE.read_text(encoding="utf-8")
    sourced = set(re.findall(r"([0-9]{12}) \| [A-D]", rows))
    assert sourced == {person.pnr for person in PEOPLE}
