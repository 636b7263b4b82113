"""One call of Magento 1's REST API: its routes, its request and what its answers mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeAlias
from urllib.parse import unquote, urlsplit

from ..client.operation import Operation, T, asking
from ..client.options import RequestOptions
from ..errors import DecodeError, RequestError
from ..http.error_answers import unreadable_answer
from ..http.exchange import Core
from ..http.flow import Flow
from ..http.messages import Headers, Request, Response, replace
from ..http.urls import fill_path, flatten, render_query
from ..models.decode import decode_value
from ..omit import OMIT
from ..shapes import is_dict, is_list, is_sequence
from .body import (
    MEDIA_TYPES,
    decode_body,
    encode_body,
    wire_value,
    without_read_only,
    without_refused_nulls,
)
from .filters import query_pairs
from .multistatus import read_multi_status
from .options import RequestOptions as RestRequestOptions
from .options import format_of
from .refusal import refusal

__all__ = ["Collection"]

Answer: TypeAlias = Literal["entry", "collection", "id", "verdicts", "nothing"]
"""What a call answers with: an entry, a list of them, the id of a new one, a verdict on each, or nothing."""

PREFIX = "/api/rest"
DATA = "data"
"""The argument that holds the body."""

_VARIABLE = re.compile(r"\{(\w+)\}")
_STORE = "store"
_VERDICTS = frozenset({"success", "error"})
"""Keys of an answer to many entries, which the shop gives to one, too, when it takes it for many."""


class Collection(list[T]):
    """The entries of one page of a collection, in the order of the shop."""


@dataclass(frozen=True)
class ResourceOperation(Operation[T], Generic[T]):
    """One thing that can be done with a resource.

    `paths` are the routes that lead to it, the file's first one first (`/products`, `/products/store/{store}`);
    `parameters` are its path variables and query parameters; `roles` may make the call by api2.xml (an administrator
    with access to all resources may make any); `read_only` fields are in no role's requests; `entry_path` is the route
    of one entry, for the `Location` of a new one; `versions` are those of the resource.
    """

    method: str
    paths: tuple[str, ...]
    answer: Answer
    model: Callable[[], Any] | None = None
    parameters: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    read_only: frozenset[str] = frozenset()
    entry_path: str = ""
    versions: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Method and first route: `GET /products/{id}`."""
        return f"{self.method} {self.path}"

    @property
    def path(self) -> str:
        """The first route."""
        return self.paths[0]

    @property
    def variables(self) -> frozenset[str]:
        """Names of the path variables of all routes."""
        return frozenset(name for path in self.paths for name in _VARIABLE.findall(path))

    def send(
        self, core: Core, arguments: Mapping[str, Any], options: RequestOptions | None
    ) -> Flow[Response]:
        """The answer to the call with these arguments, by wire name; OMIT leaves one out.

        Raises RequestError for what can't be sent, and an ApiError when the shop refuses.
        """
        response = yield from core.send(self.request(core, arguments, options), options)
        if not response.ok:
            raise refusal(response, core.kind)
        return response

    def request(
        self, core: Core, arguments: Mapping[str, Any], options: RequestOptions | None = None
    ) -> Request:
        """The request for these arguments. Raises RequestError for what can't be sent.

        A PUT may be sent twice: Mage_Api2_Model_Resource only updates with it what its URL or its body names.
        """
        if options is not None and options.fields is not None:
            raise RequestError(f"{self.id}: fields= is Magento 2's; name the attributes wanted with attrs=")
        with asking(self.id):
            return self._request(core, arguments, options)

    def _request(self, core: Core, arguments: Mapping[str, Any], options: RequestOptions | None) -> Request:
        given = {name: value for name, value in arguments.items() if value is not OMIT and value is not None}
        format = format_of(core.options, options)
        headers = {"Accept": MEDIA_TYPES[format]}
        if isinstance(options, RestRequestOptions) and options.version is not None:
            headers["Version"] = str(options.version)
        content = b""
        if DATA in given:
            lenient = options is not None and options.allow_unknown_fields
            content = encode_body(self._body(given.pop(DATA), lenient), format)
            headers["Content-Type"] = MEDIA_TYPES[format]
        variables = {name: _segment(name, given.pop(name)) for name in self.variables if name in given}
        pairs = [*query_pairs(**given), *_extra_query(options)]
        url = self._url(variables, core, options)
        return Request(
            method=self.method,
            url=f"{url}?{render_query(pairs)}" if pairs else url,
            headers=Headers(headers),
            content=content,
            operation=self.id,
            check=False,
            idempotent=self.method in ("GET", "PUT", "DELETE"),
        )

    def decode(self, body: bytes, content_type: str = "application/json") -> T:
        """The typed value of an answer's body, without what only its headers and its request tell.

        Raises the error that the body reports, and DecodeError for a body in neither format.
        """
        request = Request(method=self.method, url=PREFIX + self.path, operation=self.id)
        headers = Headers({"content-type": content_type})
        value: T = self._read(Response(status=200, headers=headers, content=body, request=request))
        return value

    def decode_response(self, response: Response) -> T:
        """The typed value of an answer. Raises DecodeError that holds the answer."""
        try:
            value: T = self._read(response)
        except DecodeError as error:
            raise unreadable_answer(response, str(error)) from error
        return value

    def id_of(self, location: str) -> str:
        """The id in the `Location` of a new entry: the value of the last variable of the entry's route."""
        path = urlsplit(location).path
        literals = _VARIABLE.split(self.entry_path)[::2]
        found = re.search("([^/]+)".join(map(re.escape, literals)) + "/?$", path) if self.entry_path else None
        last = found.groups()[-1] if found and found.groups() else path.rstrip("/").rpartition("/")[2]
        return unquote(last)

    def _read(self, response: Response) -> Any:
        value = self._value(response)
        if self.answer in ("id", "nothing") and is_dict(value) and _VERDICTS & value.keys():
            return read_multi_status(value, _sent(response.request))
        match self.answer:
            case "id":
                return self.id_of(response.headers.get("location", ""))
            case "verdicts":
                return read_multi_status(value, _sent(response.request))
            case "entry":
                return self._typed(value)
            case "collection":
                return Collection(self._typed(entry) for entry in _entries(value))
            case "nothing":
                return None

    def _value(self, response: Response) -> Any:
        try:
            value = decode_body(response.content, response.headers.get("content-type", ""))
        except ValueError as error:
            if self.answer in ("id", "nothing"):
                return None
            raise DecodeError(f"the answer can't be read: {error}") from error
        messages = value.get("messages") if is_dict(value) else None
        if is_dict(messages) and "error" in messages:
            raise refusal(_as_told(response, messages["error"]))
        return value

    def _typed(self, value: Any) -> Any:
        return None if value is None else decode_value(value, self._model())

    def _model(self) -> Any:
        return Any if self.model is None else self.model()

    def _body(self, data: Any, lenient: bool) -> Any:
        many = self.answer == "verdicts"
        if many != is_sequence(data):
            raise RequestError(f"{self.id} takes {'a list of entries' if many else 'one entry'}")
        entries = list(data) if many else [data]
        values: list[Any] = []
        for index, entry in enumerate(entries):
            where = f"{DATA}[{index}]" if many else DATA
            value = without_refused_nulls(entry, wire_value(entry, self._model(), where, any_kind=lenient))
            values.append(value if lenient else without_read_only(entry, value, self.read_only, where))
        return values if many else values[0]

    def _url(self, variables: Mapping[str, Any], core: Core, options: RequestOptions | None) -> str:
        """The path of the first route with exactly these variables, and with the store's if there is one chosen."""
        if options is not None and options.store and _STORE not in self.variables:
            raise RequestError(f"{self.id} has no route for a store; leave store= out")
        choices = [variables]
        store = core.store(options)
        if store and _STORE not in variables:
            choices.insert(0, {**variables, _STORE: store})
        for values in choices:
            for path in self.paths:
                if set(_VARIABLE.findall(path)) == set(values):
                    return PREFIX + fill_path(path, values)
        given, routes = ", ".join(sorted(variables)) or "no path variables", ", ".join(self.paths)
        raise RequestError(f"{self.id}: no route takes {given}; there are {routes}")


def _segment(name: str, value: Any) -> Any:
    """A variable of the path: an id or a code. Raises RequestError for anything else."""
    if not isinstance(value, int | str) or isinstance(value, bool):
        raise RequestError(f"{name}= takes a number or a text, not {value!r:.60}")
    return value


def _extra_query(options: RequestOptions | None) -> list[tuple[str, str]]:
    extra = options.extra_query if options is not None else ()
    if isinstance(extra, Mapping):
        return [pair for name, value in extra.items() for pair in flatten(name, value)]
    return list(extra)


def _as_told(response: Response, errors: Any) -> Response:
    """An answer with the status that its errors tell, where its own says success."""
    first = errors[0] if is_list(errors) and errors else errors
    code = str(first.get("code")) if is_dict(first) else ""
    if response.status >= 400 or not re.fullmatch("[45][0-9]{2}", code):
        return response
    return replace(response, status=int(code))


def _sent(request: Request) -> Sequence[Any]:
    """The entries of a request's body, as the shop read them."""
    try:
        value = decode_body(request.content, request.headers.get("content-type", ""))
    except ValueError:
        return []
    return _entries(value)


def _entries(value: Any) -> list[Any]:
    """A collection is a list, a map by id, or nothing."""
    if is_dict(value):
        return list(value.values())
    return value if is_list(value) else []
