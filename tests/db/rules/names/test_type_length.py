"""Whether a time's length agrees with its tidstyp (vårt val)."""

import pytest

from db.rules.names.type_length import length_warnings, lengths_in


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Telefon 15 min", (15,)),
        ("Telefon (15min) webb", (15,)),
        ("Samtal 45 minuter", (45,)),
        ("Samtal 45-minuters", (45,)),
        ("Samtal 1,5 tim", (90,)),
        ("Nybesök 1 h", (60,)),
        ("Nybesök 1 timme", (60,)),
        ("Besök 30 eller 45 min", (45,)),
        ("Vaccination 1177", ()),
        ("Läkarbesök 20 mineraler", ()),
        ("Provtagning 2 hus", ()),
        ("", ()),
    ],
)
def test_the_lengths_that_a_name_says(name: str, told: tuple[int, ...]) -> None:
    assert lengths_in(name) == told


def rules(*args: object) -> list[str]:
    return [one.rule for one in length_warnings(*args)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("names", "lengths", "others", "said"),
    [
        (("Telefon 15 min",), (15,), {}, []),
        (("Telefon 15 min",), (30,), {}, ["length-in-name"]),
        (("Telefon", "Telefontid 15 min"), (30,), {}, ["length-in-name"]),
        (("Telefon",), (30,), {15: 40}, ["length-of-others"]),
        (("Telefon",), (15,), {15: 40}, []),
        (("Telefon",), (30,), {15: 40, 30: 1}, ["length-of-others"]),  # one may be a slip itself
        (("Telefon",), (30,), {15: 40, 30: 10}, []),
        (("Telefon",), (30,), {}, []),
        (("Telefon 30 min",), (30,), {15: 1}, ["length-of-others"]),
        (("Telefon",), (15, 30, 45), {15: 3}, ["length-of-others"] * 2),
    ],
)
def test_what_disagrees_is_said(
    names: tuple[str, ...], lengths: tuple[int, ...], others: dict[int, int], said: list[str]
) -> None:
    assert rules(names, lengths, others) == said


def test_the_sentences() -> None:
    first, second = length_warnings(("Telefon 15 min",), (30,), {15: 9, 20: 9})
    assert first.text == "Namnet ”Telefon 15 min” säger 15 min, men längden är 30 min."
    assert second.text == "Tidstypens andra tider är 15 eller 20 min, men längden är 30 min."
    assert (first.facts, first.passed) == ((("length_min", 30),), False)
