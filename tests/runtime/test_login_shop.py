"""Logins against a shop that knows who may: second factors, Adobe's service, stores of tokens; threads and tasks."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from runtime.auth import tokens
from runtime.auth.credentials import AdminToken, ImsServerToServer
from runtime.auth.stores import FileTokenStore, StoredToken
from runtime.auth.totp import Totp
from runtime.errors import AuthenticationError, BadRequestError
from runtime.http.authorization import Auth

from tests.conftest import REPOSITORY
from tests.runtime.login_shop import CLIENT_SECRET, PASSWORD, SECRET, LoginShop
from tests.runtime.server import Server, serving
from tests.runtime.shop import AsyncClient, Client


def ask(server: Server, auth: Auth, mode: str, calls: int = 40) -> list[Any]:
    """What many calls of one client get at once, in threads or in tasks."""
    if mode == "threads":
        with Client(server.url, auth=auth) as shop, ThreadPoolExecutor(calls) as pool:
            futures = [pool.submit(shop.products.get, sku="a") for _ in range(calls)]
            return [future.exception() or future.result() for future in futures]

    async def all_of_them() -> list[Any]:
        async with AsyncClient(server.url, auth=auth) as shop:
            asked = (shop.products.get(sku="a") for _ in range(calls))
            return await asyncio.gather(*asked, return_exceptions=True)

    return asyncio.run(all_of_them())


MODES = pytest.mark.parametrize("mode", ["threads", "tasks"])


@MODES
def test_a_second_factor_is_given_once_for_all(mode: str) -> None:
    shop = LoginShop(second_factor=True)
    with serving(shop.answer) as server:
        outcomes = ask(server, AdminToken("admin", PASSWORD, otp=Totp(SECRET)), mode)
    assert [outcome.sku for outcome in outcomes] == ["a"] * 40
    assert shop.logins == 1


@MODES
@pytest.mark.parametrize(
    ("auth", "told", "logins"),
    [
        (AdminToken("admin", "wrong", otp=Totp(SECRET)), "The account sign-in was incorrect", 1),
        (AdminToken("admin", PASSWORD, otp="000000"), "Invalid code.", 1),
        (AdminToken("admin", PASSWORD, otp=Totp("A" * 16)), "Invalid code.", 1),
        (AdminToken("admin", PASSWORD), "Two-factor authentication is on (google)", 1),
        (ImsServerToServer("id", "s3cret-but-wrong"), "invalid_client invalid client_secret", 1),
    ],
)
def test_a_refused_login_is_tried_once_by_all(mode: str, auth: Any, told: str, logins: int) -> None:
    shop = LoginShop(second_factor=True, clock=lambda: 1_800_000_000.0)
    with serving(shop.answer) as server:
        if isinstance(auth, ImsServerToServer):
            auth = ImsServerToServer(auth.client_id, auth.client_secret, ims_url=server.url)
        outcomes = ask(server, auth, mode)
    assert {type(outcome) for outcome in outcomes} <= {AuthenticationError, BadRequestError}
    assert all(told in str(outcome) for outcome in outcomes)
    assert all("s3cret" not in str(outcome) for outcome in outcomes)
    assert shop.logins <= logins + 1  # a code of the next half minute gets one more try


@MODES
def test_tokens_of_the_identity_service_are_renewed_before_they_end(
    mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now=0.0)
    shop = LoginShop(lifetime=600, clock=lambda: 1_800_000_000 + clock.now)
    monkeypatch.setattr(tokens, "time", SimpleNamespace(monotonic=lambda: clock.now, time=shop.clock))
    moments = (0.0, 569.0, 571.0, 1100.0, 1142.0)

    async def use(auth: Auth) -> None:
        async with AsyncClient(server.url, auth=auth) as client:
            for clock.now in moments:
                await client.products.get(sku="a")

    with serving(shop.answer) as server:
        auth = ImsServerToServer("id", CLIENT_SECRET, ims_url=server.url)
        if mode == "threads":
            with Client(server.url, auth=auth) as client:
                for clock.now in moments:
                    client.products.get(sku="a")
        else:
            asyncio.run(use(auth))
    assert shop.logins == 3
    used = [seen.headers["authorization"] for seen in server.seen if seen.method == "GET"]
    assert used == [f"Bearer issued-{number}" for number in (1, 1, 2, 2, 3)]


class Memory:
    """A store of one's own; `put` and `get` may be coroutine functions for an async client."""

    def __init__(self) -> None:
        self.kept: dict[str, StoredToken] = {}

    def get(self, key: str) -> StoredToken | None:
        return self.kept.get(key)

    def put(self, key: str, token: StoredToken | None) -> None:
        if token is None:
            self.kept.pop(key, None)
        else:
            self.kept[key] = token


class AwaitedMemory(Memory):
    async def get(self, key: str) -> StoredToken | None:  # type: ignore[override]
        await asyncio.sleep(0)
        return super().get(key)

    async def put(self, key: str, token: StoredToken | None) -> None:  # type: ignore[override]
        await asyncio.sleep(0)
        super().put(key, token)


@MODES
@pytest.mark.parametrize("make", [Memory, AwaitedMemory, "file"])
def test_a_token_is_taken_from_its_store_until_the_shop_refuses_it(
    mode: str, make: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    if mode == "threads" and make is AwaitedMemory:
        make = Memory
    store = FileTokenStore(tmp_path / "tokens.json") if make == "file" else make()
    caplog.set_level(logging.DEBUG)
    shop = LoginShop(second_factor=True)
    with serving(shop.answer) as server:
        auth = AdminToken("admin", PASSWORD, otp=Totp(SECRET), token_store=store)
        for _ in range(3):
            assert [outcome.sku for outcome in ask(server, auth, mode, 8)] == ["a"] * 8
        assert shop.logins == 1
        shop.end_all()
        assert [outcome.sku for outcome in ask(server, auth, mode, 8)] == ["a"] * 8
        assert shop.logins == 2
        ask(server, AdminToken("admin", "s3cret other", token_store=store), mode, 2)
    kept = store.kept if isinstance(store, Memory) else json.loads((tmp_path / "tokens.json").read_text())
    assert list(kept) == [f"admin admin at {server.url}"]
    for text in (caplog.text, repr(auth), repr(store)):
        assert "s3cret" not in text
        assert "issued-" not in text


def test_an_ended_token_of_the_store_is_not_sent(tmp_path: Path) -> None:
    shop = LoginShop()
    with serving(shop.answer) as server:
        store = FileTokenStore(tmp_path / "tokens.json")
        store.put(f"admin admin at {server.url}", StoredToken("ended", time.time() - 1))
        ask(server, AdminToken("admin", PASSWORD, token_store=store), "threads", 1)
    assert [seen.headers.get("authorization") for seen in server.seen] == [None, "Bearer issued-1"]


def test_a_token_of_the_store_is_held_no_longer_than_it_lasts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = LoginShop()
    with serving(shop.answer) as server:
        store = FileTokenStore(tmp_path / "tokens.json")
        with Client(server.url, auth=AdminToken("admin", PASSWORD, token_store=store)) as first:
            first.products.get(sku="a")
        kept = f"admin admin at {server.url}"
        store.put(kept, StoredToken("issued-1", time.time() + 600))
        with Client(server.url, auth=AdminToken("admin", PASSWORD, token_store=store)) as second:
            second.products.get(sku="a")
            later = SimpleNamespace(time=lambda: time.time() + 900, monotonic=lambda: time.monotonic() + 900)
            for module in ("tokens", "stores"):
                monkeypatch.setattr(f"runtime.auth.{module}.time", later)
            second.products.get(sku="a")
    assert [seen.headers.get("authorization") for seen in server.seen] == [
        *(None, "Bearer issued-1", "Bearer issued-1"),
        *(None, "Bearer issued-2"),
    ]


CRON_JOB = """
import sys
from runtime.auth.credentials import AdminToken
from runtime.auth.stores import FileTokenStore
from tests.runtime.shop import Client

url, file, password, user = sys.argv[1:]
with Client(url, auth=AdminToken(user, password, token_store=FileTokenStore(file))) as shop:
    shop.products.get(sku="a")
"""


def started(*arguments: str) -> subprocess.Popen[bytes]:
    """A process of its own that logs in and asks."""
    path = f"{REPOSITORY / 'templates'}{os.pathsep}{REPOSITORY}"
    return subprocess.Popen([sys.executable, "-c", CRON_JOB, *arguments], env={"PYTHONPATH": path})


def test_a_job_does_not_log_in_at_each_start(tmp_path: Path) -> None:
    shop, file = LoginShop(), str(tmp_path / "tokens.json")
    with serving(shop.answer) as server:
        for _ in range(3):
            assert started(server.url, file, PASSWORD, "admin").wait(60) == 0
    assert shop.logins == 1


def test_processes_at_once_leave_every_token_in_the_file(tmp_path: Path) -> None:
    """Shops are told apart by address: as many entries as shops, none lost, whoever wrote last."""
    file = tmp_path / "tokens.json"
    shops = [LoginShop() for _ in range(4)]
    servers = [Server(shop.answer) for shop in shops]
    for server in servers:
        server.__enter__()
    try:
        processes = [
            started(server.url, str(file), PASSWORD, "admin") for server in servers for _ in range(2)
        ]
        assert [process.wait(120) for process in processes] == [0] * 8
    finally:
        for server in servers:
            server.__exit__()
    kept = json.loads(file.read_text())
    assert sorted(kept) == sorted(f"admin admin at {server.url}" for server in servers)
    assert file.stat().st_mode & 0o777 == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"tokens.json", "tokens.json.lock"}
