"""Recordings: the same every time, in two versions, with captions, and as a page with pictures."""

import json
from pathlib import Path
from typing import Any

import pytest

from asynja_tui.playing.recording import cast, gallery, subtitles
from asynja_tui.playing.recording.cast import INPUT, MARKER, OUTPUT, Event
from asynja_tui.playing.recording.gallery import Picture
from asynja_tui.playing.recording.recorder import Recording, record, typed
from asynja_tui.playing.recording.subtitles import Cue
from db.training.script.reading import read
from screens.session import Session

SCRIPT = """
[demonstration]
titel = "Kort & gott"
om = "En [kort] visning."
[[kapitel]]
titel = "Ett"
[[kapitel.steg]]
text = "Tidboken."
sida = "tidbok"
[[kapitel.steg]]
text = "Ett datum."
gor = [{ kommando = "looking.go_to_date" }, { skriv = "2024-10-02" }, { tangenter = "enter" }]
fraga = "Vilken vecka?"
svar = "40."
[[kapitel]]
titel = "Två"
[[kapitel.steg]]
text = "Slut."
"""


async def recorded(session: Session, folder: Path) -> Recording:
    script = read(SCRIPT, "kort")
    return await record(script, session, folder / "worlds", (80, 24), 0, pictures=True)


async def test_two_recordings_are_alike_to_the_byte(session: Session, tmp_path: Path) -> None:
    files = []
    for name in ("a", "b"):
        made = await recorded(session, tmp_path)
        assert made.failure == ""
        captions = made.write_cast(tmp_path / f"{name}.cast")
        page = made.write_page(tmp_path / name)
        files.append([(tmp_path / f"{name}.cast").read_bytes(), captions.read_bytes(),
                      page.read_bytes()])  # fmt: skip
        assert len(list((tmp_path / name).glob("kort-*-*.svg"))) == 3
    assert files[0] == files[1]
    head, *events = map(json.loads, files[0][0].decode().splitlines())
    assert head["version"] == 3
    assert head["term"]["cols"] == 80
    assert [data for _, kind, data in events if kind == MARKER] == ["Ett", "Två"]
    assert [data for _, kind, data in events if kind == INPUT] == ["b", "d", "\r"]
    drawn = "".join(data for _, kind, data in events if kind == OUTPUT)
    assert "Vilken vecka?" in drawn
    assert "D Datum..." in drawn  # the key and the command's name
    assert all(time >= 0 for time, _, _ in events)
    told = files[0][1].decode()
    assert told.startswith("WEBVTT\n\n1\n00:00:00.000 --> ")
    assert "Vilken vecka?" in told
    assert "![Ett datum.](kort-1-2.svg)" in files[0][2].decode()


EVENTS = [Event(0.0, MARKER, "Ett"), Event(0.0005, OUTPUT, "a"), Event(1.2345, INPUT, "\r")]


@pytest.mark.parametrize(
    ("version", "head", "times"),
    [
        (3, {"version": 3, "term": {"cols": 80, "rows": 24, "type": "xterm-256color"}},
         [0.0, 0.0, 1.234]),
        (2, {"version": 2, "width": 80, "height": 24}, [0.0, 0.0, 1.234]),
    ],
)  # fmt: skip
def test_both_versions_of_asciicast(version: int, head: dict[str, Any], times: list[float]) -> None:
    first, *events = map(json.loads, cast.lines(EVENTS, (80, 24), "Åå", version))
    assert first == {**head, "title": "Åå"}
    assert [event[0] for event in events] == times
    later = [*EVENTS, Event(2.0, OUTPUT, "b")]
    *_, last = map(json.loads, cast.lines(later, (80, 24), "", version))
    assert last[0] == (0.766 if version == 3 else 2.0)


def test_captions_and_the_page_say_what_they_are_given() -> None:
    cues = [Cue(0, 61.5, "a --> <b>"), Cue(3661, 3662.25, "b")]
    assert list(subtitles.lines(cues)) == [
        "WEBVTT", "",
        "1", "00:00:00.000 --> 00:01:01.500", "a --&gt; &lt;b&gt;", "",
        "2", "01:01:01.000 --> 01:01:02.250", "b",
    ]  # fmt: skip
    page = list(gallery.lines(read(SCRIPT, "kort"), [Picture(0, 1, "x.svg", ("D Datum...",))]))
    assert page[:3] == ["# Kort & gott", "", "En \\[kort\\] visning."]
    assert "*D Datum...*" in page
    assert "**Vilken vecka?**" in page


@pytest.mark.parametrize(
    ("key", "sent"),
    [("b", "b"), ("enter", "\r"), ("ctrl+s", "\x13"), ("escape", "\x1b"), ("f2", "\x1bOQ"),
     ("question_mark", "?"), ("space", " ")],
)  # fmt: skip
def test_a_key_is_what_a_terminal_sends(key: str, sent: str) -> None:
    assert typed(key) == sent
