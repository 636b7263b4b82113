"""The peers themselves: what the tests of clients rely on."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE
from tests.peers.replay import Answer, ReplayServer
from tests.peers.soap import SoapPeer

SoapPeers = Callable[[Path], SoapPeer]


def post(url: str, body: str, content_type: str = "text/xml; charset=utf-8") -> tuple[int, str, str]:
    request = urllib.request.Request(url, body.encode(), {"Content-Type": content_type})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers.get("Content-Type", ""), answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers.get("Content-Type", ""), error.read().decode()


def envelope(body: str, namespace: str = "urn:Magento", version: str = "1.1") -> str:
    env = {
        "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
        "1.2": "http://www.w3.org/2003/05/soap-envelope",
    }[version]
    return f'<e:Envelope xmlns:e="{env}" xmlns:n="{namespace}"><e:Body>{body}</e:Body></e:Envelope>'


def test_wsi_calls_are_decoded_by_php(soap_peer: SoapPeers) -> None:
    peer = soap_peer(EXAMPLE / "magento1" / "wsi.wsdl")
    body = (
        "<n:catalogProductListRequestParam><sessionId>s</sessionId><filters><filter><complexObjectArray>"
        "<key>type</key><value>simple</value></complexObjectArray></filter></filters></n:catalogProductListRequestParam>"
    )
    row: dict[str, object] = {"product_id": "1", "sku": "a", "name": "A", "set": "4", "type": "simple"}
    lists = {"category_ids": {"complexObjectArray": ["2"]}, "website_ids": {"complexObjectArray": []}}
    peer.answer("catalogProductList", {"result": {"complexObjectArray": [row | lists]}})
    status, _, answer = post(f"{peer.url}/index.php/api/v2_soap/", envelope(body))
    assert status == 200
    assert "<result><complexObjectArray><product_id>1</product_id><sku>a</sku><name>A</name>" in answer
    assert "<category_ids><complexObjectArray>2</complexObjectArray></category_ids>" in answer
    assert peer.requests("catalogProductList")[0]["arguments"] == {
        "sessionId": "s",
        "filters": {"filter": {"complexObjectArray": [{"key": "type", "value": "simple"}]}},
    }


def test_rpc_calls_are_decoded_by_php(soap_peer: SoapPeers) -> None:
    peer = soap_peer(EXAMPLE / "magento1" / "v2.wsdl")
    peer.answer(
        "salesOrderShipmentGetCarriers",
        {"fault": {"code": "5", "message": "Session expired. Try to relogin."}, "status": 200},
        {"result": [{"key": "ups", "value": "UPS"}]},
    )
    body = (
        '<n:salesOrderShipmentGetCarriers e:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">'
        "<sessionId>s</sessionId><orderIncrementId>100</orderIncrementId></n:salesOrderShipmentGetCarriers>"
    )
    status, _, answer = post(f"{peer.url}/", envelope(body))
    assert status == 200
    assert "<faultcode>5</faultcode>" in answer
    status, _, answer = post(f"{peer.url}/", envelope(body))
    assert status == 200
    assert 'arrayType="ns1:associativeEntity[1]"' in answer
    assert peer.requests()[0]["arguments"] == ["s", "100"]


def test_magento2_services_share_the_namespace_of_the_address(soap_peer: SoapPeers) -> None:
    peer = soap_peer(EXAMPLE / "magento2-wsdl")
    services = "acmeSalesOrderManagementV1%2CacmeCatalogProductTypeListV1"
    namespace = f"{peer.url}/soap/default?services={services}"
    content_type = 'application/soap+xml; charset=utf-8; action="acmeCatalogProductTypeListV1GetProductTypes"'
    peer.answer("acmeCatalogProductTypeListV1GetProductTypes", {"result": {"item": ["simple", "bundle"]}})
    body = envelope("<n:acmeCatalogProductTypeListV1GetProductTypesRequest/>", namespace, "1.2")
    status, _, answer = post(
        f"{peer.url}/soap/default?services={services.replace('%2C', ',')}", body, content_type
    )
    assert status == 200
    assert "<result><item>simple</item><item>bundle</item></result>" in answer

    body = envelope(
        "<n:acmeSalesOrderManagementV1NotifyRequest><id>7</id></n:acmeSalesOrderManagementV1NotifyRequest>",
        namespace,
        "1.2",
    )
    peer.answer("acmeSalesOrderManagementV1Notify", {"body": "", "status": 200})
    status, _, answer = post(f"{peer.url}/soap/default?services={services}", body, content_type)
    assert (status, answer) == (200, "")
    assert peer.requests("acmeSalesOrderManagementV1Notify")[0]["arguments"] == {"id": 7}


def test_a_wrong_namespace_is_refused(soap_peer: SoapPeers) -> None:
    peer = soap_peer(EXAMPLE / "magento2-wsdl")
    body = envelope("<n:acmeCatalogProductTypeListV1GetProductTypesRequest/>", "urn:wrong", "1.2")
    status, _, answer = post(f"{peer.url}/soap/default?services=acmeCatalogProductTypeListV1", body)
    assert status == 500
    assert "ProcedureNotPresent" in answer


@pytest.mark.parametrize("name", ["magento1/wsi.wsdl", "magento1/v2.wsdl"])
def test_the_served_wsdl_names_the_server(soap_peer: SoapPeers, name: str) -> None:
    peer = soap_peer(EXAMPLE / name)
    assert f'location="{peer.url}/soap"'.encode() in peer.wsdl()


def test_replay_answers_by_path_and_query(replay: ReplayServer) -> None:
    replay.add("GET", "/rest/V1/things", {"any": 1})
    replay.add("GET", "/rest/V1/things", {"some": 2}, query=[("b", "2"), ("a", "1")])
    replay.add("GET", "/twice", Answer(b"busy", 503), ["done"])
    replay.record(
        {
            "request": {"method": "GET", "url": "http://shop.test/rest/V1/recorded?q=a%20b"},
            "response": {
                "status": 418,
                "headers": [["X-Kept", "yes"], ["Content-Length", "999"]],
                "body": "tea",
            },
        }
    )

    def get(target: str) -> tuple[int, bytes, str]:
        try:
            with urllib.request.urlopen(replay.url + target, timeout=60) as answer:
                return answer.status, answer.read(), answer.headers.get("X-Kept", "")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read(), error.headers.get("X-Kept", "")

    assert get("/rest/V1/things?a=1&b=2")[1] == json.dumps({"some": 2}).encode()
    assert get("/rest/V1/things?a=1")[1] == json.dumps({"any": 1}).encode()
    assert [get("/twice")[:2] for _ in range(3)] == [(503, b"busy"), (200, b'["done"]'), (200, b'["done"]')]
    assert get("/rest/V1/recorded?q=a+b") == (418, b"tea", "yes")
    assert get("/nothing")[0] == 404
    assert [request.path for request in replay.requests][:2] == ["/rest/V1/things"] * 2
    assert replay.requests[0].query == (("a", "1"), ("b", "2"))
