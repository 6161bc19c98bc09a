"""Ombud types: bookable times for 1177 on the phone and the emergency departments (R4-R7)."""

import re

_LETTER = r"[^\W\d_]"
_AGENT = re.compile(rf"(?<!{_LETTER})ombud")


def is_agent_type(name: str) -> bool:
    """Tell whether a time type's name makes it an ombud type (R4).

    It does when any word of the name begins with Ombud, whatever the case: "Ombudsbokning" and
    "Ombud-Vårdguiden på telefon" do, "Sjukombud" does not.
    """
    return _AGENT.search(name.casefold()) is not None
