"""Ombud types: bookable times for 1177 on the phone and the emergency departments (R4-R7)."""


def is_agent_type(name: str) -> bool:
    """Tell whether a time type's name makes it an ombud type (R4).

    It does when Ombud stands anywhere in the name, whatever the case: "Ombudsbokning",
    "Ombud-Vårdguiden på telefon" and "Kommunombud".
    """
    return "ombud" in name.casefold()
