"""The API that a lock keeps in short says as much to a comparison as the long document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codegen.comparing.api_changes import compare
from codegen.config import ClientConfig
from codegen.describe.document import described
from codegen.describe.short_form import lengthen
from codegen.describe.surface import surface
from codegen.ir import Api
from codegen.machine.cache import NO_CACHE, Cache
from codegen.output.lock import Lock
from codegen.run import planning
from codegen.source import Inputs
from codegen.symbols import Symbols, assign
from codegen.values import replace
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


def kept(api: Api, symbols: Symbols, cache: Cache = NO_CACHE) -> dict[str, Any]:
    """What a later run reads in a lock."""
    lock = Lock(tool="1", program="", options={}, inputs={}, listing={}, api=surface(api, symbols, cache))
    found: dict[str, Any] = json.loads(lock.dump())["api"]
    return found


def test_a_comparison_finds_the_same(named: tuple[Api, Symbols]) -> None:
    long, short = described(*named), lengthen(kept(*named))
    assert compare(long, short) == compare(short, long) == []
    other = changed(long)
    found = [(each.kind, each.subject, each.message, each.python_name) for each in compare(long, other)]
    assert len({kind for kind, *_ in found}) > 5
    assert found == [
        (each.kind, each.subject, each.message, each.python_name) for each in compare(short, other)
    ]


def test_it_is_much_shorter(named: tuple[Api, Symbols]) -> None:
    assert len(json.dumps(kept(*named))) < 0.5 * len(json.dumps(described(*named)))


def test_what_is_kept_is_what_is_made_from_the_same(
    named: tuple[Api, Symbols], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    api, symbols = named
    cache = Cache(tmp_path)
    assert kept(api, symbols, cache) == kept(api, symbols)
    others = [
        (api, renamed(symbols, "operations", api.operations[0].id)),
        (api, renamed(symbols, "attributes", api.operations[0].service)),
        (api, renamed(symbols, "fields", next(iter(symbols.fields)))),
        (api, renamed(symbols, "parameters", next(iter(symbols.parameters)))),
        (
            replace(api, operations=(replace(api.operations[0], deprecated="so"), *api.operations[1:])),
            symbols,
        ),
        (replace(api, models=(replace(api.models[0], deprecated="so"), *api.models[1:])), symbols),
    ]
    for other in others:
        assert kept(*other, cache) == kept(*other) != kept(*named)
    for name in ("described_operation", "described_model"):
        monkeypatch.delattr(f"codegen.describe.surface.{name}")
    for other in (named, *others):
        assert surface(*other, cache)


def renamed(symbols: Symbols, kind: str, key: object) -> Symbols:
    """The symbols with another name for one thing."""
    names = getattr(symbols, kind)
    return replace(symbols, **{kind: {**names, key: f"{names[key]}_"}})
