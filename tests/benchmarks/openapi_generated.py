"""Calls the Python client that openapi-generator makes, against one recorded exchange: no socket, its own code else."""

from __future__ import annotations

import importlib
import inspect
import json
import re
from typing import Any, get_args
from urllib.parse import unquote, urlsplit

from tests.exporting.documents import Json

_OTHER = re.compile(r"[^A-Za-z0-9]+")


class Recorded:
    """An answer as the client's transport gives it."""

    def __init__(self, answer: Json) -> None:
        self.status = answer["status"]
        self.reason = ""
        self.data = (answer["body"] or "").encode()

        self.headers = {"content-type": "application/json"}

    def read(self) -> bytes:
        """The body, which is there already."""
        return self.data

    def getheader(self, name: str, default: str | None = None) -> str | None:
        """A header by its name, in any case."""
        return self.headers.get(name.lower(), default)


def call(package: str, template: str, operation: Json, exchange: Json) -> object:
    """What the method of an operation returns: it is given the recorded arguments and gets the recorded answer.

    Raises whatever the generated code raises.
    """
    words = [word for word in _OTHER.split(operation["tags"][0]) if word]
    module = importlib.import_module(f"{package}.api.{'_'.join(snake(word) for word in words)}_api")
    api = getattr(module, f"{''.join(word[:1].upper() + word[1:] for word in words)}Api")
    client = importlib.import_module(f"{package}.api_client").ApiClient()
    client.rest_client.request = lambda *_, **__: Recorded(exchange["response"])
    method = getattr(api(client), _OTHER.sub("_", operation["operationId"]))
    given = {}
    for name, parameter in inspect.signature(method).parameters.items():
        if parameter.default is inspect.Parameter.empty:
            given[name] = _argument(name, parameter.annotation, template, exchange["request"])
    return method(**given)


def _argument(name: str, annotation: Any, template: str, request: Json) -> object:
    """A required argument: a variable of the path, else the body, else empty search criteria."""
    pattern = re.sub(r"\\\{(\w+)\\\}", lambda match: f"(?P<{match[1]}>[^/]+)", re.escape(template))
    found = re.search(f"{pattern}/?$", urlsplit(request["url"]).path)
    variables = {snake(key): unquote(text) for key, text in (found.groupdict() if found else {}).items()}
    if name in variables:
        text = variables[name]
        return int(text) if "int" in str(annotation) and text.lstrip("-").isdigit() else text
    kind = next((each for each in (annotation, *get_args(annotation)) if hasattr(each, "from_dict")), None)
    value = json.loads(request["body"]) if request.get("body") else {}
    return kind.from_dict(value) if kind is not None else value


def snake(text: str) -> str:
    """A name as the peers write modules and arguments."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text).lower()
