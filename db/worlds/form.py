"""What a world's file may hold: its tables, their keys, and what each key takes.

Reading, checking and saving all derive from these records. Keys are Swedish without å, ä and ö:
TOML allows a to z alone where they are not quoted. docs/VÄRLDAR.md tells of them.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from db.clock import Mode
from db.errors import Invalid
from db.fields import LINE_BOUND, NAME_BOUND, TEXT_BOUND
from db.rules.names.personal_number import read_number
from db.rules.names.type_columns import COLUMNS
from db.texts import COLOURS
from db.values import CaseKind, JournalSystem, ResourceKind, ReviewDecision, Role, Weekday, clean
from db.worlds.times import WEEKDAYS, Today

Take = Callable[[Any, Today], Any]
"""Makes of what stands in the file what it means.

Raises:
    Invalid: it cannot; the sentence says why.
"""

REQUIRED: Final = object()
"""What a key has instead of a default where it must be given."""


class Key(NamedTuple):
    """A key of a table.

    Attributes:
        take: reads its value.
        default: what it is when it is left out, or ``REQUIRED``.
        names: the table whose names it may be; empty when it names nothing.
    """

    take: Take
    default: Any = REQUIRED
    names: str = ""


Keys = Mapping[str, Key]


def ascii_key(label: str) -> str:
    """A label as a key: ``Dölj bokning för patient`` is ``dolj_bokning_for_patient``."""
    apart = unicodedata.normalize("NFD", label.casefold())
    return re.sub("[^a-z0-9]+", "_", "".join(c for c in apart if not unicodedata.combining(c)))


# --- what a key takes -----------------------------------------------------------------------------


def _wrong(said: str) -> Invalid:
    return Invalid("world-value", said)


def text(bound: int = LINE_BOUND, *, lines: bool = False, empty: bool = True) -> Take:
    """A text, cleaned and bounded."""

    def take(value: Any, _today: Today) -> str:  # noqa: ANN401 - whatever TOML gave
        if not isinstance(value, str):
            raise _wrong("ska vara en text inom citattecken.")
        cleaned = clean(value, lines=lines)
        if len(cleaned) > bound:
            raise _wrong(f"får ha högst {bound} tecken (är {len(cleaned)}).")
        if not (cleaned or empty):
            raise _wrong("får inte vara tom.")
        return cleaned

    return take


def flag(value: Any, _today: Today) -> bool:  # noqa: ANN401 - whatever TOML gave
    """``true`` or ``false``."""
    if not isinstance(value, bool):
        raise _wrong("ska vara true eller false.")
    return value


def whole(low: int, high: int) -> Take:
    """A whole number within bounds."""

    def take(value: Any, _today: Today) -> int:  # noqa: ANN401 - whatever TOML gave
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise _wrong(f"ska vara ett heltal {low}–{high}.")
        return value

    return take


def choice(words: Mapping[str, Any]) -> Take:
    """One of some words, whatever its case."""

    def take(value: Any, _today: Today) -> Any:  # noqa: ANN401 - whatever TOML gave
        if not isinstance(value, str) or value.casefold() not in words:
            raise _wrong(f"ska vara {' eller '.join(f'”{word}”' for word in words)}.")
        return words[value.casefold()]

    return take


def day(value: Any, today: Today) -> int:  # noqa: ANN401 - whatever TOML gave
    """A local day; also one of TOML's own dates."""
    return today.day_at(_written(value))


def moment(value: Any, today: Today) -> int:  # noqa: ANN401 - whatever TOML gave
    """An instant; also one of TOML's own times without a zone."""
    return today.moment_at(_written(value))


def _written(value: Any) -> str:  # noqa: ANN401 - whatever TOML gave
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str):
        raise _wrong("ska vara en tid eller ett datum inom citattecken.")
    return value


def personal_number(value: Any, today: Today) -> str:  # noqa: ANN401 - whatever TOML gave
    """The twelve digits of a personal number."""
    number = read_number(str(value), today.day)
    if number.fault:
        raise _wrong(f"är fel. {number.fault}")
    return number.digits


_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])|24:00")


def clock(value: Any, _today: Today) -> int:  # noqa: ANN401 - whatever TOML gave
    """Minutes of the day of ``HH:MM``."""
    if not (isinstance(value, str) and _CLOCK.fullmatch(value)):
        raise _wrong("ska vara ett klockslag, TT:MM.")
    hour, minute = value.split(":")
    return int(hour) * 60 + int(minute)


def weekdays(value: Any, _today: Today) -> tuple[Weekday, ...]:  # noqa: ANN401 - whatever TOML gave
    """Days of the week: ``må–fr``, ``ti to``, ``helgdag``."""
    found: list[Weekday] = []
    for word in str(value).casefold().replace("–", "-").replace(",", " ").split():
        first, _, last = word.partition("-")
        ends = [_COLUMNS.get(one) for one in (first, last or first)]
        if ends[0] is None or ends[1] is None or ends[0] > ends[1]:
            raise _wrong("ska vara veckodagar, till exempel ”må-fr”, ”ti to” eller ”helgdag”.")
        found += map(Weekday, range(ends[0], ends[1] + 1))
    if not found or len(set(found)) != len(found):
        raise _wrong("ska vara minst en veckodag, och var och en högst en gång.")
    return tuple(found)


_COLUMNS: Final = {**WEEKDAYS, "helgdag": 7}


def several(take: Take) -> Take:
    """A list, each of it taken likewise."""

    def taken(value: Any, today: Today) -> tuple[Any, ...]:  # noqa: ANN401 - whatever TOML gave
        if not isinstance(value, list):
            raise _wrong("ska vara en lista, [ … ].")
        made = []
        for number, one in enumerate(value, 1):
            try:
                made.append(take(one, today))
            except Invalid as error:
                raise _wrong(f"(nr {number}) {error.text}") from None
        return tuple(made)

    return taken


def rows(keys: Keys) -> Take:
    """A list of tables that have keys of their own."""
    return several(table(keys))


def table(keys: Keys) -> Take:
    """A table within a table, ``{ … }``."""

    def taken(value: Any, today: Today) -> dict[str, Any]:  # noqa: ANN401 - whatever TOML gave
        if not isinstance(value, dict):
            raise _wrong("ska vara en tabell, { … }.")
        faults = [(key, why) for key, why in faults_of(keys, value, today)]
        if faults:
            key, why = faults[0]
            raise _wrong(f"{key} {why}")
        return taken_in(keys, value, today)

    return taken


def by_name(take: Take) -> Take:
    """A table whose keys are names of the file's own."""

    def taken(value: Any, today: Today) -> dict[str, Any]:  # noqa: ANN401 - whatever TOML gave
        if not isinstance(value, dict):
            raise _wrong("ska vara en tabell, { … }.")
        return {name: take(one, today) for name, one in value.items()}

    return taken


def faults_of(keys: Keys, given: Mapping[str, Any], today: Today) -> list[tuple[str, str]]:
    """What is wrong with a table: a key, and the end of a sentence that begins with it."""
    found = [(name, "finns inte i den tabellen.") for name in given if name not in keys]
    for name, key in keys.items():
        if name not in given:
            found += [(name, "saknas.")] if key.default is REQUIRED else []
            continue
        try:
            key.take(given[name], today)
        except Invalid as error:
            found.append((name, error.text))
    return found


def taken_in(keys: Keys, given: Mapping[str, Any], today: Today) -> dict[str, Any]:
    """The values of a table without faults; what is left out is its default."""
    return {
        name: key.take(given[name], today) if name in given else key.default
        for name, key in keys.items()
    }


# --- the tables -----------------------------------------------------------------------------------

_NAME = text(NAME_BOUND, empty=False)
_WORDS = text(TEXT_BOUND, lines=True)
_LENGTH = whole(1, 1440)
_RELEASE = Key(whole(1, 365), None)
_UNIT = Key(_NAME, "", "enhet")
_WHO = {"invanare": Role.CITIZEN, "personal": Role.STAFF, "ombud": Role.AGENT}
MODES: Final = {"datorns": Mode.REAL, "stilla": Mode.PAUSED, "gar": Mode.RUNNING}
CASES: Final = {"boka": CaseKind.BOOK, "andra": CaseKind.CHANGE, "bestalla": CaseKind.REQUEST}
_PERSON = Key(_NAME, names="patient")
_MADE = Key(moment)

LIVELY: Final = (
    "invanare_bokar", "invanare_avbokar", "invanare_ombokar", "ombud_bokar", "ombud_avbokar",
    "varden_bokar", "varden_ombokar", "varden_avbokar",
)  # fmt: skip
"""What may happen by chance in a world that lives, in the order in which a day is drawn."""

_NEVER: Final = {"vardag": 0, "ledig": 0, "fran": 8, "till": 9}


def _rate(value: Any, today: Today) -> dict[str, int]:  # noqa: ANN401 - whatever TOML gave
    """How often something happens a day, and between which hours."""
    often, hour = Key(whole(0, 200), 0), Key(whole(0, 24))
    told: dict[str, int] = table({"vardag": often, "ledig": often, "fran": hour, "till": hour})(
        value, today
    )
    if told["fran"] >= told["till"]:
        raise _wrong("ska börja (fran) före den slutar (till).")
    return told


TYPE_FIELDS: Final = {ascii_key(one.label): one.field for one in COLUMNS.values()}
"""The keys of a tidstyp's columns: their labels."""

_TYPE_KINDS: Final[dict[str, Take]] = {"text": _WORDS, "tick": flag, "choice": text()}

TERM_PARTS: Final = ("mottagningen", "bokningen_avser", "till_varden", "villkor")
"""The parts of an ärendetyp's terms, in the order of ``Terms``."""

TABLES: Final[Mapping[str, Keys]] = {
    "varld": {
        "titel": Key(text(), ""),
        "bygger_pa": Key(text(), ""),
    },
    "klocka": {
        "lage": Key(choice(MODES), Mode.PAUSED),
        "nu": Key(moment, None),
    },
    "enhet": {
        "namn": Key(_NAME),
        "journalsystem": Key(choice({str(one): one for one in JournalSystem})),
        "oppnad": Key(moment),
        "ansluten": Key(flag, True),
        "telefon": Key(text(), "08-46500400"),
        "adress": Key(text(), "Övningsgatan 1, Exempelstad"),
        "minuter_till_1177": Key(whole(0, 10080), 15),
        "loggen_sparas_dagar": Key(whole(1, 3660), 31),
        "ombud_ombokar": Key(flag, False),
        "aftnar_ar_helgdagar": Key(flag, False),
    },
    "arendetyp": {
        "enheter": Key(several(_NAME), (), "enhet"),
        "slag": Key(choice(CASES)),
        "namn": Key(text(NAME_BOUND), ""),
        "aktiv": Key(flag, True),
        "begransad": Key(flag, False),
        **dict.fromkeys(TERM_PARTS, Key(_WORDS, "")),
    },
    "tidstyp": {
        "enhet": _UNIT,
        "webb": Key(flag, False),
        **{
            key: Key(_TYPE_KINDS[COLUMNS[field].kind], None) for key, field in TYPE_FIELDS.items()
        },
        "farg": Key(choice({label.casefold(): key for key, label in COLOURS.items()}), ""),
        "niva": Key(whole(0, 4), None),
    },
    "resurs": {
        "enhet": _UNIT,
        "namn": Key(_NAME),
        "slag": Key(
            choice({"befattning": ResourceKind.POSITION, "person": ResourceKind.PERSON}),
            ResourceKind.POSITION,
        ),
        "yrkeskategori": Key(text(NAME_BOUND), ""),
        "giltig_fran": Key(day, None),
        "giltig_till": Key(day, None),
    },
    "mall": {
        "enhet": _UNIT,
        "namn": Key(_NAME),
        "rader": Key(
            rows({
                "dagar": Key(weekdays), "fran": Key(clock), "till": Key(clock),
                "langd": Key(_LENGTH), "bok_fore": _RELEASE, "tidstyp": Key(_NAME),
            })
        ),
    },
    "schemalaggning": {
        "enhet": _UNIT,
        "nar": _MADE,
        "mall": Key(_NAME, names="mall"),
        "resurser": Key(several(_NAME), names="resurs"),
        "fran": Key(day),
        "till": Key(day),
    },
    "tid": {
        "enhet": _UNIT,
        "nar": _MADE,
        "resurs": Key(_NAME, names="resurs"),
        "tidstyp": Key(_NAME, names="tidstyp"),
        "start": Key(moment),
        "langd": Key(_LENGTH, 30),
        "bok_fore": _RELEASE,
    },
    "handelse": {
        "enhet": _UNIT,
        "nar": _MADE,
        "resurser": Key(several(_NAME), (), "resurs"),
        "fran": Key(moment),
        "till": Key(moment),
        "text": Key(text(empty=False)),
        "sparrar": Key(flag, True),
    },
    "personer": {
        "antal": Key(whole(1, 1000), 1000),
        "fodda_senast": Key(day, None),
        "enheter": Key(several(_NAME), (), "enhet"),
    },
    "patient": {
        "personnummer": Key(personal_number),
        "namn": Key(_NAME),
        "telefon": Key(text(), ""),
        "epost": Key(text(), ""),
        "sms": Key(flag, False),
        "mejl": Key(flag, False),
        "enheter": Key(several(_NAME), (), "enhet"),
    },
    "vantar": {
        "enhet": _UNIT,
        "nar": _MADE,
        "patient": _PERSON,
        "tidstyp": Key(_NAME, "", "tidstyp"),
        "resurs": Key(_NAME, "", "resurs"),
        "text": Key(_WORDS, ""),
        "fran": Key(day, None),
        "till": Key(day, None),
    },
    "bokning": {
        "enhet": _UNIT,
        "nar": _MADE,
        "patient": _PERSON,
        "av": Key(choice(_WHO), Role.CITIZEN),
        "resurs": Key(_NAME, names="resurs"),
        "start": Key(moment),
        "kommentar": Key(_WORDS, ""),
        "remiss": Key(text(), ""),
        "tolk": Key(text(), ""),
        "dold_i_1177": Key(flag, False),
        "andringar": Key(
            rows({
                "nar": _MADE, "av": Key(choice(_WHO), Role.CITIZEN),
                "till": Key(moment, None), "resurs": Key(_NAME, ""),
                "kommentar": Key(_WORDS, ""), "avbokas": Key(flag, False),
                "orsak": Key(_WORDS, ""),
                "bedomning": Key(choice({
                    "faktureras": ReviewDecision.BILL, "undantas": ReviewDecision.EXEMPT,
                    "kontrollerad": ReviewDecision.CHECKED,
                }), None),
                "bedomd": Key(moment, None), "undantagsorsak": Key(_WORDS, ""),
            }),
            (),
        ),
    },
    "logg": {
        "enhet": _UNIT,
        "namn": Key(_NAME),
        "nar": _MADE,
        "text": Key(text(1_000_000, lines=True, empty=False)),
    },
    "liv": {
        "enhet": _UNIT,
        "fro": Key(whole(0, 2**31), 0),
        "takt": Key(table({name: Key(_rate, _NEVER) for name in LIVELY})),
        "aldrar": Key(by_name(table({
            "fran": Key(whole(0, 120), 0), "till": Key(whole(0, 120), 120),
            "kvinnor": Key(flag, False),
        })), {}, "tidstyp"),
        "soker_for": Key(by_name(several(text())), {}, "tidstyp"),
        "avbokar_for": Key(several(text()), ("",)),
        "ombokar_for": Key(several(text()), ("",)),
        "vantar_pa": Key(_NAME, "", "tidstyp"),
        "vantar": Key(several(text()), ()),
    },
}  # fmt: skip
"""The tables by name: ``[name]`` where a file has one of it, else ``[[name]]``."""

SINGLE: Final = frozenset({"varld", "klocka", "personer", "liv"})
"""Those of which a file has one."""
