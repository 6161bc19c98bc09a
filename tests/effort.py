"""How many examples a test tries: few in the suite, many with HYPOTHESIS_PROFILE=stress."""

import os

STRESS = os.environ.get("HYPOTHESIS_PROFILE") == "stress"


def effort(suite: int, stress: int) -> int:
    """The one that the chosen profile asks for."""
    return stress if STRESS else suite
