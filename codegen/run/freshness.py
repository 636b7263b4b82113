"""Whether a package is what its inputs and options would give, told from the lock alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from codegen import __version__
from codegen.config import ClientConfig
from codegen.machine.cache import Cache
from codegen.machine.fingerprint import program
from codegen.output.lock import Lock
from codegen.plugins import plugin_states
from codegen.roots import locator
from codegen.run.current import Current
from codegen.source import MISSING, NOT_READABLE, state_of

_TEMPLATES_KEY = "templates"
_PLUGINS = "plugins"
FILES_CHANGED = "files were added or removed below the sources"


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


def reasons(client: ClientConfig, lock: Lock, current: Current, cache: Cache) -> list[str]:
    """Why the lock is not up to date, one line each naming the input or option. Empty when none of those is why."""
    found = []
    if lock.tool != __version__:
        found.append(f"written by magento-codegen {lock.tool}, this is {__version__}")
    elif lock.program != program(cache):
        found.append(f"written by another state of magento-codegen {__version__}")
    found += _option_reasons(lock.options, lock_options(client))
    templates = template_hashes(client)
    own = [key for key in lock.inputs if not key.startswith(f"{_TEMPLATES_KEY}/")]
    found += input_reasons(client, lock.inputs, {**current.states(own), **templates})
    return found


def listing_reasons(lock: Lock, current: Current) -> list[str]:
    """The same for files that came or went. To be asked last: meanwhile folders are looked through."""
    same = lock.listing == current.listing_again(lock.listing).hashes
    return [] if same else [FILES_CHANGED]


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
