"""Terms texts of the worlds' ärendetyper, in the four parts 1177 shows (GUIDES.md B4).

Paraphrased after the example in [002] (R113, R117, R132-R134); what they say of late changes
agrees with what the unit's journal system does.
"""

from db.values import CaseKind, Terms

_CONFIRMED = "Bekräftelsen ser du i inkorgen här på 1177."
_EMERGENCY = "Ring 112 om det är akut. Ring 1177 för råd om vård."

ASYNJA: dict[CaseKind, Terms] = {
    CaseKind.BOOK: Terms(
        clinic=f"Här bokar du själv vissa tider hos oss. {_CONFIRMED} {_EMERGENCY}",
        concerns="Välj den typ av tid som stämmer med ditt behov. Är du osäker, ring oss.",
        to_care="Skriv kort vad besöket gäller, högst några meningar.",
        conditions=(
            "Du kan av- eller omboka din tid. Görs det senare än 24 timmar före besöket kan du"
            " få betala för det."
        ),
    ),
    CaseKind.CHANGE: Terms(
        clinic="Här ser du dina bokade tider hos oss. Vissa kan du själv av- eller omboka.",
        to_care="Skriv gärna varför du av- eller ombokar.",
        conditions=(
            "Ändrar du senare än 24 timmar före besöket kan du få betala för det. Du kan omboka"
            " till en annan tid av samma typ, hos samma person eller mottagning."
        ),
    ),
}

BLOCKED_LATE: dict[CaseKind, Terms] = {
    CaseKind.BOOK: Terms(
        clinic=(
            "Här kan du själv boka vissa tider hos oss. Vill du ändra tiden kan du göra det fram"
            f" till 24 timmar före besöket. {_CONFIRMED}"
        ),
        concerns=(
            "Återbesök är för dig som redan har kontakt med mottagningen. Telefontider: skriv det"
            " nummer vi ska ringa; klockslaget är ungefärligt."
        ),
        to_care="Skriv kort varför du söker.",
        conditions="Boka bara en tid som är till för dig och det du söker för.",
    ),
    CaseKind.CHANGE: Terms(
        clinic=(
            "Här ser du dina bokade tider. Fram till 24 timmar före besöket kan du själv ändra"
            " de flesta av dem. Därefter behöver du kontakta oss."
        ),
        to_care="Skriv varför du av- eller ombokar.",
        conditions="En tid som du har avbokat kan genast bokas av någon annan.",
    ),
}
