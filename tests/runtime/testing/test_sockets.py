"""What wants to connect, or to look a name up, while a shop in memory is in use."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import ModuleType
from typing import Any

import pytest
from runtime.testing import sockets
from runtime.testing.sockets import ConnectionOpened, Guard


@pytest.fixture
def guard() -> Iterator[Guard]:
    """A guard at work; afterwards nothing of it is left."""
    before = {**vars(socket)}, {**vars(socket.socket)}
    guard = Guard()
    guard.on()
    yield guard
    guard.off()
    assert before == ({**vars(socket)}, {**vars(socket.socket)})


def connected(use: Callable[[socket.socket], Any], kind: int = socket.SOCK_STREAM) -> None:
    """Use a socket that has no connection yet."""
    with socket.socket(socket.AF_INET, kind) as one:
        use(one)


USES: dict[str, Callable[[], Any]] = {
    "connect": lambda: connected(lambda one: one.connect(("192.0.2.1", 80))),
    "connect_ex": lambda: connected(lambda one: one.connect_ex(("192.0.2.1", 80))),
    "sendto": lambda: connected(lambda one: one.sendto(b"x", ("192.0.2.1", 53)), socket.SOCK_DGRAM),
    "sendto with flags": lambda: connected(
        lambda one: one.sendto(b"x", 0, ("192.0.2.1", 53)), socket.SOCK_DGRAM
    ),
    "create_connection": lambda: socket.create_connection(("192.0.2.1", 80)),
    "asyncio.open_connection": lambda: asyncio.run(asyncio.open_connection("192.0.2.1", 80)),
}
LOOKUPS: dict[str, Callable[[], Any]] = {
    "getaddrinfo": lambda: socket.getaddrinfo("shop.example", 443),
    "getaddrinfo by name": lambda: socket.getaddrinfo(host="shop.example", port=443),
    "getaddrinfo of bytes": lambda: socket.getaddrinfo(b"shop.example", None),
    "gethostbyname": lambda: socket.gethostbyname("shop.example"),
    "gethostbyname_ex": lambda: socket.gethostbyname_ex("shop.example"),
    "gethostbyaddr": lambda: socket.gethostbyaddr("shop.example"),
    "getnameinfo": lambda: socket.getnameinfo(("shop.example", 80), 0),
    "create_connection": lambda: socket.create_connection(("shop.example", 443)),
    "asyncio.open_connection": lambda: asyncio.run(asyncio.open_connection("shop.example", 443)),
    "loop.getaddrinfo": lambda: asyncio.run(ask_the_loop()),
}


async def ask_the_loop() -> None:
    """Look a name up as awaited clients do."""
    await asyncio.get_running_loop().getaddrinfo("shop.example", 443)


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_connection_is_refused_with_its_address(guard: Guard, use: Callable[[], Any]) -> None:
    with pytest.raises(ConnectionOpened, match=r"a connection to \('192\.0\.2\.1', \d+\) was to be opened"):
        use()
    assert len(guard.seen) == 1


@pytest.mark.parametrize("use", LOOKUPS.values(), ids=LOOKUPS)
def test_a_look_up_is_refused_with_its_name(guard: Guard, use: Callable[[], Any]) -> None:
    with pytest.raises(ConnectionOpened, match=r"shop\.example.* was to be looked up while a FakeShop"):
        use()
    assert len(guard.seen) == 1


def test_another_threads_connection_is_seen_too(guard: Guard) -> None:
    def look_up() -> None:
        with suppress(ConnectionOpened):
            socket.gethostbyname("shop.example")

    thread = threading.Thread(target=look_up)
    thread.start()
    thread.join()
    assert guard.seen == ["the address of shop.example was to be looked up"]


def test_what_asks_nobody_is_let_through(guard: Guard) -> None:
    assert socket.getaddrinfo("127.0.0.1", 80)[0][4] == ("127.0.0.1", 80)
    assert socket.getaddrinfo("::1", 80, type=socket.SOCK_STREAM)[0][4][:2] == ("::1", 80)
    assert socket.getaddrinfo(None, 80, flags=socket.AI_PASSIVE)
    assert socket.gethostbyname("127.0.0.1") == "127.0.0.1"
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"x")
        assert other.recv(1) == b"x"
    assert asyncio.run(asyncio.sleep(0, "done")) == "done"
    assert guard.seen == []


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets of files here")
def test_a_file_of_this_machine_is_no_network(guard: Guard, tmp_path: Any) -> None:
    place = os.fspath(tmp_path / "socket")
    with socket.socket(socket.AF_UNIX) as listening, socket.socket(socket.AF_UNIX) as one:
        listening.bind(place)
        listening.listen()
        one.connect(place)
    assert guard.seen == []


def test_a_pair_that_is_joined_by_an_address_is_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has no other pairs of sockets, and event loops are woken by one."""

    def pair() -> tuple[socket.socket, socket.socket]:
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            listening.listen()
            one = socket.socket()
            one.connect(listening.getsockname())
            return one, listening.accept()[0]

    monkeypatch.setattr(socket, "socketpair", pair)
    guard = Guard()
    guard.on()
    try:
        one, other = socket.socketpair()
        one.close()
        other.close()
        assert asyncio.run(asyncio.sleep(0, "done")) == "done"
        with pytest.raises(ConnectionOpened):
            connected(lambda one: one.connect(("127.0.0.1", 9)))
    finally:
        guard.off()
    assert len(guard.seen) == 1


def another_packages() -> ModuleType:
    """The same module as another package brings it along."""
    spec = importlib.util.spec_from_file_location("another_packages_sockets", sockets.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("ends", [(0, 1), (1, 0)], ids=["in order", "in turn"])
def test_two_packages_guard_at_once(ends: tuple[int, int]) -> None:
    getaddrinfo = socket.getaddrinfo
    guards: list[Any] = [Guard(), another_packages().Guard()]
    for each in guards:
        each.on()
    first, last = ends
    with pytest.raises(AssertionError, match="a connection to"):
        connected(lambda one: one.connect(("127.0.0.1", 9)))
    guards[first].off()
    with pytest.raises(AssertionError, match=r"the address of shop\.example"):
        socket.gethostbyname("shop.example")
    guards[last].off()
    with pytest.raises(ConnectionRefusedError):
        connected(lambda one: one.connect(("127.0.0.1", 9)))
    assert socket.getaddrinfo("localhost", 80) == getaddrinfo("localhost", 80)
    seen = [len(each.seen) for each in guards]
    assert seen[last] + seen[first] >= 2
    assert len(guards[last].seen) >= 1
