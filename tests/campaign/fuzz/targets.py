"""All fuzzers by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.campaign.fuzz import answers, definitions, packages
from tests.campaign.fuzz.target import Target

TARGETS: dict[str, Callable[[Path], Target]] = {**definitions.TARGETS, **packages.TARGETS, **answers.TARGETS}
"""Each makes its target with a folder of its own to write into."""
