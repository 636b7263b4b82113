"""The files of a package's services: resources, clients, the index of operations and the reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from codegen.config import ClientConfig
from codegen.emit.imports import Imports, grouped, ordered
from codegen.emit.render import Renderer, py_str
from codegen.output.distribution import optional_requirements, requirements
from codegen.targets.attributes.told import AttributeSection
from codegen.targets.base import File
from codegen.targets.package import README_FILE, header, package_init
from codegen.targets.runtime import public_names
from codegen.targets.services.logins import LoginExample
from codegen.targets.services.views import Services
from codegen.values import Value, replace

REFERENCE_FILE = "REFERENCE.md"

COMMON = (
    "client.base",
    "client.operation",
    "errors",
    "http.authorization",
    "http.messages",
    "models.base",
    "models.present",
    "omit",
)
"""Modules of the runtime whose public names every package with operations offers."""


class Reference(Value):
    """A row of REFERENCE.md and of the operations index.

    `route` is the operation's id, `call` how it is called, `needs` who may, `place` is `module.CONSTANT`, where its
    descriptor stands below `resources`.
    """

    route: str
    call: str
    needs: str
    place: str


FAKE_SHOP = (
    "testing.answers",
    "testing.calls",
    "testing.expectations",
    "testing.held",
    "testing.matching",
    "testing.shop",
    "testing.sockets",
    "testing.unexpected",
)
"""Modules of the runtime whose public names `testing.py` offers."""
CHECKS = "._runtime.testing.api2.checks"
"""The module of the runtime that knows what `checks` are made of."""


class ClientBase(Value):
    """What the clients of a protocol extend: the class `name` of the runtime's `module` and its twin for `await`.

    `operation` is the class of the descriptors, by module and name; `variables` is the module that knows the kinds of
    credentials in environment variables; `definition` tells that the package has one. `server` is the class,
    by module and name, that plays the shop in the users' own tests, where there is one.
    """

    module: str
    name: str
    operation: tuple[str, str]
    variables: str = "._runtime.auth.variables"
    definition: bool = False
    server: tuple[str, str] | None = None


def service_files(
    renderer: Renderer,
    client: ClientConfig,
    services: Services,
    base: ClientBase,
    *,
    title: str,
    offered: Sequence[str],
    logins: Sequence[LoginExample],
    own: Mapping[str, Sequence[str]] | None = None,
    attributes: Sequence[AttributeSection] = (),
    checks: Sequence[str] = (),
) -> Iterator[File]:
    """All files with services, and what every package with operations holds; what takes long to format comes first.

    `offered` are the modules of the runtime whose public names the package offers, `own` further names by module;
    `logins` are the ways to log in, the most usual first; `attributes` what the reference tells of the shop's own, and
    `checks` what the shop in memory demands of requests.
    """
    context = {"header": header(client), "title": title, "services": services}
    for module in sorted(services.modules, key=lambda item: (-item.size, item.name)):
        alone = replace(services, modules=(module,))  # no module is made anew because another one changed
        yield f"resources/{module.name}.py", renderer.render(
            "services/resources.py.jinja", {**context, "services": alone, "module": module}
        )
    yield "resources/__init__.py", renderer.render("services/resources_init.py.jinja", context)
    if services.bulk:
        yield "bulk.py", renderer.render("services/bulk.py.jinja", context)
    imports = {"base": base, "imports": client_imports(services, base), "hints": client_hints(services)}
    yield "client.py", renderer.render("services/client.py.jinja", {**context, **imports})
    rows = references(services)
    by_id = sorted(rows, key=lambda item: item.route)
    by_path = sorted(by_id, key=lambda item: item.route.partition(" ")[2])
    yield "operations.py", renderer.render(
        "package/operations.py.jinja", {**context, "kind": base.operation, "operations": by_id}
    )
    if client.testing and base.server is not None:
        yield "testing.py", renderer.render(
            "package/testing.py.jinja", {**context, **_fake_shop(services, base.server, checks)}
        )
    yield REFERENCE_FILE, renderer.render(
        "package/reference.md.jinja", {**context, "references": by_path, "attributes": attributes}
    )
    yield README_FILE, renderer.render(
        "package/readme.md.jinja",
        {
            **context,
            "package": client.package,
            "client": client.name,
            "logins": logins,
            "offered": offered,
            "needs": requirements(client, calls=True, soap=base.definition),
            "optional": optional_requirements(calls=True, soap=base.definition),
        },
    )
    names: dict[str, Sequence[str]] = {
        ".": ("models",),
        ".client": [f"{prefix}Client" for prefix in services.prefixes],
        ".operations": ("OPERATIONS",),
    }
    for place, more in (own or {}).items():
        names[place] = [*names.get(place, ()), *more]
    yield "__init__.py", package_init(renderer, client, title, names, offered)
    yield "py.typed", ""


def client_imports(services: Services, base: ClientBase) -> list[Imports]:
    """What `client.py` imports from the package, in groups."""
    found = {
        base.module: [f"{prefix}{base.name}" for prefix in services.prefixes],
        "._user_agent": ["USER_AGENT"],
    }
    if base.definition:
        found |= {"._runtime.soap.dialects": ["Definition"], ".definition": ["DEFINITION"]}
    return grouped(found.items())


def client_hints(services: Services) -> Imports:
    """What `client.py` imports for type checkers only."""
    found: list[tuple[str, list[str]]] = [
        ("._runtime.client.environment", ["LoginKind"]),
        (".resources", [f"{module.name} as _{module.name}" for module in services.modules]),
    ]
    if services.bulk:
        bases = [f"Base{prefix}Client" for prefix in services.prefixes]
        found += [("._runtime.client.base", bases), (".bulk", ["Bulk"])]
    return ordered(found)


def _fake_shop(services: Services, server: tuple[str, str], checks: Sequence[str]) -> dict[str, object]:
    """What `testing.py` is given: its imports, what it offers, what it demands, and a method to show."""
    offered = {f"._runtime.{module}": public_names(module) for module in FAKE_SHOP}
    public = {"FakeShop", *(name for names in offered.values() for name in names)}
    clients = [f"{prefix}Client" for prefix in services.prefixes]
    needed = {server[0]: [server[1]], ".client": clients, ".operations": ["OPERATIONS"]}
    if checks:
        needed[CHECKS] = ["Check", "Checks"]
    first = next(
        (
            f"{service.place}.{service.methods[0].name}"
            for module in services.modules
            for service in module.services
        ),
        "request",
    )
    return {
        "server": server,
        "checks": checks,
        "imports": ordered([*offered.items(), *needed.items()]),
        "public": [py_str(name) for name in sorted(public - {"BaseFakeShop"})],
        "example": f"shop.{'client' if services.sync else 'async_client'}.{first}",
    }


def references(services: Services) -> list[Reference]:
    """A row for each key of each operation."""
    return [
        Reference(
            route=route.key,
            call=f"shop.{service.place}.{route.call}",
            needs=method.needs,
            place=f"{module.name}.{method.descriptor.constant}",
        )
        for module in services.modules
        for service in module.services
        for method in service.methods
        for route in method.routes
    ]
