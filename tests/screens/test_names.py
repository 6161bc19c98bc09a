"""Pages that are gone to by name: mypy knows the names and what each is made with."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import get_args, get_overloads, get_type_hints

import screens
from screens import pages
from screens.base import BookScreen
from screens.citizen.base import _PLACES, CitizenScreen, Linked


def below(kind: type[BookScreen]) -> Iterator[type[BookScreen]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def test_mypy_knows_the_names_of_all_pages() -> None:
    assert list(get_args(pages.PageName)) == [page.name for page in pages.PAGES]
    assert [pages.named(page.name) for page in pages.PAGES] == list(pages.PAGES)


def test_each_other_name_is_that_of_one_page() -> None:
    for found in pkgutil.walk_packages(screens.__path__, "screens."):
        importlib.import_module(found.name)
    # A page without a name of its own has that of the page it is made of.
    named = sorted(str(one.NAME) for one in below(BookScreen) if "NAME" in vars(one))
    assert named == sorted(set(get_args(pages.AnyName)) - set(get_args(pages.PageName)))


def test_a_page_of_1177_is_gone_to_with_what_it_is_made_with() -> None:
    """``go`` names the arguments of each page, for mypy: they are those of its constructor."""
    told = {}
    for go in get_overloads(CitizenScreen.go):
        _, name, *arguments = inspect.signature(go).parameters.values()
        hints = get_type_hints(go)
        for page in get_args(hints[name.name]):
            told[page] = [(one.name, hints[one.name], one.default) for one in arguments]
    made = {}
    for page, place in _PLACES.items():
        init = pages.load(f"screens.citizen.{place}").__init__
        hints = get_type_hints(init)
        made[page] = [
            (one.name, hints[one.name], one.default)
            for one in inspect.signature(init).parameters.values()
            if one.name not in ("self", "session", "step")  # ``go`` gives the first, and no step
        ]
    assert told == made
    assert set(told) == set(get_args(Linked))
