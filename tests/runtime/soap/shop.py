"""A small definition for tests of the codec."""

from __future__ import annotations

from typing import Any

from runtime.soap.dialects import Definition
from runtime.soap.operation import SoapOperation

TABLES = {
    "product": "id:i sku:s price:n active:b image:y tags:[s parts:[.part more:#key,value.pair parent:.product any:*",
    "part": "name:s qty/quantity:n",
    "pair": "key:s value:*",
    "camel": "typeId|typeID=type_id:s uRLKey|uRlKey=u_rl_key/url_key:s salable:-b",
    "filters": "filter:#key,value.pair complex_filter:#key,value.condition",
    "condition": "key:s value:.pair",
    "address": "{urn%3Aother}street=street:s @kind=kind:s",
    "price": "#text=amount:n @currency=currency:s",
    "inline": "line:+s part:+.part",
    "either": "more:?#key,value.pair;.holder",
    "holder": "multi:#key,value.condition single:#key,value.pair",
    "codes": "attributes:[s additional_attributes:[s",
    "labels": "labels:{s",
}
DEFINITION = Definition(("wsi", "v2", "v1", "xmlrpc"), "urn:Shop", TABLES)

GET: SoapOperation[Any] = SoapOperation(
    DEFINITION,
    "productInfo",
    ".product",
    document="productInfoRequestParam sessionId productId=product:s store:s",
    rpc="productInfo sessionId product:s storeView=store:s",
    path="product.info product:s store/store_code:s",
    resource="product",
)
SAVE: SoapOperation[Any] = SoapOperation(
    DEFINITION,
    "productSave",
    "b",
    document="productSaveRequestParam sessionId data:.product",
    rpc="productSave sessionId data:.product",
    path="product.save data:.product",
    resource="product",
)


def saving(model: str) -> SoapOperation[Any]:
    """An operation that takes one value of a model."""
    return SoapOperation(
        DEFINITION,
        "save",
        "b",
        document=f"saveParam data:.{model}",
        rpc=f"save data:.{model}",
        path=f"a.b data:.{model}",
    )


def getting(kind: str, **settings: Any) -> SoapOperation[Any]:
    """An operation that returns a kind of value."""
    return SoapOperation(DEFINITION, "get", kind, document="getParam", rpc="get", path="a.b", **settings)


def envelope(content: str, version: str = "http://schemas.xmlsoap.org/soap/envelope/") -> bytes:
    """An envelope around the content of a body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><S:Envelope xmlns:S="{version}" xmlns:n="urn:Shop" '
        'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xmlns:E="http://schemas.xmlsoap.org/soap/encoding/" xmlns:a="http://xml.apache.org/xml-soap">'
        f"<S:Body>{content}</S:Body></S:Envelope>"
    ).encode()


def answer(content: str) -> bytes:
    """An envelope with a response."""
    return envelope(f"<n:getResponse>{content}</n:getResponse>")
