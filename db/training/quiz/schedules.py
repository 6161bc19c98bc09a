"""Questions on templates and laying out (R29-R32, red days)."""

import random
from typing import Final

from db.rules.local_time import clock_text
from db.rules.schedule.red_days import holiday_name, template_column
from db.rules.schedule.start_times import DAY_NAMES, remainder_min, start_times
from db.rules.schedule.template_fields import read_length
from db.training.quiz.question import Draft, Kind
from db.training.quiz.scenery import a_clock, a_day, day_words
from db.values import Day, Minutes, Weekday, count_text


def _count(chance: random.Random) -> Draft:
    start, length = a_clock(chance, 8, 11), chance.choice((20, 25, 30, 40, 45, 50))
    end = start + chance.randrange(120, 300, 15)
    starts = start_times(start, end, length)
    left = remainder_min(start, end, length)
    right = f"{len(starts)}, den sista {clock_text(starts[-1])}"
    wrong = {
        f"{len(starts) + 1}, den sista {clock_text(starts[-1] + length)}": "Den sista skulle sluta"
        f" efter Till kl {clock_text(end)}.",
        f"{len(starts) - 1}, den sista {clock_text(starts[-2])}": "Det ryms en till.",
        f"{len(starts)}, den sista {clock_text(end - length)}": "Tiderna läggs från Från kl och"
        " framåt, så resten blir kvar sist."
        if left
        else "Räkna från Från kl.",
    }
    text = (
        f"En rad i en schemamall: Från kl {clock_text(start)}, Till kl {clock_text(end)}, Längd"
        f" {length} minuter. Hur många tider blir det, och när börjar den sista?"
    )
    rest = f" {count_text(left, 'minut', 'minuter')} blir över." if left else ""
    return Draft(text, right, wrong, f"Tiderna börjar {_list(starts)}.{rest}")


def _list(starts: tuple[Minutes, ...]) -> str:
    return ", ".join(map(clock_text, starts))


def _red(chance: random.Random) -> Draft:
    first = a_day(chance)
    red = next(day for day in range(first, first + 366) if _is_red(day))
    plain = [day for day in range(red - 9, red + 12) if not _is_red(day)]
    wrong = {
        day_words(day): f"Den dagen följer {DAY_NAMES[_column(day)].lower()} i mallen."
        for day in chance.sample(plain, 3)
    }
    text = (
        "Du lägger ut en schemamall över en period med röda dagar. Vilken av dagarna följer"
        " kolumnen Helgdag i stället för sin veckodag?"
    )
    return Draft(text, day_words(red), wrong, f"Den dagen är {holiday_name(red)}.")


def _column(day: Day) -> Weekday:
    return template_column(day, eves_closed=False)


def _is_red(day: Day) -> bool:
    return _column(day) is Weekday.HOLIDAY


def _length(chance: random.Random) -> Draft:
    minutes = chance.choice((15, 20, 45, 75, 90))
    hours, rest = divmod(minutes, 60)
    written = f"{hours:02}:{rest:02}"
    value = read_length(written, "Längd").value
    wrong = {
        f"{minutes} timmar": "Längden skrivs i timmar och minuter.",
        f"{minutes + 15} minuter": "Läs klockslaget som timmar:minuter.",
        f"{hours * 100 + rest + 5} minuter": "Läs det som timmar:minuter.",
    }
    text = f"I en schemamall står Längd {written}. Hur lång blir varje tid?"
    return Draft(text, f"{value} minuter", wrong, f"{written} är {value} minuter.")


KINDS: Final = (
    Kind("template-count", ("R32",), _count),
    Kind("red-day", ("R32",), _red),
    Kind("template-length", ("R32",), _length),
)
