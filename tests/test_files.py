"""Paths as they are shown and kept, also by a system with drives and another separator."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from codegen.console.reporting import github_command
from codegen.files import from_here
from codegen.ir import Origin
from codegen.source import Root


def test_the_names_in_a_path_have_slashes_between_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("app\\code\\Acme").mkdir()
    monkeypatch.setattr(os, "sep", "\\")
    assert Root.of("app\\code\\Acme").shown == "app/code/Acme"
    assert ",file=src/acme/codegen.lock::" in github_command(
        "error", "", Origin("src\\acme/codegen.lock"), title="x"
    )


def test_no_relative_path_leads_to_another_drive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert from_here(tmp_path / "x.toml") == Path("x.toml")

    def elsewhere(path: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", elsewhere)
    assert from_here(tmp_path / "x.toml") == tmp_path / "x.toml"
