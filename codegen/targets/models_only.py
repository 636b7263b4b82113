"""A package of models and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from codegen.config import ClientConfig
from codegen.emit.render import Renderer
from codegen.ir import Api
from codegen.machine.cache import NO_CACHE, Cache
from codegen.symbols import Symbols
from codegen.targets.base import File, Target
from codegen.targets.models import plan_models, style_of
from codegen.targets.package import header, package_init
from codegen.targets.runtime import with_runtime


def plan(api: Api, symbols: Symbols, client: ClientConfig, cache: Cache = NO_CACHE) -> Iterator[File]:
    """The files of a package of models. Raises CodegenError for an attribute map that fits no model."""
    renderer = Renderer(client.templates, cache)
    own = [("__init__.py", package_init(renderer, client, "Models", {".": ["models"]})), ("py.typed", "")]
    models = plan_models(renderer, api, symbols, client.attributes, style_of(client), header(client))
    return with_runtime(renderer, client, chain(models, own))


TARGET = Target("models_only", lambda api: bool(api.models), plan)
