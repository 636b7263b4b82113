"""Clients for Magento 2's REST API."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.config import ClientConfig
from codegen.emit.render import Renderer
from codegen.ir import Api
from codegen.machine.cache import NO_CACHE, Cache
from codegen.symbols import Symbols
from codegen.systems import MAGENTO1_REST, MAGENTO2
from codegen.targets.attributes import OFFERED as ATTRIBUTES
from codegen.targets.attributes import attributes_export, plan_attributes
from codegen.targets.attributes.told import attribute_sections
from codegen.targets.base import File, Target
from codegen.targets.inputs import offered_names, plan_inputs
from codegen.targets.models import plan_models, style_of
from codegen.targets.package import header, with_user_agent
from codegen.targets.rest.calls import RESERVED, RestCalls
from codegen.targets.runtime import with_runtime
from codegen.targets.services.building import build_services
from codegen.targets.services.files import COMMON, ClientBase, service_files
from codegen.targets.services.logins import AUTH_MAGENTO2, LOGINS_MAGENTO2

_BASE = ClientBase(
    "._runtime.client.custom_routes",
    "RestClient",
    ("._runtime.rest.operation", "RestOperation"),
    server=("._runtime.testing.rest.server", "RestServer"),
)
OFFERED = (
    *COMMON,
    *AUTH_MAGENTO2,
    *ATTRIBUTES,
    "client.options",
    "rest.bulk",
    "rest.jobs",
    "rest.operation",
    "search.criteria",
    "search.paging",
)


def claims(api: Api) -> bool:
    """Whether the Api has a route, and not one of Magento 1's."""
    return api.system != MAGENTO1_REST and any(operation.rest is not None for operation in api.operations)


def plan(api: Api, symbols: Symbols, client: ClientConfig, cache: Cache = NO_CACHE) -> Iterator[File]:
    """The files of a package for the routes of an Api."""
    renderer = Renderer(client.templates, cache)
    return with_runtime(
        renderer, client, with_user_agent(renderer, client, _files(renderer, api, symbols, client))
    )


def _files(renderer: Renderer, api: Api, symbols: Symbols, client: ClientConfig) -> Iterator[File]:
    """All but the user agent and the runtime."""
    models = plan_models(renderer, api, symbols, style_of(client), header(client))
    calls = RestCalls(api, symbols, client.numbers)
    services = build_services(calls, client.modes)
    inputs = list(plan_inputs(renderer, calls, style_of(client), header(client)))
    yield from service_files(
        renderer,
        client,
        services,
        _BASE,
        title=api.system.rest_title or MAGENTO2.rest_title,
        offered=OFFERED,
        logins=LOGINS_MAGENTO2,
        own=offered_names(inputs, attributes_export(symbols)),
        attributes=attribute_sections(symbols, client.numbers),
    )
    yield from inputs
    yield from plan_attributes(renderer, symbols, client.numbers, header(client))
    yield from models


TARGET = Target("rest", claims, plan, RESERVED, RestCalls)
