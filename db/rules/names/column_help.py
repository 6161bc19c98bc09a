"""What each column of Tidstyper does, for staff and for the citizen (R4-R24, GUIDES.md A3, A7)."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from db.rules.names.time_types import FIELD_LABELS


class ColumnHelp(NamedTuple):
    """The help of one column.

    Attributes:
        field: the field of ``TimeType``.
        label: the column's heading.
        staff: what it does for staff.
        citizen: what the citizen notices of it.
        source: the guide, its slide and the R-numbers; ``A7`` is our own choice.
    """

    field: str
    label: str
    staff: str
    citizen: str
    source: str


_TEXTS: Final[tuple[tuple[str, str, str, str], ...]] = (
    (
        "name",
        "Namnet syns vid schemaläggning och i tidboken. En tidstyp med ”Ombud” i namnet ställs in "
        "av IT och ändras inte på enheten.",
        "Syns inte vid bokning. Saknas Namn för webbtidbok visas en bokad tid under det här "
        "namnet.",
        "[000] bild 4–11, R4, R6, R8; A7",
    ),
    (
        "web_name",
        "Fyll i det på de tidstyper som ska visas på 1177, med ord som invånaren förstår. En "
        "ändring kan dröja innan den syns där.",
        "Det här namnet läser invånaren när hen bokar tid. Utan namn erbjuds inte tiderna.",
        "[000] bild 5–11 och 20, R9, R12, R58; A7",
    ),
    (
        "bookable",
        "Markerad: personalen kan boka tidstypen i tidboken. Omarkerad: personalen kan inte boka "
        "den.",
        "Påverkar inte vad invånaren kan göra på 1177.",
        "[000] bild 5–11, A3; A7",
    ),
    (
        "hide_in_checkout",
        "Guiden visar kolumnen utan att förklara den. Bocken sparas men har ingen verkan här.",
        "Påverkar inte vad invånaren kan göra på 1177.",
        "[000] bild 5–11, A3; A7",
    ),
    (
        "self_checkin",
        "Guiden visar kolumnen utan att förklara den. Bocken sparas men har ingen verkan här.",
        "Påverkar inte vad invånaren kan göra på 1177.",
        "[000] bild 5–11, A3; A7",
    ),
    (
        "web_bookable",
        "Markerad: tiderna kan bokas på 1177 och av ombud. Ska tidstypen vila en period tas alla "
        "tre webbockarna bort.",
        "Kan med bocken boka tiderna. Finns inga lediga tider syns namnet ändå, utan tider att "
        "välja.",
        "[000] bild 5–11, R14, R22, R23",
    ),
    (
        "web_cancellable",
        "Markerad: bokade tider kan avbokas på 1177 och av ombud.",
        "Kan med bocken avboka sin tid på 1177. Utan den syns tiden men kan inte avbokas där.",
        "[000] bild 5–11, R15",
    ),
    (
        "web_rebookable",
        "Markerad: bokade tider kan ombokas på 1177, till lediga tider på samma resurs och samma "
        "tidstyp, oavsett längd.",
        "Kan med bocken byta till en annan ledig tid. Invånaren ser inte hur lång tiden är.",
        "[000] bild 5–11, R16–R19",
    ),
    (
        "hidden",
        "Med bocken släcks Bokningsbar webb, Kan avbokas och Kan ombokas. Använd den för det som "
        "inte ska visas, till exempel administrationstid.",
        "Ser med bocken inte bokningarna på 1177 och kan varken boka, avboka eller omboka. Utan "
        "den syns de.",
        "[000] bild 5–11 och 20, R20, R21, R60",
    ),
    (
        "video",
        "Guiden visar bara värdet <Ej videobesök>. Övriga värden är vårt val; de sparas men har "
        "ingen verkan här.",
        "Påverkar inte vad invånaren kan göra på 1177.",
        "[000] bild 5–11, A3; A7",
    ),
    (
        "web_info",
        "Skriv kort och koncist det som invånaren behöver veta inför besöket.",
        "Får texten vid sin bokning på 1177, till exempel ”Glöm ej ta med utskickat formulär till "
        "besöket”.",
        "[000] bild 5–11, R10, R11",
    ),
)

COLUMN_HELP: Final[Mapping[str, ColumnHelp]] = {
    field: ColumnHelp(field, FIELD_LABELS[field], staff, citizen, source)
    for field, staff, citizen, source in _TEXTS
}
"""The eleven columns by field, from left to right."""
