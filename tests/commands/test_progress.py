"""The bar over the steps of a command: it moves in each of them, and is full when the last one ends."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from codegen.cli import cli
from codegen.console.progress import Progress
from codegen.steps import STEPS
from tests.command_line import EXAMPLE


@pytest.mark.parametrize("command", ["inspect", "export openapi", "generate"])
def test_every_step_that_a_command_counts_is_taken(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    taken: dict[str, list[str]] = {}
    promised: dict[str, list[str]] = {}

    class Counting(Progress):
        def __init__(self, label: str, steps: Sequence[str] = (), *, quiet: bool = False) -> None:
            super().__init__(label, steps, quiet=quiet)
            promised[label] = list(steps)

        def step(self, name: str, done: int = 0, total: int = 0) -> None:
            steps = taken.setdefault(self._label, [])
            if name not in steps[-1:]:
                steps.append(name)

    name, *more = command.split()
    monkeypatch.setattr(import_module(f"codegen.commands.{name}"), "Progress", Counting)
    source = ["--source", str(EXAMPLE / "magento2")]
    target = ["--output", str(tmp_path / "shop")] if name == "generate" else []
    assert CliRunner().invoke(cli, [name, *more, *source, *target]).exit_code == 0
    assert taken == promised
    assert taken


def test_the_bar_moves_where_nobody_knows_how_much_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    shares: list[float] = []
    monkeypatch.setattr(Progress, "_draw", lambda self, share, what: shares.append(share))
    progress = Progress("shop", STEPS)
    for name in STEPS:
        for done in range(0, 1500, 100):
            progress.step(name, done)
    assert shares == sorted(set(shares))
    assert shares[0] == 0
    assert 0.2 < shares[14] < shares[15] == 0.3
