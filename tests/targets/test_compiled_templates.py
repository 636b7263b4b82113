"""Templates are compiled once, and again when they change; a cache that can't be written is no error."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

from codegen import render


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    compile_template = Environment.compile

    def counting(
        self: Environment, source: str, name: str | None = None, *rest: object, **more: object
    ) -> object:
        names.append(name or "")
        return compile_template(self, source, name, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", counting)
    return names


def text_of(overrides: Path) -> str:
    return render.render(render.environment(overrides), "greeting.jinja", {"name": "you"})


def test_a_template_is_compiled_once_for_each_of_its_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: list[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    template = tmp_path / "greeting.jinja"
    template.write_text("Hello {{ name }}")
    assert [text_of(tmp_path), text_of(tmp_path)] == ["Hello you"] * 2
    assert compiled == ["greeting.jinja"]
    template.write_text("Bye {{ name }}")
    assert text_of(tmp_path) == "Bye you"
    assert len(compiled) == 2


def test_no_cache_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: list[str]) -> None:
    (tmp_path / "plain").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "plain"))
    (tmp_path / "greeting.jinja").write_text("Hello {{ name }}")
    assert [text_of(tmp_path), text_of(tmp_path)] == ["Hello you"] * 2
    assert len(compiled) == 2
