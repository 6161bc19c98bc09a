"""Widgets on a screen of their own wait as the screens do."""

from tests.screens.conftest import _short_waits

__all__ = ["_short_waits"]
