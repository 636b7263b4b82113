"""The plug-ins that are installed: entry points of our groups, in the order of their names.

Whatever a plug-in raises is its own fault, and said to be: with its name, and not as a fault of this program.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from codegen.diagnostics import CodegenError
from codegen.machine.distributions import may_offer

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_GROUPS = "magento_codegen."
READERS = f"{_GROUPS}readers"
PASSES = f"{_GROUPS}passes"
TARGETS = f"{_GROUPS}targets"

P = ParamSpec("P")
Answer = TypeVar("Answer")


class PluginError(CodegenError):
    """A plug-in raised something; that is the cause of this error."""


def plugins(group: str) -> list[EntryPoint]:
    """The entry points of one group, not loaded yet."""
    return [point for point in _ours() if point.group == group]


def load(point: EntryPoint) -> Any:
    """What an entry point names. Raises PluginError when that can't be imported."""
    with blamed(point):
        return point.load()


def guarded(point: EntryPoint, function: Callable[P, Answer]) -> Callable[P, Answer]:
    """A function of a plug-in that raises PluginError (or CodegenError) only."""

    def call(*arguments: P.args, **named: P.kwargs) -> Answer:
        with blamed(point):
            return function(*arguments, **named)

    return call


@contextmanager
def blamed(point: EntryPoint) -> Iterator[None]:
    """Run code of a plug-in: whatever it raises, but a CodegenError, becomes a PluginError that names it."""
    try:
        yield
    except CodegenError:
        raise
    except Exception as error:  # whatever code of others raises
        name = f"plug-in `{point.name}` ({point.value}"
        name += f" of {point.dist.name} {point.dist.version})" if point.dist else ")"
        raise PluginError(
            f"{name} failed: {type(error).__name__}: {error}; see its traceback with --verbose, and tell whoever "
            "made it, or uninstall it",
            code="plugin-failed",
        ) from error


@lru_cache
def plugin_states() -> dict[str, str]:
    """The version of each plug-in and a hash of its code, by group and name."""
    return {
        f"{point.group}:{point.name}": f"{point.dist.version if point.dist else ''} {_code(point)}".strip()
        for point in _ours()
    }


def _code(point: EntryPoint) -> str:
    """A hash of the files of the module or package that a plug-in is in; it is not imported for that."""
    digest = hashlib.sha256()
    for path in sorted(_files(point)):
        digest.update(f"{path.name}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _files(point: EntryPoint) -> set[Path]:
    """The files of the plug-in's top module or package, and the code that its distribution lists besides."""
    from importlib.util import find_spec

    listed = (point.dist.files if point.dist else None) or ()
    found = {Path(str(file.locate())) for file in listed if file.suffix == ".py"}
    spec = find_spec(point.module.partition(".")[0])
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        found |= {path for path in Path(folder).rglob("*") if "__pycache__" not in path.parts}
    if spec and spec.origin:
        found.add(Path(spec.origin))
    return {path for path in found if path.is_file()}


@lru_cache
def _ours() -> tuple[EntryPoint, ...]:
    """Those of all groups: to look through the installed distributions takes long, so it is done once."""
    if not may_offer(_GROUPS):
        return ()
    from importlib.metadata import entry_points

    found = entry_points()
    return tuple(
        point
        for group in (READERS, PASSES, TARGETS)
        for point in sorted(found.select(group=group), key=lambda point: point.name)
    )
