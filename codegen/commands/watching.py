"""`magento-codegen generate --watch`: what a save changed for callers, until Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from codegen.comparing.api_changes import compare
from codegen.comparing.sides import NOTHING, Side, load
from codegen.config import ClientConfig
from codegen.console.printing import say
from codegen.diagnostics import CodegenError
from codegen.machine.cache import Cache
from codegen.run.package import load_ahead
from codegen.run.watching import changes


def watch(clients: Sequence[ClientConfig], config: Path | None, once: Callable[[], int], cache: Cache) -> int:
    """Call `once`, and again after each save; say what it changed in the API of each client.

    `once` says itself what went wrong: a broken file in between ends nothing. Returns the last code, should watching
    end without an interrupt. Raises CodegenError as `codegen.run.watching.changes` does.
    """
    code = 0
    before: list[Side] = []
    for _ in changes(clients, config):
        code = once()
        after = _sides(clients, cache)
        if not before:
            before = after
            load_ahead(cache)
            say("watching for changes; Ctrl-C ends it", err=True)
        for client, old, new in zip(clients, before, after, strict=True):
            for change in compare(old.document, new.document, old.speaks & new.speaks):
                say(f"{client.name}: {change}", err=True)
        before = after
    return code


def _sides(clients: Sequence[ClientConfig], cache: Cache) -> list[Side]:
    return [_side(client, cache) for client in clients]


def _side(client: ClientConfig, cache: Cache) -> Side:
    try:
        return load(str(client.output), "", {}, cache)
    except CodegenError:
        return NOTHING  # there is no package yet, or it is not readable: `once` has said so
