# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""When to send again, and how long to wait before."""

from __future__ import annotations

import random
from ssl import SSLCertVerificationError

from ..errors import ConnectionFailed, RequestTimeout, TransportError
from .messages import Request, Response

RETRY_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
FIRST_DELAY = 0.5
LONGEST_DELAY = 8.0
LONGEST_RETRY_AFTER = 60.0


def retriable_failure(request: Request, error: TransportError) -> bool:
    """Whether a request that got no answer may be sent again.

    One that never reached the shop always may; one that may have reached it only if it is idempotent.
    """
    if _refused_certificate(error):
        return False
    if isinstance(error, ConnectionFailed | RequestTimeout):
        return not error.sent or request.is_idempotent
    return False


def may_have_arrived(error: TransportError) -> bool:
    """Whether a request that got no answer may have been carried out all the same."""
    return error.sent if isinstance(error, ConnectionFailed | RequestTimeout) else True


def _refused_certificate(error: BaseException) -> bool:
    """Whether a certificate was found wanting, which another try does not change."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, SSLCertVerificationError):
        cause = cause.__cause__ or cause.__context__
    return cause is not None


def retriable_response(request: Request, response: Response) -> bool:
    """Whether an answer invites another try. Only idempotent requests get one."""
    if response.status not in RETRY_STATUSES or not request.is_idempotent:
        return False
    wait = response.retry_after
    if wait is not None:
        return wait <= LONGEST_RETRY_AFTER
    return response.status != 500 or not _is_magento_error(response)


def _is_magento_error(response: Response) -> bool:
    """Magento's own 500 tells of a fault in the request or in its code; the same request would get the same answer."""
    start = response.content[:1000]
    return b"message" in start or b"Fault" in start


def delay(attempt: int, response: Response | None = None) -> float:
    """Seconds to wait before the next try; `attempt` counts the tries made so far, from 1.

    What `Retry-After` says goes first, else 0.5 s doubling to 8 s, less up to a half at random.
    """
    wait = response.retry_after if response is not None else None
    if wait is not None:
        return wait
    longest: float = min(LONGEST_DELAY, FIRST_DELAY * 2 ** (attempt - 1))
    return longest * random.uniform(0.5, 1.0)
