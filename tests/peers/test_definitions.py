"""The example's WSDLs are read by PHP's own SoapClient, and mean to it what they mean to us."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.ir import Api
from codegen.readers.base import ReadOptions
from codegen.readers.wsdl import READER
from codegen.roots import Root
from codegen.source import Inputs
from tests.conftest import EXAMPLE, require_php
from tests.peers.soap import SoapPeer

WSDLS = [EXAMPLE / "magento1" / "wsi.wsdl", EXAMPLE / "magento1" / "v2.wsdl"]
WSDLS += sorted((EXAMPLE / "magento2-wsdl").glob("*.wsdl"))
LIST_FUNCTIONS = """
$client = new SoapClient($argv[1], ['cache_wsdl' => WSDL_CACHE_NONE]);
echo json_encode(array_map(fn ($line) => preg_replace('/^.* (\\w+)\\(.*$/s', '$1', $line), $client->__getFunctions()));
"""
CALL = """
$client = new SoapClient($argv[1], ['cache_wsdl' => WSDL_CACHE_NONE, 'features' => SOAP_SINGLE_ELEMENT_ARRAYS]);
echo json_encode($client->{$argv[2]}(...json_decode($argv[3])));
"""


def read(path: Path) -> Api:
    reading = READER.read((Root.of(str(path)),), Inputs(), ReadOptions())
    assert reading.diagnostics == ()
    return reading.api


def run(code: str, *arguments: str) -> object:
    require_php()
    done = subprocess.run(
        ["php", "-r", code, *arguments], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return json.loads(done.stdout)


@pytest.mark.parametrize("path", WSDLS, ids=lambda path: path.stem)
def test_php_finds_the_same_operations(path: Path, tmp_path: Path) -> None:
    offline = tmp_path / path.name
    text = path.read_text(encoding="utf-8")
    offline.write_text(text.replace(' schemaLocation="http://schemas.xmlsoap.org/soap/encoding/"', ""))
    found = run(LIST_FUNCTIONS, str(offline))
    assert isinstance(found, list)
    assert sorted(found) == sorted(
        binding.operation for operation in read(path).operations if (binding := operation.soap())
    )


@pytest.mark.parametrize(
    ("name", "operation", "arguments", "answer"),
    [
        ("magento1/wsi.wsdl", "storeInfo", [{"sessionId": "s", "storeId": "1"}], {"result": {"code": "en"}}),
        ("magento1/v2.wsdl", "storeInfo", ["s", "1"], {"code": "en"}),
    ],
)
def test_php_calls_php(
    soap_peer: Callable[[Path], SoapPeer], name: str, operation: str, arguments: list[object], answer: object
) -> None:
    peer = soap_peer(EXAMPLE / name)
    store = {
        "store_id": 1,
        "website_id": 1,
        "group_id": 1,
        "name": "English",
        "sort_order": 0,
        "is_active": 1,
    }
    peer.answer(operation, {"result": {"code": "en", **store}})
    found = run(CALL, f"{peer.url}/soap?wsdl", operation, json.dumps(arguments))
    assert isinstance(found, dict)
    assert found.get("result", found)["code"] == "en"
    assert peer.requests(operation)[0]["arguments"] == (arguments[0] if "wsi" in name else arguments)
