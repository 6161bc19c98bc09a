"""Names that a citizen reads: warnings for Befattning names, web names and web texts.

A warning is a ``Verdict`` that has not passed; it never refuses anything. Where a better name is
plain, it stands in the fact ``suggestion``. A suggested Resursnamn is the whole way: it puts right
all that can be, and breaks neither R26 in a way that is known nor R27.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from db.values import Fact, ResourceKind, Verdict

MAX_WEB_NAME: Final = 60
MAX_WEB_INFO: Final = 120
MAX_SENTENCES: Final = 2

ABBREVIATIONS: Final[Mapping[str, str]] = {
    "dsk": "distriktssköterska",
    "ssk": "sjuksköterska",
    "sjuksk": "sjuksköterska",
    "usk": "undersköterska",
    "undersk": "undersköterska",
    "bm": "barnmorska",
    "läk": "läkare",
    "dl": "distriktsläkare",
    "öl": "överläkare",
    "at-läkare": "läkare under allmäntjänstgöring",
    "bt-läkare": "läkare under bastjänstgöring",
    "st-läkare": "läkare under specialiseringstjänstgöring",
    "at": "arbetsterapeut",
    "ft": "fysioterapeut",
    "sg": "sjukgymnast",
    "vc": "vårdcentral",
    "bvc": "barnavårdscentral",
    "mvc": "mödravårdscentral",
    "bmm": "barnmorskemottagning",
    "um": "ungdomsmottagning",
    "tel": "telefon",
    "tfn": "telefon",
    "mvk": "",
}
"""What to write instead, by casefolded abbreviation; empty where that is not sure (R26)."""

FAMILIAR: Final = frozenset({"adhd", "bmi", "covid", "ekg", "hiv", "hpv", "kbt", "kol", "tbe"})
"""Words in capitals that citizens do read."""

_PROFESSIONS = frozenset(
    {
        "arbetsterapeut", "barnmorska", "distriktsläkare", "distriktssköterska", "fysioterapeut",
        "kurator", "läkare", "psykolog", "sjuksköterska", "sköterska", "undersköterska",
    }
)  # fmt: skip
_NOT_ROOMS = ("centrum", "forum", "serum", "spektrum")
_NO_SENTENCE_END = ("bl.a.", "ca.", "dr.", "kl.", "nr.", "t.ex.", "tel.")

_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"({_LETTER}+(?:-{_LETTER}+)*)\.?")
_ROOM = re.compile(
    rf"(?<!{_LETTER})(?:(?P<word>{_LETTER}*rum(?:met)?)(?:\s*(?:nr\.?\s*)?(?:\d+\s?)?{_LETTER}?)?"
    rf"|(?:sal|lokal)\s+(?:\d+\s?{_LETTER}?|{_LETTER}))(?!{_LETTER})",
    re.IGNORECASE,
)
_HIRED = re.compile(
    rf"(?<!{_LETTER})(?:stafett?|bemannings?|hyr(?=läk|sjuk|sköt|personal))-?({_LETTER}*)",
    re.IGNORECASE,
)
_INTERNAL = re.compile(
    r"(?:(?:^|[\s(_-]+)(?P<web>webb?)|[\s(_-]*(?<!\d)(?P<line>1177))\)?$", re.IGNORECASE
)
_LENGTH = re.compile(
    r"(?<![\d,.])\(?(?:\d+\s?-?(?:min(?:ut(?:er)?)?\b)|\d(?:[,.]\d)?\s?(?:h|tim|timm(?:e|ar))\b)"
    r"\.?\)?",
    re.IGNORECASE,
)
_EMPTY_BRACKETS = re.compile(r"[(\[]\s*[)\]]")
_LOOSE_ENDS = re.compile(
    r"^[\s,;:/+&–-]+|(?:\s+(?:i|på|vid|in|till|från|och))?[\s,;:/+&–-]*$", re.IGNORECASE
)
"""What a cut leaves at the ends of a name: signs, and the word that led to what was cut."""
_STEPS = 5
_Suggestion = tuple[tuple[str, Fact], ...]
_SENTENCE_GAP = re.compile(r"(?<=[.!?])\s+|\s*\n\s*")


def resource_name_warnings(name: str, kind: ResourceKind) -> tuple[Verdict, ...]:
    """What a citizen would stumble on in a Befattning's Resursnamn (R25-R27, R111).

    The rules are "name-abbreviation", "name-room", "name-hired" and "name-readable". A person's
    name, or an empty one, gives none.

    Args:
        kind: Resurstyp; only Befattning is looked at.
    """
    name = name.strip()
    if kind is not ResourceKind.POSITION or not name:
        return ()
    suggestion = _suggestion(name, _bettered(name))
    return (
        *_abbreviation_warnings("name-abbreviation", name, "[000] R26", suggestion),
        *_room_warnings(name, suggestion),
        *_hired_warnings(name, suggestion),
        *_readable_warnings(name),
    )


def _bettered(name: str) -> str:
    """The name with all put right that can be; empty where it still would break R27."""
    for _ in range(_STEPS):
        better = _without_room(_without_hired(_spelled_out(name)[1]))
        if better == name:
            break
        name = better
    still = _HIRED.search(name) is not None or bool(_rooms(name))
    readable = sum(char.isalpha() for char in name) > 1
    return name if readable and not still else ""


def web_name_warnings(web_name: str) -> tuple[Verdict, ...]:
    """What is wrong with a Namn för webbtidbok as a citizen reads it (R9, R19, R26, R111).

    The rules are "web-name-abbreviation", "web-name-dot", "web-name-internal",
    "web-name-minutes" and "web-name-length" (over 60 characters). An empty name gives none.
    """
    name = web_name.strip()
    if not name:
        return ()
    spelled = _suggestion(name, _spelled_out(name)[1])
    return (
        *_abbreviation_warnings(
            "web-name-abbreviation", name, "[000] R9, R26; [001] R111", spelled
        ),
        *_dot_warnings(name),
        *_internal_warnings(name),
        *_minutes_warnings(name),
        *_long_name_warnings(name),
    )


def web_info_warnings(text: str) -> tuple[Verdict, ...]:
    """Whether an Informationstext för webb is short and concise (R11; the limits are ours).

    The rules are "web-info-length" (over 120 characters) and "web-info-sentences" (over two).
    """
    text = text.strip()
    found = []
    if len(text) > MAX_WEB_INFO:
        say = (
            f"Informationstexten har {len(text)} tecken. Den ska vara kort och koncis, "
            f"helst högst {MAX_WEB_INFO}."
        )
        found.append(_warning("web-info-length", "[000] R11", say, length=len(text)))
    sentences = _sentences(text)
    if sentences > MAX_SENTENCES:
        say = (
            f"Informationstexten har {sentences} meningar. Den ska vara kort och koncis, "
            "helst en eller två meningar."
        )
        found.append(_warning("web-info-sentences", "[000] R11", say, sentences=sentences))
    return tuple(found)


def _warning(
    rule: str, source: str, text: str, suggestion: _Suggestion = (), **facts: Fact
) -> Verdict:
    """A verdict that warns: its sentence ends with the better name, where there is one."""
    instead = f" Förslag: ”{suggestion[0][1]}”." if suggestion else ""
    return Verdict(rule, False, text + instead, source, facts=(*facts.items(), *suggestion))


def _suggestion(name: str, better: str) -> _Suggestion:
    """The fact with a better name, where there is one."""
    better = " ".join(better.split())
    return (("suggestion", better),) if better and better != name else ()


def _sized(word: str, first: bool) -> str:
    return word[:1].upper() + word[1:] if first else word


def _spelled(word: str) -> tuple[list[str], str]:
    """The abbreviations in a word, and the word with those spelled out that can be."""
    if word.casefold() in ABBREVIATIONS:
        return [word], ABBREVIATIONS[word.casefold()] or word
    parts = word.split("-")
    found = [part for part in parts if part.casefold() in ABBREVIATIONS]
    return found, "-".join(ABBREVIATIONS.get(part.casefold()) or part for part in parts)


def _spelled_out(name: str) -> tuple[list[str], str]:
    """The abbreviations of a name, and the name with those spelled out that can be."""
    found: list[str] = []

    def spell(match: re.Match[str]) -> str:
        words, better = _spelled(match[1])
        found.extend(words)
        if better == match[1]:
            return match[0]
        first = not any(char.isalpha() for char in name[: match.start()])
        return _sized(better, first)

    better = _WORD.sub(spell, name)
    return found, better


def _abbreviation_warnings(
    rule: str, name: str, source: str, suggestion: _Suggestion
) -> Iterator[Verdict]:
    found, _ = _spelled_out(name)
    if found:
        words = ", ".join(found)
        text = f"Förkortningen ”{words}” är svår för invånaren. Skriv ut hela ordet."
        yield _warning(rule, source, text, suggestion, word=words)


def _is_room(match: re.Match[str]) -> bool:
    word = (match["word"] or "").casefold()
    return not word.endswith(_NOT_ROOMS)


def _rooms(name: str) -> list[str]:
    return [match[0].strip() for match in _ROOM.finditer(name) if _is_room(match)]


def _without_room(name: str) -> str:
    """The name without its rooms, and without what led to them: ``DSK (rum 3)``, ``DSK i rum 3``.

    Unchanged where nothing would be left.
    """
    if not _rooms(name):
        return name
    left = _ROOM.sub(lambda match: " " if _is_room(match) else match[0], name)
    left = " ".join(_EMPTY_BRACKETS.sub(" ", left).split())
    left = _LOOSE_ENDS.sub("", left)
    return left if any(char.isalpha() for char in left) else name


def _room_warnings(name: str, suggestion: _Suggestion) -> Iterator[Verdict]:
    rooms = _rooms(name)
    if rooms:
        text = (
            f"”{rooms[0]}” är ett rumsnamn och säger inte invånaren vem eller vad tiden gäller. "
            "Skriv yrket eller mottagningen."
        )
        yield _warning("name-room", "[000] R27", text, suggestion, word=rooms[0])


def _without_hired(name: str) -> str:
    """The name with the plain profession of who is hired; unchanged where that is not known."""
    match = _HIRED.search(name)
    if match is None or match[1].casefold() not in _PROFESSIONS:
        return name
    first = match.start() == 0
    return _HIRED.sub(_sized(match[1].casefold(), first), name, count=1)


def _hired_warnings(name: str, suggestion: _Suggestion) -> Iterator[Verdict]:
    match = _HIRED.search(name)
    if match is None:
        return
    text = (
        f"Skriv inte ”{match[0]}”. Hur personen är anställd säger inget till invånaren; "
        "skriv yrket."
    )
    yield _warning("name-hired", "[000] R27", text, suggestion, word=match[0])


def _readable_warnings(name: str) -> Iterator[Verdict]:
    letters = sum(char.isalpha() for char in name)
    shouted = [word for word in re.findall(rf"{_LETTER}+", name) if _is_unknown_capitals(word)]
    if letters <= 1:
        text = f"Invånaren kan inte läsa ut vad ”{name}” är. Skriv ett namn med hela ord."
        yield _warning("name-readable", "[000] R25; [001] R111", text, word=name)
    elif shouted:
        text = (
            f"”{shouted[0]}” är skrivet med bara stora bokstäver och läses som en förkortning. "
            "Skriv ut hela ordet."
        )
        yield _warning("name-readable", "[000] R25; [001] R111", text, word=shouted[0])


def _is_unknown_capitals(word: str) -> bool:
    known = word.casefold() in ABBREVIATIONS or word.casefold() in FAMILIAR
    return len(word) > 1 and word.isupper() and not known


def _dot_warnings(name: str) -> Iterator[Verdict]:
    if name.startswith("."):
        suggestion = _suggestion(name, name.lstrip(". "))
        text = (
            "Namnet börjar med en punkt. Punkten sorterar i AsynjaVisph men hör inte hemma i det "
            "som invånaren läser."
        )
        yield _warning("web-name-dot", "[000] R9, A3", text, suggestion)


def _internal_warnings(name: str) -> Iterator[Verdict]:
    match = _INTERNAL.search(name)
    if match:
        word = match["web"] or match["line"]
        suggestion = _suggestion(name, name[: match.start()])
        text = (
            f"Namnet slutar med ”{word}”. Det är ett internt märke som invånaren inte har nytta av."
        )
        yield _warning("web-name-internal", "[000] R9; [001] R111", text, suggestion, word=word)


def _minutes_warnings(name: str) -> Iterator[Verdict]:
    match = _LENGTH.search(name)
    if match:
        suggestion = _suggestion(name, _LENGTH.sub(" ", name).strip(" ,-–"))
        word = match[0].strip()
        text = (
            f"Namnet säger hur lång tiden är (”{word}”). Invånaren ser inte tidens längd på 1177."
        )
        yield _warning("web-name-minutes", "[000] R19", text, suggestion, word=word)


def _long_name_warnings(name: str) -> Iterator[Verdict]:
    if len(name) > MAX_WEB_NAME:
        text = (
            f"Namnet har {len(name)} tecken. Ett enkelt och beskrivande namn får plats på "
            f"{MAX_WEB_NAME}."
        )
        yield _warning("web-name-length", "[001] R111", text, length=len(name))


def _sentences(text: str) -> int:
    """How many sentences a text has; "kl. 8" and "t.ex. Alvedon" end none."""
    pieces = [piece for piece in _SENTENCE_GAP.split(text) if piece]
    count = min(len(pieces), 1)
    for before, piece in pairwise(pieces):
        count += piece[0].isupper() and not before.casefold().endswith(_NO_SENTENCE_END)
    return count
