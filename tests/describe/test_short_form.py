"""The API that a lock keeps in short says as much to a comparison as the long document."""

from __future__ import annotations

import json
from typing import Any

import pytest

from codegen.comparing.api_changes import compare
from codegen.config import ClientConfig
from codegen.describe.document import described, surface
from codegen.describe.short_form import lengthen
from codegen.ir import Api
from codegen.run import planning
from codegen.source import Inputs
from codegen.symbols import Symbols, assign
from tests.conftest import EXAMPLE, REPOSITORY


@pytest.fixture(params=["magento2", "magento2-wsdl", "magento1", "magento1-rest"])
def named(request: pytest.FixtureRequest) -> tuple[Api, Symbols]:
    client = ClientConfig(
        name="x",
        sources=(str(EXAMPLE / request.param),),
        output=REPOSITORY / "no",
        package="x",
        protocol="rest" if request.param.endswith("rest") else "auto",
    )
    api = planning.read(client, Inputs()).api
    return api, assign(api, {})


def changed(document: dict[str, Any]) -> dict[str, Any]:
    """Everything that a comparison looks at is another."""
    text = json.dumps(document)
    for old, new in (
        ('"required": true', '"required": false'),
        ('"nullable": true', '"nullable": false'),
        ('"asynchronous": true', '"asynchronous": false'),
        ('"style": "document"', '"style": "rpc"'),
        ('"type": "string"', '"type": "integer"'),
        ("Request", "Question"),
        ('"location": "query"', '"location": "body"'),
    ):
        text = text.replace(old, new)
    data: dict[str, Any] = json.loads(text)
    for entry in (*data["operations"], *data["models"]):
        entry["python_path"] += "_"
        for member in entry.get("fields", entry.get("parameters")):
            member["python_name"] += "_"
    del data["operations"][0], data["models"][0]
    return data


def test_a_comparison_finds_the_same(named: tuple[Api, Symbols]) -> None:
    long, short = described(*named), lengthen(json.loads(json.dumps(surface(*named))))
    assert compare(long, short) == compare(short, long) == []
    other = changed(long)
    found = [(each.kind, each.subject, each.message, each.python_name) for each in compare(long, other)]
    assert len({kind for kind, *_ in found}) > 5
    assert found == [
        (each.kind, each.subject, each.message, each.python_name) for each in compare(short, other)
    ]


def test_it_is_much_shorter(named: tuple[Api, Symbols]) -> None:
    assert len(json.dumps(surface(*named))) < 0.5 * len(json.dumps(described(*named)))
