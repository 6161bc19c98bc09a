"""``python -m tools.course_page``: docs/KURSEN.md, which exercise is about which slide and rule."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from db.training.exercise import course
from db.training.exercise.values import Card

PAGE: Final = Path(__file__).parent.parent / "docs" / "KURSEN.md"
SLIDES: Final[Mapping[int, str]] = {
    3: "1177 tidbokning (webbtidbokning)",
    4: "Ombudsbokning",
    5: "Tidstyp: namn, namn för webbtidbok, fördröjningen till 1177",
    6: "Tidstyp: Bokningsbar webb",
    7: "Tidstyp: Kan avbokas från webben",
    8: "Tidstyp: Kan ombokas från webben",
    9: "Tidstyp: Dölj bokning för patient",
    10: "Tidstyp: Informationstext för webb",
    11: "Tidstyp: en period utan tider, rensa en tidstyp",
    12: "Resurs",
    13: "Schemaläggning",
    14: "Bokningsbara tider: vad som visas på 1177 och vad som försvinner",
    16: "Logg för webbtidbok: rader, färger, 31 dagar",
    17: "Logg: fakturering för ombokningar, 24-timmarsregeln",
    18: "Logg: fakturering för avbokningar, 24-timmarsregeln",
    19: "Logg: flikar, kommentarer, avbokningskommentaren, Sök",
    20: "Steg för att starta upp 1177 tidbokning",
}
"""What stands on each slide of the guide; 1, 2 and 21 are title, contents and links,
and of 15 (Informationsraden) only the title is left."""

_TOP: Final = """\
# Kursen: bild, regel, övning

Vilka övningar som tar upp en bild i guiden eller en regel. Sidan görs av övningarnas egna
uppgifter (`python -m tools.course_page`); ett test håller den aktuell. R-numren står i
[GUIDES.md](GUIDES.md), hur en övning skrivs i [ÖVNINGAR.md](ÖVNINGAR.md). Av bild 15
(Informationsraden) finns bara rubriken kvar i guiden.
"""


def page() -> str:
    """The page as it is to be."""
    ours = course.load(course.OURS)
    cards = {card.name: card for card in ours.cards()}
    parts = [_TOP, "\n## Bild → övning\n\n| Bild | Om | Övningar |\n| --- | --- | --- |\n"]
    for slide, about in SLIDES.items():
        parts.append(
            f"| {slide} | {about} | {_names(c for c in cards.values() if slide in c.slides)} |\n"
        )
    parts.append("\n## Regel → övning\n\n| Regel | Övningar |\n| --- | --- |\n")
    rules = {rule for card in cards.values() for rule in card.rules}
    for rule in sorted(rules, key=lambda rule: int(rule[1:])):
        names = _names(card for card in cards.values() if rule in card.rules)
        parts.append(f"| {rule} | {names} |\n")
    parts.append("\n## Övningarna i ordning\n")
    for chapter in ours.chapters:
        parts.append(f"\n### {chapter.title}\n\n{chapter.about}\n\n")
        for name in chapter.exercises:
            card = cards[name]
            tracks = ", ".join(card.tracks)
            parts.append(f"- **{card.title}** (`{name}`): {tracks}, {card.minutes} min\n")
    return "".join(parts)


def _names(cards: Iterable[Card]) -> str:
    return ", ".join(f"{card.title} (`{card.name}`)" for card in cards)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
