"""When a request may have been carried out although no answer came."""

from __future__ import annotations

import pytest
from runtime.errors import ConnectionFailed, ResponseTooLarge
from runtime.http.messages import Request
from runtime.http.retry import may_have_arrived

REQUEST = Request(method="POST", url="http://shop/rest/V1/orders")


@pytest.mark.parametrize("sent", [True, False])
def test_a_connection_that_failed_knows_whether_it_had_sent(sent: bool) -> None:
    assert may_have_arrived(ConnectionFailed("gone", REQUEST, sent=sent)) is sent


def test_an_answer_that_is_too_large_answers_what_arrived() -> None:
    assert may_have_arrived(ResponseTooLarge("more than 1 MiB", REQUEST))
