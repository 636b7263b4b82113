"""The client of Magento 1's REST API, from an Api that was read from api2.xml."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.config import ClientConfig
from codegen.emit.render import Renderer
from codegen.ir import Api
from codegen.symbols import Symbols
from codegen.systems import MAGENTO1_REST
from codegen.targets.api2.calls import RESERVED, ResourceCalls
from codegen.targets.api2.checks import check_lines
from codegen.targets.base import File, Target
from codegen.targets.clients import parts, whole
from codegen.targets.inputs import offered_names
from codegen.targets.services.files import COMMON, ClientBase, service_files
from codegen.targets.services.logins import LOGINS_MAGENTO1_REST

_BASE = ClientBase(
    "._runtime.api2.client",
    "ResourceClient",
    ("._runtime.api2.operation", "ResourceOperation"),
    "._runtime.api2.variables",
    server=("._runtime.testing.api2.server", "Api2Server"),
)
OFFERED = (*COMMON, "api2.auth", "api2.filters", "api2.multistatus", "api2.operation", "api2.options")


def claims(api: Api) -> bool:
    """Whether the Api is of api2.xml and has a route."""
    return api.system == MAGENTO1_REST and bool(api.operations)


def _files(renderer: Renderer, api: Api, symbols: Symbols, client: ClientConfig) -> Iterator[File]:
    """All but the user agent and the runtime."""
    models, services, inputs = parts(renderer, api, symbols, client, ResourceCalls)
    yield from service_files(
        renderer,
        client,
        services,
        _BASE,
        title=api.system.rest_title,
        offered=OFFERED,
        logins=LOGINS_MAGENTO1_REST,
        own=offered_names(inputs),
        checks=check_lines(api, symbols),
    )
    yield from inputs
    yield from models


TARGET = Target("api2", claims, whole(_files), RESERVED, ResourceCalls)
