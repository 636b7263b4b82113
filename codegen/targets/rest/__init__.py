"""Clients for Magento 2's REST API."""

from __future__ import annotations

from codegen.config import ClientConfig
from codegen.ir import Api
from codegen.render import render
from codegen.symbols import Symbols
from codegen.targets.base import Target
from codegen.targets.package import header, package_environment, plan_package, schema_hash
from codegen.targets.rest.exports import exports
from codegen.targets.rest.modules import references, rest_modules
from codegen.targets.runtime import with_runtime

FLAVOR = "magento2"


def claims(api: Api) -> bool:
    """Whether the Api has a Magento 2 route."""
    return any(operation.rest is not None and operation.rest.flavor == FLAVOR for operation in api.operations)


def plan(api: Api, symbols: Symbols, client: ClientConfig) -> dict[str, str]:
    """The files of a package for the routes of an Api. Raises CodegenError for an attribute map that fits no model."""
    env = package_environment(client)
    modules = rest_modules(api, symbols, client.modes)
    context = {
        "header": header(client),
        "sync": client.modes != "async",
        "asynchronous": client.modes != "sync",
    }
    files = {
        f"resources/{module.name}.py": render(env, "rest/resources.py.jinja", {**context, "module": module})
        for module in modules
    }
    files["resources/__init__.py"] = render(env, "rest/resources_init.py.jinja", context)
    files |= plan_package(
        api,
        symbols,
        client,
        exports=exports(client.modes),
        references=references(modules),
        kind=("._runtime.rest", "RestOperation"),
        title="Magento 2 REST API",
        env=env,
    )
    bulk = [module for module in modules if module.bulk]
    if bulk:
        files["bulk.py"] = render(env, "rest/bulk.py.jinja", {**context, "modules": bulk})
    hashed = schema_hash(files)
    files["client.py"] = render(
        env,
        "rest/client.py.jinja",
        {**context, "modules": modules, "bulk": bool(bulk), "schema_hash": hashed},
    )
    return with_runtime(env, client, files)


TARGET = Target("rest", claims, plan)
