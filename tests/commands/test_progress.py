"""The bar over the steps of a command: it is full when the last one ends."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from codegen.cli import cli
from codegen.console.progress import Progress
from tests.command_line import EXAMPLE


@pytest.mark.parametrize("command", ["inspect", "export openapi", "generate"])
def test_every_step_that_a_command_counts_is_taken(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    taken: dict[str, list[str]] = {}
    counted: dict[str, int] = {}

    class Counting(Progress):
        def __init__(self, label: str, length: int, *, quiet: bool = False) -> None:
            super().__init__(label, length, quiet=quiet)
            counted[label] = length

        def step(self, name: str, done: int = 0, total: int = 0) -> None:
            steps = taken.setdefault(self._label, [])
            if name not in steps[-1:]:
                steps.append(name)

    name, *more = command.split()
    monkeypatch.setattr(import_module(f"codegen.commands.{name}"), "Progress", Counting)
    source = ["--source", str(EXAMPLE / "magento2")]
    target = ["--output", str(tmp_path / "shop")] if name == "generate" else []
    assert CliRunner().invoke(cli, [name, *more, *source, *target]).exit_code == 0
    assert {label: len(steps) for label, steps in taken.items()} == counted
    assert counted
