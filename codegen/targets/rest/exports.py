"""The names that a REST package offers at its top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from codegen.config import Modes

RUNTIME: Mapping[str, Sequence[str]] = {
    "._runtime.auth.credentials": ("AdminToken", "BearerToken", "CustomerToken", "SessionCookie"),
    "._runtime.http.authorization": ("Auth",),
    "._runtime.rest.bulk": ("ItemResult", "ItemStatus", "JobStatus"),
    "._runtime.client.base": ("CallSettings", "ClientSettings"),
    "._runtime.errors": (
        "ApiError",
        "AuthenticationError",
        "BadRequestError",
        "ConflictError",
        "ConnectionFailed",
        "DecodeError",
        "ErrorDetail",
        "JobTimeout",
        "MagentoError",
        "MethodNotAllowedError",
        "NotFoundError",
        "PermissionDeniedError",
        "RateLimitError",
        "RedirectError",
        "RequestError",
        "RequestTimeout",
        "ResponseTooLarge",
        "ServerError",
        "TransportError",
        "UnavailableError",
    ),
    "._runtime.rest.jobs": ("AsyncJob", "Job"),
    "._runtime.http.messages": ("Request", "Response"),
    "._runtime.models.base": ("KeyedList",),
    "._runtime.auth.oauth": ("OAuth1",),
    "._runtime.omit": ("OMIT",),
    "._runtime.client.operation": ("RawResponse",),
    "._runtime.client.options": ("RequestOptions",),
    "._runtime.search.paging": ("Keyset",),
    "._runtime.rest.operation": ("StoreScopeWarning",),
    "._runtime.search.criteria": ("Condition", "SearchCriteria"),
}
"""Names by module of the runtime."""

_CLIENTS: Mapping[Modes, tuple[str, ...]] = {
    "both": ("AsyncClient", "Client"),
    "sync": ("Client",),
    "async": ("AsyncClient",),
}


def exports(modes: Modes) -> dict[str, Sequence[str]]:
    """Names by relative module, in the order they are listed."""
    return {".": ("models",), ".client": _CLIENTS[modes], ".operations": ("OPERATIONS",), **RUNTIME}
