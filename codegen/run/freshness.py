"""Whether a package is what its inputs and options would give, told from the lock alone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from codegen import __version__
from codegen.config import ClientConfig
from codegen.files import leads_to_folder
from codegen.machine.fingerprint import program
from codegen.machine.processes import HELPERS, submit
from codegen.output.lock import Lock
from codegen.plugins import plugin_versions
from codegen.source import SKIPPED_FOLDERS, Root, sha256_of

_TEMPLATES_KEY = "templates"
_SUFFIXES = (".xml", ".php", ".wsdl", ".json")


def lock_options(client: ClientConfig) -> dict[str, Any]:
    """The options a lock keeps: the client's, and the versions of the plug-ins that may have a say."""
    found = plugin_versions()
    return {**client.options(), **({"plugins": found} if found else {})}


def template_hashes(client: ClientConfig) -> dict[str, str]:
    """sha256 of the user's own templates, by lock key."""
    if client.templates is None:
        return {}
    return {
        f"{_TEMPLATES_KEY}/{path.relative_to(client.templates).as_posix()}": sha256_of(path)
        for path in sorted(client.templates.rglob("*"))
        if path.is_file()
    }


Listing = Callable[[Iterable[str]], str]
"""Takes keys of a lock; gives one hash of the names of all files that could hold definitions: it tells of new files."""


def begin_listing(client: ClientConfig) -> Listing:
    """Begin to look through the client's sources, beside this process if there are others.

    What comes back looks through folders above the sources too, in which some of the keys were found.
    """
    begun = {root: submit(HELPERS, _names, str(root.path)) for root in _roots(client)}

    def listing(inputs: Iterable[str]) -> str:
        names = {root: future.result() for root, future in begun.items()}
        names |= {root: _names(str(root.path)) for root in _above(client, inputs) - names.keys()}
        found = sorted(f"{root.key}\0{digest}\0" for root, digest in names.items())
        return hashlib.sha256("".join(found).encode()).hexdigest()

    return listing


def current_hashes(client: ClientConfig, inputs: Iterable[str]) -> dict[str, str]:
    """sha256 of the files that the keys of a lock name, as they are now; a file that is gone has none."""
    keys = list(inputs)
    roots = sorted({*_roots(client), *_above(client, keys)}, key=lambda root: (-len(root.key), root.key))
    current = {}
    for key in keys:
        path = next((path for root in roots if (path := _locate(root, key)) is not None), None)
        if path is not None and os.path.isfile(path):
            current[key] = sha256_of(path)
    return current


def reasons(client: ClientConfig, lock: Lock) -> list[str]:
    """Why the lock is not up to date, one line each naming the input or option. Empty when it is."""
    found = []
    if lock.tool != __version__:
        found.append(f"written by magento-codegen {lock.tool}, this is {__version__}")
    elif lock.program != program():
        found.append(f"written by another state of magento-codegen {__version__}")
    found += _option_reasons(lock.options, lock_options(client))
    now = {**current_hashes(client, lock.inputs), **template_hashes(client)}
    found += input_reasons(lock.inputs, now)
    if not found and lock.listing != begin_listing(client)(lock.inputs):
        found.append("files were added or removed below the sources")
    return found


def input_reasons(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """The inputs that differ between two sets of hashes, one line each."""
    return [
        f"input {'removed' if key not in new else 'added' if key not in old else 'changed'}: {key}"
        for key in sorted({*old, *new})
        if old.get(key) != new.get(key)
    ]


def _option_reasons(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return [f"option changed: {key}" for key in sorted({*old, *new}) if old.get(key) != new.get(key)]


def _roots(client: ClientConfig) -> tuple[Root, ...]:
    return (*client.roots(), *client.php_roots())


def _above(client: ClientConfig, inputs: Iterable[str]) -> set[Root]:
    """Folders above the sources that other inputs lie in: the Magento that a module was found in."""
    roots = _roots(client)
    strange = {
        key.partition("/")[0]
        for key in inputs
        if not key.startswith(f"{_TEMPLATES_KEY}/") and all(_locate(root, key) is None for root in roots)
    }
    return {
        Root(folder, str(folder), folder.name)
        for root in roots
        for folder in root.path.resolve().parents
        if folder.name in strange
    }


def _locate(root: Root, key: str) -> str | None:
    if key == root.key:
        return str(root.path)
    if key.startswith(f"{root.key}/"):
        return f"{root.path}{key[len(root.key):]}"
    return None


def _names(folder: str) -> str:
    """A hash of the paths below a folder of all files that could hold definitions; a file is no folder.

    Links are followed, but never upwards.
    """
    found: list[str] = []
    waiting = [(folder, "", frozenset({os.path.realpath(folder)}))]
    while waiting:
        path, prefix, above = waiting.pop()
        try:
            entries = list(os.scandir(path))
        except OSError:
            continue
        for entry in entries:
            name = entry.name
            if name.endswith(_SUFFIXES) and not leads_to_folder(entry):
                found.append(prefix + name)
            elif name not in SKIPPED_FOLDERS and leads_to_folder(entry):
                inside = above
                if entry.is_symlink():
                    real = os.path.realpath(entry.path)
                    if any(real == own or own.startswith(f"{real}/") for own in above):
                        continue
                    inside = above | {real}
                waiting.append((entry.path, f"{prefix}{name}/", inside))
    return hashlib.sha256("\0".join(sorted(found)).encode("utf-8", "surrogateescape")).hexdigest()
