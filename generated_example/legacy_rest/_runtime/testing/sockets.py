# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""No connections while a shop in memory is in use: whatever would open one fails, and says so."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from typing import Any

__all__ = ["ConnectionOpened"]

_lock = threading.Lock()
_guards: list[Guard] = []
_NAMES = ("connect", "connect_ex")


class ConnectionOpened(AssertionError):
    """Something wanted to connect to the network while a shop in memory was in use."""


class Guard:
    """Keeps connections from being opened, in all threads, from `on` to `off`; sockets of this machine's files may be.

    `seen` are the addresses that something wanted to connect to.
    """

    def __init__(self) -> None:
        self.seen: list[str] = []

    def on(self) -> None:
        """Begin."""
        with _lock:
            _guards.append(self)
            if len(_guards) == 1:
                for name in _NAMES:
                    setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))

    def off(self) -> None:
        """End; the last guard that ends lets connections be opened again."""
        with _lock:
            _guards.remove(self)
            if not _guards:
                for name in _NAMES:
                    delattr(socket.socket, name)


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def refuse(self: socket.socket, address: Any) -> Any:
        if self.family not in (socket.AF_INET, socket.AF_INET6):
            return connect(self, address)
        with _lock:
            for guard in _guards:
                guard.seen.append(str(address))
        raise ConnectionOpened(_text([str(address)]))

    return refuse


def _text(addresses: list[str]) -> str:
    return (
        f"a connection to {', '.join(addresses)} was to be opened while a FakeShop is in use: whatever wants it has "
        "neither shop.client nor shop.async_client nor an HTTP client of shop.http_client(). "
        "FakeShop(allow_connections=True) lets it"
    )


def opened(addresses: list[str]) -> ConnectionOpened:
    """The error for connections that something wanted to open, and whose failure it caught."""
    return ConnectionOpened(_text(addresses))
