"""From the path of a request to the operation that it calls (Magento\\Webapi\\Model\\Rest\\Config)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, unquote_plus

_PREFIXES = {("async", "bulk"): "bulk", ("async",): "async"}


class Address(NamedTuple):
    """A path taken apart: the store's code (None for none), how the route is called, and the route's parts."""

    store: str | None
    mode: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """An operation by its id, with the variables of its path."""

    id: str
    variables: Mapping[str, str]


def address(path: str) -> Address | None:
    """What a path below the shop's address says; None for one outside of `/rest`.

    `mode` is empty, `async` or `bulk`.
    """
    parts = tuple(part for part in path.split("/") if part)
    if not parts or parts[0] != "rest":
        return None
    parts = parts[1:]
    store = None
    if parts and not _is_version(parts[0]) and parts[0] != "async":
        store, parts = unquote(parts[0]), parts[1:]
    for prefix, mode in _PREFIXES.items():
        if parts[: len(prefix)] == prefix:
            return Address(store, mode, parts[len(prefix) :])
    return Address(store, "", parts)


def _is_version(part: str) -> bool:
    return part[:1] == "V" and part[1:].isdigit()


class Routes:
    """All routes of a package. One without variables goes before one with them, as on the server."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._routes: dict[tuple[str, int], list[tuple[str, tuple[str, ...]]]] = {}
        self._paths: set[tuple[str, ...]] = set()
        for id in sorted(ids):
            method, _, path = id.partition(" ")
            parts = tuple(path.strip("/").split("/"))
            self._routes.setdefault((method, len(parts)), []).append((id, parts))

    def find(self, method: str, parts: tuple[str, ...], *, bulk: bool = False) -> Match | None:
        """The operation of a method and the parts of a path, each still encoded.

        In a bulk request's path a variable is not filled: it is called `bySku`.
        """
        found = [
            Match(id, variables)
            for id, route in self._routes.get((method, len(parts)), ())
            if (variables := _variables(route, parts, bulk=bulk)) is not None
        ]
        return min(found, key=lambda match: len(match.variables), default=None)

    def methods(self, parts: tuple[str, ...]) -> list[str]:
        """The HTTP methods that a path has a route for."""
        return sorted(
            {method for method, length in self._routes if length == len(parts) and self.find(method, parts)}
        )


def _variables(route: tuple[str, ...], parts: tuple[str, ...], *, bulk: bool) -> dict[str, str] | None:
    variables: dict[str, str] = {}
    for expected, part in zip(route, parts, strict=True):
        if not expected.startswith("{"):
            if expected != part:
                return None
            continue
        name = expected[1:-1]
        if bulk and part != f"by{name[:1].upper()}{name[1:]}":
            return None
        variables[name] = unquote_plus(part)
    return {} if bulk else variables
