"""Waits for what another process does in its own time."""

import time
from collections.abc import Callable

import pytest

PATIENCE = 20.0


def wait_until(is_so: Callable[[], bool], told: Callable[[], str]) -> None:
    """Look again and again; what never comes fails the test with what is told then."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            pytest.fail(told())
        time.sleep(0.05)
