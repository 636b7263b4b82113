"""A package of models and nothing else."""

from __future__ import annotations

from codegen.config import ClientConfig
from codegen.ir import Api
from codegen.render import render
from codegen.symbols import Symbols
from codegen.targets.base import Target
from codegen.targets.models import plan_models
from codegen.targets.package import header, model_runtime_files, package_environment


def plan(api: Api, symbols: Symbols, client: ClientConfig) -> dict[str, str]:
    """The files of a package of models. Raises CodegenError for an attribute map that fits no model."""
    env = package_environment(client)
    context = {"header": header(client), "title": "Models", "exports": {".": ["models"]}}
    return {
        **plan_models(env, api, symbols, client.attributes, header(client)),
        "__init__.py": render(env, "package/init.py.jinja", context),
        "py.typed": "",
        **model_runtime_files(),
    }


TARGET = Target("models_only", lambda api: bool(api.models), plan)
