"""Logging that never shows a secret."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from .. import PACKAGE
from ..shapes import is_list, is_map
from .messages import Request, Response

logger = logging.getLogger(PACKAGE)
"""The logger of the package: `acme_store` in a package of that name."""

HIDDEN = "***"
_SECRET_NAME = re.compile(
    r"pass(word|wd|phrase)?$|password|token|secret|api_?key|^otp$|session_?id|^sid$|signature|authorization|cookie|cvv|cc_cid|cc_number|nonce",
    re.IGNORECASE,
)
_SECRET_ROUTE = re.compile(r"/integration/(admin|customer)/token|/tfa/", re.IGNORECASE)
_SECRET_PATH = re.compile(r"(/\w*token/)[^/]+", re.IGNORECASE)
_XML_SECRET = re.compile(
    r"(<(?:\w+:)?(\w*(?:password|token|secret|apiKey|sessionId|loginReturn)\w*)[^>]*>)[^<]*(</)",
    re.IGNORECASE,
)
_XML_SECRET_ENTRY = re.compile(
    r"(<key[^>]*>[^<]*(?:password|token|secret)[^<]*</key>\s*<value[^>]*>)[^<]*(</)", re.IGNORECASE
)
_XMLRPC_CALL = re.compile(r"<methodCall>.*?<methodName>\s*([\w.]+)\s*</methodName>", re.DOTALL)
_LONGEST_BODY = 2000


def is_secret(name: str) -> bool:
    """Whether a header, parameter or field of that name holds a secret."""
    return _SECRET_NAME.search(name) is not None


def redact_headers(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Header fields with the secret ones hidden."""
    return {name: HIDDEN if is_secret(name) else value for name, value in pairs}


def redact_url(url: str) -> str:
    """A URL with user information, tokens in the path (`.../resetLinkToken/...`) and secret query values hidden."""
    base, mark, query = url.partition("?")
    base = re.sub(r"//[^/@]*@", f"//{HIDDEN}@", base)
    base = _SECRET_PATH.sub(rf"\1{HIDDEN}", base)
    if not mark:
        return base
    parts: list[str] = []
    for part in query.split("&"):
        name, equals, value = part.partition("=")
        parts.append(f"{name}={HIDDEN}" if equals and value and is_secret(unquote(name)) else part)
    return f"{base}?{'&'.join(parts)}"


def redact_body(content: bytes, request: Request) -> str:
    """The start of a body, sent or received, with the values of secret fields hidden.

    All of it is hidden where a login hands out a token or a session, and the arguments of an XML-RPC call, which have
    no names.
    """
    if not content:
        return ""
    if request.operation == "login" or _SECRET_ROUTE.search(request.url):
        return HIDDEN
    text = content.decode("utf-8", "replace")
    if text.lstrip()[:1] in ("{", "["):
        try:
            text = json.dumps(_redact_value(json.loads(text)), ensure_ascii=False)
        except ValueError:
            return f"{HIDDEN} ({len(content)} bytes of malformed JSON)"
    else:
        call = _XMLRPC_CALL.search(text)
        if call is not None:
            return f"{call.group(1)}({HIDDEN})"
        text = _XML_SECRET.sub(rf"\1{HIDDEN}\3", text)
        text = _XML_SECRET_ENTRY.sub(rf"\1{HIDDEN}\2", text)
    return text if len(text) <= _LONGEST_BODY else f"{text[:_LONGEST_BODY]}... ({len(content)} bytes)"


def _redact_value(value: Any) -> Any:
    if is_map(value):
        return {
            name: HIDDEN if is_secret(name) and item else _redact_value(item) for name, item in value.items()
        }
    if is_list(value):
        return [_redact_value(item) for item in value]
    return value


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
