# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""From a refusal to its exception: Magento's JSON and XML errors, and whatever stands in front of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import ApiError, DecodeError, ErrorDetail, Parameters, error_class, fill_placeholders, shortened
from ..rest.xml import parse_xml
from ..shapes import is_list, is_map, is_sequence
from .html_text import page_lines, page_title
from .messages import Request, Response, is_xml, origin_of

_LONGEST_TEXT = 500
_LONGEST_PAGE = 64 * 1024
_MOST_DETAILS = 100
_REPORT_ID = re.compile(r"(webapi-[0-9a-f]{6,})")
_REQUEST_ID_HEADERS = (
    "x-request-id",
    "x-magento-request-id",
    "x-correlation-id",
    "x-amzn-requestid",
    "cf-ray",
)


def api_error(response: Response, kind: str = "guest") -> ApiError:
    """The exception of an answer whose status is no success. Never fails, whatever the body holds.

    `kind` is that of the client's credentials (`Credentials.kind`), for the hint.
    """
    body = _parsed(response)
    template = _message(body) or _bare_text(response)
    report = _REPORT_ID.search(template[:_LONGEST_PAGE])
    parameters = _parameters(body.get("parameters"))
    return error_class(response.status)(
        response,
        template=template,
        parameters=parameters,
        errors=_details(body.get("errors")),
        code=body["code"] if isinstance(body.get("code"), int | str) else None,
        trace=_trace(body.get("trace")),
        request_id=report.group(1) if report else _request_id(response),
        hint=_hint(response, kind, parameters) or _hint_of_text(template),
    )


def unreadable_answer(response: Response, reason: str) -> DecodeError:
    """The exception of an answer that can't be read, which often is a page or begins with what PHP printed."""
    request = response.request
    kind = response.content_type or "no content type"
    came = _instead(response) or reason
    led = f", after a redirect from {request.redirected_from}" if request.redirected_from else ""
    hint = f". {_elsewhere(request)}" if request.foreign else ""
    return DecodeError(
        f"{request.operation}: HTTP {response.status} ({kind}): {came}{led}{hint}".removeprefix(": "),
        response,
    )


def _instead(response: Response) -> str:
    """What an answer is where a value was expected, empty when nothing tells."""
    text = response.beginning(_LONGEST_PAGE).strip().lstrip("\ufeff")
    if _PRINTED.match(text):
        line = next(iter(page_lines(text)), "")
        return f"PHP printed where the answer should begin (display_errors is on): {shortened(line, _LONGEST_TEXT)}"
    page = response.content_type in _PAGES or text[:_LONGEST_START].lower().startswith(
        ("<!doctype html", "<html")
    )
    if page and text.startswith("<"):
        shown = page_title(text) or " ".join(page_lines(text))
        return f"an HTML page came instead of an answer: {shortened(shown, _LONGEST_TEXT)}" if shown else ""
    return ""


_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_LONGEST_START = 20
_PRINTED = re.compile(
    r"(?:<br ?/>\s*)?(?:<b>)?(?:PHP )?(?:Notice|Warning|Deprecated|Strict Standards|(?:Fatal|Parse) error)(?:</b>)?:"
)
"""How PHP begins what it reports (main/main.c, php_error_cb), with html_errors or without."""
_OF_MAGENTO = frozenset({"message", "parameters", "errors", "code", "trace"})
"""What an error of Magento's holds (Magento\\Framework\\Webapi\\ErrorProcessor)."""


def refuses_credentials(response: Response) -> bool:
    """Whether an answer means that the caller is not known, or not allowed to: other credentials might be.

    Magento names the `resources` then. A 401 of its own without them is a service's answer, such as a wrong password in
    the body (Magento\\Framework\\Webapi\\ErrorProcessor maps AuthenticationException to it): asking again changes
    nothing, and counts as another failure. A 401 that is not Magento's comes from what stands in front of it.
    """
    if response.status != 401:
        return False
    body = _parsed(response)
    parameters = body.get("parameters")
    named = isinstance(parameters, Mapping) and "resources" in parameters
    return named or not body.get("message") or not body.keys() <= _OF_MAGENTO


def _message(body: Mapping[str, Any]) -> str:
    """The text of an error: Magento's `message`, or that of an OAuth 2 server such as Adobe's (RFC 6749, 5.2)."""
    told = body.get("message")
    if told is None:
        told = " ".join(
            str(body[name]) for name in ("error", "error_description") if isinstance(body.get(name), str)
        )
    try:
        return str(told)
    except ValueError:  # an integer of more digits than Python writes
        return ""


def _parsed(response: Response) -> Mapping[str, Any]:
    try:
        body = (
            parse_xml(response.content)
            if is_xml(response.content_type)
            else json.loads(response.text.lstrip("\ufeff"))
        )
    except (ValueError, RecursionError, ImportError):
        return {}
    if is_map(body) and is_map(body.get("messages")):
        return _of_messages(body["messages"])
    if is_map(body):
        return body
    return {"message": body} if isinstance(body, str) else {}


def _of_messages(messages: Mapping[str, Any]) -> Mapping[str, Any]:
    """The errors of Magento 1's REST API, and of Magento 2's own error report."""
    errors = messages.get("error")
    if is_map(errors):
        errors = errors.get("data_item", errors)
    entries = [entry for entry in _listed(errors) if is_map(entry)]
    if not entries:
        return {}
    first = entries[0]
    return {
        "message": first.get("message"),
        "code": first.get("code"),
        "trace": first.get("trace"),
        "errors": entries[1:],
    }


def _bare_text(response: Response) -> str:
    text = response.beginning(_LONGEST_PAGE).strip()
    if text[:1] in ("{", "["):
        return ""
    if "<" in text:
        text = page_title(text) or " ".join(page_lines(text))
    return shortened(" ".join(text.split()), _LONGEST_TEXT)


def _parameters(value: Any) -> Parameters:
    if is_map(value):
        return dict(value)
    if value is None:
        return ()
    return tuple(value) if is_sequence(value) else (value,)


def _details(value: Any) -> list[ErrorDetail]:
    details: list[ErrorDetail] = []
    for entry in _listed(value)[:_MOST_DETAILS]:
        if not is_map(entry):
            text = shortened(str(entry))
            details.append(ErrorDetail(text, text, ()))
            continue
        template = str(entry.get("message") or "")
        parameters = _parameters(entry.get("parameters"))
        details.append(ErrorDetail(fill_placeholders(template, parameters), shortened(template), parameters))
    return details


def _listed(value: Any) -> Sequence[Any]:
    if is_map(value):
        return [value] if "message" in value else list(value.values())
    return value if is_list(value) else []


def _trace(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value)


def _request_id(response: Response) -> str | None:
    return next((response.headers[name] for name in _REQUEST_ID_HEADERS if name in response.headers), None)


def _hint(response: Response, kind: str, parameters: Parameters) -> str:
    """What the operation needs, and the setting that usually causes a 401 or 403."""
    request = response.request
    if isinstance(parameters, Mapping) and "active_providers" in parameters:
        return _second_factor(parameters["active_providers"])
    if response.status not in (401, 403):
        return ""
    if request.foreign:
        return _elsewhere(request)
    kind = kind if request.authenticate else "guest"
    if response.status == 401 and not refuses_credentials(response) and kind != "integration":
        return _login_cause(request)
    return " ".join(part for part in (_need(request), _usual_cause(response, kind)) if part)


def _second_factor(providers: Any) -> str:
    names = ", ".join(map(str, providers)) if is_list(providers) else str(providers)
    return (
        f"Two-factor authentication is on ({shortened(names, 100)}): give AdminToken an otp, which may be "
        'a function or Totp("secret"), and its provider.'
    )


def _elsewhere(request: Request) -> str:
    scheme, host, port = origin_of(request.url)
    return (
        f"It was redirected to {scheme}://{host}:{port}, another host, which gets no credentials; give the client the "
        "address that the shop redirects to."
    )


def _hint_of_text(text: str) -> str:
    """What usually causes one of Magento's texts that don't say it."""
    return next((hint for start, hint in _BY_TEXT.items() if text.startswith(start)), "")


def _need(request: Request) -> str:
    if request.acl:
        resources = ", ".join(request.acl)
        return f"It needs the ACL resource {resources} (an admin user or an integration)."
    if request.access == "self":
        return "It needs the token of a customer (resource: self)."
    return ""


def _usual_cause(response: Response, kind: str) -> str:
    request = response.request
    if "/ims/token/" in request.url:
        return "Check the client's id and secret, and that its scopes are those of the project in Adobe's console."
    if told := _login_cause(request):
        return told
    if response.status == 403:
        return "A 403 usually comes from a firewall or web server in front of the shop: allow this address and /rest."
    if request.acl and kind == "customer":
        return "The client has a customer's token; use AdminToken or OAuth1."
    if request.access == "self" and kind != "customer":
        return "The client has no customer's token; use CustomerToken."
    return _CAUSES.get(kind, "")


def _login_cause(request: Request) -> str:
    """What usually is wrong with a login; empty for other requests."""
    if "/integration/" in request.url or "/tfa/" in request.url:
        return (
            "Check the user name and the password; after too many failures the account is locked for a while "
            "(Stores > Configuration > Services > OAuth > Authentication Locks). With two-factor authentication on, "
            "give AdminToken an otp."
        )
    return ""


_BY_TEXT = {
    "Request does not match any route": (
        "The shop has no such route: its module is off or not installed, or base_url is not the shop's."
    ),
    "Specified request cannot be processed": "Usually a store code that the shop doesn't have: check store=.",
    "Internal Error. Details are available": (
        "A usual cause is a field that the shop doesn't know or can't set. Its log has the reason: look for the report "
        "id in var/log/exception.log."
    ),
}
_CAUSES = {
    "guest": "The client has no credentials: give it auth=, such as AdminToken or OAuth1.",
    "admin": (
        "The user's role lacks the resource: System > Permissions > User Roles > Role Resources. Tokens expire after "
        "Stores > Configuration > Services > OAuth > Access Token Expiration."
    ),
    "token": (
        "The token has expired or lacks the resource. An integration's access token works as a bearer token only with "
        "Stores > Configuration > Services > OAuth > Consumer Settings > Allow OAuth Access Tokens to be used as "
        "standalone Bearer tokens; use OAuth1 elsewhere."
    ),
    "integration": (
        "The integration lacks the resource (System > Extensions > Integrations > API; save and reauthorize), or the "
        "signature was refused: check the four keys, the clock, and that base_url is what the shop calls itself."
    ),
    "session": "The session has expired, or belongs to a user without the resource.",
}
