"""Docstrings of generated methods, and what operations need, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from codegen.diagnostics import counted
from codegen.emit.text import clipped, informative, one_line, prose, sentence, wrapped
from codegen.ir import Access, Auth, Default, Named, Operation, RestBinding, Service
from codegen.targets.services.views import MethodArgument

_WIDTH = 96
_LONGEST = 600


def needs(auth: Auth, quote: str = "`") -> str:
    """What a caller needs, in a few words; empty when it is not known."""
    match auth.access:
        case Access.ANONYMOUS:
            return "anyone"
        case Access.SELF:
            return "a customer"
        case Access.RESOURCES:
            return " and ".join(f"{quote}{one_line(resource)}{quote}" for resource in auth.resources)
        case Access.SESSION:
            return "a session"
        case Access.UNKNOWN:
            return ""


def access_note(auth: Auth) -> str:
    """The note behind a route: ` · needs …`, ` · anonymous`, or nothing."""
    match auth.access:
        case Access.ANONYMOUS:
            return " · anonymous"
        case Access.SELF:
            return " · needs a customer's token"
        case Access.UNKNOWN | Access.SESSION:
            return ""
        case Access.RESOURCES:
            return f" · needs {needs(auth)}"


def _limits_note(rest: RestBinding | None) -> str:
    """What the server refuses whoever calls."""
    if rest is None:
        return ""
    most = f" · lists of at most {counted(rest.array_limit, 'item')}" if rest.array_limit is not None else ""
    return f"{' · https only' if rest.secure else ''}{most}"


def brief_docstring(operation: Operation, routes: Sequence[str]) -> list[str]:
    """A docstring of one line: what it does, in short, and the routes."""
    shown = _spans(routes)
    summary = clipped(sentence(_description(operation)).partition(". ")[0].rstrip("."), _WIDTH - len(shown))
    return [f"{summary}: {shown}." if summary else f"{shown}."]


def service_docstring(service: Service, name: str) -> str:
    """What the class `name` of a service says: its description, else the contract or the service behind it."""
    known = (name, f"{name} interface", f"interface {name}", f"interface {name} interface")
    told = informative(clipped(one_line(service.description), _LONGEST), *known)
    behind = (
        f"contract `{one_line(service.php_class)}`"
        if service.php_class
        else f"service `{one_line(service.name)}`"
    )
    return prose(told or f"The {behind}", service.deprecated)


def method_docstring(
    operation: Operation, routes: Sequence[str], arguments: Sequence[MethodArgument]
) -> list[str]:
    """The lines of a method's docstring: description, routes and access, defaults of the server, arguments.

    `arguments` are in the order of the signature.
    """
    summary = prose(clipped(one_line(_description(operation)), _LONGEST))
    note = f"{_spans(routes)}{access_note(operation.auth)}{_limits_note(operation.rest)}"
    lines = [*wrapped(summary, _WIDTH), "", note] if summary else [note]
    if operation.deprecated is not None:
        lines += [
            "",
            *wrapped(sentence(f"Deprecated: {one_line(operation.deprecated)}".rstrip(": ")), _WIDTH),
        ]
    for note in _unreceived(operation, arguments):
        lines += ["", *wrapped(note, _WIDTH)]
    defaults = [f"{item.name}={item.server_default}" for item in arguments if item.server_default]
    if defaults:
        lines += ["", *wrapped(f"Server defaults: {', '.join(defaults)}.", _WIDTH)]
    if any(item.description for item in arguments):
        lines += ["", "Args:"]
        for item in arguments:
            if item.description:
                text = f"{item.name}: {item.description}"
                lines += wrapped(text, _WIDTH, indent="    ", hanging="        ")
    returned = told(operation.result_description, "result")
    if returned and not isinstance(operation.result, Named | None):
        lines += ["", *wrapped(f"Returns: {sentence(returned)}", _WIDTH, hanging="    ")]
    return lines


def told(description: str, name: str) -> str:
    """A description on one line, cut where it is too long; empty when it only says again what the thing is called."""
    return informative(clipped(one_line(description), _LONGEST), name)


def server_default(default: Default | None) -> str:
    """A default that says more than that the server does without the argument, as source; empty for any other."""
    if default is None or default.value is None:
        return ""
    return "[]" if default.value == () else ascii(default.value)


def _description(operation: Operation) -> str:
    """What the contract says of the method. Where it speaks of creating, and the route updates, both are said."""
    text = operation.description
    updates = operation.rest is not None and operation.rest.method == "PUT" and operation.name == "save"
    if updates and text and "update" not in text.lower():
        return f"Update; in the contract's words: {text}"
    return text


def _unreceived(operation: Operation, arguments: Sequence[MethodArgument]) -> Iterator[str]:
    """What becomes of each path variable that the service method does not take."""
    places = {place.name: place for place in operation.rest.parameters} if operation.rest else {}
    for argument in arguments:
        place = places.get(argument.wire_name)
        if place is None or place.received:
            continue
        if place.binds:
            yield f"`{argument.name}` goes into `{one_line(place.binds)}` too, where the shop looks for it."
        else:
            yield f"`{argument.name}` is a part of the address only: the shop's method does not get it."


def _spans(routes: Sequence[str]) -> str:
    return ", ".join(f"`{one_line(route)}`" for route in routes)
