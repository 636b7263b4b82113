"""Templates are compiled once, texts rendered once, and again when something changes; no cache is no error."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Template

from codegen.emit import render
from codegen.emit.render import Renderer
from codegen.machine.cache import NO_CACHE, Cache
from codegen.values import Value, written


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    render = Template.render

    def counting(self: Template, *rest: object, **more: object) -> str:
        names.append(self.name or "")
        return render(self, *rest, **more)

    monkeypatch.setattr(Template, "render", counting)
    return names


def text_of(overrides: Path, name: object = "you", cache: Cache = NO_CACHE) -> str:
    return Renderer(overrides, cache).render("greeting.jinja", {"name": name})


class Person(Value):
    name: str

    def __str__(self) -> str:
        return self.name


class Strange:
    def __str__(self) -> str:
        return "stranger"


def test_a_text_is_rendered_once_for_its_values_and_templates(tmp_path: Path, rendered: list[str]) -> None:
    cache = Cache(tmp_path / "cache")
    overrides = tmp_path / "templates"
    overrides.mkdir()
    (overrides / "greeting.jinja").write_text("{% include 'hello.jinja' %} {{ name }}")
    (overrides / "hello.jinja").write_text("Hello")
    values = ["you", Person("Ann"), Person("Bob"), "you", Person("Ann"), Person("Bob")]
    assert [text_of(overrides, value, cache) for value in values] == [
        "Hello you",
        "Hello Ann",
        "Hello Bob",
    ] * 2
    assert len(rendered) == 3
    (overrides / "hello.jinja").write_text("Bye")
    assert text_of(overrides, cache=cache) == "Bye you"
    assert len(rendered) == 4
    assert [text_of(overrides, Strange(), cache) for _ in range(2)] == ["Bye stranger"] * 2
    assert len(rendered) == 6


def test_no_cache_is_needed(tmp_path: Path, rendered: list[str]) -> None:
    (tmp_path / "plain").write_text("")
    (tmp_path / "greeting.jinja").write_text("Hello {{ name }}")
    for cache in (NO_CACHE, Cache(tmp_path / "plain")):
        assert [text_of(tmp_path, cache=cache), text_of(tmp_path, cache=cache)] == ["Hello you"] * 2
    assert len(rendered) == 4


def test_a_value_that_several_texts_hold_is_written_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "greeting.jinja").write_text("Hello {{ name }}")
    asked: list[str] = []
    monkeypatch.setattr(render, "written", lambda value: asked.append(str(value)) or written(value))
    renderer, ann = Renderer(tmp_path, Cache(tmp_path / "cache")), Person("Ann")
    for name in ("Ann", "Bob", "Ann", "Cid", "Bob"):  # each but Ann would lie where the last one did
        greeted = ann if name == "Ann" else Person(name)
        assert renderer.render("greeting.jinja", {"name": greeted}) == f"Hello {name}"
        del greeted
    assert asked == ["Ann", "Bob", "Cid", "Bob"]
