"""What people say in world ``idag``, and whom its visits fit. All invented."""

from random import Random
from typing import Final

from db.bookings.acts import Details
from db.values import Role

ANYONE: Final = (0, 120, False)
FITS: Final[dict[str, tuple[int, int, bool]]] = {
    "Bm cellprov webb": (23, 70, True),
    "Fysioterapeut nybesök webb": (18, 120, False),
    "Fysioterapeut återbesök": (18, 120, False),
    "Kurator samtal": (18, 90, False),
    "Läkare återbesök": (18, 120, False),
    "Provtagning webb": (18, 120, False),
}
"""The youngest and oldest age a type is for, and whether it is for women only."""

WAITED_FOR: Final = "Läkare återbesök"
WAITS: Final = (
    "Kan komma med kort varsel",
    "Återbesök om blodtryck, helst förmiddag",
    "Genomgång av läkemedel",
    "Ny bedömning efter avslutad behandling",
    "Önskar tid efter kl. 14",
)

_SOUGHT: Final[dict[str, tuple[str, ...]]] = {
    "Läkare besök webb": (
        "Hosta i tre veckor", "Ont i ryggen sedan en månad", "Vill visa upp ett födelsemärke",
        "Ont i axeln när jag lyfter armen", "Yrsel på morgnarna", "Utslag som kliar",
    ),
    "Läkare telefon webb": (
        "Behöver förnya recept på blodtrycksmedicin", "Fråga om provsvar",
        "Fråga om mitt sjukintyg", "Undrar över biverkningar av ny medicin",
    ),
    "Dsk telefon webb": ("Fråga om omläggning", "Behöver råd om hjälpmedel"),
    "Dsk besök webb": ("Ta bort stygn", "Spola öronen", "Blodtryckskontroll"),
    "Dsk såromläggning webb": ("Omläggning på underbenet", "Sår efter operation i foten"),
    "Ssk besök webb": ("Spruta enligt ordination", "Kontroll av blodsocker", "Ont i halsen"),
    "Provtagning webb": ("Prover inför återbesök", "Fasteprov", "Kontroll av järnvärde"),
    "Vaccination webb": ("TBE, andra dosen", "Påfyllnad stelkramp", "Influensa"),
    "Fysioterapeut nybesök webb": ("Ont i knät efter löpning", "Stel nacke", "Ryggskott"),
    "Bm cellprov webb": ("Har fått kallelse till cellprov",),
}  # fmt: skip

REASONS: Final = (
    "", "Har blivit frisk", "Kan inte komma", "Har fått feber", "Fick tid någon annanstans",
    "Jobbet kom emellan", "Barnet är sjukt", "Hittar inte skjuts",
)  # fmt: skip
MOVES: Final = (
    "", "Förhinder pga jobb", "Är bortrest då", "Passar bättre den dagen", "Krockar med skolan",
)  # fmt: skip


def details(rng: Random, type_name: str, role: Role) -> Details:
    """What is told of a visit: on the web mostly why; by care a referral or interpreter, too."""
    sought = _SOUGHT.get(type_name, ("",))
    said = rng.choice(sought) if rng.random() < 0.8 else ""
    if role is Role.CITIZEN:
        return Details(said)
    referral = "Egen vårdbegäran" if rng.random() < 0.06 else ""
    interpreter = rng.choice(("Teckenspråk", "Finska", "Arabiska")) if rng.random() < 0.06 else ""
    return Details(said, referral, interpreter)
