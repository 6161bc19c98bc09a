"""``asynja-tui types``: the grid, the auto-clear of R20, Ombud types (R4-R6), publication (R12)."""

import pytest

from asynja_tui.cli.commands import parse
from db.rules.names.type_columns import COLUMNS, TypeColumn
from tests.program import cli_book
from tests.program.cli_book import ADMIN, NURSE, Cli

cli = cli_book.cli

KEYS = [
    "name", "web_name", "bookable", "hide_in_checkout", "self_checkin", "web_bookable",
    "web_cancellable", "web_rebookable", "hidden", "video", "web_info", "colour",
]  # fmt: skip
WEB_TICKS = ["web_bookable", "web_cancellable", "web_rebookable"]


def one(cli: Cli, name: str) -> dict[str, object]:
    return next(found for found in cli.json("types")["types"] if found["name"] == name)


def test_every_type_has_the_keys_of_the_issue(cli: Cli) -> None:
    types = cli.json("types")["types"]
    assert [found["name"] for found in types] == [
        ".Läkarbesök", NURSE, ADMIN, "Ombud akut", "Vaccination webb",
    ]  # fmt: skip
    for found in types:
        assert list(found) == KEYS
    assert one(cli, NURSE) == {
        "name": NURSE, "web_name": "Såromläggning", "bookable": True, "hide_in_checkout": False,
        "self_checkin": False, "web_bookable": True, "web_cancellable": True,
        "web_rebookable": True, "hidden": False, "video": "<Ej videobesök>", "web_info": "",
        "colour": "",
    }  # fmt: skip


def test_the_grid_has_its_ticks_in_columns(cli: Cli) -> None:
    lines = cli("types").out.splitlines()
    assert lines[0] == (
        "Namn i AsynjaVisph  Namn för webbtidbok      Bokn Kassa Själv Webb Avb Omb Dölj"
    )
    assert lines[2] == (
        ".Sköterskebesök     Såromläggning            ☑    ☐     ☐     ☑    ☑   ☑   ☐"
    )
    assert lines[3].endswith("☑    ☐     ☐     ☐    ☐   ☐   ☑")


@pytest.mark.parametrize("column", [one for one in COLUMNS.values() if one.flag])
def test_each_flag_of_a_column_sets_it(column: TypeColumn) -> None:
    asked = vars(parse(["types", "set", NURSE, column.flag, "on"]))
    assert [field for field in COLUMNS if asked.get(field) == "on"] == [column.field]


def test_a_cleared_row_is_not_listed(cli: Cli) -> None:
    with cli.open() as book, book.write() as tx:
        tx.insert("INSERT INTO time_type (clinic_id, name, name_key, video) VALUES (1, '', '', '')")
    assert "" not in [found["name"] for found in cli.json("types")["types"]]


def test_hiding_clears_the_three_web_ticks_and_says_so_r20(cli: Cli) -> None:
    result = cli("types", "set", NURSE, "--hide", "on")
    assert result.code == 0
    assert "Släckt: Bokningsbar webb, Kan avbokas från webben, Kan ombokas från webben." in (
        result.out
    )
    assert "1177 får veta ändringen 2024-09-12 11:07" in result.out
    found = one(cli, NURSE)
    assert found["hidden"] is True
    assert [found[tick] for tick in WEB_TICKS] == [False, False, False]
    assert cli.json("types")["pending"] == [
        {"name": NURSE, "effective_at": "2024-09-12T11:07:00+02:00"}
    ]


def test_hiding_in_json_tells_what_was_cleared(cli: Cli) -> None:
    told = cli.json("types", "set", NURSE.upper(), "--hide", "on", "--publish")
    assert told["cleared"] == WEB_TICKS
    assert told["changed"] == [*WEB_TICKS, "hidden"]
    assert told["types"][0]["hidden"] is True
    assert told["pending"] == []
    assert told["notes"][0].startswith("Dölj bokning för patient är markerad.")


def test_showing_again_brings_no_tick_back(cli: Cli) -> None:
    told = cli.json("types", "set", ADMIN, "--hide", "off")
    assert [told["types"][0][tick] for tick in ("hidden", *WEB_TICKS)] == [False] * 4


def test_showing_and_ticking_in_one_command(cli: Cli) -> None:
    told = cli.json("types", "set", ADMIN, "--web", "on", "--hide", "off")
    assert told["types"][0]["web_bookable"] is True
    assert told["changed"] == ["web_bookable", "hidden"]


@pytest.mark.parametrize(
    "words",
    [
        [ADMIN, "--web", "on"],
        [ADMIN, "--cancel", "on"],
        [ADMIN, "--rebook", "on"],
        [NURSE, "--hide", "on", "--web", "on"],
        [NURSE, "--web", "on", "--hide", "on"],
    ],
)
def test_a_web_tick_on_a_hidden_type_is_refused_r20(cli: Cli, words: list[str]) -> None:
    before = one(cli, words[0])
    result = cli.refused("types", "set", *words)
    assert "Dölj bokning för patient är markerad." in result.err
    assert result.err.endswith("(VGR:s guide, bild 5–11)\n")
    asked = cli.refused("types", "set", *words, "--sources")
    assert asked.out.endswith("Källor:\n  hidden-no-web-ticks: [000] R20-R21\n")
    told = cli("types", "set", *words, "--json").json()["error"]
    assert told["code"] == "hidden-no-web-ticks"
    assert [verdict["passed"] for verdict in told["verdicts"]] == [False]
    assert one(cli, words[0]) == before


def test_an_ombud_type_is_only_for_it_r4_r6(cli: Cli) -> None:
    result = cli.refused("types", "set", "Ombud akut", "--web", "off")
    assert "ställs in av IT" in result.err
    result = cli.refused("types", "set", "Ombud akut", "--web", "off", "--role", "it")
    assert "måste ha bock" in result.err


def test_nothing_to_change(cli: Cli) -> None:
    result = cli("types", "set", NURSE, "--web", "on")
    assert result.code == 0
    assert "Ingenting att ändra." in result.out
    assert cli.json("types")["pending"] == []


def test_an_unknown_type(cli: Cli) -> None:
    assert (
        f"Menade du ”{NURSE}”" in cli.refused("types", "set", "Sköterskebesök", "--web", "on").err
    )


def test_a_surprise_is_warned_of_r23(cli: Cli) -> None:
    result = cli("types", "set", "Vaccination webb", "--cancel", "off")
    assert "Obs: Tidstypen syns på 1177 men har inga lediga tider." in result.out
    told = cli.json("types", "set", "Vaccination webb", "--cancel", "on")
    assert "no-times" in [warning["rule"] for warning in told["warnings"]]


def test_publishing_all_or_one(cli: Cli) -> None:
    cli("types", "set", NURSE, "--rebook", "off")
    cli("types", "set", ".Läkarbesök", "--rebook", "off")
    assert cli.json("types", "publish", NURSE) == {"published": 1}
    assert [one["name"] for one in cli.json("types")["pending"]] == [".Läkarbesök"]
    assert cli("types", "publish").out == "1177 har fått veta 1 ändrad tidstyp.\n"
    assert cli("types", "publish").out == "Ingen ändring väntade på 1177.\n"
    assert cli.refused("types", "publish", "Finns inte").out == ""


def test_publishing_what_was_saved_before(cli: Cli) -> None:
    cli("types", "set", NURSE, "--hide", "on")
    result = cli("types", "set", NURSE, "--publish")
    assert result.code == 0
    assert "1177 känner till .Sköterskebesök som den är." in result.out
    assert cli.json("types")["pending"] == []


def test_another_clinic(cli: Cli) -> None:
    assert "finns inte. I boken finns: Primus MVK VC Test" in (
        cli.refused("types", "--clinic", "Annan").err
    )
    assert cli("types", "--clinic", "primus mvk vc test").code == 0
