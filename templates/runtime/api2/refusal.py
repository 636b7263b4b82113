"""From a refusal of Magento 1's REST API to its exception."""

from __future__ import annotations

from ..errors import ApiError
from ..http.error_answers import api_error
from ..http.messages import Response

_OAUTH = "oauth_problem="

OAUTH_HINTS = {
    "consumer_key_rejected": "The shop has no consumer of this key: System > Web Services > REST - OAuth Consumers.",
    "nonce_used": "The shop has seen this nonce; is something between here and there sending requests twice?",
    "parameter_absent": "An OAuth parameter is missing; is the Authorization header stripped on the way to PHP?",
    "permission_denied": "The user has not authorised this application.",
    "permission_unknown": "The user has not authorised this application yet.",
    "signature_invalid": (
        "Check both secrets, and that scheme, host and port of base_url are those that PHP sees: the port is part of "
        "what is signed, unless it is the scheme's own; a proxy must hand on Host with it."
    ),
    "signature_method_rejected": "Magento 1 takes HMAC-SHA1 and PLAINTEXT.",
    "timestamp_refused": "The clock here is ahead of the shop's.",
    "token_expired": "The request token has expired; begin the authorisation again.",
    "token_rejected": "The token is not one of this shop and consumer: get one with `magento-codegen oauth`.",
    "token_revoked": "The token was revoked: System > Web Services > REST - OAuth Authorized Tokens.",
    "token_used": "The request token has been used already; begin the authorisation again.",
    "verifier_invalid": "The verifier is not the one that the shop showed.",
}
"""What usually is behind a problem, by the name that Mage_Oauth_Model_Server gives it."""


def refusal(response: Response, kind: str = "guest") -> ApiError:
    """The exception of an answer that refuses, with every message that it holds. Never fails, whatever the body is.

    `kind` is that of the client's credentials (`Credentials.kind`), for the hint.
    """
    told = api_error(response)
    problem = oauth_problem(told.template)
    return type(told)(
        response,
        template=told.template,
        errors=told.errors,
        code=problem or told.code,
        trace=told.trace,
        request_id=told.request_id,
        hint=_hint(response.status, problem, told.template, kind),
    )


def oauth_problem(text: str) -> str:
    """The name of the problem in `oauth_problem=token_rejected&...`, empty in any other text."""
    if not text.startswith(_OAUTH):
        return ""
    return text.removeprefix(_OAUTH).partition("&")[0]


def _hint(status: int, problem: str, message: str, kind: str) -> str:
    if problem:
        return OAUTH_HINTS.get(problem, "")
    if status == 403:
        role = "guest" if kind == "guest" else "user"
        return f"The {role}'s role lacks this: System > Web Services > REST - Roles (REST - Attributes for fields)."
    if status == 405 and "not implemented" in message:
        return "The shop's class for this resource and role does not have this call."
    if status == 500 and message == "Service temporary unavailable":
        return "The shop answers this to an Accept header that it does not know; the reason is in its exception.log."
    return ""
