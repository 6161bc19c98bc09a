"""The files of demonstrations: what they say, and what is said of what is wrong in them."""

import pytest

from db.errors import NotFound
from db.training.script import values
from db.training.script.reading import load, read
from db.training.script.values import Beginning, State, Thing
from db.values import Role
from db.worlds.reading import Fault, Faulty

HEAD = '[demonstration]\ntitel = "En visning"\n'


def script(*lines: str) -> values.Script:
    return read("\n".join((HEAD, *lines)), "egen")


def step(said: str) -> values.Step:
    return script('[[kapitel]]\ntitel = "Ett"', f"steg = [{{ {said} }}]").chapters[0].steps[0]


ACTS = [
    ('kommando = "booking.book"', values.Command("booking.book")),
    ('sida = "tidbok"', values.Page("tidbok")),
    ('tangenter = "ctrl+home F2 å"', values.Keys(("ctrl+home", "f2", "å"))),
    ('skriv = "Besök webb"', values.Words("Besök webb")),
    ('ersatt = "Besök"', values.Words("Besök", anew=True)),
    ('klicka = { knapp = "OK" }', values.Click(Thing("button", "OK"))),
    ('dubbelklicka = { rad = "A", kolumn = "B" }', values.Click(Thing("cell", "A", "B"), 1, 2)),
    ('hogerklicka = { kolumn = "B" }', values.Click(Thing("heading", "B"), 3)),
    ('klicka = { tid = "d+1 09:00", resurs = "Ann" }',
     values.Click(Thing("time", "d+1 09:00", "Ann"))),
    ('klicka = { dag = "2024-09-12" }', values.Click(Thing("day", "2024-09-12"))),
    ('vanta = { sida = "tidbok", syns_inte = "Fel" }',
     values.Wait(State("tidbok", unseen=("Fel",)))),
    ('forvanta = { syns = ["a", "b"], vid = { falt = "Namn" }, star = "c" }',
     values.Expect(State(seen=("a", "b"), thing=Thing("field", "Namn"), says="c"))),
]  # fmt: skip


@pytest.mark.parametrize(("said", "act"), ACTS, ids=[said[:30] for said, _ in ACTS])
def test_an_act_is_what_its_key_says(said: str, act: values.Act) -> None:
    (read_act,) = step(said).acts
    assert read_act == act
    assert type(read_act) is type(act)


def test_acts_come_in_the_order_in_which_they_stand() -> None:
    made = step('skriv = "a", tangenter = "enter", gor = [{ skriv = "b" }], klicka = { val = "c" }')
    kinds = [type(act) for act in made.acts]
    assert kinds == [values.Words, values.Keys, values.Words, values.Click]


def test_a_step_may_only_say_and_ask() -> None:
    made = step('text = "Se", fraga = "Vad nu?", svar = "Ingenting.", anteckning = "Vänta in dem."')
    assert made == values.Step((), "Se", "Vänta in dem.", "Vad nu?", "Ingenting.")


def test_a_chapter_has_its_own_book() -> None:
    made = read(
        """
        [demonstration]
        titel = "En visning"
        om = "Om den."
        varld = "region"
        nu = "2025-11-24 10:00"
        [[kapitel]]
        titel = "Ett"
        steg = [{ text = "a" }]
        [[kapitel]]
        titel = "Två"
        varld = "tom"
        forbered = ["types set Besök --webb on"]
        roll = "personal"
        oppen = "tidbok"
        [[kapitel.steg]]
        fraga = "b"
        [[kapitel]]
        titel = "Tre"
        steg = [{ text = "c" }]
        [uppgift]
        text = "Nu du."
        losning = [{ sida = "tidbok" }]
        """,
        "egen",
    )
    first, second, third = (chapter.beginning for chapter in made.chapters)
    assert first == Beginning("region", "2025-11-24 10:00")
    assert second == Beginning("tom", "", ("types set Besök --webb on",), Role.STAFF, page="tidbok")
    assert third == Beginning("")  # goes on from the second
    assert made.beginning(3) == Beginning("region", "2025-11-24 10:00")  # the task's
    assert made.questions == 1
    assert made.task is not None
    assert made.task.solution == (values.Page("tidbok"),)


FAULTS = [
    ("", [Fault("kapitel", 0, "", "saknas.")]),
    ("[kapitel]", [Fault("kapitel", 0, "", "ska stå som [[kapitel]].")]),
    ("[[kapitel]]\ntitel='a'\nsteg=[]", [Fault("kapitel", 1, "steg", "saknas.")]),
    ("[[kapitel]]\ntitel='a'\nsteg=[{}]", [Fault("kapitel", 1, "steg", "(nr 1) är tomt.")]),
    ("[[kapitel]]\ntitel='a'\nvarld='b'\nsteg=[{text='a'}]",
     [Fault("kapitel", 1, "varld", "”b” finns inte. Det finns: idag, guide, guide-2025, pmo,"
                                   " pasis, region, tom.")]),
    ("[[kapitel]]\ntitel='a'\nsteg=[{text='a', svar='b'}]",
     [Fault("kapitel", 1, "steg", "(nr 1) svar hör till en fraga.")]),
    ("[[kapitel]]\ntitel='a'\nsteg=[{text='a'},{tangenter='ctrl-a'}]",
     [Fault("kapitel", 1, "steg", "(nr 2) tangenter ”ctrl-a” är ingen tangent. Skriv till exempel"
                                  " ”f2”, ”ctrl+s”, ”enter”.")]),
    ("[[kapitel]]\ntitel='a'\nsteg=[{klicka={tid='snart'}}]",
     [Fault("kapitel", 1, "steg", "(nr 1) klicka ”snart” är inte en tid. Skriv till exempel"
                                  " d+1 09:00.")]),
    ("[[kapitel]]\ntitel='a'\nsteg=[{forvanta={}}]",
     [Fault("kapitel", 1, "steg", "(nr 1) forvanta ska säga något: sida, dialog, syns, syns_inte,"
                                  " vid, star, bok.")]),
    ("[[kapitel]]\ntitel='a'\nsteg=[{gor=[{skriv='a', sida='b'}]}]",
     [Fault("kapitel", 1, "steg", "(nr 1) gor (nr 1) ska ha en av nycklarna kommando, sida,"
                                  " tangenter, skriv, ersatt, klicka, dubbelklicka, hogerklicka,"
                                  " vanta, forvanta.")]),
    ("[mall]\n[[kapitel]]\ntitel='a'\nsteg=[{text='a'}]",
     [Fault("mall", 0, "", "finns inte. Tabellerna är demonstration, kapitel, uppgift.")]),
    ("titel=", [Fault("", 0, "", "filen är inte TOML: värdet går inte att läsa; en text ska stå"
                                 " inom citattecken.", 4)]),
]  # fmt: skip


@pytest.mark.parametrize(("said", "faults"), FAULTS, ids=[said[-40:] for said, _ in FAULTS])
def test_what_is_wrong_is_named_by_table_number_and_key(said: str, faults: list[Fault]) -> None:
    with pytest.raises(Faulty) as caught:
        script(said)
    assert list(caught.value.faults) == faults
    assert caught.value.text.startswith("Demonstrationen går inte att läsa. ")


def test_two_things_at_once_are_none() -> None:
    with pytest.raises(Faulty, match="ska nämna en sak"):
        step('klicka = { rad = "a", knapp = "b" }')


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(NotFound, match="finns inte"):
        load("ingen sådan")
