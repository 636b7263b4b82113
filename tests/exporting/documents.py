"""Reading an OpenAPI document as a client of another language would: which route a URL is, and what fits its schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

Json = dict[str, Any]


class Document:
    """An OpenAPI document, and validators of the schemas in it."""

    def __init__(self, content: Json) -> None:
        self.content = content
        self._registry = Registry().with_resource(
            "urn:document", Resource(contents=_absolute(content), specification=DRAFT202012)
        )

    @cached_property
    def _routes(self) -> list[tuple[str, re.Pattern[str], Json]]:
        found = []
        for path, item in self.content["paths"].items():
            pattern = re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)))
            found += [(method.upper(), pattern, operation) for method, operation in item.items()]
        return sorted(found, key=lambda route: route[1].pattern.count("[^/]+"))

    def operation(self, method: str, path: str) -> Json | None:
        """The operation of a path below the server's URL: variables match last."""
        routes = (route for route in self._routes if route[0] == method and route[1].fullmatch(path))
        return next((operation for _, _, operation in routes), None)

    def template(self, operation: Json) -> str:
        """The path of an operation, as the document writes it."""
        paths = self.content["paths"].items()
        return next(path for path, item in paths if any(each is operation for each in item.values()))

    def faults(self, schema: Json, value: object) -> list[str]:
        """What is wrong with a value, by the schema of this document."""
        validator = Draft202012Validator(_absolute(schema), registry=self._registry)
        return [
            f"{list(error.absolute_path)}: {error.message:.200}" for error in validator.iter_errors(value)
        ]


def _absolute(value: Any) -> Any:
    """A schema whose references name the document: those of OpenAPI, and of Swagger 2."""
    return json.loads(re.sub(r'"#/(components|definitions)', r'"urn:document#/\1', json.dumps(value)))


def recorded(folder: Path) -> Iterator[tuple[str, Json]]:
    """All exchanges of a shop, by name."""
    for path in sorted(path for part in folder.glob("exchanges*") for path in part.rglob("*.json")):
        yield f"{path.parent.name}/{path.stem}", json.loads(path.read_text("utf-8"))


def magento2_path(url: str) -> str | None:
    """The path of a REST request below `/rest/<store>`; None for what is no REST request."""
    _, rest, path = urlsplit(url).path.partition("/rest")
    if not rest:
        return None
    return path if re.match(r"/(V1|async)/", path) else re.sub(r"^/[^/]+", "", path)


def magento1_path(url: str) -> str | None:
    """The path of a request below `/api/rest`, without the store and category that may stand in it."""
    _, rest, path = urlsplit(url).path.partition("/api/rest")
    return re.sub(r"/(store|category)/[^/]+$", "", path).rstrip("/") if rest else None


def content(part: Json | None) -> Json | None:
    """The JSON schema of a body, None where there is none."""
    schema: Json | None = (part or {}).get("content", {}).get("application/json", {}).get("schema")
    return schema


def accepted(response: Json) -> bool:
    """Whether the shop took a request: Magento 1 also answers 207 where it refused each entry of it."""
    verdicts = parsed(response["body"]) if response["status"] == 207 else None
    return response["status"] < 300 and not (isinstance(verdicts, dict) and "success" not in verdicts)


def parsed(text: str | None) -> object:
    """A body as JSON; `...` for one that is none."""
    try:
        return json.loads(text or "")
    except ValueError:
        return ...
