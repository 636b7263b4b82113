# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""No connections while a shop in memory is in use: what would open one, or look a name up, fails and says so."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable
from typing import Any

__all__ = ["ConnectionOpened"]

_lock = threading.Lock()
_guards: list[Guard] = []
_pairs = threading.local()
"""Whether this thread makes a pair of sockets, which some systems connect by an address of their own (Windows)."""

Function = Callable[..., Any]


class ConnectionOpened(AssertionError):
    """Something wanted to connect to the network, or to ask it for a name, while a shop in memory was in use."""


class Guard:
    """Keeps connections from being opened, in all threads, from `on` to `off`; sockets of this machine's files may be.

    `seen` says what something wanted to do, each in a few words.
    """

    def __init__(self) -> None:
        self.seen: list[str] = []

    def on(self) -> None:
        """Begin."""
        with _lock:
            _guards.append(self)
            if len(_guards) == 1:
                _replacements.extend(_Replacement(*place) for place in _places())

    def off(self) -> None:
        """End; the last guard that ends lets connections be opened again."""
        with _lock:
            _guards.remove(self)
            if not _guards:
                while _replacements:
                    _replacements.pop().undo()


class _Replacement:
    """Stands in for a function of the library until it is undone, unless another package's guard stands before it."""

    def __init__(self, owner: Any, name: str, guarded: Callable[[str, Function], Function]) -> None:
        self._owner, self._name = owner, name
        self._inherited = name not in vars(owner)
        self._original: Function = getattr(owner, name)
        self._guarded = guarded(name, self._original)
        setattr(owner, name, self._guarded)

    def undo(self) -> None:
        """Put the function back. One that another stands before stays, and does what the function does."""
        if vars(self._owner)[self._name] is not self._guarded:
            return
        if self._inherited:
            delattr(self._owner, self._name)
        else:
            setattr(self._owner, self._name, self._original)


_replacements: list[_Replacement] = []


def _places() -> list[tuple[Any, str, Callable[[str, Function], Function]]]:
    """What is replaced: where it is, its name, and by what."""
    connecting = [(socket.socket, name, _connecting) for name in ("connect", "connect_ex", "sendto")]
    forward = [(socket, name, _looking_up) for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex")]
    backward = [(socket, name, _looking_back) for name in ("gethostbyaddr", "getnameinfo")]
    return [*connecting, *forward, *backward, (socket, "socketpair", _pairing)]


def _connecting(name: str, function: Function) -> Function:
    def connect(self: socket.socket, *arguments: Any) -> Any:
        if arguments and self.family in (socket.AF_INET, socket.AF_INET6):
            _refuse(f"a connection to {arguments[-1]} was to be opened")
        return function(self, *arguments)

    return connect


def _looking_up(name: str, function: Function) -> Function:
    def look_up(host: Any, *arguments: Any, **named: Any) -> Any:
        if not _is_address(host):
            _refuse(f"the address of {_text(host)} was to be looked up")
        return function(host, *arguments, **named)

    return look_up


def _looking_back(name: str, function: Function) -> Function:
    def look_back(address: Any, *arguments: Any) -> Any:
        _refuse(f"the name of {address} was to be looked up")
        return function(address, *arguments)

    return look_back


def _pairing(name: str, function: Function) -> Function:
    def pair(*arguments: Any, **named: Any) -> Any:
        _pairs.made = True
        try:
            return function(*arguments, **named)
        finally:
            _pairs.made = False

    return pair


def _is_address(host: Any) -> bool:
    """Whether nobody is asked for a host: it is an address itself, or any of this machine's."""
    if not host:
        return True
    try:
        ipaddress.ip_address(_text(host))
    except ValueError:
        return False
    return True


def _text(host: Any) -> str:
    return host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)


def _refuse(told: str) -> None:
    """Note what was to be done, and raise for it; nothing where no shop is in use."""
    with _lock:
        if not _guards or getattr(_pairs, "made", False):
            return
        for guard in _guards:
            guard.seen.append(told)
    raise opened([told])


def opened(told: list[str]) -> ConnectionOpened:
    """The error for what something wanted to do, whose failure it may have caught."""
    return ConnectionOpened(
        f"{', and '.join(dict.fromkeys(told))} while a FakeShop is in use: whatever wants it has "
        "neither shop.client nor shop.async_client nor an HTTP client of shop.http_client(). "
        "FakeShop(allow_connections=True) lets it"
    )
