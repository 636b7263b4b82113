"""That a campaign runs, and finds what it looks for; `.ci/run` runs one over everything."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.campaign.fuzz import __main__ as command
from tests.campaign.fuzz import campaign, guided
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


@pytest.mark.skipif(not guided.installed(), reason="atheris has no wheel for this Python")
def test_a_campaign_guided_by_coverage() -> None:
    account = guided.run("REST JSON", 1, inputs=300)
    assert (account.inputs, account.foreign, account.slow) == (300, {}, 0)
    assert 0 < account.refused < 300
    assert account.memory


def test_changes_keep_the_case() -> None:
    change = guided.mutator(lambda data, longest: data[:longest] + b"!")
    changed = {change(b"\0\7[1, 2]", 40, seed) for seed in range(200)}
    assert {data[:2] for data in changed} == {b"\0\7"}
    assert b"\0\7[1, 2]!" in changed
    assert len(changed) > 50
    assert max(map(len, changed)) <= 40


def test_an_engine_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(guided, "installed", lambda: False)
    monkeypatch.setattr(sys, "argv", ["fuzz", "--engine", "atheris", "--inputs", "1"])
    with pytest.raises(SystemExit):
        command.main()
    assert "atheris is not installed: pip install -e '.[fuzz]'" in capsys.readouterr().err
