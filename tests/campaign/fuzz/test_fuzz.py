"""That a campaign runs, and finds what it looks for; `.ci/run` runs one over everything."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.campaign.fuzz import campaign
from tests.campaign.fuzz.target import Case, Target
from tests.command_line import REPOSITORY

SOME = ("php", "configuration", "REST JSON", "exchanges")


def test_a_campaign_over_some_targets() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.campaign.fuzz", "--inputs", "30", "--processes", "1", *SOME],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].startswith(
        f"{30 * len(SOME)} inputs, 0 kinds of foreign exceptions, 0 over"
    )


def test_a_foreign_exception_and_a_slow_input_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(data: bytes) -> None:
        if data == b"refused":
            raise ValueError
        if data == b"slow":
            while True:
                pass
        raise KeyError

    case, account = Case(read, []), campaign.Account("x")
    monkeypatch.setattr(campaign, "LONGEST_SECONDS", 0.05)
    for data in (b"refused", b"foreign", b"slow"):
        campaign.feed(Target([case], (ValueError,)), case, data, account)
    assert (account.inputs, account.refused, account.slow) == (3, 1, 1)
    assert [kind.partition(" test_fuzz")[0].partition(" campaign")[0] for kind in account.foreign] == [
        "KeyError",
        "too slow TooSlow",
    ]
