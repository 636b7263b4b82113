"""Clients for Magento 2's REST API."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.config import ClientConfig
from codegen.emit.render import Renderer
from codegen.ir import Api
from codegen.machine.cache import NO_CACHE, Cache
from codegen.symbols import Symbols
from codegen.targets.base import File, Target
from codegen.targets.models import plan_models
from codegen.targets.package import header, package_files, with_user_agent
from codegen.targets.rest.exports import exports
from codegen.targets.rest.modules import references, rest_modules
from codegen.targets.runtime import with_runtime

FLAVOR = "magento2"


def claims(api: Api) -> bool:
    """Whether the Api has a Magento 2 route."""
    return any(operation.rest is not None and operation.rest.flavor == FLAVOR for operation in api.operations)


def plan(api: Api, symbols: Symbols, client: ClientConfig, cache: Cache = NO_CACHE) -> Iterator[File]:
    """The files of a package for the routes of an Api. Raises CodegenError for an attribute map that fits no model."""
    renderer = Renderer(client.templates, cache)
    return with_runtime(
        renderer, client, with_user_agent(renderer, client, _files(renderer, api, symbols, client))
    )


def _files(renderer: Renderer, api: Api, symbols: Symbols, client: ClientConfig) -> Iterator[File]:
    """All but the user agent and the runtime; what takes long to format comes first."""
    models = plan_models(renderer, api, symbols, client.attributes, header(client))
    modules = rest_modules(api, symbols, client.modes)
    context = {
        "header": header(client),
        "sync": client.modes != "async",
        "asynchronous": client.modes != "sync",
    }
    yield from package_files(
        renderer,
        client,
        exports=exports(client.modes),
        references=references(modules),
        kind=("._runtime.rest.operation", "RestOperation"),
        title="Magento 2 REST API",
    )
    for module in sorted(modules, key=lambda item: (-item.size, item.name)):
        yield f"resources/{module.name}.py", renderer.render(
            "rest/resources.py.jinja", {**context, "module": module}
        )
    yield "resources/__init__.py", renderer.render("rest/resources_init.py.jinja", context)
    bulk = [module for module in modules if module.bulk]
    if bulk:
        yield "bulk.py", renderer.render("rest/bulk.py.jinja", {**context, "modules": bulk})
    yield "client.py", renderer.render(
        "rest/client.py.jinja", {**context, "modules": modules, "bulk": bool(bulk)}
    )
    yield from models


TARGET = Target("rest", claims, plan)
