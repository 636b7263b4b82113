"""Whether a package is what its inputs and options would give, told from the lock alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from codegen import __version__
from codegen.config import ClientConfig
from codegen.files import real
from codegen.machine.cache import Cache
from codegen.machine.fingerprint import program
from codegen.machine.unchanged import Unchanged
from codegen.output.lock import Lock
from codegen.plugins import plugin_states
from codegen.run.listing import begin_listing
from codegen.source import MISSING, NOT_READABLE, Source, locator, sha256_of, state_of

_TEMPLATES_KEY = "templates"
_PLUGINS = "plugins"


def lock_options(client: ClientConfig) -> dict[str, Any]:
    """The options a lock keeps: the client's, and the states of the plug-ins that may have a say."""
    found = plugin_states()
    return {**client.options(), **({_PLUGINS: found} if found else {})}


def template_hashes(client: ClientConfig) -> dict[str, str]:
    """What becomes of the user's own templates (`source.state_of`), by lock key."""
    if client.templates is None:
        return {}
    return {
        f"{_TEMPLATES_KEY}/{path.relative_to(client.templates).as_posix()}": state_of(path)
        for path in sorted(client.templates.rglob("*"))
        if not path.is_dir()
    }


def current_states(client: ClientConfig, inputs: Iterable[str], cache: Cache) -> dict[str, str]:
    """What becomes now of the files that the keys of a lock name: sha256, MISSING or NOT_READABLE."""
    roots = client.all_roots()
    located = locator(roots)
    hashes: Unchanged[str] = Unchanged(
        cache, Cache.key("file-states", *(str(real(root.path)) for root in roots))
    )

    def state(source: Source | None) -> str:
        if source is None:
            return MISSING
        try:
            return hashes.ask(os.fspath(source.path), sha256_of)
        except (OSError, ValueError):
            return state_of(source.path)

    found = {key: state(located(key)) for key in inputs}
    hashes.keep()
    return found


def reasons(client: ClientConfig, lock: Lock, cache: Cache) -> list[str]:
    """Why the lock is not up to date, one line each naming the input or option. Empty when it is."""
    found = []
    if lock.tool != __version__:
        found.append(f"written by magento-codegen {lock.tool}, this is {__version__}")
    elif lock.program != program(cache):
        found.append(f"written by another state of magento-codegen {__version__}")
    found += _option_reasons(lock.options, lock_options(client))
    templates = template_hashes(client)
    own = [key for key in lock.inputs if not key.startswith(f"{_TEMPLATES_KEY}/")]
    found += input_reasons(client, lock.inputs, {**current_states(client, own, cache), **templates})
    if not found and lock.listing != listed_again(client, lock.listing, cache):
        found.append("files were added or removed below the sources")
    return found


def listed_again(client: ClientConfig, listing: Iterable[str], cache: Cache) -> dict[str, str]:
    """The listing of the client's sources as it is now, and of the further roots that one has which was kept."""
    return begin_listing(client, cache)(kept_roots(client, listing)).hashes


def kept_roots(client: ClientConfig, listing: Iterable[str]) -> dict[str, Path]:
    """Where the roots are that a listing was kept of, by their keys."""
    located = locator(client.all_roots())
    found = {key: located(key) for key in listing}
    return {key: source.path for key, source in found.items() if source}


def input_reasons(client: ClientConfig, old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """The inputs that differ between two sets of states, one line each, by the paths that the user knows."""
    return [
        f"input {_change(old.get(key, MISSING), new.get(key, MISSING))}: {shown(client, key)}"
        for key in sorted({*old, *new})
        if old.get(key, MISSING) != new.get(key, MISSING)
    ]


def removed(client: ClientConfig, old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """The inputs that were there and are not any more, by the paths that the user knows."""
    return [
        shown(client, key)
        for key, state in sorted(old.items())
        if state != MISSING and new.get(key, MISSING) == MISSING
    ]


def shown(client: ClientConfig, key: str) -> str:
    """The user's name for an input, from its lock key."""
    source = None if key.startswith(f"{_TEMPLATES_KEY}/") else locator(client.all_roots())(key)
    return source.shown if source else key


def _change(old: str, new: str) -> str:
    if MISSING in (old, new):
        return "added" if old == MISSING else "removed"
    if NOT_READABLE in (old, new):
        return "can be read now" if old == NOT_READABLE else "can't be read any more"
    return "changed"


def _option_reasons(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    changed = [key for key in sorted({*old, *new}) if key != _PLUGINS and old.get(key) != new.get(key)]
    before, after = old.get(_PLUGINS, {}), new.get(_PLUGINS, {})
    plugins = [key for key in sorted({*before, *after}) if before.get(key) != after.get(key)]
    return [f"option changed: {key}" for key in changed] + [
        f"option changed: {_PLUGINS}, {key}" for key in plugins
    ]
