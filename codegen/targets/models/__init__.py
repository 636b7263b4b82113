"""The models of a package: pydantic classes that datamodel-code-generator writes, one module a Magento module."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import Environment

from codegen.ir import Api
from codegen.render import render
from codegen.symbols import Symbols
from codegen.targets.models.accessors import accessors
from codegen.targets.models.datamodel import generate_modules
from codegen.targets.models.module import by_module, draft_module, models_module

__all__ = ["plan_models"]


def plan_models(
    env: Environment, api: Api, symbols: Symbols, attributes: Mapping[str, Mapping[str, str]], header: str
) -> dict[str, str]:
    """The files of `models/` (unformatted). `attributes` is the attribute map of the configuration.

    Raises CodegenError (exit code 2) when the attribute map names no model.
    """
    typed = accessors(api, symbols, attributes)
    modules = by_module(api, symbols)
    drafts = [draft_module(name, models, symbols, typed) for name, models in modules.items()]
    written = generate_modules([draft.question for draft in drafts])
    files = {
        f"models/{draft.name}.py": render(
            env,
            "models/module.py.jinja",
            {"header": header, "module": models_module(draft, generated)},
        )
        for draft, generated in zip(drafts, written, strict=True)
    }
    files["models/__init__.py"] = render(
        env, "models/init.py.jinja", {"header": header, "modules": list(modules)}
    )
    return files
