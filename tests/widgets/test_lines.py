"""How the drawn lines are laid out, without a screen."""

import pytest
from rich.cells import cell_len

from widgets.bars import key_bar, title_bar
from widgets.bars.key_bar import Key
from widgets.bars.title_bar import Title
from widgets.choice_list import Choice
from widgets.figures import figure_list
from widgets.figures.figure_list import Figure, Figures, Remark
from widgets.line import cut, fit, wrap

TITLE = Title(
    ("AsynjaVisph", "Enheten i Åseröd"), "övning.db (guide)", "tor 12 sep 2024 10:52",
    "tor 12 sep 10:52", "10:52", "paus", "Personal",
)  # fmt: skip


@pytest.mark.parametrize("text", ["abc", "å̈ö", "漢字漢字", "👩‍⚕️ ab", "", "a" * 50])
@pytest.mark.parametrize("width", [0, 1, 2, 3, 7, 40])
def test_a_fitted_text_has_its_width(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width
    assert cell_len(fit(text, width)) == width
    assert cell_len(fit(text, width, right=True)) == width


def test_a_cut_text_says_so() -> None:
    assert cut("Primus MVK", 10) == "Primus MVK"
    assert cut("Primus MVK", 8) == "Primus…"


def test_text_is_wrapped_between_words() -> None:
    assert wrap("ett två tre", 7) == ["ett två", "tre"]
    assert wrap("ett oöverkomligt", 6) == ["ett", "oöver…"]


def said(width: int, title: Title = TITLE) -> str:
    return "".join(part.text for part in title_bar.arrange(title, width))


LONG = TITLE._replace(place=("AsynjaVisph", "Vårdcentralen med ett långt namn i Norra Åseröd"))
NO_BOOK = TITLE._replace(book="")
LONG_BOOK = TITLE._replace(book="en bok vars namn är längre än vad som behövs.db (idag)")


@pytest.mark.parametrize("title", [TITLE, LONG, NO_BOOK, LONG_BOOK])
@pytest.mark.parametrize("width", [*range(1, 110)])
def test_the_title_fills_its_width_and_keeps_the_time(width: int, title: Title) -> None:
    line = said(width, title)
    assert cell_len(line) == width
    assert width < 14 or "10:52" in line
    assert width < 16 or "paus" in line


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (100, "AsynjaVisph › Enheten i Åseröd · övning.db (guide)"
              " tor 12 sep 2024 10:52 paus Personal"),
        (85, "Enheten i Åseröd · övning.db (guide) tor 12 sep 2024 10:52 paus Personal"),
        (75, "Enheten i Åseröd · övning.db (guide) tor 12 sep 10:52 paus Personal"),
        (69, "Enheten i Åseröd · övning.db (guide) tor 12 sep 2024 10:52 paus"),
        (58, "Enheten i… · övning.db (guide) tor 12 sep 10:52 paus"),
        (46, "Enheten i… · övning.db (guide) 10:52 paus"),
        (30, "Enheten i Åse… 10:52 paus"),
    ],
)  # fmt: skip
def test_what_the_title_drops_first(width: int, line: str) -> None:
    assert " ".join(said(width).split()) == line


@pytest.mark.parametrize("title", [TITLE, LONG])
def test_a_terminal_of_80_cells_says_which_book_and_world(title: Title) -> None:
    assert "· övning.db (guide) " in said(80, title)


FIGURES = Figures(
    "Torsdag",
    (Figure("4", "tidstyper", "som visas"), Figure("120", "tider", "", "⚑")),
    (Remark("Slut på tider snart.", warning=True),),
)


@pytest.mark.parametrize("width", [1, 5, 20, 60, 120])
@pytest.mark.parametrize("height", [0, 1, 2, 3, 6, 9, 30])
def test_the_list_fits(width: int, height: int) -> None:
    lines = figure_list.arrange(FIGURES, width, height)
    assert len(lines) <= height
    assert width < 20 or all(
        cell_len("".join(part.text for part in line)) <= width for line in lines
    )


def rows(width: int, height: int) -> list[str]:
    lines = figure_list.arrange(FIGURES, width, height)
    return ["".join(part.text for part in line).strip() for line in lines]


def test_the_figures_stay_longest() -> None:
    assert rows(60, 2) == ["4  tidstyper", "120  ⚑ tider"]
    assert rows(60, 4) == ["Torsdag", "4  tidstyper", "120  ⚑ tider", "! Slut på tider snart."]
    assert "som visas" in rows(60, 5)
    assert rows(100, 5)[1] == "4  tidstyper   som visas"


KEYS = (
    *(Key(f"f{n}", f"F{n}", "Gör") for n in range(2, 6)),
    Key("f1", "F1", "Hjälp"), Key("escape", "Esc", "Stäng"), Key("ctrl+p", "Ctrl+P", "Sök"),
)  # fmt: skip


def keys_line(keys: tuple[Key, ...], width: int) -> str:
    return "".join(part.text for part in key_bar.arrange(keys, width))


def test_help_and_the_way_back_stand_at_the_right_end_of_the_line_of_keys() -> None:
    named, more = " F1 Hjälp   Esc Stäng  ", "…  F1 Hjälp   Esc Stäng  "
    assert keys_line(KEYS, 80).startswith(" F2 Gör   F3 Gör   F4 Gör   F5 Gör   Ctrl+P Sök  ")
    assert keys_line(KEYS, 80).endswith(named)
    assert keys_line(KEYS, 50).startswith(" F2 Gör   F3 Gör   ")
    assert keys_line(KEYS, 50).endswith(more)
    for width in range(16, 200):
        line = keys_line(KEYS, width)
        assert cell_len(line) == width
        assert line.rstrip().endswith(("F1 Hjälp   Esc Stäng", "F1   Esc"))
        shown = [key for key in KEYS if f"{key.shown} {key.label} " in line]
        assert ("…" in line) == (not {*KEYS[:4], KEYS[-1]} <= {*shown})


def test_the_sign_for_more_presses_the_key_that_lists_all() -> None:
    names = [part.name for part in key_bar.arrange(KEYS, 40) if "…" in part.text]
    assert names == ["ctrl+p"]


def test_a_choice_can_be_chosen_unless_told_otherwise() -> None:
    assert Choice("a", "A").enabled
