# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What every request goes through: address, credentials, hooks, redirects, retries, and the error of a refusal."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, Literal, TypeAlias, get_args
from urllib.parse import urljoin, urlsplit

from ..client.options import RequestOptions, checked_options
from ..errors import RedirectError, RequestError, TransportError
from ..shapes import is_text
from . import retry
from .authorization import Auth, Credentials
from .flow import Flow, exchange, invoke, sleep
from .header_fields import check_sendable
from .limits import check_count, check_flag, check_headers, check_hooks, check_store, check_timeout
from .logs import log_exchange, log_failure
from .messages import Headers, Request, Response, origin_of, replace
from .redaction import redact_url, without_credentials
from .urls import path_segment

Event: TypeAlias = Literal["request", "response", "retry"]
EventHooks: TypeAlias = Mapping[Event, Sequence[Callable[[Any], Any]]]
"""Functions to call with each `Request` before it is sent, each `Response`, and each `Request` that is sent again."""

_REST = re.compile(r"/rest(/V\d+)?$")
_REST_OF_A_STORE = re.compile(r"/rest/[^/]+(/V\d+)?$")
_REST_OF_MORE = re.compile(r"/rest(/|$)")
_ASYNCHRONOUS = re.compile(r"^(/async(?:/bulk)?)(/V\d+)(?=/)")
_VERSION = re.compile(r"/V\d+$")
_CLOUD_SERVICE = ".api.commerce.adobe.com"
_MOST_REDIRECTS = 5
_LARGEST_ANSWER = 256 * 1024 * 1024
_LARGEST_ERROR = 1024 * 1024
_FOLLOWED = frozenset({301, 302, 303, 307, 308})


def _no_hooks() -> EventHooks:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreOptions:
    """The settings of a client that one request or another reads. Times are in seconds, sizes in bytes."""

    base_url: str
    store: str | None = None
    timeout: float = 30.0
    max_retries: int = 2
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    event_hooks: EventHooks = field(default_factory=_no_hooks)
    max_response_bytes: int | None = None
    idempotent: bool | None = None
    cloud_service: bool | None = None
    user_agent: str = ""

    def __post_init__(self) -> None:
        """Raises RequestError for settings that can't be meant."""
        check_store(self.store)
        check_timeout(self.timeout)
        check_headers("headers", self.headers)
        check_hooks(self.event_hooks, get_args(Event))
        check_count("max_retries", self.max_retries, 0)
        check_flag("idempotent", self.idempotent)
        check_flag("cloud_service", self.cloud_service)
        if self.max_response_bytes is not None:
            check_count("max_response_bytes", self.max_response_bytes, 0)

    @property
    def limits(self) -> tuple[int, int]:
        """The largest answer that is read, and the largest that is an error: unless set, a page that nobody reads."""
        if self.max_response_bytes is not None:
            return self.max_response_bytes, self.max_response_bytes
        return _LARGEST_ANSWER, _LARGEST_ERROR


class Core:
    """Sends requests for one shop with one set of credentials. It holds no connection; a transport runs its flows."""

    def __init__(self, options: CoreOptions, auth: Auth | None) -> None:
        cloud_service = options.cloud_service
        if cloud_service is None:
            cloud_service = is_cloud_service(options.base_url)
        base_url = checked_base_url(options.base_url, cloud_service=cloud_service)
        self.options = dataclasses.replace(options, base_url=base_url, cloud_service=cloud_service)
        self.credentials: Credentials | None = auth.open() if auth is not None else None

    @property
    def base_url(self) -> str:
        """The shop's address, without a slash at its end."""
        return self.options.base_url

    def rest_path(self, route: str, store: str | None) -> str:
        """The path of a REST route in a store: `/rest/<store>/V1/...`.

        Adobe Commerce as a Cloud Service has neither `/rest` nor a store in its paths; the store goes in the header
        `Store`, and `/async` stands behind the version (developer.adobe.com/commerce/webapi/rest, "URL structure", and
        below it use-rest/asynchronous-web-endpoints and use-rest/bulk-endpoints, "Routes").
        """
        if self.options.cloud_service:
            return _ASYNCHRONOUS.sub(r"\2\1", route)
        return f"/rest/{path_segment('store', store)}{route}" if store else f"/rest{route}"

    @property
    def kind(self) -> str:
        """The kind of the credentials: `admin`, `customer`, `guest` for none."""
        return "guest" if self.credentials is None else self.credentials.kind

    def copy(self, auth: Auth | None = None, **changes: Any) -> Core:
        """The same core with other options; credentials and their cached token are shared unless others are given."""
        other = Core(dataclasses.replace(self.options, **changes), auth)
        if auth is None:
            other.credentials = self.credentials
        return other

    def store(self, options: RequestOptions | None) -> str | None:
        """The store code of a call: its own, else the client's, else None for none chosen."""
        return self.options.store if options is None or options.store is None else options.store

    def url(self, path: str) -> str:
        """The absolute URL of a path under the base URL; an absolute URL stays as it is."""
        if not path.startswith("/") and urlsplit(path).scheme:
            return path
        return f"{self.options.base_url}/{path.lstrip('/')}"

    def send(self, request: Request, options: RequestOptions | None = None) -> Flow[Response]:
        """The answer to a request, with credentials, retries and redirects seen to.

        Raises an ApiError for a status that is no success, unless the request's `check` is False, and a TransportError
        when no answer came. What it returns and raises holds no credentials.
        """
        options = checked_options(options)
        request = self._complete(request, options)
        response = yield from self._authenticated(request, options)
        response = replace(response, request=without_credentials(response.request))
        if request.check and not response.ok:
            from .error_answers import api_error  # and what reads pages: few processes see a refusal

            raise api_error(response, self.kind)
        return response

    def _complete(self, request: Request, options: RequestOptions) -> Request:
        """The request with an absolute URL and all header fields. What isn't for the shop gets none of the shop's."""
        url = self.url(request.url)
        headers = request.headers.merged({"User-Agent": self.options.user_agent})
        foreign = not request.url.startswith("/") and origin_of(url) != origin_of(self.base_url)
        if not foreign:
            store = self.store(options)
            if self.options.cloud_service and store:
                headers = headers.merged({"Store": store})
            headers = headers.merged(self.options.headers).merged(options.extra_headers)
        chosen = self.options.idempotent if options.idempotent is None else options.idempotent
        idempotent = request.idempotent if chosen is None else chosen
        complete = replace(request, url=url, headers=headers, foreign=foreign, idempotent=idempotent)
        check_sendable(complete)
        return complete

    def _authenticated(self, request: Request, options: RequestOptions) -> Flow[Response]:
        """Send with credentials; when they are refused and can be renewed, renew them and send once more."""
        credentials = self.credentials if request.authenticate else None
        if credentials is None:
            return (yield from self._redirected(request, options, None))
        response = yield from self._redirected(request, options, credentials)
        if (
            _refuses_credentials(request, response)
            and not response.request.foreign
            and (yield from credentials.renew(self, response))
        ):
            uncertain = response.uncertain
            response = yield from self._redirected(request, options, credentials)
            response = replace(response, uncertain=uncertain or response.uncertain)
            refused = _refuses_credentials(request, response)
            credentials.answered(replace(response, status=401) if refused else response)
        return response

    def _redirected(
        self, request: Request, options: RequestOptions, credentials: Credentials | None
    ) -> Flow[Response]:
        """Send, following redirects where that is safe: never a body, and never credentials, to another host."""
        current = request
        for _ in range(_MOST_REDIRECTS + 1):
            response = yield from self._retried(current, options, credentials)
            location = response.headers.get("location")
            if response.status not in _FOLLOWED or location is None:
                return response
            target = _target(current, location)
            if not _same_site(current.url, target):
                credentials = None
                current = current.for_another_host()
            current = replace(
                current, url=_redirectable(current, response, target), redirected_from=redact_url(request.url)
            )
        raise RedirectError(f"more than {_MOST_REDIRECTS} redirects", request)

    def _retried(
        self, request: Request, options: RequestOptions, credentials: Credentials | None
    ) -> Flow[Response]:
        tries = 1 + (self.options.max_retries if options.max_retries is None else options.max_retries)
        timeout = self.options.timeout if options.timeout is None else options.timeout
        attempt, uncertain = 0, False
        while True:
            attempt += 1
            signed = request if credentials is None else (yield from credentials.authorize(self, request))
            yield from self._hooks("request", signed)
            response: Response | None = None
            try:
                response = yield from exchange(signed, timeout, *self.options.limits)
            except TransportError as error:
                uncertain = uncertain or retry.may_have_arrived(error)
                error.may_have_been_processed = uncertain
                log_failure(request, error, attempt)
                if attempt >= tries or not retry.retriable_failure(request, error):
                    raise
            else:
                uncertain = uncertain or response.status >= 500
                if uncertain:
                    response = replace(response, uncertain=True)
                log_exchange(response, attempt)
                yield from self._hooks("response", response)
                if attempt >= tries or not retry.retriable_response(request, response):
                    return response
            yield from self._hooks("retry", request)
            yield from sleep(retry.delay(attempt, response))

    def _hooks(self, event: Event, value: Request | Response) -> Flow[None]:
        for hook in self.options.event_hooks.get(event, ()):
            yield from invoke(partial(hook, value))


def is_cloud_service(base_url: str) -> bool:
    """Whether an address is one of Adobe Commerce as a Cloud Service: `https://<region>.api.commerce.adobe.com/<tenant>`."""
    try:
        return (urlsplit(base_url.strip()).hostname or "").endswith(_CLOUD_SERVICE)
    except (ValueError, AttributeError, TypeError):
        return False


def checked_base_url(base_url: str, *, cloud_service: bool = False) -> str:
    """A shop's address without a trailing slash, from it or from that of its REST API (`/rest`, `/rest/V1`).

    `/index.php` and sub-folders stay. Raises RequestError for what is no http(s) URL, and for one that names a store or
    a route.
    """
    shown = repr(redact_url(base_url)) if is_text(base_url) else type(base_url).__name__
    unusable = RequestError(f"{shown} is no address of a shop; give it as https://shop.example")
    try:
        parts = urlsplit(base_url.strip())
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        hostname = parts.hostname or ""
    except (ValueError, AttributeError, TypeError) as error:
        raise unusable from error
    if not known or parts.query or parts.fragment:
        raise unusable
    if "@" in parts.netloc:
        raise RequestError(f"{shown} holds a password, which would take the place of the shop's credentials")
    path = _REST.sub("", parts.path.rstrip("/"))
    if cloud_service:
        path = _VERSION.sub("", path)
        if hostname.endswith(_CLOUD_SERVICE) and not path.strip("/"):
            raise RequestError(f"{shown} lacks the tenant: https://<region>{_CLOUD_SERVICE}/<tenant>")
    elif _REST_OF_A_STORE.search(path):
        raise RequestError(f"{shown} names a store; give the shop's own address, and the store as store=")
    if _REST_OF_MORE.search(path):
        raise RequestError(f"{shown} names a route; give the shop's own address alone")
    path = path.rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path}"


def _target(request: Request, location: str) -> str:
    """The absolute URL that an answer leads to. Raises RedirectError for what is none."""
    try:
        target = urljoin(request.url, location.strip())
        if not origin_of(target)[1]:
            raise ValueError("it names no host")
    except ValueError as error:
        raise RedirectError("redirected to what is no web address", request) from error
    return target


def _same_site(source: str, target: str) -> bool:
    """Whether credentials for one URL may go to another: the same origin, or its https twin."""
    old, new = origin_of(source), origin_of(target)
    return old == new or (old == ("http", new[1], 80) and new == ("https", new[1], 443))


def _redirectable(request: Request, response: Response, target: str) -> str:
    """The target of a redirect, if the request may be repeated there."""
    where = redact_url(target)
    if urlsplit(target).scheme not in ("http", "https"):
        raise RedirectError(f"redirected to {where}, which is no web address", request)
    if request.method in ("GET", "HEAD"):
        return target
    if response.status in (307, 308) and _same_site(request.url, target):
        return target
    raise RedirectError(
        f"redirected with HTTP {response.status} to {where}; a {request.method} is not repeated there. "
        "Give the client the address that the shop redirects to",
        request,
    )


def _refuses_credentials(request: Request, response: Response) -> bool:
    if request.refused is not None:
        return request.refused(response)
    if response.ok:
        return False
    from .error_answers import refuses_credentials

    return refuses_credentials(response)


@lru_cache(maxsize=64)
def request_headers(accept: str = "application/json", content_type: str = "") -> Headers:
    """Headers of a request: what it accepts, and the type of its body."""
    pairs = [("Accept", accept)]
    if content_type:
        pairs.append(("Content-Type", content_type))
    return Headers(pairs)
