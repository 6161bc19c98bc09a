"""Standardvillkor: ready-made terms texts in plain Swedish, which say what the journal system does.

The words are ours; what they say comes from the policy, so that no text promises what the system
refuses (R113). They name the types that are offered, and go with the rules of R17-R18, R62-R66,
R80-R81, R104, R125 and R132-R134.
"""

from collections.abc import Sequence
from typing import Final

from db.rules.policy import Policy
from db.values import CaseKind, Terms

MOST_NAMED: Final = 12
"""A list of more types than this is no help to who reads it."""

_URGENT = "**Ring 112 om det är akut.** Ring 1177 om du vill ha råd om vård."


def standard(
    kind: CaseKind, policy: Policy, offered: Sequence[str] = (), change: str = ""
) -> Terms:
    """The ready-made terms of an ärendetyp.

    ``offered`` is the web names of the types that citizens can book here; ``change`` the name of
    the active ärendetyp for changing, empty when there is none.
    """
    if kind is CaseKind.BOOK:
        return _book(policy, tuple(dict.fromkeys(offered)), change)
    return _change(policy) if kind is CaseKind.CHANGE else _request()


def _book(policy: Policy, offered: tuple[str, ...], change: str) -> Terms:
    changing = (
        (_late(policy), f"Du ändrar tiden i tjänsten **{change}**.")
        if change
        else ("Vill du ändra eller avboka tiden ringer du mottagningen.",)
    )
    return Terms(
        clinic=(
            "Här bokar du själv en tid hos oss. Välj en tid som är till för det du söker för. Är"
            f" du osäker, ring mottagningen. Bekräftelsen får du i inkorgen.\n\n{_URGENT}"
        ),
        concerns=_concerns(offered),
        to_care=_to_care(offered),
        conditions=_listed(
            *changing,
            "Avboka så snart du vet att du inte kan komma, så kan någon annan få tiden.",
        ),
    )


def _concerns(offered: tuple[str, ...]) -> str:
    if not offered or len(offered) > MOST_NAMED:
        said = ["Välj den typ av tid som stämmer bäst med det du behöver hjälp med."]
    else:
        said = ["Du kan boka:", _listed(*offered)]
    if any("återbesök" in name.casefold() for name in offered):
        said.append("_Återbesök är för dig som redan har kontakt med mottagningen._")
    if _is_by_phone(offered):
        said.append("_Telefontid: vi ringer dig, och klockslaget är ungefärligt._")
    return "\n".join(said)


def _to_care(offered: tuple[str, ...]) -> str:
    if _is_by_phone(offered):
        return "Skriv kort vad det gäller. Vid telefontid: skriv också numret vi ska ringa."
    return "Skriv kort vad besöket gäller."


def _is_by_phone(offered: tuple[str, ...]) -> bool:
    return any("telefon" in name.casefold() for name in offered)


def _change(policy: Policy) -> Terms:
    same = "lika lång och " if policy.same_length else ""
    first = " Den nya tiden är tidigast i morgon." if policy.earliest_days else ""
    reason = "Skriv varför" if policy.reason_required else "Skriv gärna varför"
    return Terms(
        clinic=(
            "Här ser du dina bokade tider hos oss. Står det AVBOKA eller OMBOKA vid tiden kan du"
            " ändra den själv. Annars ringer du mottagningen.\n\nÄndringen bekräftas i inkorgen."
        ),
        # It is read both at AVBOKA and at OMBOKA (R117).
        to_care=f"{reason} du av- eller ombokar.",
        conditions=_listed(
            _late(policy),
            f"En ny tid är av samma typ, {same}hos samma person eller mottagning.{first}",
            "En tid som du har avbokat kan någon annan ta direkt.",
        ),
    )


def _late(policy: Policy) -> str:
    hours = policy.late_limit_min // 60
    if not policy.late_blocks:
        return (
            "Du kan av- eller omboka fram till besöket. Gör du det senare än"
            f" {hours} timmar före kan du få betala för tiden."
        )
    until = f"när det är mer än {hours} timmar kvar till" if policy.edge_is_late else (
        f"fram till {hours} timmar före"
    )  # fmt: skip
    return f"Du kan av- eller omboka {until} besöket. Efter det ringer du mottagningen."


def _request() -> Terms:
    return Terms(
        clinic=(
            "Här frågar du efter en tid hos oss. Vi ser efter i vår tidbok och svarar i inkorgen."
            f"\n\n{_URGENT}"
        ),
        to_care="Skriv vad besöket gäller och vilka dagar som passar dig.",
        conditions=_listed("Du har ingen bokad tid förrän du har fått vårt svar."),
    )


def _listed(*points: str) -> str:
    return "\n".join(f"- {point}" for point in points)
