"""A run with a cache gives the bytes of a run without one, whatever changed in between, and does no work twice."""

from __future__ import annotations

import shutil
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import black
import datamodel_code_generator
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Template

from codegen import values
from codegen.config import ClientConfig, Selection
from codegen.ir import Operation
from codegen.machine.cache import Cache
from codegen.output.lock import Lock
from codegen.readers import registry
from codegen.readers.base import Reading
from codegen.run import package, planning, reading_cache
from codegen.run.package import build
from codegen.source import Inputs
from codegen.steps import no_step
from codegen.values import asdict
from tests.command_line import EXAMPLE

MODULES = ("Catalog", "Customer", "Sales", "StoreLocator")
CODE = "app/code/Acme"


class Shop:
    """A copy of the example that changes, and the lock of the run before."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "magento"
        shutil.copytree(EXAMPLE / "magento2", self.root)
        self.lock: Lock | None = None
        self.cache = Cache(folder / "cache")

    def client(self) -> ClientConfig:
        return ClientConfig(
            name="shop",
            sources=(str(self.root),),
            output=self.root.parent / "out",
            package="shop",
            modes="sync",
        )

    def change(self, module: str, kind: str, number: int) -> None:
        """Change one module: a field more, a route more, or only a comment."""
        folder = self.root / CODE / module
        if kind == "route":
            path = folder / "etc" / "webapi.xml"
            text = path.read_text()
            start, end = text.index("<route "), text.index("</route>") + len("</route>")
            extra = text[start:end].replace('url="/V1/', f'url="/V1/extra{number}/')
            path.write_text(text.replace("</routes>", f"{extra}</routes>"))
            return
        path = sorted((folder / "Api" / "Data").glob("*.php"))[number % 2]
        text = path.read_text()
        body = (
            f"/** @return string */ public function getExtra{number}();"
            if kind == "field"
            else f"// {number}"
        )
        path.write_text(f"{text[: text.rindex('}')]}{body}\n}}\n")

    def build(self) -> dict[str, str]:
        built = build(self.client(), self.lock, no_step, self.cache)
        return built.files


changes = st.tuples(
    st.sampled_from(MODULES), st.sampled_from(["field", "route", "comment"]), st.integers(0, 99)
)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(changes, min_size=1, max_size=2))
def test_warm_and_cold_give_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory,
    tmp_path: Path,
    steps: list[tuple[str, str, int]],
) -> None:
    folder = tmp_path_factory.mktemp("shop")
    shop = Shop(folder)
    for number, step in enumerate([None, *steps]):
        if step is not None:
            shop.change(*step)
        warm = build(shop.client(), shop.lock, no_step, Cache(tmp_path / "cache"))
        shop.cache = Cache(folder / f"cold{number}")
        assert shop.build() == warm.files
        shop.lock = warm.lock


def test_only_what_changed_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    formatted: list[str] = []
    generated: list[str] = []
    rendered: list[str] = []
    format_str, generate = black.format_str, datamodel_code_generator.generate
    render = Template.render
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    monkeypatch.setattr(
        black, "format_str", lambda text, **more: formatted.append(text) or format_str(text, **more)
    )
    monkeypatch.setattr(
        datamodel_code_generator,
        "generate",
        lambda schema, **more: generated.extend(schema["$defs"]) or generate(schema, **more),
    )

    def rendering(self: Template, *contexts: dict[str, Any], **more: Any) -> str:
        for context in contexts:  # datamodel-code-generator gives keywords
            rendered.append(context["module"].name if "module" in context else str(self.name))
        return render(self, *contexts, **more)

    monkeypatch.setattr(Template, "render", rendering)
    shop = Shop(tmp_path)
    first = shop.build()
    assert generated
    assert formatted
    assert {"acme_catalog", "acme_sales", "package/operations.py.jinja"} <= set(rendered)
    formatted.clear()
    generated.clear()
    rendered.clear()
    assert shop.build() == first
    assert (formatted, generated, rendered) == ([], [], [])
    shop.change("Catalog", "field", 1)
    second = shop.build()
    changed = sorted(path for path in second if second[path] != first.get(path))
    assert "models/acme_catalog.py" in changed
    assert "models/acme_sales.py" not in changed
    assert generated == []  # a field of a shape that others have
    assert len(formatted) <= len(changed)
    assert rendered == ["acme_catalog", "package/user_agent.py.jinja"]


def test_what_writes_models_is_loaded_ahead_only_where_the_cache_lacks_specimens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[set[str]] = []
    monkeypatch.setattr(
        package, "workers", lambda later=False, **preload: begun.append({*preload}) or nullcontext()
    )
    shop = Shop(tmp_path)
    shop.build()
    shop.change("Catalog", "field", 1)
    shop.build()
    assert begun == [{"helpers", "models"}, {"helpers"}]


def test_unchanged_sources_are_read_once_for_any_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[str] = []
    read = registry.read
    monkeypatch.setattr(registry, "read", lambda *arguments: reads.append("") or read(*arguments))
    shop = Shop(tmp_path)
    cache = Cache(tmp_path / "cache")
    inputs, again, changed = Inputs(cache), Inputs(cache), Inputs(cache)
    first = planning.read(shop.client(), inputs)
    selected = shop.client()._replace(include=Selection(modules=("Acme_Sales",)))
    assert len(planning.read(selected, again).api.operations) < len(first.api.operations)
    assert planning.read(shop.client(), Inputs(cache)) == first
    assert len(reads) == 1
    assert (again.hashes, again.listing) == (inputs.hashes, inputs.listing)
    shop.change("Sales", "field", 0)
    assert planning.read(shop.client(), changed) != first
    assert len(reads) == 2
    assert changed.hashes != inputs.hashes
    (shop.root / "docs").mkdir()
    (shop.root / "docs" / "events.xml").write_text("<x/>")
    planning.read(shop.client(), Inputs(cache))
    (shop.root / "docs" / "New.php").write_text("<?php")
    planning.read(shop.client(), Inputs(cache))
    assert len(reads) == 3  # once for `docs`, in which a namespace might have been


class Own(Operation):
    """What a plug-in makes of an operation: bytes don't tell it from one."""


def test_what_a_plugin_makes_of_values_itself_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = registry.read

    def with_own(*arguments: Any) -> Reading:
        reading = read(*arguments)
        own = tuple(Own(**asdict(each)) for each in reading.api.operations)
        return reading._replace(api=values.replace(reading.api, operations=own))

    monkeypatch.setattr(registry, "read", with_own)
    monkeypatch.setattr(reading_cache, "plugin_states", lambda: {"magento_codegen.readers:own": "1"})
    shop = Shop(tmp_path)
    readings = [planning.read(shop.client(), Inputs(shop.cache)) for _ in range(2)]
    assert readings[1] == readings[0]
    assert {type(each) for each in readings[1].api.operations} == {Own}


def test_a_cache_may_vanish_or_rot_at_any_time(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    first = shop.build()
    for entry in sorted((tmp_path / "cache").rglob("*"))[::3]:
        if entry.is_file():
            entry.write_bytes(b"rotten")
    assert shop.build() == first
    shutil.rmtree(tmp_path / "cache")
    assert shop.build() == first
