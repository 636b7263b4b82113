"""Generated clients against PHP's own SoapServer and Python's own XML-RPC server."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from xmlrpc.server import SimpleXMLRPCRequestHandler, SimpleXMLRPCServer

import pytest

from tests.conftest import EXAMPLE
from tests.peers.soap import SoapPeer
from tests.runtime.soap.packages import build

StartPeer = Callable[[Path], SoapPeer]
PRODUCT = {
    "product_id": "7",
    "sku": "A-7",
    "set": "4",
    "type": "simple",
    "categories": ["3", "5"],
    "websites": ["1"],
    "name": "Ünïcode — “quoted” <&>",
    "price": "16.9900",
}


@pytest.fixture(scope="module")
def magento1(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The package of the example's Magento 1 shop."""
    return build("live_magento1", [EXAMPLE / "magento1"], tmp_path_factory.mktemp("live"))


@pytest.fixture(scope="module")
def magento2(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The package of the example's Magento 2 shop, from its WSDLs."""
    return build("live_magento2", [EXAMPLE / "magento2-wsdl"], tmp_path_factory.mktemp("live"))


@pytest.fixture(params=["v2", "wsi"])
def shop(request: pytest.FixtureRequest, magento1: ModuleType, soap_peer: StartPeer) -> tuple[Any, SoapPeer]:
    """A client and the server that it calls."""
    peer = soap_peer(EXAMPLE / "magento1" / ("v2.wsdl" if request.param == "v2" else "wsi.wsdl"))
    peer.answer("login", {"result": "session-1"}, {"result": "session-2"})
    peer.answer("endSession", {"result": True})
    auth = magento1.ApiUser("robot", "secret")
    return magento1.Client(peer.url, auth=auth, mode=request.param), peer


def wrapped(mode_is_wsi: bool, items: list[Any]) -> Any:
    """A list as PHP's server wants it."""
    return {"complexObjectArray": items} if mode_is_wsi else items


def is_wsi(client: Any) -> bool:
    return bool(client.core.options.mode == "wsi")


def arguments(peer: SoapPeer, operation: str) -> Any:
    """What PHP understood of the last call: a map in WS-I, a list in rpc."""
    return peer.requests(operation)[-1]["arguments"]


def test_a_model_arrives_and_comes_back(shop: tuple[Any, SoapPeer]) -> None:
    client, peer = shop
    answer = {
        **PRODUCT,
        "categories": wrapped(is_wsi(client), ["3", "5"]),
        "websites": wrapped(is_wsi(client), ["1"]),
    }
    peer.answer("catalogProductInfo", {"result": answer})
    with client:
        product = client.catalog_product.info(product_id="A-7", identifier_type="sku")
    given = product.model_dump(by_alias=True, exclude_unset=True)
    assert {name: given[name] for name in PRODUCT} == PRODUCT
    sent = arguments(peer, "catalogProductInfo")
    if is_wsi(client):
        assert sent == {"sessionId": "session-1", "productId": "A-7", "identifierType": "sku"}
    else:
        assert sent == ["session-1", "A-7", None, None, "sku"]


def test_filters_and_lists(shop: tuple[Any, SoapPeer], magento1: ModuleType) -> None:
    client, peer = shop
    entity = {"product_id": "7", "sku": "A-7", "name": "x", "set": "4", "type": "simple"}
    lists = {"category_ids": wrapped(is_wsi(client), []), "website_ids": wrapped(is_wsi(client), ["1"])}
    peer.answer(
        "catalogProductList", {"result": wrapped(is_wsi(client), [{**entity, **lists}, {**entity, **lists}])}
    )
    filters = magento1.Filters().where("type_id", "eq", "simple").where("sku", "in", ["A", "B"])
    with client:
        found = client.catalog_product.list(filters=filters.between("price", 1, 2.5))
    assert [item.sku for item in found] == ["A-7", "A-7"]
    assert found[0].category_ids == []
    assert found[0].website_ids == ["1"]
    sent = arguments(peer, "catalogProductList")
    simple = [{"key": "type_id", "value": "simple"}]
    complex_ = [
        {"key": "sku", "value": {"key": "in", "value": "A,B"}},
        {"key": "price", "value": {"key": "from", "value": "1"}},
        {"key": "price", "value": {"key": "to", "value": "2.5"}},
    ]
    if is_wsi(client):
        assert sent["filters"]["complex_filter"] == {"complexObjectArray": complex_}
        assert sent["filters"]["filter"]["complexObjectArray"] in (simple, simple[0])
    else:
        assert sent[1] == {"filter": simple, "complex_filter": complex_}


def test_associative_lists_may_be_maps(shop: tuple[Any, SoapPeer]) -> None:
    client, peer = shop
    peer.answer("catalogProductCreate", {"result": 12})
    data = {"name": "New", "additional_attributes": {"single_data": {"color": "red"}}}
    with client:
        assert client.catalog_product.create(type="simple", set="4", sku="N", product_data=data) == 12
    sent = arguments(peer, "catalogProductCreate")
    entry = {"key": "color", "value": "red"}
    if is_wsi(client):
        additional = sent["productData"]["additional_attributes"]
        assert additional["single_data"]["complexObjectArray"] in ([entry], entry)
    else:
        assert sent[4]["additional_attributes"] == {"single_data": [entry]}


def test_a_fault_is_the_resource_s_own(shop: tuple[Any, SoapPeer], magento1: ModuleType) -> None:
    client, peer = shop
    peer.answer("catalogProductInfo", {"fault": {"code": "101", "message": "Product not exists."}})
    with (
        client,
        pytest.raises(magento1.faults.CatalogProductNotExists, match=r"Product not exists\.") as caught,
    ):
        client.catalog_product.info(product_id="x")
    assert (caught.value.resource, caught.value.fault_code) == ("catalog_product", "101")
    assert caught.value.operation == "catalogProductInfo"


def test_the_session_is_begun_once_replaced_once_and_ended(
    shop: tuple[Any, SoapPeer], magento1: ModuleType
) -> None:
    client, peer = shop
    expired = {"fault": {"code": "5", "message": "Session expired. Try to relogin."}}
    peer.answer("catalogProductCurrentStore", {"result": 1}, expired, {"result": 2})
    with client:
        assert client.catalog_product.current_store() == 1
        assert client.catalog_product.current_store() == 2

    def sessions(operation: str) -> list[str]:
        called = [call["arguments"] for call in peer.requests(operation)]
        return [given["sessionId"] if is_wsi(client) else given[0] for given in called]

    assert sessions("catalogProductCurrentStore") == ["session-1", "session-1", "session-2"]
    assert len(peer.requests("login")) == 2
    assert sessions("endSession") == ["session-2"]


def test_a_session_that_stays_expired_is_an_error(shop: tuple[Any, SoapPeer], magento1: ModuleType) -> None:
    client, peer = shop
    peer.answer(
        "catalogProductCurrentStore", {"fault": {"code": "5", "message": "Session expired. Try to relogin."}}
    )
    with client, pytest.raises(magento1.SessionExpired):
        client.catalog_product.current_store()
    assert len(peer.requests("catalogProductCurrentStore")) == 2


def test_the_wrong_mode_is_explained(magento1: ModuleType, soap_peer: StartPeer) -> None:
    peer = soap_peer(EXAMPLE / "magento1/wsi.wsdl")
    auth = magento1.ApiUser("robot", "secret")
    client = magento1.Client(peer.url, auth=auth, mode="v2")
    with client, pytest.raises(magento1.ProcedureNotPresent, match='mode="wsi"'):
        client.store.list()


def test_async(magento1: ModuleType, soap_peer: StartPeer) -> None:
    peer = soap_peer(EXAMPLE / "magento1/wsi.wsdl")
    peer.answer("login", {"result": "session-1"})
    peer.answer("endSession", {"result": True})
    peer.answer("catalogProductCurrentStore", {"result": 3})

    async def calls() -> list[int]:
        auth = magento1.ApiUser("robot", "secret")
        async with magento1.AsyncClient(peer.url, auth=auth, mode="wsi") as client:
            return await asyncio.gather(*(client.catalog_product.current_store() for _ in range(5)))

    assert asyncio.run(calls()) == [3] * 5
    assert len(peer.requests("login")) == 1
    assert len(peer.requests("endSession")) == 1


def test_threads_share_one_login(magento1: ModuleType, soap_peer: StartPeer) -> None:
    peer = soap_peer(EXAMPLE / "magento1/v2.wsdl")
    peer.answer("login", {"result": "session-1"})
    peer.answer("endSession", {"result": True})
    peer.answer("catalogProductCurrentStore", {"result": 3})
    found: list[int] = []
    with magento1.Client(peer.url, auth=magento1.ApiUser("robot", "secret"), mode="v2") as client:
        threads = [
            threading.Thread(target=lambda: found.append(client.catalog_product.current_store()))
            for _ in range(5)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [3] * 5
    assert len(peer.requests("login")) == 1


def test_magento2(magento2: ModuleType, soap_peer: StartPeer) -> None:
    peer = soap_peer(EXAMPLE / "magento2-wsdl")
    answer = {
        "id": 7,
        "sku": "A-7",
        "name": "Ünï",
        "price": 11.25,
        "salable": True,
        "options": False,
        "categoryIds": {"item": [3, 5]},
        "customAttributes": {
            "item": [
                {"attributeCode": "color", "value": "red"},
                {"attributeCode": "size", "value": "5"},
            ]
        },
    }
    peer.answer("acmeCatalogProductRepositoryV1Get", {"result": answer})
    with magento2.Client(peer.url, auth=magento2.BearerToken("t0ken"), store="default") as client:
        product = client.acme_catalog.product_repository.get(sku="A-7")
    assert (product.sku, product.name, product.price, product.salable) == ("A-7", "Ünï", 11.25, True)
    assert product.category_ids == [3, 5]
    assert product.custom_attributes.as_dict() == {"color": "red", "size": "5"}
    call = peer.requests("acmeCatalogProductRepositoryV1Get")[-1]
    assert call["arguments"]["sku"] == "A-7"
    assert call["url"] == "/soap/default?services=acmeCatalogProductRepositoryV1"
    assert {name.lower(): value for name, value in call["headers"].items()}["authorization"] == "Bearer t0ken"


def test_magento2_lists_and_iterates(magento2: ModuleType, soap_peer: StartPeer) -> None:
    peer = soap_peer(EXAMPLE / "magento2-wsdl")
    products = [
        {"id": 1, "sku": "A", "salable": True, "options": False},
        {"id": 2, "sku": "B", "salable": False, "options": False},
    ]
    page = {"items": {"item": products}, "searchCriteria": {"filterGroups": {}}, "totalCount": 2}
    peer.answer("acmeCatalogProductRepositoryV1GetList", {"result": page})
    criteria = magento2.SearchCriteria().where("sku", "like", "A%").sort("sku").page(10)
    with magento2.Client(peer.url, auth=magento2.BearerToken("t0ken")) as client:
        found = list(client.acme_catalog.product_repository.iter_list(criteria))
    assert [product.sku for product in found] == ["A", "B"]
    sent = peer.requests("acmeCatalogProductRepositoryV1GetList")[0]["arguments"]["searchCriteria"]
    assert sent["pageSize"] == 10
    assert "A%" in str(sent["filterGroups"])


class Handler(SimpleXMLRPCRequestHandler):
    """Takes calls where Magento 1 does."""

    rpc_paths = ("/api/xmlrpc/",)

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent."""


class Magento1XmlRpc:
    """What Magento 1's XML-RPC handler does, in small."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def login(self, user: str, key: str) -> str:
        self.calls.append(("login", user, key))
        return "session-1"

    def endSession(self, session: str) -> bool:
        self.calls.append(("endSession", session))
        return True

    def call(self, session: str, path: str, arguments: list[Any] | None = None) -> Any:
        self.calls.append(("call", session, path, arguments))
        return self._answer(path, arguments)

    def multiCall(self, session: str, calls: list[Any]) -> list[Any]:
        return [self._answer(*call) for call in calls]

    def _answer(self, path: str, arguments: list[Any] | None = None) -> Any:
        if arguments == ["nothing"]:
            return {"isFault": True, "faultCode": "101", "faultMessage": "Product not exists."}
        if path == "catalog_product.info":
            return {"product_id": 7, "sku": "A-7", "categories": [3], "price": "16.9900", "texture": None}
        return []


@pytest.fixture
def xmlrpc_server() -> Iterator[tuple[str, Magento1XmlRpc]]:
    """Python's own XML-RPC server."""
    with SimpleXMLRPCServer(("127.0.0.1", 0), Handler, allow_none=True, logRequests=False) as server:
        handler = Magento1XmlRpc()
        server.register_instance(handler)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", handler
        server.shutdown()


def test_xmlrpc(magento1: ModuleType, xmlrpc_server: tuple[str, Magento1XmlRpc]) -> None:
    url, server = xmlrpc_server
    with magento1.Client(url, auth=magento1.ApiUser("robot", "secret"), mode="xmlrpc") as client:
        product = client.catalog_product.info(product_id="A-7", attributes={"attributes": ["price"]})
        assert client.catalog_product.list(filters=magento1.Filters().where("sku", "eq", "x")) == []
        assert client.api.call("catalog_product.info", ["A-7"])["product_id"] == 7
    assert (product.product_id, product.categories, product.price) == ("7", ["3"], "16.9900")
    assert product.model_extra["texture"] is None
    assert server.calls[1] == ("call", "session-1", "catalog_product.info", ["A-7", None, ["price"]])
    assert server.calls[2] == ("call", "session-1", "catalog_product.list", [{"sku": "x"}])
    assert server.calls[-1] == ("endSession", "session-1")


def test_several_calls_in_one(magento1: ModuleType, xmlrpc_server: tuple[str, Magento1XmlRpc]) -> None:
    url, _ = xmlrpc_server
    info, listed = magento1.OPERATIONS["catalogProductInfo"], magento1.OPERATIONS["catalogProductList"]
    with magento1.Client(url, auth=magento1.ApiUser("robot", "secret"), mode="xmlrpc") as client:
        calls = client.api.multi_call()
        first, second, third = (
            calls.add(info, product_id="A-7"),
            calls.add(info, product_id="nothing"),
            calls.add(listed),
        )
        with pytest.raises(magento1.RequestError, match="has not run"):
            _ = first.result
        assert calls.send() == [first, second, third]
        with pytest.raises(magento1.RequestError, match="mode 'v1'"):
            client.api.multi_call().send(stop_on_fault=True)
    assert first.result.sku == "A-7"
    assert third.result == []
    assert isinstance(second.error, magento1.faults.CatalogProductNotExists)
    with pytest.raises(magento1.faults.CatalogProductNotExists):
        _ = second.result


def test_v1(corpus: Path, magento1: ModuleType, soap_peer: StartPeer) -> None:
    peer = soap_peer(corpus / "openmage-20.0.20/wsdl/v1.wsdl")
    peer.answer("login", {"result": "session-1"})
    peer.answer("endSession", {"result": True})
    peer.answer("call", {"result": {"product_id": 7, "sku": "A-7", "categories": [3, 5], "price": "16.9900"}})
    fault = {"isFault": True, "faultCode": "101", "faultMessage": "Product not exists."}
    peer.answer("multiCall", {"result": [{"product_id": 7}, fault]})
    info = magento1.OPERATIONS["catalogProductInfo"]
    with magento1.Client(peer.url, auth=magento1.ApiUser("robot", "secret"), mode="v1") as client:
        product = client.catalog_product.info(product_id="A-7", attributes={"attributes": ["price"]})
        calls = client.api.multi_call()
        first, second, third = (calls.add(info, product_id=name) for name in "abc")
        calls.send(stop_on_fault=True)
    assert (product.product_id, product.categories, product.price) == ("7", ["3", "5"], "16.9900")
    assert peer.requests("call")[0]["arguments"] == [
        "session-1",
        "catalog_product.info",
        ["A-7", None, ["price"]],
    ]
    assert peer.requests("multiCall")[0]["arguments"] == [
        "session-1",
        [["catalog_product.info", [name]] for name in "abc"],
        {"break": 1},
    ]
    assert first.result.product_id == "7"
    assert isinstance(second.error, magento1.faults.CatalogProductNotExists)
    assert not third.done


def test_filters_in_v1(corpus: Path, magento1: ModuleType, soap_peer: StartPeer) -> None:
    peer = soap_peer(corpus / "openmage-20.0.20/wsdl/v1.wsdl")
    peer.answer("login", {"result": "session-1"})
    peer.answer("endSession", {"result": True})
    peer.answer("call", {"result": []})
    filters = magento1.Filters().where("status", "in", ["pending", "complete"]).between("total", 1, 2)
    with magento1.Client(peer.url, auth=magento1.ApiUser("robot", "secret"), mode="v1") as client:
        assert client.sales_order.list(filters=filters) == []
    sent = {"status": {"in": ["pending", "complete"]}, "total": {"from": "1", "to": "2"}}
    assert peer.requests("call")[0]["arguments"][2] == [sent]
