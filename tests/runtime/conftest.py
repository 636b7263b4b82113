"""What the tests of the runtime share."""

from __future__ import annotations

import pytest
from runtime.http import retry


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make retries quick."""
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.001)
