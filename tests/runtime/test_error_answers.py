"""Answers that are errors: what the shop says, whatever the body holds, and the class for it."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime import errors
from runtime.errors import ApiError, error_class, fill_placeholders
from runtime.http.error_answers import api_error
from runtime.http.messages import Headers, Request, Response

from tests.runtime.any_json import json_values


def response(status: int, body: Any, content_type: str = "application/json", **headers: str) -> Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Response(
        status=status,
        headers=Headers({"Content-Type": content_type, **headers}),
        content=content,
        request=Request(method="GET", url="https://x/rest/V1/a", operation="GET /V1/a"),
    )


def test_an_error_holds_all_that_the_shop_says() -> None:
    error = api_error(
        response(
            400,
            {
                "message": "Field %fieldName is %1",
                "parameters": {"fieldName": "sku"},
                "errors": [{"message": "%1 of %2", "parameters": ["a", 2]}, {"message": "plain"}],
                "code": 3,
                "trace": "#0 x",
            },
            **{"X-Request-Id": "r-1"},
        )
    )
    assert isinstance(error, errors.BadRequestError)
    assert (error.status, error.message, error.template) == (400, "Field sku is %1", "Field %fieldName is %1")
    assert error.parameters == {"fieldName": "sku"}
    assert [detail.message for detail in error.errors] == ["a of 2", "plain"]
    assert (error.code, error.trace, error.request_id) == (3, "#0 x", "r-1")
    assert error.operation == "GET /V1/a"
    assert str(error) == "GET /V1/a: HTTP 400: Field sku is %1\n  - a of 2\n  - plain"


def test_an_error_can_be_pickled() -> None:
    error = api_error(response(404, {"message": "No %1", "parameters": ["x"]}))
    twin = pickle.loads(pickle.dumps(error))
    assert type(twin) is errors.NotFoundError
    assert (str(twin), twin.parameters, twin.response) == (str(error), ("x",), error.response)
    failed = errors.ConnectionFailed("broken", error.response.request, sent=True)
    assert pickle.loads(pickle.dumps(failed)).sent


def test_a_masked_error_gives_the_id_under_which_it_was_logged() -> None:
    text = "Internal Error. Details are available in Magento log file. Report ID: webapi-6b01d94c87cae"
    error = api_error(response(500, {"message": text}))
    assert isinstance(error, errors.ServerError)
    assert error.request_id == "webapi-6b01d94c87cae"


@pytest.mark.parametrize(
    ("body", "content_type", "message"),
    [
        (b"", "text/html", ""),
        (b"<html><title>502 Bad Gateway</title>", "text/html", "502 Bad Gateway"),
        (b"<p>An <b>error</b> &amp; more</p>", "text/html", "An error & more"),
        (b"plain text", "text/plain", "plain text"),
        (b'{"message"', "application/json", ""),
        (b"[]", "application/json", ""),
        (b'"text"', "application/json", "text"),
        (b"12", "application/json", "12"),
        (
            b'{"message": ["x"], "parameters": 5, "errors": "x", "code": {}, "trace": {"a": 1}}',
            "application/json",
            "['x']",
        ),
        (b'{"error": 1}', "application/json", ""),
        (b'{"message": "a %1", "parameters": "b"}', "application/json", "a b"),
        (
            b"<response><message>%x!</message><parameters><x>y</x></parameters></response>",
            "application/xml",
            "y!",
        ),
        (b"<response", "application/xml", "<response"),
        (
            b'{"messages":{"error":[{"code":404,"message":"Resource not found."}]}}',
            "application/json",
            "Resource not found.",
        ),
        (b"\xff\xfe\x00", "application/octet-stream; charset=nonsense", "\ufffd\ufffd\x00"),
    ],
)
def test_odd_bodies_still_make_an_error(body: bytes, content_type: str, message: str) -> None:
    assert api_error(response(502, body, content_type)).message == message


@given(json_values)
def test_no_body_breaks_the_error(value: Any) -> None:
    for body in (
        value,
        {"message": value, "parameters": value, "errors": value, "code": value, "trace": value},
    ):
        assert isinstance(api_error(response(400, body)), ApiError)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (304, ApiError),
        (400, errors.BadRequestError),
        (401, errors.AuthenticationError),
        (403, errors.PermissionDeniedError),
        (404, errors.NotFoundError),
        (405, errors.MethodNotAllowedError),
        (409, errors.ConflictError),
        (422, errors.BadRequestError),
        (429, errors.RateLimitError),
        (500, errors.ServerError),
        (503, errors.UnavailableError),
    ],
)
def test_a_class_for_each_family_of_statuses(status: int, kind: type[ApiError]) -> None:
    assert error_class(status) is kind
    assert issubclass(kind, ApiError)
    if kind is errors.RateLimitError:
        limited = api_error(response(429, {}, **{"Retry-After": "3"}))
        assert isinstance(limited, errors.RateLimitError)
        assert limited.retry_after == 3


@pytest.mark.parametrize(
    ("template", "parameters", "expected"),
    [
        ("%1 and %2", ["a", "b"], "a and b"),
        ("%fieldName = %fieldValue", {"fieldName": "id", "fieldValue": 9}, "id = 9"),
        ("%field2Name %fieldName", {"fieldName": "a", "field2Name": "b"}, "b a"),
        ("%10 %1", list("abcdefghij"), "j a"),
        ("%name %names", {"name": "a", "names": "b"}, "a b"),
        ("%1", {"0": "zero"}, "zero"),
        ("%1", {"1": "one"}, "one"),
        ("%1", {1: "one"}, "one"),
        ("100% %x", {}, "100% %x"),
        ("%a%b", {"a": "%b", "b": "c"}, "%bc"),
        ("%1", [None], ""),
        ("%1 %2", [True, False], "1 "),
        ("%unknown", {"known": 1}, "%unknown"),
        ("%1", ["\\1 \\g<0>"], "\\1 \\g<0>"),
    ],
)
def test_placeholders(template: str, parameters: Any, expected: str) -> None:
    assert fill_placeholders(template, parameters) == expected


@given(st.text(), st.dictionaries(st.text(), st.text()) | st.lists(st.text()))
def test_placeholders_never_fail(template: str, parameters: Any) -> None:
    filled = fill_placeholders(template, parameters)
    assert "%" in template or filled == template
