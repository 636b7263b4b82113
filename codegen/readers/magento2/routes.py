"""`webapi.xml`: the routes of a module, merged over modules as Magento merges them.

Magento merges the XML documents (`Magento\\Framework\\Config\\Dom`): a route is the same when url and method are; then
every attribute of the later file wins, resources and parameters are united by `ref` and `name`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from codegen.diagnostics import CodegenError, Diagnostic, Level
from codegen.ir import Origin
from codegen.parts import PartKind, under
from codegen.readers.magento2.documents import documents
from codegen.roots import Source
from codegen.source import Inputs, xml_parser
from codegen.values import Value, field, replace

if TYPE_CHECKING:
    from lxml import etree

_TRUE = frozenset({"1", "true", "on", "yes"})


@lru_cache(4096)  # a route is asked for its path by all that know it by that
def path_template(url: str) -> str:
    """The template of a url: `/V1/products/{sku}` for `/V1/products/:sku`."""
    parts = url.lstrip("/").split("/")
    return "/" + "/".join(f"{{{part[1:]}}}" if part.startswith(":") else part for part in parts)


class RouteParameter(Value):
    """`<parameter name="customer.id" force="true">%customer_id%</parameter>`; `value` None is the word null."""

    name: str
    value: str | None
    force: bool


class Route(Value):
    """One REST route. `url` is as written (`/V1/products/:sku`); `operation` is the SOAP operation's short name."""

    method: str
    url: str
    service_class: str
    service_method: str
    operation: str
    resources: tuple[str, ...]
    parameters: tuple[RouteParameter, ...]
    secure: bool
    array_limit: int | None
    origin: Origin

    @property
    def path(self) -> str:
        """The path as a template: `/V1/products/{sku}`."""
        return path_template(self.url)

    @property
    def variables(self) -> tuple[str, ...]:
        """The path variables in order, each once."""
        return tuple(dict.fromkeys(part[1:] for part in self.url.split("/") if part.startswith(":")))

    @property
    def id(self) -> str:
        """What the route is called in accounts and messages."""
        return f"{self.method} {self.path}"


class BadRoute(Value):
    """A route element that names no service."""

    id: str
    reason: str
    origin: Origin


class _Element(Value):
    """A route element; what is None or missing was not written and wins nothing in a merge."""

    attributes: Mapping[str, str]
    origin: Origin
    service: Mapping[str, str] = field(default_factory=dict)
    resources: tuple[str, ...] = ()
    parameters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)

    def merged(self, later: _Element) -> _Element:
        """This element with a later file's merged in."""
        parameters = {name: dict(value) for name, value in self.parameters.items()}
        for name, value in later.parameters.items():
            parameters[name] = {**parameters.get(name, {}), **value}
        return replace(
            self,
            attributes={**self.attributes, **later.attributes},
            origin=later.origin,
            service={**self.service, **later.service},
            resources=tuple(dict.fromkeys((*self.resources, *later.resources))),
            parameters=parameters,
            data={**self.data, **later.data},
        )


class _Elements(NamedTuple):
    """The route elements of a file, None where it can't be used, and what is to be said about that."""

    elements: tuple[_Element, ...] | None
    diagnostics: tuple[Diagnostic, ...]


_PART = PartKind("routes", _Elements)


class RouteReading(Value):
    """The routes of all files, the elements that are none, and what is to be said about them."""

    routes: tuple[Route, ...]
    bad: tuple[BadRoute, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_routes(sources: Iterable[Source], inputs: Inputs) -> RouteReading:
    """Read and merge `webapi.xml` files; the order of `sources` is the load order of their modules."""
    merged: dict[tuple[str, str], _Element] = {}
    diagnostics: list[Diagnostic] = []
    bad: list[BadRoute] = []
    unread: list[Source] = []
    for source in sources:
        elements, found = inputs.part(
            _PART, under(source.key, source.shown), partial(_elements, source, inputs)
        )
        diagnostics += found
        if elements is None:
            unread.append(source)
        for element in elements or ():
            key = element.attributes.get("url", ""), element.attributes.get("method", "")
            if not all(key):
                missing = "url" if not key[0] else "method"
                bad.append(
                    BadRoute(
                        f"{key[1] or '?'} {key[0] or '?'}", f"the route has no {missing}", element.origin
                    )
                )
                continue
            known = merged.get(key)
            merged[key] = known.merged(element) if known else element
    routes: dict[tuple[str, str], Route] = {}
    for element in merged.values():
        route = _route(element)
        if isinstance(route, BadRoute):
            bad.append(route)
        else:
            routes[route.path, route.method] = route
    diagnostics.extend(
        Diagnostic(Level.WARNING, "bad-route", f"{route.id}: {route.reason}; complete it", route.origin)
        for route in bad
    )
    good = {route.id for route in routes.values()}
    lost = [each for source in unread for each in _recovered(source, inputs)]
    bad += [each for each in lost if each.id not in good]
    return RouteReading(tuple(routes.values()), tuple(bad), tuple(diagnostics))


def _elements(source: Source, inputs: Inputs) -> _Elements:
    diagnostics: list[Diagnostic] = []
    elements = None
    for root, _ in documents([source], inputs, "routes", diagnostics):
        elements = tuple(_element(node, source) for node in root.iter("route"))
    return _Elements(elements, tuple(diagnostics))


def _recovered(source: Source, inputs: Inputs) -> Iterator[BadRoute]:
    """The routes that can be made out in a file that can't be used, so that they are counted."""
    from lxml import etree  # mostly nothing of routes is read anew

    try:
        root = etree.fromstring(inputs.read(source), xml_parser(recover=True))
    except (CodegenError, etree.XMLSyntaxError):
        return
    for node in root.iter("route") if root is not None else ():
        method, url = node.get("method", "").strip().upper(), node.get("url", "").strip()
        if method and url:
            yield BadRoute(f"{method} {path_template(url)}", "its file can't be read", source.at(node))


def _attributes(node: etree._Element | None) -> dict[str, str]:
    return {str(name): str(value) for name, value in node.attrib.items()} if node is not None else {}


def _element(node: etree._Element, source: Source) -> _Element:
    parameters: dict[str, dict[str, str]] = {}
    for parameter in node.iter("parameter"):
        attributes = _attributes(parameter)
        if parameter.text is not None:
            attributes["#text"] = parameter.text
        parameters[attributes.get("name", "")] = attributes
    return _Element(
        attributes=_attributes(node),
        origin=source.at(node),
        service=_attributes(next(node.iter("service"), None)),
        resources=tuple(
            dict.fromkeys(_attributes(resource).get("ref", "") for resource in node.iter("resource"))
        ),
        parameters=parameters,
        data=_attributes(next(node.iter("data"), None)),
    )


def _route(element: _Element) -> Route | BadRoute:
    """The finished route (`Magento\\Webapi\\Model\\Config\\Converter`)."""
    attributes = element.attributes
    method, url = attributes["method"].strip().upper(), attributes["url"].strip()
    service_class, service_method = element.service.get("class", ""), element.service.get("method", "")
    if not service_class or not service_method:
        return BadRoute(f"{method} {url}", "the route has no <service class=… method=…>", element.origin)
    limit = element.data.get("input-array-size-limit", "").strip()
    return Route(
        method=method,
        url=url,
        service_class=service_class,
        service_method=service_method,
        operation=attributes.get("soapOperation", "").strip() or service_method,
        resources=element.resources,
        parameters=tuple(
            RouteParameter(
                name,
                None if given.get("#text") == "null" else given.get("#text", ""),
                given.get("force", "").strip().lower() in _TRUE,
            )
            for name, given in element.parameters.items()
        ),
        secure=attributes.get("secure", "").strip() not in ("", "0"),
        array_limit=int(limit) if limit.isdecimal() else None,
        origin=element.origin,
    )
