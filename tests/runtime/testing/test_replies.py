"""Which reply makes a client raise an error."""

from __future__ import annotations

import pytest
from runtime.errors import (
    ApiError,
    BadRequestError,
    ConflictError,
    ConnectionFailed,
    DecodeError,
    MagentoError,
    NotFoundError,
    RequestError,
    RequestTimeout,
    ServerError,
    UnavailableError,
    error_class,
)
from runtime.testing.answers import Answer, Failure, Refusal
from runtime.testing.replies import Fixed, Refuses, reply_of


def refusal(status: int, code: str | None) -> Refusal:
    return Refusal(status, "No", code=code)


def raised(made: Refusal) -> type[MagentoError]:
    return error_class(made.status)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (418, 418),
        (NotFoundError, 404),
        (ConflictError, 409),
        (BadRequestError, 400),
        (ServerError, 500),
        (UnavailableError, 503),
        (ApiError, 400),
    ],
)
def test_a_refusal_has_the_status_of_the_class(error: object, status: int) -> None:
    reply = reply_of(error, refusal, raised)
    assert isinstance(reply, Refuses)
    assert reply.refusal.status == status


def test_the_code_of_a_class_is_the_refusals() -> None:
    class Own(ApiError):
        fault_code = "101"

    reply = reply_of(Own, refusal, lambda made: Own if made.code == "101" else ApiError)
    assert isinstance(reply, Refuses)
    assert reply.refusal.code == "101"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (RequestTimeout, "no answer"),
        (TimeoutError, "no answer"),
        (ConnectionFailed, "connection lost"),
        (ConnectionResetError, "connection lost"),
        (ConnectionRefusedError, "no connection"),
    ],
)
def test_failures_are_no_answers(error: object, kind: str) -> None:
    reply = reply_of(error, refusal, raised)
    assert isinstance(reply, Fixed)
    assert isinstance(reply.answer, Failure)
    assert reply.answer.kind == kind


def test_a_broken_body_is_an_answer() -> None:
    reply = reply_of(DecodeError, refusal, raised)
    assert isinstance(reply, Fixed)
    assert isinstance(reply.answer, Answer)
    assert reply.answer.status == 200


@pytest.mark.parametrize("error", ["404", RequestError, MagentoError, ValueError, OSError, None])
def test_what_no_shop_makes_a_client_raise_is_told(error: object) -> None:
    with pytest.raises(TypeError, match="raises takes a status, a class of refusals such as NotFoundError"):
        reply_of(error, refusal, raised)


def test_a_class_that_no_refusal_leads_to_is_told() -> None:
    with pytest.raises(TypeError, match="clients don't raise NotFoundError for a refusal of this call"):
        reply_of(NotFoundError, refusal, lambda made: BadRequestError)
