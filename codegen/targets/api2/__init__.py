"""The client of Magento 1's REST API, from an Api that was read from api2.xml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from codegen.config import ClientConfig
from codegen.emit.render import Renderer
from codegen.ir import Api
from codegen.machine.cache import NO_CACHE, Cache
from codegen.passes.attributes import is_rest_of_magento1
from codegen.symbols import Symbols
from codegen.targets.api2.classes import Method, ResourceClass, resource_classes
from codegen.targets.api2.imports import module_imports
from codegen.targets.base import File, Target
from codegen.targets.models import plan_models
from codegen.targets.package import (
    Reference,
    header,
    package_files,
    with_user_agent,
)
from codegen.targets.runtime import with_runtime

TITLE = "Magento 1 REST"
_ERRORS = (
    "ApiError",
    "AuthenticationError",
    "BadRequestError",
    "ConnectionFailed",
    "DecodeError",
    "MagentoError",
    "MethodNotAllowedError",
    "NotFoundError",
    "PermissionDeniedError",
    "RequestError",
    "RequestTimeout",
    "ServerError",
    "TransportError",
    "UnavailableError",
)


def plan(api: Api, symbols: Symbols, client: ClientConfig, cache: Cache = NO_CACHE) -> Iterator[File]:
    """The files of the package."""
    renderer = Renderer(client.templates, cache)
    return with_runtime(
        renderer, client, with_user_agent(renderer, client, _files(renderer, api, symbols, client))
    )


def _files(renderer: Renderer, api: Api, symbols: Symbols, client: ClientConfig) -> Iterator[File]:
    """All but the user agent and the runtime; what takes long to format comes first."""
    models = plan_models(renderer, api, symbols, {}, header(client))
    modules = resource_classes(api, symbols)
    resources = sorted(
        (resource for classes in modules.values() for resource in classes), key=lambda item: item.attribute
    )
    yield from _resource_files(renderer, modules, client)
    yield from package_files(
        renderer,
        client,
        exports=_exports(client),
        references=[
            reference
            for resource in resources
            for method in resource.methods
            for reference in _references(method, resource)
        ],
        kind=("._runtime.api2.operation", "ResourceOperation"),
        title=TITLE,
    )
    context = _modes(client) | {"header": header(client), "modules": list(modules), "resources": resources}
    yield "client.py", renderer.render("api2/client.py.jinja", context)
    yield from models


def _resource_files(
    renderer: Renderer, modules: dict[str, list[ResourceClass]], client: ClientConfig
) -> Iterator[File]:
    context = _modes(client) | {"header": header(client)}
    for name, classes in modules.items():
        own = {"module": name, "resources": classes, "imports": module_imports(classes, client.modes)}
        yield f"resources/{name}.py", renderer.render("api2/resources.py.jinja", context | own)
    yield "resources/__init__.py", f'{header(client)}"""The resources of the shop, by module."""\n'


def _modes(client: ClientConfig) -> dict[str, object]:
    return {"sync": client.modes != "async", "asynchronous": client.modes != "sync"}


def _exports(client: ClientConfig) -> dict[str, Sequence[str]]:
    clients = [
        name
        for name, mode in (("AsyncClient", "async"), ("Client", "sync"))
        if client.modes in ("both", mode)
    ]
    return {
        ".": ("models",),
        ".client": clients,
        ".operations": ("OPERATIONS",),
        "._runtime.api2.auth": ("OAuth1",),
        "._runtime.api2.filters": ("Filters",),
        "._runtime.api2.multistatus": ("MultiStatus", "MultiStatusError", "Verdict"),
        "._runtime.api2.operation": ("Collection",),
        "._runtime.api2.options": ("RequestOptions",),
        "._runtime.errors": _ERRORS,
        "._runtime.omit": ("OMIT",),
    }


def _references(method: Method, resource: ResourceClass) -> Iterator[Reference]:
    """A row for each route of a method, with the path variables that it takes."""
    for key, path in zip(method.keys, method.paths, strict=True):
        arguments = [f"{item.name}=…" for item in method.arguments if f"{{{item.wire}}}" in path]
        given = ", ".join(["data", *arguments] if method.sends else arguments)
        yield Reference(
            route=key,
            call=f"shop.{resource.attribute}.{method.name}({given})",
            needs=", ".join(method.roles) or "all resources",
            place=f"{resource.module}.{method.constant}",
        )


TARGET = Target("api2", is_rest_of_magento1, plan)
