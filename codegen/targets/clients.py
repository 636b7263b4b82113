"""What every package of clients is made of, whatever it calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from codegen.config import ClientConfig, Numbers
from codegen.emit.render import Renderer
from codegen.ir import Api
from codegen.machine.cache import NO_CACHE, Cache
from codegen.symbols import Symbols
from codegen.targets.base import File
from codegen.targets.inputs import plan_inputs
from codegen.targets.models import plan_models, style_of
from codegen.targets.package import header, with_user_agent
from codegen.targets.runtime import with_runtime
from codegen.targets.services.building import build_services
from codegen.targets.services.style import CallStyle
from codegen.targets.services.views import Services

Plan = Callable[[Renderer, Api, Symbols, ClientConfig], Iterator[File]]
"""What makes the files of a package that are its own."""


class Parts(NamedTuple):
    """The models of a package, each made when it is asked for, the services, and the files of `inputs/`."""

    models: Iterator[File]
    services: Services
    inputs: list[File]


def parts(
    renderer: Renderer,
    api: Api,
    symbols: Symbols,
    client: ClientConfig,
    calls: Callable[[Api, Symbols, Numbers], CallStyle],
) -> Parts:
    """The parts of a package whose operations are called in the style that `calls` makes.

    The models are begun first: others write them, while the rest is made here.
    """
    models = plan_models(renderer, api, symbols, style_of(client), header(client))
    style = calls(api, symbols, client.numbers)
    services = build_services(style, client.modes, renderer)
    return Parts(models, services, list(plan_inputs(renderer, style, style_of(client), header(client))))


def whole(plan: Plan) -> Callable[..., Iterator[File]]:
    """The `plan` of a target from that of the package's own files: the user agent and the runtime are added.

    It takes an Api, its symbols, the client and, where there is one, a cache for what templates make.
    """

    def planned(api: Api, symbols: Symbols, client: ClientConfig, cache: Cache = NO_CACHE) -> Iterator[File]:
        renderer = Renderer(client.templates, cache)
        own = plan(renderer, api, symbols, client)
        return with_runtime(renderer, client, with_user_agent(renderer, client, own))

    return planned
