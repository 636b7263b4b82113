"""Recorded exchanges of a real Magento 2, but for the calls over SOAP."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.conftest import corpus_root

FOLDER = "magento-2.4.6"
_ROUTE = re.compile(
    r"/rest(?:/(?P<store>(?!V1|async)\w+))?(?P<prefix>/async(?:/bulk)?)?(?P<route>/V1(?:/[^?]*)?)"
)


@dataclass(frozen=True)
class Exchange:
    """A recorded request and its answer. Header names of the request are in lower case."""

    name: str
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    status: int
    answer_headers: tuple[tuple[str, str], ...]
    answer: bytes

    @property
    def path(self) -> str:
        """The path as it was sent."""
        return urlsplit(self.url).path

    @property
    def query(self) -> str:
        """The query string as it was sent."""
        return urlsplit(self.url).query

    @property
    def store(self) -> str | None:
        """The store code in the path."""
        return self._part("store") or None

    @property
    def prefix(self) -> str:
        """What stands before the route: `/async`, `/async/bulk` or nothing."""
        return self._part("prefix")

    @property
    def route(self) -> str:
        """The path from `/V1` on; empty for what is no REST call."""
        return self._part("route")

    @property
    def content_type(self) -> str:
        """The media type of the answer."""
        return {name.lower(): value for name, value in self.answer_headers}.get("content-type", "")

    @property
    def is_xml(self) -> bool:
        """Whether the answer is XML."""
        return self.content_type.startswith(("application/xml", "text/xml"))

    def recorded(self) -> Any:
        """The answer, parsed as JSON."""
        return json.loads(self.answer)

    def _part(self, name: str) -> str:
        match = _ROUTE.fullmatch(self.path)
        return (match[name] if match else None) or ""


def load() -> list[Exchange]:
    """All of them by name, none where there is no corpus. Calls over SOAP are not among them, but their WSDLs are."""
    root = corpus_root()
    paths = sorted((root / FOLDER / "exchanges").glob("*.json")) if root else []
    found = [_exchange(path) for path in paths]
    return [exchange for exchange in found if not ("/soap" in exchange.path and exchange.method == "POST")]


def _exchange(path: Path) -> Exchange:
    recorded = json.loads(path.read_bytes())
    request, response = recorded["request"], recorded["response"]
    return Exchange(
        name=path.stem,
        method=request["method"],
        url=request["url"],
        headers={name.lower(): value for name, value in request["headers"].items()},
        body=(request["body"] or "").encode(),
        status=response["status"],
        answer_headers=tuple((name, value) for name, value in response["headers"]),
        answer=(response["body"] or "").encode(),
    )
