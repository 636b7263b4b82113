# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Logging that never shows a secret."""

from __future__ import annotations

import logging

from .. import PACKAGE
from .messages import Request, Response
from .redaction import redact_body, redact_headers, redact_url

logger = logging.getLogger(PACKAGE)
"""The logger of the package: `acme_store` in a package of that name."""


def log_exchange(response: Response, attempt: int) -> None:
    """One INFO line an exchange, and its headers and bodies on DEBUG."""
    if not logger.isEnabledFor(logging.INFO):
        return
    request = response.request
    again = f" (try {attempt})" if attempt > 1 else ""
    logger.info(
        "%s %s -> %d in %.0f ms%s",
        request.method,
        redact_url(request.url),
        response.status,
        response.elapsed * 1000,
        again,
    )
    if logger.isEnabledFor(logging.DEBUG):
        logger.debug(
            "sent %s %s", redact_headers(request.headers.pairs), redact_body(request.content, request)
        )
        logger.debug(
            "received %s %s",
            redact_headers(response.headers.pairs),
            redact_body(response.content, request),
        )


def log_failure(request: Request, error: Exception, attempt: int) -> None:
    """One INFO line for a try that got no answer."""
    logger.info("%s %s failed on try %d: %s", request.method, redact_url(request.url), attempt, error)
