"""What is kept of a package while its Api changes around it: the same files as without, and no module made in vain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from codegen.config import ClientConfig
from codegen.ir import INTEGER, STRING, Api, List, Location, Named, Operation, SoapBinding, SoapStyle
from codegen.machine.cache import NO_CACHE, Cache
from codegen.passes.shop_attributes import choose_attributes
from codegen.symbols import assign
from codegen.systems import OTHER
from codegen.targets import models
from codegen.targets.registry import target_for
from codegen.targets.services import building
from codegen.values import replace
from tests.targets.apis import FOUND, GET, LIST, SERVICE, SHELF, SHOP, TOOL, fields, model, parameter, route

NEW = model("AcmeNewDataThingInterface", "Acme_New", *fields(shelf=Named(SHELF.name)))
REMOVE = route("DELETE", "/V1/tools/all/{name}", "remove", (parameter("name"), Location.PATH))
NAMESAKE = model("AcmeToolsDataShelfInterface", "Acme_Tools", *fields(code=STRING))


def planned(api: Api, cache: Cache, pins: Mapping[str, str] = {}, **config: Any) -> dict[str, str]:
    client = ClientConfig(name="shop", sources=(), output=Path("shop"), package="shop", **config)
    api, _ = choose_attributes(api, client)
    target = target_for(api, client, cache)
    return dict(target.plan(api, assign(api, pins, target.reserved), client))


def over_soap(api: Api) -> Api:
    """The same operations, each called over SOAP."""

    def binding(operation: Operation) -> SoapBinding:
        return SoapBinding(
            operation=operation.id,
            style=SoapStyle.DOCUMENT,
            namespace="urn:x",
            request=f"{operation.id}Request",
            response=f"{operation.id}Response",
            parameters=operation.parameters,
            arguments=tuple(each.name for each in operation.parameters),
            result="result",
            result_type=operation.result,
        )

    return replace(api, operations=tuple(replace(each, bindings=(binding(each),)) for each in api.operations))


def but(changed: Any) -> Api:
    """The shop with a model that changed."""
    return replace(SHOP, models=tuple(changed if each.name == changed.name else each for each in SHOP.models))


BOTH = {"models acme_store", "models acme_tools"}
CALLS = {"services acme_tools"}
CHANGES: Mapping[str, tuple[Api, dict[str, Any], set[str]]] = {
    "nothing": (SHOP, {}, set()),
    "a field more": (
        but(replace(SHELF, fields=(*SHELF.fields, *fields(more=INTEGER)))),
        {},
        {"models acme_store"},
    ),
    "another type": (but(replace(SHELF, fields=fields(code=INTEGER))), {}, {"models acme_store"}),
    "another text": (but(replace(TOOL, description="A better tool.")), {}, {"models acme_tools"} | CALLS),
    "other items": (
        but(replace(FOUND, fields=fields(items=List(Named(SHELF.name)), total_count=INTEGER))),
        {},
        {"models acme_tools"} | CALLS,
    ),
    "a model more": (replace(SHOP, models=(*SHOP.models, NEW)), {}, {"models acme_new"} | BOTH | CALLS),
    "a namesake": (replace(SHOP, models=(*SHOP.models, NAMESAKE)), {}, BOTH | CALLS),
    "a pinned name": (SHOP, {"pins": {f"field:{SHELF.name}.code": "kode"}}, {"models acme_store"}),
    "a pinned method": (SHOP, {"pins": {f"operation:{GET.id}": "fetch"}}, CALLS),
    "a pinned argument": (SHOP, {"pins": {f"parameter:{GET.id}:editMode": "editing"}}, CALLS),
    "a pinned class": (SHOP, {"pins": {f"service:{SERVICE.name}": "acme_tools.Tools"}}, CALLS),
    "a pinned iterator": (SHOP, {"pins": {f"iterator:{LIST.id}": "walk"}}, CALLS),
    "a pinned constant": (SHOP, {"pins": {f"constant:{LIST.id}": "FIND"}}, CALLS),
    "another route": (replace(SHOP, operations=(*SHOP.operations, REMOVE)), {}, CALLS),
    "a route less": (replace(SHOP, operations=SHOP.operations[1:]), {}, CALLS),
    "another service": (replace(SHOP, services=(replace(SERVICE, description="Sells tools"),)), {}, CALLS),
    "numbers": (SHOP, {"numbers": "decimal"}, BOTH | CALLS),
    "optional": (SHOP, {"optional": "all"}, BOTH),
    "modes": (SHOP, {"modes": "async"}, CALLS),
}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The modules of models and of services that are made."""
    found: set[str] = set()
    draft, build = models.draft_module, building._module

    def drafted(name: str, *more: Any) -> Any:
        found.add(f"models {name}")
        return draft(name, *more)

    def built(style: Any, prefixes: Any, name: str, *more: Any) -> Any:
        found.add(f"services {name}")
        return build(style, prefixes, name, *more)

    monkeypatch.setattr(models, "draft_module", drafted)
    monkeypatch.setattr(building, "_module", built)
    return found


@pytest.mark.parametrize("called", [lambda api: api, over_soap], ids=["rest", "soap"])
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_and_all_else_is_kept(
    change: str, called: Callable[[Api], Api], tmp_path: Path, made: set[str]
) -> None:
    cache = Cache(tmp_path)
    shop = called(SHOP)
    first = planned(shop, cache)
    api, config, touched = CHANGES[change]
    api = called(api)
    fresh = planned(api, NO_CACHE, **config)
    assert (fresh == first) == (change == "nothing")
    made.clear()
    assert planned(api, cache, **config) == fresh
    assert made - {"models framework"} == touched
    made.clear()
    assert planned(api, cache, **config) == fresh
    assert planned(shop, cache) == first
    assert not made


def test_what_all_operations_tell_together_counts(tmp_path: Path) -> None:
    """The namespace that most requests are in goes unsaid, and the first operation tells it."""
    service = replace(SERVICE, name="acmeOtherV1", module="Acme_Other", title="Other")
    here, there = over_soap(
        replace(SHOP, operations=(GET, replace(GET, id="Other", service=service.name)))
    ).operations
    there = replace(there, bindings=tuple(replace(each, namespace="urn:y") for each in there.bindings))
    api = replace(SHOP, system=OTHER, services=(SERVICE, service), operations=(here, there))
    cache = Cache(tmp_path)
    first = planned(api, cache)
    assert "{urn:y}" in first["resources/acme_other.py"]
    assert first == planned(api, NO_CACHE)
    alone = replace(api, operations=(there,))
    assert planned(alone, cache) == planned(alone, NO_CACHE) != first


def test_own_templates_count(tmp_path: Path) -> None:
    cache, folder = Cache(tmp_path / "cache"), tmp_path / "templates"
    planned(SHOP, cache)
    (folder / "models").mkdir(parents=True)
    for text in ("# mine\n", "# mine, too\n"):
        (folder / "models/module.py.jinja").write_text(text)
        assert planned(SHOP, cache, templates=folder)["models/acme_tools.py"] == text
    assert planned(SHOP, cache)["models/acme_tools.py"] != text
