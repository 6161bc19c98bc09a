"""``asynja-tui acts``: who did what, and taking it back."""

from tests.program import cli_book
from tests.program.cli_book import TOLVAN, Cli

cli = cli_book.cli


def test_an_act_is_listed_and_taken_back_once(cli: Cli) -> None:
    (made,) = cli.json("acts")["acts"]  # the world is of plain SQL but for its template
    assert made["kind"] == "template-saved"
    blocking = ("--from", "2024-09-13 08:00", "--to", "2024-09-13 12:00", "--text", "Möte")
    cli.json("event", "--resource", "Johan Frisk", *blocking, "--blocking", "--user", "Eva Ek")
    act = cli.json("acts", "list")["acts"][0]
    assert act["text"] == "Händelsen ”Möte” 08:00 inlagd: fre 13 sep 2024, Johan Frisk"
    assert (act["kind"], act["who"], act["can_undo"]) == ("event-added", "Eva Ek", True)
    number = str(act["act_id"])
    done = cli.json("acts", "undo", number, "--user", "Per")
    assert done["text"].startswith(f"Ångrade: {act['text']}. ")
    assert cli.json("events", "--resource", "Johan Frisk", "--from", "2024-09-13")["events"] == []
    again, first = cli.json("acts")["acts"][:2]
    assert (first["undone_by"], first["can_undo"]) == ("Per", False)
    assert (again["undoes"], again["can_undo"]) == (act["act_id"], True)
    assert "Ångrad av Per" in cli.refused("acts", "undo", number).err
    assert "Gjorde om:" in cli("acts", "undo", str(again["act_id"])).out
    assert "finns inte" in cli.refused("acts", "undo", "999").err
    cli.wrong("acts", "undo", "x")


def test_what_is_not_taken_back_says_why(cli: Cli) -> None:
    cli.json("book", "--patient", TOLVAN, "--resource", "Johan Frisk", "--at", "2024-09-12 13:00")
    act = cli.json("acts")["acts"][0]
    assert act["text"].startswith("Ny bokning 13:00 via 1177: tor 12 sep 2024, Johan Frisk, ")
    assert act["who"] == "1177"
    assert act["why_not"] == "En bokning ångras inte: avboka den."
    assert act["why_not"] in cli.refused("acts", "undo", str(act["act_id"])).err
    assert act["why_not"] in cli("acts").out
