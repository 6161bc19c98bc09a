"""What every test runs under: how hard hypothesis tries, and a terminal without wishes."""

import os

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

# A developer who wants no colour must not change what the tests see.
os.environ.pop("NO_COLOR", None)
