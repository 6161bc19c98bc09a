"""What every test runs under: how hard hypothesis tries, and a terminal without wishes."""

import gc
import itertools
import os
import sys

import pytest
from hypothesis import HealthCheck, settings

SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large]

# The suite tries the same examples every time; `stress` tries new ones, and many more.
settings.register_profile(
    "suite", deadline=None, derandomize=True, suppress_health_check=SLOW_IS_FINE
)
settings.register_profile(
    "stress",
    deadline=None,
    max_examples=2000,
    stateful_step_count=50,
    print_blob=True,
    suppress_health_check=SLOW_IS_FINE,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

# The tests start some hundred programs, which find what is compiled, whatever the shell says of it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A developer who wants no colour must not change what the tests see.
os.environ.pop("NO_COLOR", None)

_LET_STAND = 100
"""The programs of so many tests are let stand; even counting their objects takes 20 ms."""

_test_number = itertools.count(1)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Let go of the programs of earlier tests.

    Each program freezes what is there at its first frame, so that no garbage is looked for in it:
    in a process with one program after the other that is all that the earlier ones left.
    """
    if next(_test_number) % _LET_STAND == 0:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
