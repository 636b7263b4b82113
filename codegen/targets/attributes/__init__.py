"""The modules of a package that know the shop's own attributes: `attributes/`, one an entity."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.config import Numbers
from codegen.emit.render import Renderer
from codegen.symbols import Symbols
from codegen.symbols.attributes import each_once
from codegen.targets.base import File

PACKAGE = "attributes"
"""The folder of these modules."""
OFFERED = ("models.attribute_warnings",)
"""Modules of the runtime whose public names a package for custom attributes offers."""


def attributes_export(symbols: Symbols) -> dict[str, list[str]]:
    """What a package offers of its own besides, by relative module: `attributes` where any is known."""
    return {".": [PACKAGE]} if symbols.entities else {}


def plan_attributes(renderer: Renderer, symbols: Symbols, numbers: Numbers, header: str) -> Iterator[File]:
    """The files of `attributes/`: none where no attribute is known."""
    if not symbols.entities:
        return
    from codegen.targets.attributes.views import entity_view  # most shops have none

    entities = each_once(symbols.entities)
    modules = sorted(entity.module for entity in entities.values())
    context = {"header": header, "modules": modules}
    yield f"{PACKAGE}/__init__.py", renderer.render("attributes/init.py.jinja", context)
    for model, names in entities.items():
        view = entity_view(f"models.{symbols.models[model]}", names, numbers)
        shown = {"header": header, "entity": view}
        yield f"{PACKAGE}/{names.module}.py", renderer.render("attributes/module.py.jinja", shown)
        yield f"{PACKAGE}/{names.module}.pyi", renderer.render("attributes/stub.pyi.jinja", shown)
