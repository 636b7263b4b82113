"""Which parts of requests and answers are secret, and the same without them: for logs, and for errors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, unquote_plus

from ..shapes import is_list, is_map
from .messages import LOGIN, Headers, Request, Response, replace

HIDDEN = "***"
_SEPARATORS = re.compile(r"[_\-. \[\]]")
_SECRET_PART = re.compile(
    r"passw(?:or)?d|passphrase|token|secret|apikey|accesskey|privatekey|signature|authorization|cookie|nonce|assertion"
    r"|ccnum|cardnum|cvv|cvc|cccid|sessionid|loginreturn|securitycode|iban"
)
_SECRET_WHOLE = frozenset({"pass", "passwd", "pwd", "otp", "sid", "pin", "cid", "phpsessid"})
_NAMING = ("attribute_code", "attributeCode", "key", "name", "code", "field")
"""Keys that name what stands under `value` beside them."""

_SECRET_ROUTE = re.compile(
    r"/integration/(admin|customer)/token|/tfa/|/ims/token/|/oauth/token", re.IGNORECASE
)
_SECRET_PATH = re.compile(r"(/\w*token/)[^/]+", re.IGNORECASE)
_USER = re.compile(r"//[^/?#]*@")
_FORM = re.compile(r"[\w.\-%+\[\]]+=")
_MARKUP = re.compile(r"<(/?)([^\s<>/]++)[^<>]*+>")
_XMLRPC_CALL = re.compile(r"<methodName>\s*([\w.]{1,200})\s*</methodName>")
_LONGEST_BODY = 2000


def is_secret(name: str) -> bool:
    """Whether a header, parameter or field of that name holds a secret."""
    plain = _SEPARATORS.sub("", name).lower()
    return plain in _SECRET_WHOLE or _SECRET_PART.search(plain) is not None


def redact_headers(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Header fields with the secret ones hidden."""
    return {name: HIDDEN if is_secret(name) else value for name, value in pairs}


def redact_url(url: str) -> str:
    """A URL with user information, tokens in the path (`.../resetLinkToken/...`) and secret query values hidden."""
    base, mark, query = url.partition("?")
    base = _USER.sub(f"//{HIDDEN}@", base)
    base = _SECRET_PATH.sub(rf"\1{HIDDEN}", base)
    return f"{base}?{_redact_form(query)}" if mark else base


def redact_body(content: bytes, request: Request) -> str:
    """The start of a body, sent or received, with the values of secret fields hidden.

    All of it is hidden where a login hands out a token or a session, and the arguments of an XML-RPC call, which have
    no names.
    """
    text = redacted_text(content, request)
    return text if len(text) <= _LONGEST_BODY else f"{text[:_LONGEST_BODY]}... ({len(content)} bytes)"


def redacted_text(content: bytes, request: Request) -> str:
    """A whole body with the values of secret fields hidden, as `redact_body` hides them."""
    if not content:
        return ""
    if request.operation == LOGIN or _SECRET_ROUTE.search(request.url):
        return HIDDEN
    text = content.decode("utf-8", "replace")
    start = text.lstrip()[:1]
    if start in ("{", "["):
        try:
            return json.dumps(_redact_value(json.loads(text)), ensure_ascii=False)
        except (ValueError, RecursionError):
            return f"{HIDDEN} ({len(content)} bytes of malformed JSON)"
    if start == "<":
        call = _XMLRPC_CALL.search(text[:2000]) if "<methodCall>" in text[:2000] else None
        return _redact_markup(text) if call is None else f"{call.group(1)}({HIDDEN})"
    return _redact_form(text) if _FORM.match(text) else text


def without_secrets(response: Response) -> Response:
    """An answer to keep in an error: without what proves who asked, and without what it sets for later."""
    return replace(
        response,
        headers=_without_values(response.headers),
        request=request_without_secrets(response.request),
        content=HIDDEN.encode() if _hands_out(response) else response.content,
    )


def request_without_secrets(request: Request) -> Request:
    """A request to keep in an error."""
    content = redacted_text(request.content, request).encode("utf-8", "replace") if request.content else b""
    return replace(without_credentials(request), url=redact_url(request.url), content=content)


def without_credentials(request: Request) -> Request:
    """A request without the header fields that hold secrets."""
    kept = [(name, value) for name, value in request.headers.pairs if not is_secret(name)]
    return replace(request, headers=Headers(kept))


def _hands_out(response: Response) -> bool:
    """Whether an answer gives a token or a session."""
    request = response.request
    return response.ok and bool(request.operation == LOGIN or _SECRET_ROUTE.search(request.url))


def _without_values(headers: Headers) -> Headers:
    return Headers([(name, HIDDEN if is_secret(name) else value) for name, value in headers.pairs])


def _redact_form(text: str) -> str:
    parts: list[str] = []
    named = False
    for part in text.split("&"):
        name, equals, value = part.partition("=")
        plain = unquote(name)
        hidden = is_secret(plain) or (named and plain.rstrip("]").endswith("value"))
        named = is_secret(unquote_plus(value)) and plain.rstrip("]").endswith(_NAMING)
        parts.append(f"{name}={HIDDEN}" if equals and value and hidden else part)
    return "&".join(parts)


def _redact_value(value: Any) -> Any:
    if is_map(value):
        named = any(isinstance(value.get(key), str) and is_secret(value[key]) for key in _NAMING)
        return {name: _redact_item(name, item, named) for name, item in value.items()}
    if is_list(value):
        return [_redact_value(item) for item in value]
    return value


def _redact_item(name: Any, item: Any, named: bool) -> Any:
    if item and (is_secret(str(name)) or (named and name == "value")):
        return HIDDEN
    return _redact_value(item)


def _redact_markup(text: str) -> str:
    """XML with the texts of secret elements hidden: by their own name, or by the key that stands before them."""
    parts: list[str] = []
    hidden, depth, position = "", 0, 0
    naming = named = False
    for tag in _MARKUP.finditer(text):
        between = text[position : tag.start()]
        name = tag[2].rpartition(":")[2]
        closes, empty = tag[1] == "/", tag[0].endswith("/>")
        if not hidden:
            if closes and naming:
                named = is_secret(between.strip())
            parts.append(between)
            parts.append(tag[0])
            naming = not closes and not empty and name in _NAMING
            if not closes and not empty and (is_secret(name) or (named and name == "value")):
                hidden, depth, named = name, 1, False
        else:
            depth += 0 if empty or name != hidden else -1 if closes else 1
            if not depth:
                hidden = ""
                parts.append(HIDDEN + tag[0])
        position = tag.end()
    parts.append(HIDDEN if hidden else text[position:])
    return "".join(parts)
