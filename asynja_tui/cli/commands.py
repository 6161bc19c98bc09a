"""The commands and what each of them takes, in the order in which the help lists them.

A command's own module is imported when it is run: opening the program needs none of them.
"""

import argparse
from collections.abc import Sequence
from typing import Any, Final

from asynja_tui.cli.parser import JUMPS, WORLDS, Argument, Parser, Spec, add_all, add_shared
from asynja_tui.cli.swedish import swedish
from db.rules.names.type_columns import SETTABLE
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
_THEMES = ("ljust", "mörkt", "kontrast")
"""Those of ``screens.commands.THEMES``, which is not imported just to read the command line."""
_WHEN = 'tid, till exempel "2024-09-12 10:00"'


def _word(metavar: str, told: str, name: str = "", **more: Any) -> Argument:  # noqa: ANN401 - argparse's own
    """What stands by itself, or behind a flag."""
    return Argument((name,) if name else (), {"metavar": metavar, "help": told, **more})


def _flag(name: str, told: str, **more: Any) -> Argument:  # noqa: ANN401 - argparse's own
    """What is given or not."""
    return Argument((name,), {"action": "store_true", "help": told, **more})


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError
    return int(text)


def _speed(text: str) -> float:
    speed = float(text.replace(",", "."))
    if not 0 <= speed <= 100:
        raise ValueError
    return speed


def _level(text: str) -> int:
    if text not in ("1", "2"):
        raise argparse.ArgumentTypeError(f"”{text}” finns inte (välj bland 1, 2)")
    return int(text)


def theme(text: str) -> str:
    """A theme by its name in Swedish, with dots or without, or by the one it is kept by."""
    plain = text.casefold().removeprefix("asynja-").replace("ö", "o")
    known = {name.replace("ö", "o") for name in _THEMES}
    if plain not in known:
        listed = ", ".join(_THEMES)
        raise argparse.ArgumentTypeError(f"”{text}” finns inte (välj bland {listed})")
    return f"asynja-{plain}"


def _days(first: str, last: str) -> tuple[Argument, Argument]:
    return (
        _word("DATUM", f"{first}, till exempel 2024-09-12", "--from", dest="from_day"),
        _word("DATUM", last, "--to", dest="to_day"),
    )


def _filter(default: str | None) -> tuple[Argument, ...]:
    # --late has no default of its own below log, so that it can be given on either side.
    late: str | bool = False if default is None else default
    searched = "ord, datum och fältord, som i sökrutan (se nedan)"
    return (
        _word("TEXT", searched, "--search", default=default),
        _word("DATUM", "ändrade från den dagen", "--from", dest="from_day", default=default),
        _flag("--late", "bara sena ändringar", default=late),
        _word("NAMN", "en inläst fil i stället", "--file", default=default),
    )


def _switch(told: str, name: str) -> Argument:
    """What is turned on or off."""
    return _word("on|off", told, name, choices=("on", "off"))


_KIND = _word("SLAG", "book, change eller request", "kind", choices=("book", "change", "request"))
_YES = _flag("--yes", "gör det även när det behöver bekräftas")
_PATIENT = _word("PNR", "personnummer, ÅÅÅÅMMDD-NNNN", "--patient")
_RESOURCE = _word("NAMN", "resursen", "--resource")
_AT = _word("TID", _WHEN, "--at")
_BOOKING = _word("BOKNING", "bokningens nummer", "booking", type=_number)
_AS = _word(
    "VEM", "citizen (utan flagga; kräver --patient), staff eller ombud", "--as",
    dest="kind", choices=("citizen", "staff", "ombud"), default="citizen",
)  # fmt: skip
_ROLE = _word(
    "ROLL", "scheduler (utan flagga) eller it, som sköter ombudstiderna", "--role",
    choices=("scheduler", "it"), default="scheduler",
)  # fmt: skip
_IMPORT = (
    _word("NAMN", "loggens namn (filens namn)", "--name", default=""),
    _flag("--skip-bad", "hoppa över rader som inte kan läsas"),
    _YES,
)
_EXERCISE = _word("ÖVNING", "övningens namn, eller en FIL.toml", "exercise")
_COURSE = _word(
    "KURS", "en kurs (utan flagga: guiden): en mapp med kurs.toml, eller namnet på en egen",
    "--course", default=argparse.SUPPRESS,
)  # fmt: skip
_IMPORTED = _word("NAMN", "en inläst fil i stället", "--file", default="")

_SHOWING: Final = (
    _word("NAMN", "färger den här gången: ljust, mörkt eller kontrast", "--theme", type=theme),
    _word(
        "1|2", "visningsläge: 1 döljer nummer och kommentarer, 2 namn också (utan siffra: 1)",
        "--present", nargs="?", const=1, default=0, type=_level,
    ),
)  # fmt: skip
"""How the program is opened, when no command is given."""

COMMANDS: Final = (
    Spec(
        "new", "book.new:make", "gör en bok av en övningsvärld",
        "En bok som redan finns skrivs aldrig över. Med --force flyttas den till ett .bak-namn.",
        takes=(
            _word(
                "VÄRLD", f"{', '.join(WORLDS)} eller en egen FIL.toml (utan flagga: {WORLDS[0]})",
                "--world", default=WORLDS[0],
            ),
            _flag("--force", "flytta undan den bok som finns"),
        ),
    ),
    Spec(
        "clock", "book.clock:show", "visa eller ställ bokens klocka",
        "Utan underkommando visas klockan. Alla som har boken öppen delar den.",
        acts=(
            Spec("show", "book.clock:show", "visa klockan"),
            Spec(
                "set", "book.clock:set_to", "ställ klockan",
                takes=(_word("TID", _WHEN, "at"), _YES),
            ),
            Spec("pause", "book.clock:pause", "stoppa klockan där den är"),
            Spec("run", "book.clock:run", "låt klockan gå vidare"),
            Spec(
                "real", "book.clock:real", "låt boken följa datorns klocka", takes=(_YES,),
            ),
            Spec(
                "forward", "book.clock:forward", "flytta klockan framåt",
                takes=(_word("STEG", "hur långt: 30m, 2h, 1d eller 1v", "step"), _YES),
            ),
            Spec(
                "jumps", "book.clock:jumps",
                "visa tider att gå till, och vad som händer på vägen",
            ),
            Spec(
                "jump", "book.clock:jump", "gå till en av de tiderna",
                takes=(_word("VAD", "vilken av dem", "kind", choices=JUMPS), _YES),
            ),
        ),
    ),
    Spec(
        "types", "setup.types:show", "visa, ändra och publicera tidstyper",
        "Utan underkommando visas alla tidstyper med sina bockar.",
        acts=(
            Spec(
                "set", "setup.types:change", "sätt eller ta bort bockar på en tidstyp",
                "Dölj bokning för patient släcker de tre webbockarna, och de går inte att sätta på"
                " en dold tidstyp. 1177 får veta ändringen efter enhetens fördröjning, eller med"
                " --publish.",
                takes=(
                    _word("NAMN", "tidstypens Namn i AsynjaVisph", "name"),
                    *(
                        _word("on|off", c.label, c.flag, dest=c.field, choices=("on", "off"))
                        for c in SETTABLE
                    ),
                    _word("TEXT", "nytt Namn i AsynjaVisph", "--name", dest="new_name"),
                    _word("TEXT", "Namn för webbtidbok", "--web-name"),
                    _word("TAL", "1177-nivå, där journalsystemet har den", "--level", type=_number),
                    _ROLE,
                    _flag("--publish", "låt 1177 få veta det genast"),
                ),
            ),
            Spec(
                "publish", "setup.types:publish",
                "låt 1177 få veta ändringar genast (Publicera nu)",
                takes=(_word("NAMN", "bara den tidstypen", "name", nargs="?"),),
            ),
        ),
    ),
    Spec(
        "offer", "offer.offer:show", "visa vad 1177 erbjuder en invånare just nu",
        "Först typerna med antal tider (även de utan tider), sedan tiderna.",
        takes=(
            _PATIENT.needed,
            _word("WEBBNAMN", "bara typen med det namnet på 1177", "--type"),
            *_days("första dagen", "sista dagen"),
        ),
    ),
    Spec(
        "why", "offer.why:explain", "förklara varför 1177 erbjuder en tid, eller inte",
        "Alla reglers utslag och vad som kan göras åt dem, för en tid (--resource och --at) eller"
        " en bokning (--booking). Med --summary: hur många kommande lediga tider varje regel"
        " hindrar, och hur många som skulle visas om den åtgärdades (--resource och --type väljer"
        " bland dem).",
        takes=(
            _flag("--summary", "räkna tiderna i stället"),
            _word("NAMN", "med --summary: bara tidstypen", "--type"),
            *_days("med --summary: första dagen", "med --summary: sista dagen"),
            _word("NAMN", "resursen som har tiden", "--resource"),
            _AT,
            _PATIENT,
            _word("NR", "bokningens nummer", "--booking", type=_number),
        ),
    ),
    Spec(
        "book", "offer.bookings:book", "boka en tid åt en patient",
        takes=(
            _PATIENT.needed, _RESOURCE.needed, _AT.needed,
            _word("TEXT", "patientens kommentar", "--comment", default=""),
            _AS, _YES,
        ),
    ),
    Spec(
        "rebook", "offer.bookings:rebook", "flytta en bokning till en annan tid",
        takes=(
            _BOOKING, _RESOURCE.needed, _AT.needed,
            _word("TEXT", "ny kommentar", "--comment", default=""),
            _AS, _PATIENT, _YES,
        ),
    ),
    Spec(
        "cancel", "offer.bookings:cancel", "avboka en bokning",
        takes=(
            _BOOKING,
            _word("TEXT", "orsak till avbokningen", "--reason", default=""),
            _AS, _PATIENT,
        ),
    ),
    Spec(
        "bookings", "offer.bookings:show", "visa en patients bokningar, och vilka 1177 visar",
        takes=(_PATIENT.needed,),
    ),
    Spec(
        "layout", "schedule.layout:lay_out", "lägg ut en schemamall på en resurs",
        "Vid krockar med tider som finns läggs ingenting ut, om inte --skip-collisions ges.",
        takes=(
            _word("NAMN", "schemamallen", "--template").needed,
            _word("NAMN", "resursen; får ges flera gånger", "--resource", action="append").needed,
            *(day.needed for day in _days("första dagen", "sista dagen")),
            _flag("--dry-run", "visa bara vad som skulle hända"),
            _flag("--skip-collisions", "lägg ut de tider som inte krockar"),
            _ROLE,
        ),
    ),
    Spec(
        "event", "schedule.event:add", "lägg en händelse i en resurs kalender",
        "En spärrande händelse döljer lediga tider; bokade tider står kvar och räknas upp.",
        takes=(
            _RESOURCE.needed,
            _word("TID", _WHEN, "--from", dest="start").needed,
            _word("TID", "när den är slut", "--to", dest="end").needed,
            _word("TEXT", "vad som händer", "--text").needed,
            _flag("--blocking", "spärrande för bokning"),
        ),
    ),
    Spec(
        "log", "log.log:show", "visa Logg för webbtidbok, med 24-timmarsregelns utslag",
        "Utan underkommando visas loggen, eller en inläst fil med --file.",
        takes=_filter(default=None),
        epilog=_SEARCH,
        acts=(
            Spec(
                "review", "log.review:review",
                "granska loggen i programmet, enhetens egen eller en fil",
                "Öppnar programmet på Logg för webbtidbok. En fil läses först in som med log"
                " import; loggen på standard in (-) går bra, tangenterna läses då från"
                " terminalen.",
                takes=(
                    _word("FIL", "filen att läsa in, eller -", "path", nargs="?", default=""),
                    *_IMPORT,
                    _IMPORTED,
                ),
            ),
            Spec(
                "import", "log.file:load", "läs in en logg som kopierats ur AsynjaVisph",
                "Text med tabb, semikolon eller komma mellan fälten och loggens 16 rubriker i"
                " valfri ordning. Finns en logg med namnet läses bara det som är nytt in, och"
                " bedömningarna står kvar. Allt eller inget läses in, om inte --skip-bad ges.",
                takes=(_word("FIL", "filen att läsa, eller - för standard in", "path"), *_IMPORT),
            ),
            Spec("files", "log.file:files", "visa vilka filer som är inlästa"),
            Spec(
                "remove", "log.file:remove", "ta bort en inläst logg ur boken",
                takes=(_word("NAMN", "loggens namn, som log files visar det", "name"),),
            ),
            Spec(
                "export", "log.file:export", "skriv loggen till en fil, med utslag och tid kvar",
                "Filens namn avgör: .csv och .xlsx är tabeller, .txt är sidor att skriva ut."
                " Urvalet är detsamma som för log.",
                takes=(
                    _word("FIL", "den nya filen; skrivs aldrig över", "path"),
                    _flag(
                        "--to-bill",
                        "bara det som ska faktureras och inte är exporterat; det märks som"
                        " exporterat",
                    ),
                    _flag("--again", "med --to-bill: även det som redan är exporterat"),
                    *_filter(default=argparse.SUPPRESS),
                ),
                epilog=_SEARCH,
            ),
        ),
    ),
    Spec(
        "stats", "log.stats:show",
        "räkna ändringarna i Logg för webbtidbok, och hur många som var sena",
        "Andelen sena är av om- och avbokningarna. En bokning räknas på den nya tidens typ och"
        " resurs, en om- eller avbokning på den tidigare. Utan period räknas hela loggen.",
        takes=(
            _word(
                "VAD", "day (utan flagga), week, month, type eller resource", "--by",
                choices=("day", "week", "month", "type", "resource"), default="day",
            ),
            _word("TEXT", "bara de raderna, som i sökrutan (se nedan)", "--search", default=""),
            *_days("ändrade från den dagen", "ändrade till och med den dagen"),
            _IMPORTED,
        ),
        epilog=_SEARCH,
    ),
    Spec("doctor", "book.doctor:examine", "undersök om boken är hel och rimlig"),
    Spec(
        "backup", "book.doctor:backup", "kopiera boken till en ny fil",
        takes=(_word("FIL", "den nya filen; skrivs aldrig över", "file"),),
    ),
    Spec(
        "world", "book.world:show", "visa, kontrollera och spara övningsvärldar",
        "Utan underkommando visas programmets egna världar. Hur en egen skrivs står i"
        " docs/VÄRLDAR.md.",
        acts=(
            Spec("list", "book.world:show", "visa programmets egna världar"),
            Spec(
                "check", "book.world:check", "kontrollera en världs fil",
                "Svarskod: 0 utan fel, 1 fel finns, 2 filen går inte att läsa.",
                takes=(_word("VÄRLD", "filen, eller en av programmets världar", "world"),),
            ),
            Spec(
                "save", "book.world:save", "spara boken som en värld",
                takes=(_word("FIL.toml", "den nya filen", "path"),),
            ),
        ),
    ),
    Spec(
        "quiz", "training.quiz:show", "Snabbprov: tjugo frågor ur reglerna, med rätt svar",
        "Samma frö ger samma prov. Med --answers rättas det: svarskod 0 allt rätt, 1 något är fel.",
        takes=(
            _word("N", "frö, ett heltal", "--seed", type=_number, default=1),
            _word(
                "FIL", "svar, A–D, ett på varje rad, eller en lista i JSON; - är standard in",
                "--answers",
            ),
        ),
    ),
    Spec(
        "exercise", "training.exercise:show", "visa, öppna, lös och kontrollera övningar",
        "Utan underkommando visas kursens övningar. Hur en egen skrivs står i docs/ÖVNINGAR.md.",
        takes=(_COURSE._replace(options={**_COURSE.options, "default": "guiden"}),),
        acts=(
            Spec("list", "training.exercise:show", "visa kursens övningar", takes=(_COURSE,)),
            Spec(
                "run", "training.exercise:run", "öppna programmet på en övning, i en egen bok",
                takes=(_EXERCISE, _COURSE),
            ),
            Spec(
                "solve", "training.exercise:solve",
                "gör övningens bok (--book) och spela dess lösning i den",
                takes=(_EXERCISE, _COURSE),
            ),
            Spec(
                "judge", "training.exercise:judge",
                "säg vilka av övningens steg som är gjorda i boken (--book)",
                "Svarskod: 0 löst, 1 inte löst, 2 boken går inte att använda.",
                takes=(_EXERCISE, _COURSE),
            ),
            Spec(
                "check", "training.exercise:check",
                "kontrollera en övnings fil och spela dess lösning",
                "Svarskod: 0 utan fel och alla steg gjorda, 1 fel eller ett steg som inte blir"
                " gjort, 2 filen går inte att läsa.",
                takes=(_EXERCISE, _COURSE),
            ),
        ),
    ),
    Spec(
        "results", "training.results:show",
        "visa hur långt de som övar har kommit",
        "Läser alla framstegsfiler (.db) och exporter (.csv) i mappen.",
        takes=(
            _word("MAPP", "mappen med resultat", "folder"),
            _word("FIL", "skriv dem också till en ny fil, för ett kalkylprogram", "--csv"),
            _word(
                "MAPP", "skriv ett intyg att skriva ut för var och en, i den mappen",
                "--certificates",
            ),
        ),
    ),
    Spec(
        "unit", "setup.unit:show", "visa och ändra enhetens anslutning till 1177",
        acts=(
            Spec("show", "setup.unit:show", "visa enhetens inställningar"),
            Spec(
                "set", "setup.unit:change", "ändra dem, som IT",
                takes=(
                    _switch("ansluten till 1177", "--connected"),
                    _switch("ombud får omboka", "--agent-rebooks"),
                ),
            ),
        ),
    ),
    Spec(
        "case", "setup.case:show", "visa och aktivera ärendetyper",
        acts=(
            Spec("show", "setup.case:show", "visa ärendetyperna"),
            Spec(
                "open", "setup.case:start", "aktivera en ärendetyp; läggs upp om den saknas",
                takes=(_KIND,),
            ),
            Spec(
                "limit", "setup.case:limit", "låt en ärendetyp gälla för alla eller för urvalet",
                takes=(_KIND, _word("on|off", "begränsat urval", "limited", choices=("on", "off"))),
            ),
            Spec(
                "include", "setup.case:include", "ta med en invånare i enhetens urval",
                takes=(_word("PNR", "personnummer, ÅÅÅÅMMDD-NNNN", "pnr"),),
            ),
        ),
    ),
    Spec(
        "resources", "setup.resources:show", "visa resurser och ändra deras giltighet",
        acts=(
            Spec("show", "setup.resources:show", "visa resurserna"),
            Spec(
                "set", "setup.resources:change", "ändra mellan vilka dagar en resurs är giltig",
                "Skriv tomt för en dag som inte ska finnas.",
                takes=(
                    _word("NAMN", "resursen", "name"),
                    *_days("första dagen", "sista dagen"),
                ),
            ),
        ),
    ),
    Spec(
        "times", "schedule.times:show", "visa en resurs tider och ändra dem",
        "Utan underkommando visas tiderna (--resource).",
        takes=(_RESOURCE, *_days("första dagen (utan flagga: i dag)", "sista dagen")),
        acts=(
            Spec(
                "release", "schedule.times:release", "ändra Bok.före på en tid",
                takes=(
                    _RESOURCE.needed, _AT.needed,
                    _word("DAGAR", "Bok.före i dagar, eller tomt", "--days").needed,
                    _ROLE,
                ),
            ),
        ),
    ),
    Spec(
        "events", "schedule.event:show", "visa en resurs händelser och ta bort dem",
        "Utan underkommando visas händelserna med sina nummer (--resource).",
        takes=(_RESOURCE, *_days("första dagen (utan flagga: i dag)", "sista dagen")),
        acts=(
            Spec(
                "remove", "schedule.event:remove", "ta bort händelser",
                "Tiderna under dem kan bokas igen, om ingen annan händelse spärrar dem.",
                takes=(
                    _word("NR", "händelsernas nummer", "events", nargs="+", type=_number),
                ),
            ),
        ),
    ),
    Spec(
        "citizen", "offer.citizen:enter", "öppna 1177 som invånare",
        "Som en direktlänk på mottagningens webbplats: efter inloggningen visas mottagningen, och"
        " med --service en av dess tjänster.",
        takes=(
            _word(
                "TJÄNST", "boka (boka tid) eller bokade (bokade tider)", "--service",
                choices=SERVICES, default="",
            ),
            _word("PERSONNUMMER", "vem som loggar in, utan fråga", "--pnr", default=""),
        ),
    ),
    Spec(
        "contract", "offer.contract:serve", "svara på anrop enligt det nationella kontraktet",
        "Ett JSON-objekt på varje rad in, {\"operation\": \"GetAllTimeTypes\", …}, ger ett på varje"
        " rad ut, tills standard in tar slut. Boken står in för ett journalsystem i andras tester.",
    ),
    Spec(
        "restart", "book.practice:restart", "börja om med bokens värld",
        "Den bok som finns sparas bredvid, med .bak efter namnet.", takes=(_YES,),
    ),
    Spec(
        "checkpoint", "book.practice:show", "kom ihåg hur boken är, och gå tillbaka dit",
        "Utan underkommando visas minnena.",
        acts=(
            Spec("list", "book.practice:show", "visa bokens minnen"),
            Spec(
                "keep", "book.practice:keep", "kom ihåg boken som den är",
                takes=(_word("NAMN", "vad minnet ska heta", "name"), _YES),
            ),
            Spec(
                "back", "book.practice:back", "gör boken som den var då",
                "Den bok som finns sparas bredvid, med .bak efter namnet.",
                takes=(_word("NAMN", "minnets namn", "name"), _YES),
            ),
            Spec(
                "remove", "book.practice:remove", "ta bort ett minne",
                takes=(_word("NAMN", "minnets namn", "name"),),
            ),
        ),
    ),
    Spec(
        "demo", "training.demo:run", "visa demonstrationer som spelar sig själva",
        "demo list visar vilka som finns; demo NAMN spelar en av dem, eller en egen FIL.toml, i en"
        " bok för sig.",
        takes=(
            _word("NAMN", "demonstrationens namn, en FIL.toml, eller list", "name"),
            _word("TAL", "hur många gånger så fort (1); 0 väntar inte alls", "--speed",
                  type=_speed, default=1.0),
            _word("FIL.cast", "spela in den, med undertexter i FIL.vtt bredvid", "--record"),
            _word("2|3", "asciicast-versionen (3)", "--cast-version", type=_number,
                  choices=(2, 3), default=3),
            _word("MAPP", "skriv den som en sida med bilder", "--screenshots"),
            _flag("--speaker", "talarvyn: nu, härnäst och anteckningar, för en visning som pågår i"
                  " ett annat fönster"),
        ),
    ),
    Spec(
        "acts", "book.acts:show", "visa de senaste åtgärderna i boken, och ångra en",
        "Utan underkommando visas de femtio senaste, vem som än gjorde dem.",
        acts=(
            Spec("list", "book.acts:show", "visa de femtio senaste åtgärderna"),
            Spec(
                "undo", "book.acts:undo", "ångra en åtgärd",
                "Bara om ingen har byggt vidare på den. En ångrad åtgärd görs om genom att ångra"
                " ångrandet.",
                takes=(_word("NUMMER", "åtgärdens nummer i listan", "act", type=_number), _ROLE),
            ),
        ),
    ),
    Spec("books", "book.practice:lately", "visa de böcker som varit öppna senast"),
)  # fmt: skip


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Read the words after the program's name.

    Returns:
        What was asked; ``handler`` is ``module:function``, empty to open the program.

    Raises:
        Usage: they cannot be read.
        SystemExit: after ``--help`` or ``--version``.
    """
    with swedish():
        return build(words).parse_args(words)


def build(words: Sequence[str] | None = None) -> Parser:
    """The parser, as far as these words need it; whole without any.

    Made inside ``swedish()``, or its help is half English.
    """
    parser = Parser(prog="asynja-tui", description=_DESCRIPTION, epilog=_EPILOG)
    parser.set_defaults(handler="", json=False, sources=False)
    add_shared(parser, default=None)
    for names, options in _SHOWING:
        parser.add_argument(*names, **options)
    parser.add_argument("--version", action=_Version, nargs=0, help="visa programmets version")
    add_all(parser, "kommandon", COMMANDS, words)
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
