# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What Magento answers when it refuses to hand out an integration's tokens, and what usually is behind it."""

from __future__ import annotations

from urllib.parse import parse_qs

from ..errors import ApiError
from ..http.error_answers import api_error
from ..http.messages import Response

__all__ = ["ActivationError"]


class ActivationError(ApiError):
    """Magento refused to hand out the tokens of an integration; `problem` is the text of its `oauth_problem`.

    It is empty where the answer is none of Magento's OAuth, such as a page that isn't there. `hint` says what usually
    causes it.
    """

    problem = ""


def activation_error(response: Response) -> ActivationError:
    """The exception of an answer that holds no token. Never fails, whatever the body is."""
    problem = oauth_problem(response)
    told = api_error(response, "integration")
    error = ActivationError(
        response,
        template=problem or told.template,
        parameters=() if problem else told.parameters,
        request_id=told.request_id,
        hint=_hint(response.status, problem),
    )
    error.problem = problem
    return error


def oauth_problem(response: Response) -> str:
    """The text of the problem in a form such as `oauth_problem=Consumer+key+has+expired`; empty for another answer."""
    return parse_qs(response.text.strip()).get("oauth_problem", [""])[0]


def _hint(status: int, problem: str) -> str:
    """The cause by the text, which Magento translates, or else by the status."""
    if not problem:
        return _NO_PROBLEM if status < 500 else _FAILED
    return next((hint for part, hint in _CAUSES if part.lower() in problem.lower()), _UNKNOWN)


_AGAIN = "Have the integration activated again (System > Extensions > Integrations, Activate or Reauthorize)"
_NO_PROBLEM = "Is store_base_url the address of the shop's frontend? Magento answers at oauth/token below it."
_FAILED = "The shop failed; the reason stands in its var/log."
_UNKNOWN = f"{_AGAIN}, and exchange what it posts then."
_CAUSES = (
    (
        "has expired",
        "What Magento posts is good for five minutes (Stores > Configuration > Services > OAuth > Consumer Settings > "
        f"Expiration Period). {_AGAIN}, and exchange at once.",
    ),
    (
        "is not a verifier token",
        "The verifier has been used, or the integration has tokens that were not removed before it was activated. "
        f"{_AGAIN}.",
    ),
    ("verifier", f"The verifier is not the one that was posted last for this integration. {_AGAIN}."),
    ("is not a request token", f"The request token has been exchanged already. {_AGAIN}."),
    (
        "already being used by the consumer",
        "The shop has seen this request: is something on the way repeating it?",
    ),
    ("already being used", f"The request token has been exchanged already. {_AGAIN}."),
    ("token does not exist", f"The request token has been exchanged or removed already. {_AGAIN}."),
    (
        "specified key does not exist",
        f"The shop has no integration of this consumer key: it was removed, or another shop posted it. {_AGAIN}.",
    ),
    ("length", "The keys are not what Magento posts: each has 32 characters."),
    (
        "signature is invalid",
        "The consumer secret is not this integration's, or a proxy changes host, port or path on the way: the shop "
        "signs what PHP sees.",
    ),
    ("validating the nonce", "The clock here is more than ten minutes ahead of the shop's."),
    (
        "signature method",
        'The shop takes another method: choose signature_method="HMAC-SHA256" or "HMAC-SHA1".',
    ),
    (
        "is required",
        "A part of the request is missing: is the Authorization header stripped on the way to PHP?",
    ),
    ("internal_error", _FAILED),
)
"""Parts of Magento's texts (Magento\\Framework\\Oauth, Magento\\Integration\\Model\\Oauth), the special ones first."""
