"""Clients for Magento 2's REST API."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.config import ClientConfig
from codegen.emit.render import Renderer
from codegen.ir import Api
from codegen.symbols import Symbols
from codegen.systems import MAGENTO1_REST, MAGENTO2
from codegen.targets.attributes import OFFERED as ATTRIBUTES
from codegen.targets.attributes import attributes_export, plan_attributes
from codegen.targets.attributes.told import attribute_sections
from codegen.targets.base import File, Target
from codegen.targets.clients import parts, whole
from codegen.targets.inputs import offered_names
from codegen.targets.package import header
from codegen.targets.rest.calls import RESERVED, RestCalls
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


def _files(renderer: Renderer, api: Api, symbols: Symbols, client: ClientConfig) -> Iterator[File]:
    """All but the user agent and the runtime."""
    models, services, inputs = parts(renderer, api, symbols, client, RestCalls)
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


TARGET = Target("rest", claims, whole(_files), RESERVED, RestCalls)
