"""What the recorded programs sent and a typed call doesn't: rules with their reasons.

A rule holds for recordings by what is in them, never by their names, and must hold for one at least.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.replay.completion import contradiction
from tests.replay.exchanges import Exchange
from tests.replay.meaning import parse_query

CRITERIA_KEYS = {"filterGroups", "filter_groups", "sortOrders", "sort_orders", "pageSize", "page_size"} | {
    "currentPage",
    "current_page",
    "requestName",
    "request_name",
}


RULES_OF_FIELDS = (
    rb"is required. Enter|Integrity constraint|email is missing|is a required value|password needs|Validation Failed"
    rb"|Invalid product data|attribute value is empty|Invalid value of"
)
RULES_OF_ORDERS = (
    rb"Document Validation Error|invalid quantity|exceeds the maximum qty|already active|Some addresses"
    rb"|Unique constraint"
)


@dataclass(frozen=True)
class Rule:
    """Recordings that are judged otherwise than all others, and why."""

    reason: str
    holds: Callable[[Exchange], bool]


@dataclass(frozen=True)
class Refusal(Rule):
    """Requests that a typed call refuses to send; `says` is what its error says."""

    says: str


def body_of(exchange: Exchange) -> Any:
    """The body as plain data; None for none and for what is no JSON."""
    try:
        return json.loads(exchange.body)
    except ValueError:
        return None


def _custom_attributes(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "custom_attributes":
                yield item
            yield from _custom_attributes(item)
    elif isinstance(value, list):
        for item in value:
            yield from _custom_attributes(item)


def _values(exchange: Exchange) -> list[Any]:
    """The values of the custom attributes that are sent as a list of entries."""
    lists = [entries for entries in _custom_attributes(body_of(exchange)) if isinstance(entries, list)]
    return [entry.get("value") for entries in lists for entry in entries]


def is_warned_of(exchange: Exchange) -> bool:
    """Whether a custom attribute has a value that the client warns of: few attributes take JSON's true, or a list."""
    return any(isinstance(value, bool | list) for value in _values(exchange))


def _answers(pattern: bytes) -> Callable[[Exchange], bool]:
    return lambda exchange: exchange.status >= 400 and re.search(pattern, exchange.answer) is not None


def _media_type(exchange: Exchange) -> str:
    return exchange.headers.get("content-type", "application/json")


def _has_unknown_criteria(exchange: Exchange) -> bool:
    criteria = parse_query(exchange.query).get("searchCriteria")
    return isinstance(criteria, dict) and not criteria.keys() <= CRITERIA_KEYS


NOT_TYPED = (
    Rule("nothing is read asynchronously", lambda item: bool(item.prefix) and item.method == "GET"),
    Rule("no route has HEAD or OPTIONS", lambda item: item.method in ("HEAD", "OPTIONS")),
    Rule("a WSDL is no operation", lambda item: "/soap" in item.path),
    Rule("no route begins with two slashes", lambda item: "//" in item.path),
    Rule("the version is written in upper case", lambda item: "/v1/" in item.path),
    Rule("no definition of the second factor's types was recorded", lambda item: "/tfa/" in item.path),
    Rule("bodies are JSON", lambda item: _media_type(item) != "application/json"),
    Rule(
        "bodies are well-formed",
        lambda item: _media_type(item) == "application/json" and bool(item.body) and body_of(item) is None,
    ),
    Rule(
        "a map is made the list that Magento wants",
        lambda item: any(isinstance(entries, dict) for entries in _custom_attributes(body_of(item))),
    ),
    Rule("there is no such route", _answers(b"Request does not match any route")),
    Rule("criteria have no such key", _has_unknown_criteria),
    Rule("criteria are always sent", _answers(rb"is required(?s:.)*searchCriteria")),
)
"""Requests that no typed call makes; they are sent as they were recorded."""

REFUSED = (
    Refusal(
        "a required argument is missing",
        lambda item: bool(item.prefix) and item.status == 400 and item.body == b"{}",
        r"needs 'product'",
    ),
    Refusal(
        "search needs the name of a request",
        lambda item: item.route == "/V1/search" and b"requestName" not in item.query.encode(),
        r"needs request_name",
    ),
    Refusal("a direction is ASC or DESC", _answers(rb"sort order has to be"), r"neither 'ASC' nor 'DESC'"),
    Refusal(
        "there is no such condition",
        lambda item: re.search(r"condition_?[tT]ype\]=bogus", item.query) is not None,
        r"there is no condition 'bogus'",
    ),
    Refusal(
        "the body contradicts the path",
        lambda item: contradiction(item.method, item.route, body_of(item)),
        r"contradicts",
    ),
    Refusal(
        "there is no such field",
        lambda item: re.search(rb'"no_such\w*":', item.body) is not None,
        r"has no field 'no_such",
    ),
    Refusal(
        "a number is wanted",
        lambda item: re.search(rb"(int|float).{1,3} type was expected", item.answer) is not None
        and not _values(item),
        r"must be a number, not",
    ),
    Refusal(
        "a text is wanted",
        _answers(rb'processing. The \\"array\\" value.s type is invalid. The \\"string\\" type was expected'),
        r"must be a text, not",
    ),
    Refusal("a list is wanted", lambda item: b'"items": "x"' in item.body, r"must be a list, not 'x'"),
    Refusal(
        "a list is wanted in the query", _answers(rb"\[\].{1,3} type was expected"), r"must be a list, not"
    ),
    Refusal(
        "an object is wanted",
        lambda item: isinstance((body_of(item) or {}).get("product") if item.body[:1] == b"{" else None, str),
        r"must be a Product or a map of its fields",
    ),
)
"""Requests that a typed call refuses before anything is sent."""


SHOPS_OWN = (
    Rule("who may call what is the shop's to say", lambda item: item.status == 401),
    Rule("what there is is known to the shop", lambda item: item.status == 404),
    Rule(
        "names of fields, algorithms and stores are the shop's",
        lambda item: item.status >= 400
        and re.search(r"nosuch|/nostore/", item.url + item.body.decode()) is not None,
    ),
    Rule(
        "a value of another type than the declared one: type checkers refuse it",
        lambda item: b"value's type is invalid" in item.answer
        and not any(True for _ in _custom_attributes(body_of(item))),
    ),
    Rule(
        "what an attribute holds is the shop's rule, where the package doesn't know its type",
        lambda item: bool(_values(item)) and not is_warned_of(item),
    ),
    Rule("the second factor is asked for", _answers(rb"active_providers")),
    Rule("the signature is compared elsewhere, byte by byte", _answers(rb"oauth_nonce|Signature method")),
    Rule("what a field may hold is the shop's rule", _answers(RULES_OF_FIELDS)),
    Rule("what may be done with an order or a cart is the shop's rule", _answers(RULES_OF_ORDERS)),
)
"""Refusals of a request that a typed call makes all the same: nothing in it tells that the shop won't take it."""


def reason(exchange: Exchange) -> str:
    """Why no typed call makes a request; empty where one does."""
    return next((rule.reason for rule in NOT_TYPED if rule.holds(exchange)), "")


def is_the_shops_own(exchange: Exchange) -> bool:
    """Whether a request was refused, or without effect, for a reason that a client can't know."""
    return any(rule.holds(exchange) for rule in SHOPS_OWN)


def refusal(exchange: Exchange) -> Refusal | None:
    """The rule by which a typed call is refused."""
    return next((rule for rule in REFUSED if rule.holds(exchange)), None)
