"""``make bench``: the program's speed as ratios and times of operations, medians of one run.

Each line has a limit it must keep and, where there is one, an aim. Exits 1 when a must fails.
"""

import argparse
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tools import (
    bench_book,
    bench_live,
    bench_log,
    bench_log_files,
    bench_mirror,
    bench_offer,
    bench_practice,
    bench_sheet,
    bench_start,
    bench_tidbok,
    bench_training,
    bench_week,
    bench_why,
)


class Line(NamedTuple):
    """One measured figure.

    Attributes:
        must: its limit.
        aim: what we want; None where the must is all.
        at_least: whether more is better.
    """

    name: str
    value: float
    must: float
    aim: float | None = None
    at_least: bool = False
    unit: str = ""

    @property
    def kept(self) -> bool:
        """Whether the must is kept."""
        return self.value >= self.must if self.at_least else self.value <= self.must

    def __str__(self) -> str:
        """The line as it is printed."""
        sign = "≥" if self.at_least else "≤"
        aim = "" if self.aim is None else f" (aim {self.aim:g})"
        verdict = "ok  " if self.kept else "FAIL"
        figure = f"{self.value:9.2f} {self.unit:<3}"
        return f"{verdict} {self.name:<44}{figure} must {sign} {self.must:g}{aim}"


def _offer(rounds: int) -> Iterator[Line]:
    limits = {
        "one_type_first_40": 2.0,
        "one_type_all": 10.0,
        "all_types_first_40": 5.0,
        "all_types_all": 100.0,
    }
    found = bench_offer.offers(rounds)
    for name, limit in limits.items():
        label = name.replace("_", " ")
        yield Line(f"offer, {label}", found[f"{name}_ms"], limit, unit="ms")
        yield Line(f"offer, {label}, 8 units / 1", found[f"{name}_x8"], 1.5, unit="×")


def _book(rounds: int) -> Iterator[Line]:
    found = bench_book.throughput(rounds)
    name = f"book / bare SQL ({found['ours_per_s']:.0f}/s of {found['bare_per_s']:.0f}/s)"
    yield Line(name, found["ratio"], 0.5, 0.8, at_least=True, unit="×")


def _wait(rounds: int) -> Iterator[Line]:
    found = bench_book.longest_wait()
    name = f"longest wait, 8 processes ({found['booked_per_s']:.0f}/s)"
    yield Line(name, found["longest_ms"], 250, 100, unit="ms")


_STARTS = 3
"""So many times the rounds of the other rows: a start is short and varies."""


def _start(rounds: int) -> Iterator[Line]:
    found = bench_start.measure(rounds * _STARTS)
    name = f"start / Textual hello ({found['ours_ms']:.0f} of {found['hello_ms']:.0f} ms)"
    yield Line(name, found["ratio_time"], 1.4, 1.2, unit="×")
    yield Line("peak memory / Textual hello", found["ratio_memory"], 1.3, unit="×")


def _sheet(rounds: int) -> Iterator[Line]:
    found = bench_sheet.measure(rounds)
    for key in bench_sheet.KEYS:
        others = [f"{found[f'{name}_{key}_ms']:.1f}" for name in bench_sheet.beside(found)]
        name = f"sheet, {key} ({found[f'sheet_1m_{key}_ms']:.1f} ms; beside {' · '.join(others)})"
        yield Line(f"{name}, 1 000 000 rows / 1 000", found[f"{key}_ratio"], 1.2, unit="×")


def _tidbok(rounds: int) -> Iterator[Line]:
    found = bench_tidbok.measure(rounds)
    for key, limit in (("week_5", 1.3), ("week_20", 1.3), ("effect", 1.5)):
        name = f"tidbok, {key} ({found[f'{key}_ms']:.1f} ms), 1 000 000 times / 10 000"
        yield Line(name, found[f"{key}_ratio"], limit, unit="×")
    for key, of in (("laid_out", "10 000"), ("laid_out_large", "1 000 000")):
        name = f"laid out a second, 24 000 times beside {of}"
        yield Line(name, found[f"{key}_per_s"], 20_000, at_least=True)


def _week(rounds: int) -> Iterator[Line]:
    found = bench_week.measure(rounds)
    for key, limit in (("week", 1 / 8), ("change", 1 / 20)):
        name = f"1 680 times, {key} ({found[f'{key}_ms']:.1f} ms) / DataTable"
        yield Line(name, found[f"{key}_ratio"], limit, unit="×")


def _why(rounds: int) -> Iterator[Line]:
    found = bench_why.measure(rounds)
    yield Line("varför, a time with its remedies", found["time_ms"], 10, unit="ms")
    name = f"varför, summary over {bench_why.TIMES} times"
    yield Line(name, found["summary_ms"], 150, unit="ms")


def _practice(rounds: int) -> Iterator[Line]:
    found = bench_practice.measure(rounds)
    yield Line("börja om, world idag from its copy", found["start_over_ms"], 300, unit="ms")
    yield Line("back to a checkpoint, world idag", found["go_back_ms"], 300, unit="ms")
    yield Line("the clock's jumps, told", found["jumps_ms"], 200, unit="ms")
    name = f"a jump on an open tidbok ({found['jump_ms']:.0f} ms) / another week"
    yield Line(name, found["jump_x"], 1.5, unit="×")


def _log(rounds: int) -> Iterator[Line]:
    found = bench_log.measure(rounds)
    name = f"log, first rows ({found['open_large_ms']:.0f} ms), 1 000 000 rows / 1 000"
    yield Line(name, found["open_flat_x"], 1.2, unit="×")
    if "open_visidata_x" in found:
        name = f"log, first rows / visidata ({found['open_visidata_ms']:.0f} ms)"
        yield Line(name, found["open_visidata_x"], 1.0, unit="×")
    name = f"log, peak memory ({found['open_large_mib']:.0f} MiB) / start page"
    yield Line(name, found["memory_x"], 1.25, unit="×")
    yield Line("log, peak memory, 1 000 000 rows / 1 000", found["memory_flat_x"], 1.1, unit="×")
    for key in ("down", "page", "end", "home"):
        ms = found[f"{key}_large_ms"]
        yield Line(f"log, {key} ({ms:.1f} ms), 1 000 000 / 1 000", found[f"{key}_flat_x"], 1.2)
    if "down_fast_x" in found:
        name = f"log, down / fastdatatable ({found['down_fast_ms']:.1f} ms)"
        yield Line(name, found["down_fast_x"], 1 / 2, 1 / 3, unit="×")
        name = f"log, page / fastdatatable ({found['page_fast_ms']:.1f} ms)"
        yield Line(name, found["page_fast_x"], 1 / 5, 1 / 10, unit="×")
    for key in ("end", "home"):
        yield Line(f"log, {key} at 1 000 000 rows", found[f"{key}_large_ms"], 30, unit="ms")
    yield Line("log, search: first rows, p95", found["search_rows_p95_ms"], 60, 30, unit="ms")
    for key in bench_log.WORDS:
        name = f"log, search that matches {key}: the slowest letter to the exact count"
        yield Line(name, found[f"search_{key}_exact_ms"], 200, unit="ms")


def _files(rounds: int) -> Iterator[Line]:
    found = bench_log_files.rates()
    for key, label in (("import", "import"), ("export_csv", "export to CSV")):
        name = f"log, {label}, rows a second of 100 000"
        yield Line(name, found[key], 20_000, at_least=True)


def _training(rounds: int) -> Iterator[Line]:
    taken = bench_training.measure(max(rounds, 40))
    yield Line("exercise, judging after an act, 20 000 times, p95", taken, 20, unit="ms")


def _live(_rounds: int) -> Iterator[Line]:
    found = bench_live.measure()
    name = f"live, the tidbok with the mirror ({found['first_p95_ms']:.0f} ms to the first), p95"
    yield Line(name, found["last_p95_ms"], 300, unit="ms")


def _mirror(_rounds: int) -> Iterator[Line]:
    found = bench_mirror.measure(24)
    yield Line("mirror, a key with it / without", found["mirror_ratio"], 1.15, unit="×")
    yield Line("split, a key / one program's", found["split_ratio"], 1.3, unit="×")
    yield Line("idle with the mirror, clock running", found["mirror_idle"], 1.0, unit="%")
    yield Line("idle with the split, clock running", found["split_idle"], 1.0, unit="%")


SECTIONS: dict[str, Callable[[int], Iterator[Line]]] = {
    "offer": _offer,
    "book": _book,
    "wait": _wait,
    "start": _start,
    "sheet": _sheet,
    "tidbok": _tidbok,
    "week": _week,
    "practice": _practice,
    "live": _live,
    "mirror": _mirror,
    "why": _why,
    "training": _training,
    "log": _log,
    "files": _files,
}


def main() -> int:
    """Run the chosen sections, print their lines and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", choices=[*SECTIONS, []], help="all by default")
    parser.add_argument("--rounds", type=int, default=9, help="at least 7")
    asked = parser.parse_args()
    rounds = max(7, asked.rounds)
    print(
        f"python {platform.python_version()}, sqlite {sqlite3.sqlite_version}, medians of {rounds}"
    )
    kept = True
    for name in asked.sections or SECTIONS:
        for line in SECTIONS[name](rounds):
            print(line, flush=True)
            kept = kept and line.kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
