"""Which targets there are. A new kind of package is one line here, or an entry point of a plug-in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from codegen.config import ClientConfig
from codegen.diagnostics import CodegenError
from codegen.ir import Api, Status
from codegen.machine.cache import NO_CACHE, Cache
from codegen.plugins import TARGETS, blamed, guarded, load, plugins
from codegen.symbols import Symbols
from codegen.symbols.reserved import NOTHING_RESERVED, Reserved
from codegen.targets.base import File, Target

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

BUILT_IN = (
    "codegen.targets.rest",
    "codegen.targets.api2",
    "codegen.targets.soap",
    "codegen.targets.models_only",
)


def target_for(api: Api, client: ClientConfig, cache: Cache = NO_CACHE) -> Target:
    """The target of a client: plug-ins are asked first, then ours in order; `models_only` leaves the calls out.

    The cache is for ours, so that they make nothing twice.

    Raises CodegenError (exit code 3) when no target serves the Api, which then holds no operation.
    """
    for target in _targets(BUILT_IN[-1:] if client.models_only else BUILT_IN, cache):
        if target.claims(api):
            return target
    skipped = [item for item in api.items if item.status is Status.SKIPPED]
    if not skipped:
        raise CodegenError("the sources define nothing to generate; check --source, include and exclude")
    raise CodegenError(
        f"nothing to generate: {len(skipped)} of {len(api.items)} items are skipped, the first of them "
        f"({skipped[0].id}) because {skipped[0].reason}; mend that or name the sources that lack",
        origin=skipped[0].origin,
    )


def reserved_names(api: Api, client: ClientConfig) -> Reserved:
    """The names that the client's target needs itself; none where there is no target."""
    try:
        return target_for(api, client).reserved
    except CodegenError:
        return NOTHING_RESERVED


def _targets(built_in: Iterable[str], cache: Cache) -> Iterator[Target]:
    """Each target, imported when its turn comes."""
    for point in plugins(TARGETS):
        target = load(point)
        yield target._replace(claims=guarded(point, target.claims), plan=partial(_planned, point, target))
    for name in built_in:
        module = import_module(name)
        yield module.TARGET._replace(plan=partial(module.TARGET.plan, cache=cache))


def _planned(
    point: EntryPoint, target: Target, api: Api, symbols: Symbols, client: ClientConfig
) -> Iterator[File]:
    """The files of a plug-in's target; what goes wrong with them is the plug-in's fault."""
    with blamed(point):
        yield from target.plan(api, symbols, client)
