"""How many examples a test tries: few in the suite, many with HYPOTHESIS_PROFILE=stress."""

import os

from hypothesis import settings

STRESS = os.environ.get("HYPOTHESIS_PROFILE") == "stress"


def effort(suite: int, stress: int) -> int:
    """The one that the chosen profile asks for."""
    return stress if STRESS else suite


few = settings(max_examples=effort(30, 2000))
"""For a test of a pure function: what thirty examples do not find, two thousand may."""
