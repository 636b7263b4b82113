"""Answers in content encodings: read as a server packs them, and never unpacked beyond the size that is allowed."""

from __future__ import annotations

import asyncio
import gzip
import json
import tracemalloc
import zlib
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from runtime import errors

from tests.runtime.server import Answer, serving
from tests.runtime.shop import AsyncClient, Client

PRODUCT = {"id": 1, "sku": "a", "name": "x" * 200_000}
LIMIT = 1024 * 1024
NEAR_THE_LIMIT = 4 * LIMIT
LARGE = 64 * LIMIT
EMPTY_BLOCK = b"\0\0\0\xff\xff"
"""Five bytes of deflate (RFC 1951, 3.2.4) that stand for nothing."""


def _deflated(data: bytes, window: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "deflate": lambda data: _deflated(data, zlib.MAX_WBITS),
    "bare deflate": lambda data: _deflated(data, -zlib.MAX_WBITS),
}


def _packed(data: bytes, *packers: str, **headers: str) -> Answer:
    for packer in packers:
        data = PACKERS[packer](data)
    names = ", ".join(packer.removeprefix("bare ") for packer in packers)
    return Answer(data, headers={"Content-Encoding": names, **headers})


def _got(answer: Answer, **settings: Any) -> Any:
    with serving(lambda seen: answer) as server, Client(server.url, **settings) as shop:
        return shop.products.get(sku="a")


def _awaited(answer: Answer, **settings: Any) -> Any:
    async def run(url: str) -> Any:
        async with AsyncClient(url, **settings) as shop:
            return await shop.products.get(sku="a")

    with serving(lambda seen: answer) as server:
        return asyncio.run(run(server.url))


@pytest.mark.parametrize("got", [_got, _awaited])
@pytest.mark.parametrize(
    "packers",
    [("gzip",), ("deflate",), ("bare deflate",), ("gzip", "gzip"), ("deflate", "gzip", "bare deflate")],
)
def test_what_a_server_packed_is_read(got: Callable[..., Any], packers: tuple[str, ...]) -> None:
    assert got(_packed(json.dumps(PRODUCT).encode(), *packers)).name == PRODUCT["name"]


@pytest.mark.parametrize("name", ["identity", "utf-8", "none", ""])
def test_a_name_that_is_no_encoding_changes_nothing(name: str) -> None:
    assert _got(Answer(PRODUCT, headers={"Content-Encoding": name})).id == 1


def test_bytes_behind_the_end_are_left_out() -> None:
    answer = _packed(json.dumps(PRODUCT).encode(), "gzip")
    assert _got(Answer(answer.body + b"\r\n" * 100_000, headers=answer.headers)).id == 1


def test_only_encodings_that_are_read_are_asked_for() -> None:
    with serving(lambda seen: Answer(PRODUCT)) as server:
        with Client(server.url) as shop:
            shop.products.get(sku="a")
        with httpx2.Client() as own, Client(server.url, http_client=own) as shop:
            shop.products.get(sku="a")
        with Client(server.url, headers={"Accept-Encoding": "identity"}) as shop:
            shop.products.get(sku="a")
    asked = [seen.headers["accept-encoding"] for seen in server.seen]
    assert asked == ["gzip, deflate", "gzip, deflate", "identity"]


def test_an_answer_that_a_hook_of_the_http_client_has_read_is_taken_as_it_was_read() -> None:
    answer = _packed(json.dumps(PRODUCT).encode(), "gzip")
    hooks: dict[str, list[Any]] = {"response": [lambda response: response.read()]}
    with httpx2.Client(event_hooks=hooks) as own:
        assert _got(answer, http_client=own).id == 1


@pytest.mark.parametrize("got", [_got, _awaited])
@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (_packed(b"{}", *["gzip"] * 4), "encoded 4 times over"),
        (Answer(b"{}", headers={"Content-Encoding": "gzip, " * 5_000}), "encoded 5000 times over"),
        (Answer(b"{}", headers={"Content-Encoding": "br"}), "encoding br, which was not asked for"),
        (Answer(b"no gzip", headers={"Content-Encoding": "gzip"}), "not in the encoding that it names"),
        (Answer(b"no", headers={"Content-Encoding": "deflate"}), "not in the encoding that it names"),
        (
            Answer(gzip.compress(b"{}" * 100)[:-9], headers={"Content-Encoding": "gzip"}),
            "not in the encoding that it names: it breaks off",
        ),
    ],
)
def test_an_encoding_that_can_not_be_undone_is_named(
    got: Callable[..., Any], answer: Answer, says: str
) -> None:
    with pytest.raises(errors.DecodeError, match=f"GET /V1/products.*{says}"):
        got(answer)


def _zeros(*packers: str, status: int = 200) -> Answer:
    answer = _packed(bytes(LARGE), *packers)
    return Answer(answer.body, status, answer.headers)


def _nothing_packed(packer: str) -> Answer:
    """What stands for not one byte, and takes many to say so."""
    silent = PACKERS["bare deflate"](b"")
    return _packed(
        EMPTY_BLOCK * (LARGE // len(EMPTY_BLOCK)) + silent,
        packer,
        **{"Content-Encoding": f"deflate, {packer}"},
    )


@pytest.mark.parametrize("got", [_got, _awaited])
@pytest.mark.parametrize(
    "answer",
    [
        _zeros("gzip"),
        _zeros("deflate"),
        _zeros("gzip", "gzip"),
        _zeros("deflate", "gzip", "deflate"),
        _zeros("gzip", "gzip", status=500),
        _nothing_packed("gzip"),
    ],
    ids=["gzip", "deflate", "twice", "three times", "an error", "packed emptiness"],
)
def test_the_memory_for_an_answer_stays_near_the_limit(got: Callable[..., Any], answer: Answer) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(errors.ResponseTooLarge, match=r"max_response_bytes \(1048576\)"):
            got(answer, max_response_bytes=LIMIT, max_retries=0)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < NEAR_THE_LIMIT, f"{peak:,} bytes for an answer of at most {LIMIT:,}"
