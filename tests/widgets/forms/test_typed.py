"""Finding a name by its first letters, blanks included."""

import pytest
from textual.app import ComposeResult

from tests.widgets.themed import ThemedApp
from widgets.forms.drop_down import DropDown
from widgets.forms.options import Option
from widgets.forms.typed import Typed

NAMES = ("Läkare", "SSK besök 30 min", "SSK besök 45 min", "SSK prov", "Ärende", "Åter")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("l", "Läkare"),
        ("ssk besök 4", "SSK besök 45 min"),
        ("SSK BESÖK 3", "SSK besök 30 min"),
        ("ssk p", "SSK prov"),
        ("ss", "SSK besök 30 min"),
        ("å", "Åter"),
        ("ä", "Ärende"),
        ("ssk besök 9", "SSK besök 30 min"),  # the letter that fits none is left out
    ],
)
def test_all_that_is_typed_is_looked_for(typed: str, found: str) -> None:
    looking, at = Typed(), -1
    for sign in typed:
        place = looking.take(sign, NAMES, at)
        at = place if place >= 0 else at
    assert NAMES[at] == found


def test_the_same_letter_goes_through_those_that_begin_with_it() -> None:
    looking, at, seen = Typed(), -1, []
    for _ in range(4):
        at = looking.take("a", ("Akut", "Bok", "Astma", "Allergi"), at)
        seen.append(at)
    assert seen == [0, 2, 3, 0]


def test_what_no_name_goes_on_with_changes_nothing() -> None:
    looking = Typed()
    assert looking.take("x", NAMES, 2) == -1
    assert looking.take("s", NAMES, 2) == 3
    assert looking.take("x", NAMES, 3) == -1
    assert looking.text == "s"


class TwoBoxes(ThemedApp):
    """Two closed boxes with the same names."""

    def compose(self) -> ComposeResult:
        options = tuple(Option(name, name) for name in (*NAMES, "Telefon"))
        yield DropDown(options, id="one")
        yield DropDown(options, id="two")


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (("t", "s"), "Telefon"),  # no name goes on so
        (("t", "up", "s"), "SSK besök 30 min"),
        (("t", "tab", "shift+tab", "s"), "SSK besök 30 min"),
    ],
)
async def test_another_key_or_another_field_ends_what_is_typed(
    keys: tuple[str, ...], found: str
) -> None:
    app = TwoBoxes()
    async with app.run_test() as pilot:
        await pilot.press(*keys)
        assert app.query_one("#one", DropDown).value == found
