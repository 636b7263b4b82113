"""A small definition for tests of the codec."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from runtime.models.base import Model
from runtime.soap.arguments import arg
from runtime.soap.dialects import Definition
from runtime.soap.operation import SoapOperation
from runtime.soap.tables import Kind, element

from tests.runtime.soap import shop_models

MODELS: dict[str, type[Model]] = {
    name.lower(): value
    for name, value in vars(shop_models).items()
    if isinstance(value, type) and value.__module__ == shop_models.__name__
}
TYPES = {"shop_models": {name: model.__name__ for name, model in MODELS.items()}}
ELEMENTS = {
    "camel": {"type_id": element("typeId", "typeID"), "u_rl_key": element("uRLKey", "uRlKey")},
    "address": {"street": element("{urn:other}street"), "kind": element("@kind")},
    "price": {"amount": element("#text"), "currency": element("@currency")},
    "inline": {"line": element(items=""), "part": element(items="")},
}
PLACES = SimpleNamespace(shop_models=shop_models)
DEFINITION = Definition(("wsi", "v2", "v1", "xmlrpc"), "urn:Shop", PLACES, TYPES, ELEMENTS)


def kind_of(text: str) -> Kind:
    """The kind that a text stands for: its tags, a model's name, and `#key,value.name` for a map of models."""
    tag, rest = text[0], text[1:]
    match tag:
        case ".":
            return Kind(tag, name=rest)
        case "#":
            names, _, model = rest.partition(".")
            key, _, value = names.partition(",")
            return Kind(tag, Kind(".", name=model), key=key, value=value)
    return Kind(tag, kind_of(rest)) if rest else Kind(tag)


def plainly(operation: SoapOperation[Any], kind: str) -> SoapOperation[Any]:
    """The operation, made to read answers of a kind as plain data; an empty kind is void."""
    operation.__dict__["kind"] = kind_of(kind) if kind else None
    operation.__dict__["result_type"] = Any if kind else None
    return operation


GET: SoapOperation[Any] = plainly(
    SoapOperation(
        DEFINITION,
        "productInfo",
        (
            arg("product", str, wsi="productId"),
            arg("store", str, v2="storeView", python="store_code"),
        ),
        path="product.info",
    ),
    ".product",
)


def saving(model: str) -> SoapOperation[Any]:
    """An operation that takes one value of a model."""
    return SoapOperation(
        DEFINITION, "save", (arg("data", lambda: MODELS[model]),), lambda: bool, path="a.b", session=""
    )


def getting(kind: str, **settings: Any) -> SoapOperation[Any]:
    """An operation that returns a kind of value."""
    return plainly(SoapOperation(DEFINITION, "get", path="a.b", **settings), kind)


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
