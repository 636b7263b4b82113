"""Recorded exchanges of a real Magento 2's REST API."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.conftest import corpus_root

FOLDER = "magento-2.4.6"
_LATER = "exchanges-2"
_WITHOUT_EFFECT = ("the wanted effect did not happen", "a new entity was made", "a new link was made")
_ROUTE = re.compile(
    r"/rest(?:/(?P<store>(?!V1|async)\w+))?(?P<prefix>/async(?:/bulk)?)?(?P<route>/V1(?:/[^?]*)?)"
)


@dataclass(frozen=True)
class Exchange:
    """A recorded request and its answer. Header names of the request are in lower case.

    `misunderstood` is set where a reading-back showed that the request changed something else than it asked for, or
    nothing at all.
    """

    name: str
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    status: int
    answer_headers: tuple[tuple[str, str], ...]
    answer: bytes
    misunderstood: bool = False

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
    """All of them by name, none where there is no corpus. Calls over SOAP are not among them, but WSDLs are.

    Those of `exchanges-2` have the name of their folder before their own.
    """
    root = corpus_root()
    if root is None:
        return []
    first = [
        _exchange(path, path.stem, False) for path in sorted((root / FOLDER / "exchanges").glob("*.json"))
    ]
    later = root / FOLDER / _LATER
    effects = _effects(later / "INDEX.tsv")
    second = [_exchange(path, name, name in effects) for path, name in _named(later)]
    return [exchange for exchange in (*first, *second) if _is_rest(exchange)]


def _named(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.glob("*/*.json")):
        yield path, f"{path.parent.name}/{path.stem}"


def _effects(index: Path) -> set[str]:
    """The names of the requests that were misunderstood; the index says it of an asynchronous one at its status."""
    lines = [line.split("\t") for line in index.read_text("utf-8").splitlines()[1:]]
    return {
        line[0].removesuffix(".json").removesuffix("__status")
        for line in lines
        if any(effect in line[3] for effect in _WITHOUT_EFFECT)
    }


def _is_rest(exchange: Exchange) -> bool:
    """Whether it is a call of the API: neither one over SOAP, nor a step of an integration's activation."""
    if "/soap" in exchange.path:
        return exchange.method != "POST"
    return exchange.path.startswith("/rest/")


def _exchange(path: Path, name: str, misunderstood: bool) -> Exchange:
    recorded = json.loads(path.read_bytes())
    request, response = recorded["request"], recorded["response"]
    return Exchange(
        name=name,
        method=request["method"],
        url=request["url"],
        headers={name.lower(): value for name, value in _pairs(request["headers"])},
        body=(request["body"] or "").encode(),
        status=response["status"],
        answer_headers=tuple(_pairs(response["headers"])),
        answer=(response["body"] or "").encode(),
        misunderstood=misunderstood,
    )


def _pairs(headers: Any) -> list[tuple[str, str]]:
    """Header fields, which are recorded as pairs or as a map."""
    return [(name, value) for name, value in (headers.items() if isinstance(headers, dict) else headers)]
