"""The columns of Tidstyper, from left to right, each told in one place (R4-R24, GUIDES.md A3, A7).

Headings, help, the command line and the grid all derive from these records.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple


class TypeColumn(NamedTuple):
    """One column.

    Attributes:
        field: the field of ``TimeType``.
        label: its heading, letter for letter.
        kind: how its cells are edited.
        staff: what it does for staff.
        citizen: what the citizen notices of it.
        source: the guide, its slide and the R-numbers; ``A7`` is our own choice.
        heading: the heading broken into lines; empty for a name, which is drawn first.
        short: what the heading is cut to where there is little room; empty when it is not.
        width: cells where there is room for the whole heading; 0: as wide as it.
        narrow: cells where there is little room; 0: as wide as the short heading.
        head: what stands above a tick on the command line.
        flag: what sets it on the command line; empty when nothing does.
    """

    field: str
    label: str
    kind: Literal["text", "tick", "choice"]
    staff: str
    citizen: str
    source: str
    heading: str = ""
    short: str = ""
    width: int = 0
    narrow: int = 0
    head: str = ""
    flag: str = ""


_ALL: Final = (
    TypeColumn(
        "name", "Namn i AsynjaVisph", "text",
        staff="Namnet syns vid schemaläggning och i tidboken. En tidstyp med ”Ombud” i namnet"
        " ställs in av IT och ändras inte på enheten.",
        citizen="Syns inte vid bokning. Saknas Namn för webbtidbok visas en bokad tid under det"
        " här namnet.",
        source="[000] bild 4–11, R4, R6, R8; A7",
    ),
    TypeColumn(
        "web_name", "Namn för webbtidbok", "text",
        staff="Fyll i det på de tidstyper som ska visas på 1177, med ord som invånaren förstår."
        " En ändring kan dröja innan den syns där.",
        citizen="Det här namnet läser invånaren när hen bokar tid. Utan namn erbjuds inte"
        " tiderna.",
        source="[000] bild 5–11 och 20, R9, R12, R58; A7",
    ),
    TypeColumn(
        "bookable", "Bokningsbar AsynjaVisph", "tick",
        staff="Markerad: personalen kan boka tidstypen i tidboken. Omarkerad: personalen kan inte"
        " boka den.",
        citizen="Påverkar inte vad invånaren kan göra på 1177.",
        source="[000] bild 5–11, A3; A7",
        heading="Bokningsbar\nAsynjaVisph", short="Bokn\nAsyn", head="Bokn",
    ),
    TypeColumn(
        "hide_in_checkout", "Dölj i kassa", "tick",
        staff="Guiden visar kolumnen utan att förklara den. Bocken sparas men har ingen verkan"
        " här.",
        citizen="Påverkar inte vad invånaren kan göra på 1177.",
        source="[000] bild 5–11, A3; A7",
        heading="Dölj i\nkassa", short="Dölj\nkassa", head="Kassa",
    ),
    TypeColumn(
        "self_checkin", "Självincheckningsbar", "tick",
        staff="Guiden visar kolumnen utan att förklara den. Bocken sparas men har ingen verkan"
        " här.",
        citizen="Påverkar inte vad invånaren kan göra på 1177.",
        source="[000] bild 5–11, A3; A7",
        heading="Självincheck-\nningsbar", short="Själv\ninch", head="Själv",
    ),
    TypeColumn(
        "web_bookable", "Bokningsbar webb", "tick",
        staff="Markerad: tiderna kan bokas på 1177 och av ombud. Ska tidstypen vila en period tas"
        " alla tre webbockarna bort.",
        citizen="Kan med bocken boka tiderna. Finns inga lediga tider syns namnet ändå, utan"
        " tider att välja.",
        source="[000] bild 5–11, R14, R22, R23",
        heading="Bokningsbar\nwebb", short="Bokn\nwebb", head="Webb", flag="--web",
    ),
    TypeColumn(
        "web_cancellable", "Kan avbokas från webben", "tick",
        staff="Markerad: bokade tider kan avbokas på 1177 och av ombud.",
        citizen="Kan med bocken avboka sin tid på 1177. Utan den syns tiden men kan inte avbokas"
        " där.",
        source="[000] bild 5–11, R15",
        heading="Kan avbokas\nfrån webben", short="Avb\nwebb", head="Avb", flag="--cancel",
    ),
    TypeColumn(
        "web_rebookable", "Kan ombokas från webben", "tick",
        staff="Markerad: bokade tider kan ombokas på 1177, till lediga tider på samma resurs och"
        " samma tidstyp, oavsett längd.",
        citizen="Kan med bocken byta till en annan ledig tid. Invånaren ser inte hur lång tiden"
        " är.",
        source="[000] bild 5–11, R16–R19",
        heading="Kan ombokas\nfrån webben", short="Omb\nwebb", head="Omb", flag="--rebook",
    ),
    TypeColumn(
        "hidden", "Dölj bokning för patient", "tick",
        staff="Med bocken släcks Bokningsbar webb, Kan avbokas och Kan ombokas. Använd den för"
        " det som inte ska visas, till exempel administrationstid.",
        citizen="Ser med bocken inte bokningarna på 1177 och kan varken boka, avboka eller"
        " omboka. Utan den syns de.",
        source="[000] bild 5–11 och 20, R20, R21, R60",
        heading="Dölj bokning\nför patient", short="Dölj\npat.", head="Dölj", flag="--hide",
    ),
    TypeColumn(
        "video", "Typ av videobesök", "choice",
        staff="Guiden visar bara värdet <Ej videobesök>. Övriga värden är vårt val; de sparas men"
        " har ingen verkan här.",
        citizen="Påverkar inte vad invånaren kan göra på 1177.",
        source="[000] bild 5–11, A3; A7",
        heading="Typ av\nvideobesök", width=17, narrow=17,
    ),
    TypeColumn(
        "web_info", "Informationstext för webb", "text",
        staff="Skriv kort och koncist det som invånaren behöver veta inför besöket.",
        citizen="Får texten vid sin bokning på 1177, till exempel ”Glöm ej ta med utskickat"
        " formulär till besöket”.",
        source="[000] bild 5–11, R10, R11",
        heading="Informationstext\nför webb", width=40, narrow=30,
    ),
)  # fmt: skip

COLUMNS: Final[Mapping[str, TypeColumn]] = {column.field: column for column in _ALL}
"""The columns by field, from left to right."""

FIELD_LABELS: Final[Mapping[str, str]] = {column.field: column.label for column in _ALL}
"""The grid's column headings by field, letter for letter (GUIDES.md A3)."""

TICKS: Final = tuple(column.field for column in _ALL if column.kind == "tick")
WEB_TICKS: Final = ("web_bookable", "web_cancellable", "web_rebookable")
"""Those that hiding clears (R20)."""

SETTABLE: Final = tuple(sorted((c for c in _ALL if c.flag), key=lambda c: c.field != "hidden"))
"""The columns that the command line sets, Dölj first: so that a type can be shown and given its
web ticks in one command."""
