"""Writing an exercise by doing it: what changed becomes steps that its own check accepts."""

import shutil
from pathlib import Path

import pytest

from db.book import Book
from db.errors import Invalid, Refused
from db.training.deeds import vocabulary as deeds
from db.training.exercise import course
from db.training.exercise.examine import examine
from db.training.exercise.reading import read
from db.training.writing.file import Head, file_name, write
from db.training.writing.proposing import proposals
from db.training.writing.values import Proposal
from db.worlds import catalogue
from db.worlds.times import Today

HEAD = Head("Gör som jag", "schemalaggare", 5, "Du ska göra det som står i stegen.")

DONE: list[dict[str, object]] = [
    {"tidstyp": "Ny {typ} \"webb\"", "namn_for_webbtidbok": "Nytt \\ besök", "webb": True},
    {"tidstyp": "Akut", "kan_ombokas_fran_webben": False, "farg": "grön"},
    {"tidstyp": "Planerat besök", "nytt_namn": "Planerat"},
    {"tidstyp": "Psykisk hälsa FT webb", "dolj_bokning_for_patient": True, "publicera": True},
    {"rensa": "Övriga besök webb"},
    {"resurs": "DSK rum 3", "nytt_namn": "Distriktssköterska", "giltig_till": "2024-12-31"},
    {"resurs": "Fotvård", "yrkeskategori": "Fotvård"},
    {"arendetyp": "boka", "begransad": True},
    {"enhet": "", "ansluten": False},
    {"enhet": "", "ansluten": True},
    {"mall": "Ny mall", "rader": [{"dagar": "må ti", "fran": "08:00", "till": "09:00",
                                   "langd": 30, "bok_fore": 5, "tidstyp": "Akut"}]},
    {"lagg_ut": "Ny mall", "resurser": ["Fotvård"], "fran": "2024-11-04", "till": "2024-11-17"},
    {"tid": "2024-12-02 10:00", "resurs": "Vaccination", "tidstyp": "Akut", "langd": 20},
    {"byt_tidstyp": "2024-09-24 08:00", "resurs": "Johan Frisk", "tidstyp": "Akut"},
    {"bok_fore": "2024-09-25 08:00", "resurs": "Johan Frisk", "dagar": 3},
    {"ta_bort_tid": "2024-09-26 08:30", "resurs": "Johan Frisk"},
    {"handelse": "Utbildning", "resurser": ["Johan Frisk"], "fran": "2024-09-27 08:00",
     "till": "2024-09-27 12:00"},
    {"vantar": "Roland Femling", "tidstyp": "Akut", "text": "Helst förmiddag"},
    {"boka": "Elis Nyårsberg", "resurs": "Johan Frisk", "start": "2024-09-30 08:00",
     "av": "personal", "kommentar": "Hosta"},
    {"avboka": "Frida Övningsdal", "start": "2024-09-20 09:30", "av": "personal",
     "orsak": "Sjuk"},
    {"bedom": "ombokad", "patient": "Jonas Testberg", "som": "undantas",
     "undantagsorsak": "Sjukhusvård"},
]  # fmt: skip


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("writing") / "guide.db"
    catalogue.make(path, "guide").close()
    return path


def test_every_kind_of_change_becomes_a_step_that_check_accepts(
    guide: Path, tmp_path: Path
) -> None:
    start = Path(shutil.copy(guide, tmp_path / "start.db"))
    now = Path(shutil.copy(guide, tmp_path / "now.db"))
    with Book.open(now) as book, Book.open(start) as before:
        deeds.do(book, "", [deeds.take_deed(one, Today(0)) for one in DONE])
        found = proposals(before, book)
        assert proposals(before, before) == ()
    texts = "\n".join(one.text for one in found)
    assert "Rensa tidstypen Övriga besök webb." in texts
    assert "Lägg ut Ny mall på Fotvård från 2024-11-04 till 2024-11-17: 8 tider av Akut." in texts
    assert "Byt namn på resursen DSK rum 3 till Distriktssköterska." in texts
    file = write(tmp_path / "egen.toml", HEAD, found, start)
    exercise = read(course.of_file(str(file)))
    assert exercise.steps[0].text == found[0].text
    examined = examine(exercise, lambda *_: "spelas inte")
    assert examined.faults == ()
    assert examined.judgement is not None
    assert [step.text for step in examined.judgement.steps if not step.done] == []


def test_nothing_is_written_over_and_nothing_ticked_is_no_exercise(
    guide: Path, tmp_path: Path
) -> None:
    with pytest.raises(Invalid, match="Bocka för minst en sak"):
        write(tmp_path / "egen.toml", HEAD, (), guide)
    (tmp_path / "egen.db").write_text("min")
    ticked = (Proposal("Rensa tidstypen A.", {"rensad": "A"}),)
    with pytest.raises(Refused):
        write(tmp_path / "egen.toml", HEAD, ticked, guide)
    assert not (tmp_path / "egen.toml").exists()


def test_the_files_name() -> None:
    assert file_name("Dölj Akut på 1177!") == "dolj-akut-pa-1177.toml"
    assert file_name("???") == "ovning.toml"
