"""Templates compiled before are taken from beside them, and compiled again when anything is not as it was."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from codegen.emit import compiled as module
from codegen.emit.compiled import CompiledTemplates


@pytest.fixture(autouse=True)
def _writes_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "templates"
    place.mkdir()
    (place / "greeting.py.jinja").write_text("Hello {{ 'dear' | upper }} {{ name }}", "utf-8")
    return place


def text_of(folder: Path, of: Path | None = None) -> str:
    """What a process of its own would render; `of` is the folder that templates are kept for."""
    environment = Environment(
        loader=FileSystemLoader(folder), bytecode_cache=CompiledTemplates(of or folder), autoescape=False
    )
    return environment.get_template("greeting.py.jinja").render(name="you")


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*"))


def test_a_template_is_compiled_once(folder: Path, compiled: list[str]) -> None:
    assert [text_of(folder) for _ in range(3)] == ["Hello DEAR you"] * 3
    assert compiled == ["greeting.py.jinja"]
    assert [path.name for path in kept(folder)] == [f"greeting.py.jinja.{sys.implementation.cache_tag}.pyc"]


def test_one_that_changed_is_compiled_again(folder: Path, compiled: list[str]) -> None:
    text_of(folder)
    (folder / "greeting.py.jinja").write_text("Bye {{ name }}", "utf-8")
    assert [text_of(folder), text_of(folder)] == ["Bye you"] * 2
    assert len(compiled) == 2
    assert len(kept(folder)) == 1


@pytest.mark.parametrize("what", ["program", "version_of"])
def test_another_state_of_the_program_or_of_jinja_compiles_again(
    folder: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    text_of(folder)
    monkeypatch.setattr(module, what, lambda *_: "another")
    assert text_of(folder) == "Hello DEAR you"
    assert len(compiled) == 2


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 400])
def test_what_is_no_bytecode_is_compiled_again(folder: Path, compiled: list[str], damage: bytes) -> None:
    text_of(folder)
    (path,) = kept(folder)
    path.write_bytes(damage)
    assert text_of(folder) == "Hello DEAR you"
    assert len(compiled) == 2


def test_bytecode_cut_off_is_compiled_again(folder: Path, compiled: list[str]) -> None:
    text_of(folder)
    (path,) = kept(folder)
    path.write_bytes(path.read_bytes()[:-9])
    assert text_of(folder) == "Hello DEAR you"
    assert len(compiled) == 2


def test_nothing_is_kept_where_python_writes_no_bytecode(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert text_of(folder) == "Hello DEAR you"
    assert kept(folder) == []


def test_a_folder_that_can_not_be_written_costs_only_time(folder: Path, compiled: list[str]) -> None:
    (folder / "__pycache__").write_text("a file is in its place", "utf-8")
    assert [text_of(folder), text_of(folder)] == ["Hello DEAR you"] * 2
    assert len(compiled) == 2


def test_templates_of_other_folders_are_left_alone(folder: Path, tmp_path: Path, compiled: list[str]) -> None:
    assert [text_of(folder, of=tmp_path / "temp"), text_of(folder, of=tmp_path / "temp")] == [
        "Hello DEAR you"
    ] * 2
    assert len(compiled) == 2
    assert kept(folder) == []


def test_the_place_is_python_s_own(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: list[str]
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "elsewhere"))
    assert [text_of(folder), text_of(folder)] == ["Hello DEAR you"] * 2
    assert len(compiled) == 1
    assert kept(folder) == []
