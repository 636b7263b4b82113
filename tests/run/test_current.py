"""Within one run everything is as it was when it was looked at first; the next run sees what changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from codegen.config import ClientConfig
from codegen.machine.cache import NO_CACHE, Cache
from codegen.run.current import looked_through
from codegen.source import MISSING


@pytest.fixture
def client(tmp_path: Path) -> ClientConfig:
    (tmp_path / "shop/etc").mkdir(parents=True)
    (tmp_path / "shop/etc/webapi.xml").write_text("<routes/>")
    return ClientConfig(
        name="shop", sources=("shop",), output=tmp_path / "out", package="shop", base=tmp_path
    )


@pytest.mark.parametrize("kept", [True, False])
def test_states_stay_within_a_run(client: ClientConfig, tmp_path: Path, kept: bool) -> None:
    cache = Cache(tmp_path / "cache") if kept else NO_CACHE
    keys = ["shop/etc/webapi.xml", "shop/etc/di.xml"]
    with looked_through(client, cache) as current:
        first = current.states(keys)
        assert first["shop/etc/di.xml"] == MISSING
        (tmp_path / "shop/etc/webapi.xml").write_text("<routes></routes>")
        (tmp_path / "shop/etc/di.xml").write_text("<config/>")
        (tmp_path / "shop/etc/module.xml").write_text("<config/>")
        again = current.states([*keys, "shop/etc/module.xml", "elsewhere.xml"])
    assert {key: again[key] for key in keys} == first
    assert again["shop/etc/module.xml"] != MISSING
    assert again["elsewhere.xml"] == MISSING
    with looked_through(client, cache) as current:
        assert not set(current.states(keys).values()) & set(first.values())


def test_what_comes_while_things_are_read_is_not_listed(
    client: ClientConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with looked_through(client, NO_CACHE) as current:
        current.ahead()
        (tmp_path / "shop/etc/di.xml").write_text("<config/>")
        (tmp_path / "shop/a.wsdl").write_text("<definitions/>")
        before = current.listing({})
    with looked_through(client, NO_CACHE) as current:
        current.ahead()
        after = current.listing({"further": tmp_path / "shop"})
        (tmp_path / "shop/etc/module.xml").write_text("<config/>")
        assert current.listing({"further": tmp_path / "shop"}) == after
    assert before.hashes["shop"] != after.hashes["shop"] == after.hashes["further"]
    assert (before.with_wsdls, after.with_wsdls) == (frozenset(), {"shop", "further"})
