"""What is kept of a package while its Api changes around it: the same files as without, and no module made in vain."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from codegen.config import ClientConfig
from codegen.emit.render import Renderer
from codegen.ir import INTEGER, STRING, Api, Named
from codegen.machine.cache import NO_CACHE, Cache
from codegen.passes.shop_attributes import choose_attributes
from codegen.symbols import assign
from codegen.targets.registry import target_for
from codegen.values import replace
from tests.targets.apis import SHELF, SHOP, TOOL, fields, model

NEW = model("AcmeNewDataThingInterface", "Acme_New", *fields(shelf=Named(SHELF.name)))
NAMESAKE = model("AcmeToolsDataShelfInterface", "Acme_Tools", *fields(code=STRING))


def planned(api: Api, cache: Cache, pins: Mapping[str, str] = {}, **config: Any) -> dict[str, str]:
    client = ClientConfig(name="shop", sources=(), output=Path("shop"), package="shop", **config)
    api, _ = choose_attributes(api, client)
    target = target_for(api, client, cache)
    return dict(target.plan(api, assign(api, pins, target.reserved), client))


def but(changed: Any) -> Api:
    """The shop with a model that changed."""
    return replace(SHOP, models=tuple(changed if each.name == changed.name else each for each in SHOP.models))


CHANGES: Mapping[str, tuple[Api, dict[str, Any], set[str]]] = {
    "nothing": (SHOP, {}, set()),
    "a field more": (but(replace(SHELF, fields=(*SHELF.fields, *fields(more=INTEGER)))), {}, {"acme_store"}),
    "another type": (but(replace(SHELF, fields=fields(code=INTEGER))), {}, {"acme_store"}),
    "another text": (but(replace(TOOL, description="A better tool.")), {}, {"acme_tools"}),
    "a model more": (replace(SHOP, models=(*SHOP.models, NEW)), {}, {"acme_new", "acme_store", "acme_tools"}),
    "a namesake": (replace(SHOP, models=(*SHOP.models, NAMESAKE)), {}, {"acme_store", "acme_tools"}),
    "a pinned name": (SHOP, {"pins": {f"field:{SHELF.name}.code": "kode"}}, {"acme_store"}),
    "numbers": (SHOP, {"numbers": "decimal"}, {"acme_store", "acme_tools"}),
    "optional": (SHOP, {"optional": "all"}, {"acme_store", "acme_tools"}),
}  # fmt: skip


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modules of models that are made."""
    found: list[str] = []
    before = Renderer.made

    def noted(self: Renderer, template: str, context: Mapping[str, Any]) -> str:
        if template == "models/module.py.jinja":
            found.append(context["module"].name)
        return before(self, template, context)

    monkeypatch.setattr(Renderer, "made", noted)
    return found


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_and_all_else_is_kept(change: str, tmp_path: Path, made: list[str]) -> None:
    cache = Cache(tmp_path)
    planned(SHOP, cache)
    api, config, touched = CHANGES[change]
    fresh = planned(api, NO_CACHE, **config)
    made.clear()
    assert planned(api, cache, **config) == fresh
    assert {name for name in made if name.startswith("acme")} == touched
    made.clear()
    assert planned(api, cache, **config) == fresh
    assert planned(SHOP, cache) == planned(SHOP, NO_CACHE)


def test_own_templates_count(tmp_path: Path) -> None:
    cache, folder = Cache(tmp_path / "cache"), tmp_path / "templates"
    planned(SHOP, cache)
    (folder / "models").mkdir(parents=True)
    for text in ("# mine\n", "# mine, too\n"):
        (folder / "models/module.py.jinja").write_text(text)
        assert planned(SHOP, cache, templates=folder)["models/acme_tools.py"] == text
    assert planned(SHOP, cache)["models/acme_tools.py"] != text
