"""The models of a package: pydantic classes that datamodel-code-generator writes, one module a Magento module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from codegen.emit.render import Renderer
from codegen.ir import Api
from codegen.symbols import Symbols
from codegen.targets.base import File
from codegen.targets.models.module import Draft, by_module, draft_module, models_module
from codegen.targets.models.specimens import ModelSources, begin_classes
from codegen.targets.models.style import Style, style_of

__all__ = ["plan_models", "style_of"]


def plan_models(renderer: Renderer, api: Api, symbols: Symbols, style: Style, header: str) -> Iterator[File]:
    """The files of `models/`, begun when this returns."""
    modules = by_module(api, symbols)
    drafts = [draft_module(name, models, symbols, style) for name, models in modules.items()]
    written = begin_classes([draft.terms for draft in drafts], renderer.cache)
    return _files(renderer, header, style, drafts, written)


def _files(
    renderer: Renderer, header: str, style: Style, drafts: Sequence[Draft], written: Iterable[ModelSources]
) -> Iterator[File]:
    context = {"header": header, "modules": [draft.name for draft in drafts]}
    yield "models/__init__.py", renderer.render("models/init.py.jinja", context)
    for draft, generated in zip(drafts, written, strict=True):
        module = models_module(draft, generated, style)
        yield (
            f"models/{draft.name}.py",
            renderer.render("models/module.py.jinja", {"header": header, "module": module}),
        )
