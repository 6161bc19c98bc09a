"""What is wrong with a world's file is told by table, number and key."""

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.book import Book
from db.bookings import read
from db.doctor import examine
from db.errors import BookError, NotFound, Unreadable
from db.log import query
from db.rules.local_time import instant_text
from db.timeline import parse_instant
from db.values import ReviewDecision
from db.worlds import catalogue, reading
from db.worlds.reading import Fault, Faulty
from tests.db.actors import STAFF
from tests.effort import effort

NOW = parse_instant("2025-11-21 13:37")
WORLD = """
[klocka]
nu = "2025-11-21 13:37"

[[enhet]]
namn = "Övningsvården"
journalsystem = "asynjavisph"
oppnad = "d-90 08:00"

[[arendetyp]]
slag = "boka"

[[arendetyp]]
slag = "andra"

[[tidstyp]]
namn_i_asynjavisph = "Besök webb"
namn_for_webbtidbok = "Besök"
webb = true

[[resurs]]
namn = "Mottagningen"
yrkeskategori = "09 Sjuksköterska"

[[mall]]
namn = "Dagen"
rader = [{ dagar = "må-fr", fran = "08:00", till = "12:00", langd = 30, tidstyp = "Besök webb" }]

[[schemalaggning]]
nar = "d-30 09:00"
mall = "Dagen"
resurser = ["Mottagningen"]
fran = "v-2 må"
till = "v+4 fr"

[personer]
antal = 3

[[patient]]
personnummer = "19610819-3175"
namn = "Egen Person"

[[vantar]]
nar = "d-3 10:00"
patient = "Egen Person"
tidstyp = "Besök webb"
text = "Gärna snart"

[[bokning]]
nar = "d-9 20:00"
patient = "Jonas Testberg"
resurs = "Mottagningen"
start = "v-1 fr 09:00"
kommentar = "Hosta"
andringar = [
    { nar = "v-1 to 16:45", avbokas = true, orsak = "Frisk", bedomning = "undantas",
      undantagsorsak = "Inlagd", bedomd = "d-2 08:00" },
]
""".replace(",\n      undantagsorsak", ", undantagsorsak")
"""The hand-written form of everything; TOML has inline tables on one line."""


def faults(text: str) -> list[str]:
    with pytest.raises(Faulty) as caught:
        reading.read(text, NOW)
    return [fault.sentence for fault in caught.value.faults]


def made(folder: Path, text: str) -> Book:
    path = folder / "egen.toml"
    path.write_text(text, "utf-8")
    return catalogue.make(folder / "bok.db", str(path), real_now=NOW)


def test_a_world_of_ones_own(tmp_path: Path) -> None:
    with made(tmp_path, WORLD) as book:
        assert examine.examine(book).ok
        (cancelled,) = [row for row in query.rows(book, STAFF, 1) if row.new is None]
        assert instant_text(cancelled.changed_at) == "2025-11-13 16:45"
        assert cancelled.late.late
        assert cancelled.review.decision is ReviewDecision.EXEMPT
        assert (cancelled.review.reason, cancelled.cancel_comment) == ("Inlagd", "Frisk")
        assert cancelled.review.at == parse_instant("2025-11-19 08:00")
        with book.read() as reader:
            names = [name for (name,) in reader.rows("SELECT name FROM patient ORDER BY id")]
            assert reader.value("SELECT text FROM waiting_list_entry") == "Gärna snart"
            assert reader.value("SELECT world FROM book_info") == str(tmp_path / "egen.toml")
        assert names[0] == "Tolvan Tolvansson"
        assert names[-1] == "Egen Person"
        assert read.get(book, STAFF, cancelled.booking or 0).comment == "Hosta"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('namn = "Dagen"', 'nam = "Dagen"', ["mall 1, nam: finns inte", "mall 1, namn: saknas."]),
        ("webb = true", 'webb = "ja"', ["tidstyp 1, webb: ska vara true eller false."]),
        ("antal = 3", "antal = 0", ["personer, antal: ska vara ett heltal 1–1000."]),
        ("langd = 30", "langd = 0", ["mall 1, rader: (nr 1) langd ska vara ett heltal"]),
        ('"må-fr"', '"fr-må"', ["mall 1, rader: (nr 1) dagar ska vara veckodagar"]),
        ('"08:00", till', '"8", till', ["mall 1, rader: (nr 1) fran ska vara ett klockslag"]),
        ('"d-30 09:00"', '"snart"', ["schemalaggning 1, nar: "]),
        ('["Mottagningen"]', '"Mottagningen"', ["schemalaggning 1, resurser: ska vara en lista"]),
        ('["Mottagningen"]', '["Borta"]', ["schemalaggning 1, resurser: ”Borta” finns inte"]),
        ('"Jonas Testberg"', '"Ingen Alls"', ["bokning 1, patient: ”Ingen Alls” finns inte"]),
        ('"asynjavisph"', '"takecare"', ["enhet 1, journalsystem: ska vara ”asynjavisph”"]),
        ('"19610819-3175"', '"19610819-3176"', ["patient 1, personnummer: är fel."]),
        ("[personer]", "[[personer]]", ["personer: ska stå en gång, som [personer]."]),
        ("[[vantar]]", "[vantar]", ["vantar: ska stå som [[vantar]]."]),
        ("[klocka]", "[klokca]", ["klokca: finns inte. Tabellerna är varld, klocka, enhet"]),
        ('tidstyp = "Besök webb" }', 'tidstyp = "Annat" }', ["mall 1, rader: ”Annat” finns inte"]),
        ('[[resurs]]\nnamn = "M', '[[resurs]]\nnamn = ["M', ["Rad 23: filen är inte TOML: "]),
        ("[klocka]", 'varld.bygger_pa = "mars"\n[klocka]', ["varld, bygger_pa: ska vara en av"]),
        ("[klocka]", "sparat.tid = [{ x = 1 }]\n[klocka]", ["sparat.tid 1, x: finns inte"]),
        ("[klocka]", 'sparat.tid = [{ langd = "x" }]\n[klocka]', ["sparat.tid 1, langd: ska vara"]),
        ("[klocka]", "sparat.hopp = []\n[klocka]", ["sparat.hopp: finns inte."]),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_place(old: str, new: str, said: list[str]) -> None:
    assert old in WORLD
    found = faults(WORLD.replace(old, new, 1))
    assert len(found) == len(said)
    assert all(told in sentence for told, sentence in zip(said, found, strict=True))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("färg = 1", "Rad 1: filen är inte TOML: efter en nyckel ska det stå =; en nyckel med å"),
        ("[a]\n[a]", "Rad 2: filen är inte TOML: tabellen eller nyckeln finns redan."),
        ("[a]\nb = x", "Rad 2: filen är inte TOML: värdet går inte att läsa; en text ska stå inom"),
        ("[a]\n\nb = [1", "Rad 3: filen är inte TOML: en hakparentes ] saknas."),
        ('a = "\\q"', "Rad 1: filen är inte TOML: ett omvänt snedstreck skrivs \\\\ i en text."),
        ("a = { b = 1,\n}", "Rad 1: filen är inte TOML: en tabell { … } ska stå på en rad"),
        ("a = 2025-13-01", "Rad 1: filen är inte TOML: efter värdet står något mer på raden."),
    ],
)
def test_what_is_no_toml_is_said_in_swedish_with_its_line(text: str, said: str) -> None:
    (found,) = faults(text)
    assert found.startswith(said)


def test_all_faults_are_told_at_once() -> None:
    wrong = WORLD.replace("langd = 30", "langd = 0").replace("webb = true", "webb = 1")
    assert len(faults(wrong)) == 2


def test_names_that_stand_twice_and_a_world_without_units() -> None:
    twice = WORLD + '\n[[resurs]]\nnamn = "Mottagningen"\n'
    assert faults(twice) == ["resurs 2, namn: ”Mottagningen” finns redan."]
    assert faults("") == ["enhet: saknas. En värld har minst en enhet."]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('start = "v-1 fr 09:00"', 'start = "v-1 fr 09:10"', ("bokning", 1)),
        ('fran = "v-2 må"', 'fran = "v+5 må"', ("schemalaggning", 1)),
        ("webb = true", "webb = true\ndolj_bokning_for_patient = true", ("tidstyp", 0)),
    ],
)
def test_what_the_book_refuses_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, fault: tuple[str, int]
) -> None:
    path = tmp_path / "egen.toml"
    path.write_text(WORLD.replace(old, new, 1), "utf-8")
    (found,) = catalogue.check(str(path), real_now=NOW)
    assert (found.table, found.number) == fault
    assert found.text
    with pytest.raises(Faulty):
        catalogue.make(tmp_path / "bok.db", str(path), real_now=NOW)
    assert [one.name for one in tmp_path.iterdir()] == ["egen.toml"]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="finns inte"):
        catalogue.check(str(tmp_path / "borta.toml"))
    binary = tmp_path / "fel.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Unreadable, match="UTF-8"):
        catalogue.check(str(binary))
    with pytest.raises(Unreadable, match="finns inte"):
        catalogue.check("mars")
    with pytest.raises(NotFound, match="guide-2025"):
        catalogue.make(tmp_path / "bok.db", "mars")


@pytest.mark.parametrize("text", ["a" * 100_000, "[" * 3000, "x = " + "[" * 100_000, "\x00", '"'])
def test_whatever_a_file_holds_it_is_a_fault(tmp_path: Path, text: str) -> None:
    with pytest.raises(BookError):
        made(tmp_path, text)


LIVES = """
[liv]
fro = 7
vantar_pa = "Besök webb"
vantar = ["Snart", "Helst förmiddag"]
avbokar_for = ["Sjuk"]
[liv.takt]
invanare_bokar = { vardag = 4, ledig = 1, fran = 6, till = 23 }
varden_avbokar = { vardag = 2, ledig = 0, fran = 8, till = 16 }
[liv.aldrar]
"Besök webb" = { fran = 18, kvinnor = false }
[liv.soker_for]
"Besök webb" = ["Hosta", "Yrsel"]
"""
"""Small, and with acts of the file's own among those that come by chance."""

HOSTILE = (
    "-1", "0", "99999999999999999999", '""', '"x"', "'d+99999 09:00'", "[]", "[[1]]", "{}", "true",
    "1979-05-27T07:32:00Z", "2025-11-20", "nan", "1e400", '"\\u202e"', f'"{"å" * 3000}"',
)  # fmt: skip


def hostile_worlds() -> Iterator[str]:
    """The world with each of its values in turn another."""
    lines = (WORLD + LIVES).splitlines()
    for number, line in enumerate(lines):
        key, equals, _ = line.partition(" = ")
        if equals and key.strip().isidentifier() and not line.startswith(" "):
            for value in HOSTILE:
                yield "\n".join([*lines[:number], f"{key} = {value}", *lines[number + 1 :]])


def test_a_world_lives_beside_what_its_file_says(tmp_path: Path) -> None:
    with made(tmp_path, WORLD + LIVES) as book:
        assert examine.examine(book).ok
        with book.read() as reader:
            assert reader.value("SELECT count(*) FROM booking") > 20
            assert reader.value("SELECT count(*) FROM waiting_list_entry") > 1
            assert reader.value("SELECT seed FROM book_info") == 7


def test_a_world_lives_only_where_something_is_laid_out() -> None:
    text = WORLD.replace("[[schemalaggning]]", "[[tid]]").replace("mall =", "tidstyp =")
    first = text[: text.index("[[tid]]")] + LIVES
    assert faults(first) == ["liv: behöver minst en [[schemalaggning]]."]
    late = LIVES.replace("fran = 6, till = 23", "fran = 9, till = 9")
    assert faults(WORLD + late) == [
        "liv, takt: invanare_bokar ska börja (fran) före den slutar (till)."
    ]


def test_no_value_is_unexpected(tmp_path: Path) -> None:
    """Read or refused with its place; what is read is made or refused, and nothing is left."""
    read_well, every = [], list(hostile_worlds())
    for text in random.Random(2).sample(every, effort(250, len(every))):
        try:
            reading.read(text, NOW)
        except Faulty as error:
            placed = [bool(fault.table or fault.line) for fault in error.faults]
            assert all(placed)
        else:
            read_well.append(text)
    assert len(read_well) >= effort(6, 20)
    for text in random.Random(1).sample(read_well, effort(6, len(read_well))):
        with contextlib.suppress(Faulty):
            made(tmp_path, text).close()
        (tmp_path / "bok.db").unlink(missing_ok=True)
        assert [one.name for one in tmp_path.iterdir()] == ["egen.toml"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("tid = 3", "sparat.tid: ska vara en lista med rader."),
        ("tid = [{ nr = 99999999999999999999 }]", "sparat.tid 1, nr: ska vara ett heltal"),
        ("tid = [{ nr = 1 }]", "sparat: "),
        ('tid = [{ nr = 1, resurs = "Borta" }]', "sparat.tid 1, resurs: ”Borta” finns inte"),
        ('avgift = [{ namn = "x" }]', "sparat.avgift 1, namn: finns inte"),
        ('bokning = [{ nr = 1, patient = "191212121212", tid = 77 }]', "sparat: "),
        ('rensat = [{ enhet = "Borta", till = "2025-01-01 10:00" }]', "sparat.rensat 1, enhet"),
        ('meddelande = [{ nr = 1, nar = "i går" }]', "sparat.meddelande 1, nar: "),
    ],
)
def test_saved_rows_that_do_not_fit(tmp_path: Path, rows: str, said: str) -> None:
    with pytest.raises(Faulty) as caught:
        made(tmp_path, f"{WORLD}\n[sparat]\n{rows}\n")
    assert said in caught.value.faults[0].sentence
    assert [one.name for one in tmp_path.iterdir()] == ["egen.toml"]


def test_a_base_s_tables_are_taken_where_the_file_has_none() -> None:
    own = '[varld]\nbygger_pa = "guide"\n[klocka]\nnu = "2024-09-19 11:05"\n'
    world = reading.read(f"tid = []\n{own}\n[personer]\nantal = 6\n", NOW)
    assert not world.of("tid")
    assert [row["antal"] for row in world.of("personer")] == [6]
    assert len(world.of("tidstyp")) == 20


def test_a_fault_says_where_it_is() -> None:
    assert Fault("tidstyp", 3, "farg", "är fel.").sentence == "tidstyp 3, farg: är fel."
    assert Fault("", 0, "", "är fel.", 7).sentence == "Rad 7: är fel."
