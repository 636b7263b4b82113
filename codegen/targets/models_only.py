"""A package of models and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from codegen.config import ClientConfig
from codegen.emit.render import Renderer
from codegen.ir import Api
from codegen.machine.cache import NO_CACHE, Cache
from codegen.symbols import Symbols
from codegen.targets.attributes import attributes_export, plan_attributes
from codegen.targets.base import File, Target
from codegen.targets.models import plan_models, style_of
from codegen.targets.package import header, package_init
from codegen.targets.runtime import with_runtime


def plan(api: Api, symbols: Symbols, client: ClientConfig, cache: Cache = NO_CACHE) -> Iterator[File]:
    """The files of a package of models."""
    renderer = Renderer(client.templates, cache)
    names = {".": ["models", *attributes_export(symbols).get(".", ())]}
    own = [("__init__.py", package_init(renderer, client, "Models", names)), ("py.typed", "")]
    models = plan_models(renderer, api, symbols, style_of(client), header(client))
    attributes = plan_attributes(renderer, symbols, client.numbers, header(client))
    return with_runtime(renderer, client, chain(models, attributes, own))


TARGET = Target("models_only", lambda api: bool(api.models), plan)
