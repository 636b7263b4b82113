"""The models of a package: pydantic classes that datamodel-code-generator writes, one module a Magento module."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.emit.render import Renderer
from codegen.ir import Api
from codegen.symbols import Symbols
from codegen.targets.base import File
from codegen.targets.kept import KeptModules
from codegen.targets.models.datamodel import settings
from codegen.targets.models.module import by_module, draft_module, models_module
from codegen.targets.models.specimens import begin_classes
from codegen.targets.models.style import Style, style_of

__all__ = ["plan_models", "style_of"]


def plan_models(renderer: Renderer, api: Api, symbols: Symbols, style: Style, header: str) -> Iterator[File]:
    """The files of `models/`, begun when this returns."""
    modules = by_module(api, symbols)
    kept = KeptModules(renderer, "models", symbols, style, header, settings())
    known = {name: text for name, models in modules.items() if (text := kept.find(name, models)) is not None}
    drafts = [
        draft_module(name, models, symbols, style) for name, models in modules.items() if name not in known
    ]
    written = begin_classes([draft.terms for draft in drafts], renderer.cache) if drafts else iter(())

    def files() -> Iterator[File]:
        context = {"header": header, "modules": [*modules]}
        yield "models/__init__.py", renderer.render("models/init.py.jinja", context)
        waiting = zip(drafts, written, strict=True)
        for name in modules:
            text = known.get(name)
            if text is None:
                draft, generated = next(waiting)
                module = models_module(draft, generated, style)
                text = renderer.made("models/module.py.jinja", {"header": header, "module": module})
                kept.put(name, draft.models, text)
            yield f"models/{name}.py", text
        kept.keep()

    return files()
