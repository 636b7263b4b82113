"""Runs `magento1.php`, a Magento 1 whose API is SOAP v1, and tells it what to answer."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.command_line import EXAMPLE
from tests.peers.php import serving_php

Answers = Mapping[str, Mapping[tuple[Any, ...] | str, Any]]
"""What paths answer, by their arguments; `*` stands for any."""


class Magento1:
    """The shop: its API user is `robot`, with the key `s3cret`."""

    def __init__(self, url: str, state: Path) -> None:
        self.url = url
        self._state = state

    def holds(self, answers: Answers, *denied: str) -> None:
        """Answer these, and deny paths."""
        told = {
            path: {
                key if isinstance(key, str) else json.dumps(key, separators=(",", ":")): value
                for key, value in known.items()
            }
            for path, known in answers.items()
        }
        shop = {"user": "robot", "key": "s3cret", "answers": told, "denied": denied}
        (self._state / "shop.json").write_text(json.dumps(shop), "utf-8")

    @property
    def requests(self) -> Counter[str]:
        """How often each method of the API itself was called."""
        return Counter((self._state / "requests.txt").read_text("utf-8").split())

    @property
    def calls(self) -> list[Any]:
        """The calls of paths so far, each a path and its arguments as PHP has them."""
        return [json.loads(line) for line in (self._state / "calls.jsonl").read_text("utf-8").splitlines()]


@contextmanager
def serving_magento1(state: Path) -> Iterator[Magento1]:
    """The shop on a port of this machine; `state` is a folder of its own."""
    state.mkdir()
    wsdl = EXAMPLE / "magento1" / "v2.wsdl"
    with serving_php("magento1.php", state, SHOP_STATE=str(state), SHOP_WSDL=str(wsdl)) as url:
        yield Magento1(url, state)
