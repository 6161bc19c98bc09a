"""The commands and what each of them takes, in the order in which the help lists them.

A command's own module is imported when it is run: opening the program needs none of them.
"""

import argparse
from collections.abc import Sequence
from typing import Any

from asynja_tui.cli.parser import WORLDS, Commands, Parser, add_shared
from asynja_tui.cli.swedish import swedish
from screens.citizen.deep_link import SERVICES

_DESCRIPTION = """\
Övningsprogram för webbokningen i AsynjaVisph och på 1177: samma bok, två sidor.
Utan kommando öppnas programmet."""
_EPILOG = """\
exempel:
  asynja-tui new --world guide --book bok.db
  asynja-tui types --book bok.db
  asynja-tui why --resource "Johan Frisk" --at "2024-09-20 08:00" --book bok.db
  asynja-tui log --late --book bok.db

Boken väljs med --book eller miljövariabeln ASYNJA_TUI_BOOK. Annars används
boken i din datamapp, som görs av världen idag första gången. Alla tider är
svensk tid.

Svarskod: 0 gjort, 1 en regel sade nej eller fel hittades, 2 fel skrivet eller
en bok som inte går att använda."""
_ON_OFF: dict[str, Any] = {"choices": ("on", "off"), "metavar": "on|off"}
_WHEN = 'tid, till exempel "2024-09-12 10:00"'
_YES = "gör det även när det behöver bekräftas"


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Read the words after the program's name.

    Returns:
        What was asked; ``handler`` is ``module:function``, empty to open the program.

    Raises:
        Usage: they cannot be read.
        SystemExit: after ``--help`` or ``--version``.
    """
    with swedish():
        return build().parse_args(words)


def build() -> Parser:
    """The whole parser. Made inside ``swedish()``, or its help is half English."""
    parser = Parser(prog="asynja-tui", description=_DESCRIPTION, epilog=_EPILOG)
    parser.set_defaults(handler="", json=False)
    add_shared(parser, default=None)
    parser.add_argument("--version", action=_Version, nargs=0, help="visa programmets version")
    _add_all(Commands(parser, "kommandon"))
    return parser


class _Version(argparse.Action):
    """Prints the version, and looks it up only then."""

    def __call__(self, *_: object, **__: object) -> None:
        """Print it and leave."""
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version("asynja-tui")
        except PackageNotFoundError:
            found = "okänd version"
        print(f"asynja-tui {found}")
        raise SystemExit(0)


def _add_all(commands: Commands) -> None:
    """Declare every command."""
    _new(commands)
    _clock(commands)
    _types(commands)
    _offer(commands)
    _why(commands)
    _book(commands)
    _rebook(commands)
    _cancel(commands)
    _bookings(commands)
    _layout(commands)
    _event(commands)
    _log(commands)
    _stats(commands)
    commands.add("doctor", "book.doctor:examine", "undersök om boken är hel och rimlig")
    parser = commands.add("backup", "book.doctor:backup", "kopiera boken till en ny fil")
    parser.add_argument("file", metavar="FIL", help="den nya filen; skrivs aldrig över")
    _citizen(commands)


def _new(commands: Commands) -> None:
    parser = commands.add(
        "new",
        "book.new:make",
        "gör en bok av en övningsvärld",
        "En bok som redan finns skrivs aldrig över. Med --force flyttas den till ett .bak-namn.",
    )
    parser.add_argument(
        "--world", choices=WORLDS, metavar="VÄRLD", default=WORLDS[0],
        help=f"{', '.join(WORLDS)} (utan flagga: {WORLDS[0]})",
    )  # fmt: skip
    parser.add_argument("--force", action="store_true", help="flytta undan den bok som finns")


def _clock(commands: Commands) -> None:
    parser = commands.add(
        "clock",
        "book.clock:show",
        "visa eller ställ bokens klocka",
        "Utan underkommando visas klockan. Alla som har boken öppen delar den.",
    )
    acts = Commands(parser, "underkommandon")
    acts.add("show", "book.clock:show", "visa klockan")
    act = acts.add("set", "book.clock:set_to", "ställ klockan")
    act.add_argument("at", metavar="TID", help=_WHEN)
    act.add_argument("--yes", action="store_true", help=_YES)
    acts.add("pause", "book.clock:pause", "stoppa klockan där den är")
    acts.add("run", "book.clock:run", "låt klockan gå vidare")
    act = acts.add("real", "book.clock:real", "låt boken följa datorns klocka")
    act.add_argument("--yes", action="store_true", help=_YES)
    act = acts.add("forward", "book.clock:forward", "flytta klockan framåt")
    act.add_argument("step", metavar="STEG", help="hur långt: 30m, 2h, 1d eller 1v")
    act.add_argument("--yes", action="store_true", help=_YES)


def _types(commands: Commands) -> None:
    parser = commands.add(
        "types",
        "setup.types:show",
        "visa, ändra och publicera tidstyper",
        "Utan underkommando visas alla tidstyper med sina bockar.",
    )
    acts = Commands(parser, "underkommandon")
    act = acts.add(
        "set",
        "setup.types:change",
        "sätt eller ta bort bockar på en tidstyp",
        "Dölj bokning för patient släcker de tre webbockarna, och de går inte att sätta på en "
        "dold tidstyp. 1177 får veta ändringen efter enhetens fördröjning, eller med --publish.",
    )
    act.add_argument("name", metavar="NAMN", help="tidstypens Namn i AsynjaVisph")
    act.add_argument("--hide", dest="hidden", help="Dölj bokning för patient", **_ON_OFF)
    act.add_argument("--web", dest="web_bookable", help="Bokningsbar webb", **_ON_OFF)
    act.add_argument("--cancel", dest="web_cancellable", help="Kan avbokas från webben", **_ON_OFF)
    act.add_argument("--rebook", dest="web_rebookable", help="Kan ombokas från webben", **_ON_OFF)
    _add_role(act)
    act.add_argument("--publish", action="store_true", help="låt 1177 få veta det genast")
    act = acts.add(
        "publish", "setup.types:publish", "låt 1177 få veta ändringar genast (Publicera nu)"
    )
    act.add_argument("name", metavar="NAMN", nargs="?", help="bara den tidstypen")


def _offer(commands: Commands) -> None:
    parser = commands.add(
        "offer", "offer.offer:show", "visa vad 1177 erbjuder en invånare just nu",
        "Först typerna med antal tider (även de utan tider), sedan tiderna.",
    )  # fmt: skip
    _add_patient(parser, required=True)
    parser.add_argument("--type", metavar="WEBBNAMN", help="bara typen med det namnet på 1177")
    _add_days(parser, "första dagen", "sista dagen")


def _why(commands: Commands) -> None:
    parser = commands.add(
        "why",
        "offer.why:explain",
        "förklara varför 1177 erbjuder en tid, eller inte",
        "Alla reglers utslag, för en tid (--resource och --at) eller en bokning (--booking).",
    )
    parser.add_argument("--resource", metavar="NAMN", help="resursen som har tiden")
    parser.add_argument("--at", metavar="TID", help=_WHEN)
    _add_patient(parser, required=False)
    parser.add_argument("--booking", metavar="NR", type=_number, help="bokningens nummer")


def _book(commands: Commands) -> None:
    parser = commands.add("book", "offer.bookings:book", "boka en tid åt en patient")
    _add_patient(parser, required=True)
    _add_time(parser)
    parser.add_argument("--comment", metavar="TEXT", default="", help="patientens kommentar")
    _add_as(parser)
    parser.add_argument("--yes", action="store_true", help=_YES)


def _rebook(commands: Commands) -> None:
    parser = commands.add("rebook", "offer.bookings:rebook", "flytta en bokning till en annan tid")
    parser.add_argument("booking", metavar="BOKNING", type=_number, help="bokningens nummer")
    _add_time(parser)
    parser.add_argument("--comment", metavar="TEXT", default="", help="ny kommentar")
    _add_as(parser)
    _add_patient(parser, required=False)
    parser.add_argument("--yes", action="store_true", help=_YES)


def _cancel(commands: Commands) -> None:
    parser = commands.add("cancel", "offer.bookings:cancel", "avboka en bokning")
    parser.add_argument("booking", metavar="BOKNING", type=_number, help="bokningens nummer")
    parser.add_argument("--reason", metavar="TEXT", default="", help="orsak till avbokningen")
    _add_as(parser)
    _add_patient(parser, required=False)


def _bookings(commands: Commands) -> None:
    parser = commands.add(
        "bookings", "offer.bookings:show", "visa en patients bokningar, och vilka 1177 visar"
    )
    _add_patient(parser, required=True)


def _layout(commands: Commands) -> None:
    parser = commands.add(
        "layout",
        "schedule.layout:lay_out",
        "lägg ut en schemamall på en resurs",
        "Vid krockar med tider som finns läggs ingenting ut, om inte --skip-collisions ges.",
    )
    parser.add_argument("--template", metavar="NAMN", required=True, help="schemamallen")
    parser.add_argument(
        "--resource", metavar="NAMN", required=True, action="append",
        help="resursen; får ges flera gånger",
    )  # fmt: skip
    _add_days(parser, "första dagen", "sista dagen", required=True)
    parser.add_argument("--dry-run", action="store_true", help="visa bara vad som skulle hända")
    parser.add_argument(
        "--skip-collisions", action="store_true", help="lägg ut de tider som inte krockar"
    )
    _add_role(parser)


def _event(commands: Commands) -> None:
    parser = commands.add(
        "event",
        "schedule.event:add",
        "lägg en händelse i en resurs kalender",
        "En spärrande händelse döljer lediga tider; bokade tider står kvar och räknas upp.",
    )
    parser.add_argument("--resource", metavar="NAMN", required=True, help="resursen")
    parser.add_argument("--from", dest="start", metavar="TID", required=True, help=_WHEN)
    parser.add_argument("--to", dest="end", metavar="TID", required=True, help="när den är slut")
    parser.add_argument("--text", metavar="TEXT", required=True, help="vad som händer")
    parser.add_argument("--blocking", action="store_true", help="spärrande för bokning")


def _log(commands: Commands) -> None:
    parser = commands.add(
        "log",
        "log.log:show",
        "visa Logg för webbtidbok, med 24-timmarsregelns utslag",
        "Utan underkommando visas loggen, eller en inläst fil med --file.",
    )
    parser.epilog = _SEARCH
    _add_filter(parser, default=None)
    acts = Commands(parser, "underkommandon")
    _log_review(acts)
    act = acts.add(
        "import",
        "log.file:load",
        "läs in en logg som kopierats ur AsynjaVisph",
        _IMPORT,
    )
    act.add_argument("path", metavar="FIL", help="filen att läsa, eller - för standard in")
    _add_import(act)
    acts.add("files", "log.file:files", "visa vilka filer som är inlästa")
    act = acts.add("remove", "log.file:remove", "ta bort en inläst logg ur boken")
    act.add_argument("name", metavar="NAMN", help="loggens namn, som log files visar det")
    act = acts.add(
        "export",
        "log.file:export",
        "skriv loggen till en fil, med utslag och tid kvar",
        "Filens namn avgör: .csv och .xlsx är tabeller, .txt är sidor att skriva ut. Urvalet är "
        "detsamma som för log.",
    )
    act.add_argument("path", metavar="FIL", help="den nya filen; skrivs aldrig över")
    act.add_argument(
        "--to-bill", action="store_true",
        help="bara det som ska faktureras och inte är exporterat; det märks som exporterat",
    )  # fmt: skip
    act.add_argument(
        "--again", action="store_true", help="med --to-bill: även det som redan är exporterat"
    )
    act.epilog = _SEARCH
    _add_filter(act, default=argparse.SUPPRESS)


def _stats(commands: Commands) -> None:
    parser = commands.add(
        "stats",
        "log.stats:show",
        "räkna ändringarna i Logg för webbtidbok, och hur många som var sena",
        "Andelen sena är av om- och avbokningarna. En bokning räknas på den nya tidens typ och "
        "resurs, en om- eller avbokning på den tidigare. Utan period räknas hela loggen.",
    )
    parser.add_argument(
        "--by", choices=("day", "week", "type", "resource"), metavar="VAD", default="day",
        help="day (utan flagga), week, type eller resource",
    )  # fmt: skip
    parser.epilog = _SEARCH
    parser.add_argument(
        "--search", metavar="TEXT", default="", help="bara de raderna, som i sökrutan (se nedan)"
    )
    _add_days(parser, "ändrade från den dagen", "ändrade till och med den dagen")
    parser.add_argument("--file", metavar="NAMN", default="", help="en inläst fil i stället")


def _log_review(acts: Commands) -> None:
    act = acts.add(
        "review",
        "log.review:review",
        "granska loggen i programmet, enhetens egen eller en fil",
        "Öppnar programmet på Logg för webbtidbok. En fil läses först in som med log import; "
        "loggen på standard in (-) går bra, tangenterna läses då från terminalen.",
    )
    act.add_argument(
        "path", metavar="FIL", nargs="?", default="", help="filen att läsa in, eller -"
    )
    _add_import(act)
    act.add_argument("--file", metavar="NAMN", default="", help="en inläst fil i stället")


_IMPORT = (
    "Text med tabb, semikolon eller komma mellan fälten och loggens 16 rubriker i valfri "
    "ordning. Finns en logg med namnet läses bara det som är nytt in, och bedömningarna står "
    "kvar. Allt eller inget läses in, om inte --skip-bad ges."
)
_SEARCH = """\
sökord för --search; alla ska stämma, ett - framför utesluter (--search -ont):
  avbokad            Bokad, Ombokad eller Avbokad
  "ont i halsen"     texten, i vilken kolumn som helst
  2024-09-01         ändrade från den dagen; ett datum till: till och med
  status:ombokad     som ordet ensamt
  sen:ja             sena ändringar; sen:nej för de andra
  bedömd:nej         eller ja, faktureras, undantas, kontrollerad
  från:2024-09-01    ändrade den dagen eller senare
  till:2024-09-30    ändrade den dagen eller tidigare
  resurs:frisk       resursen före eller efter
  typ:akut           tidstypen före eller efter
  typ:="SSK besök"   hela namnet, före ändringen; även resurs:="..."
  pnr:19121212       en del av personnumret
  avbokningskommentar:magsjuka
                     det som skrevs vid avbokningen; står i ingen kolumn"""


def _add_import(parser: Parser) -> None:
    parser.add_argument("--name", metavar="NAMN", default="", help="loggens namn (filens namn)")
    parser.add_argument(
        "--skip-bad", action="store_true", help="hoppa över rader som inte kan läsas"
    )
    parser.add_argument("--yes", action="store_true", help=_YES)


def _add_filter(parser: Parser, default: str | None) -> None:
    # --late has no default of its own below log, so that it can be given on either side.
    late: str | bool = False if default is None else default
    parser.add_argument(
        "--search", metavar="TEXT", default=default,
        help="ord, datum och fältord, som i sökrutan (se nedan)",
    )  # fmt: skip
    parser.add_argument(
        "--from", dest="from_day", metavar="DATUM", default=default, help="ändrade från den dagen"
    )
    parser.add_argument("--late", action="store_true", default=late, help="bara sena ändringar")
    parser.add_argument("--file", metavar="NAMN", default=default, help="en inläst fil i stället")


def _add_patient(parser: Parser, *, required: bool) -> None:
    parser.add_argument(
        "--patient", metavar="PNR", required=required, help="personnummer, ÅÅÅÅMMDD-NNNN"
    )


def _add_time(parser: Parser) -> None:
    parser.add_argument("--resource", metavar="NAMN", required=True, help="resursen")
    parser.add_argument("--at", metavar="TID", required=True, help=_WHEN)


def _add_days(parser: Parser, first: str, last: str, *, required: bool = False) -> None:
    more: dict[str, Any] = {"metavar": "DATUM", "required": required}
    parser.add_argument("--from", dest="from_day", help=f"{first}, till exempel 2024-09-12", **more)
    parser.add_argument("--to", dest="to_day", help=last, **more)


def _add_as(parser: Parser) -> None:
    parser.add_argument(
        "--as", dest="kind", choices=("citizen", "staff", "ombud"), default="citizen",
        metavar="VEM", help="citizen (utan flagga; kräver --patient), staff eller ombud",
    )  # fmt: skip


def _add_role(parser: Parser) -> None:
    parser.add_argument(
        "--role", choices=("scheduler", "it"), metavar="ROLL", default="scheduler",
        help="scheduler (utan flagga) eller it, som sköter ombudstiderna",
    )  # fmt: skip


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError
    return int(text)


def _citizen(commands: Commands) -> None:
    act = commands.add(
        "citizen",
        "offer.citizen:enter",
        "öppna 1177 som invånare",
        "Som en direktlänk på mottagningens webbplats: efter inloggningen visas mottagningen, och"
        " med --service en av dess tjänster.",
    )
    act.add_argument(
        "--service", choices=SERVICES, metavar="TJÄNST", default="",
        help="boka (boka tid) eller bokade (bokade tider)",
    )  # fmt: skip
    act.add_argument(
        "--pnr", metavar="PERSONNUMMER", default="", help="vem som loggar in, utan fråga"
    )
