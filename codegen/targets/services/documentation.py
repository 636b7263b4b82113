"""Docstrings of generated methods, and what operations need, in words."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from codegen.console.counting import counted
from codegen.emit.text import clipped, informative, one_line, prose, sentence
from codegen.ir import Access, Auth, Default, Named, Operation, Parameter, RestBinding, Service

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
    operation: Operation, routes: Sequence[str], arguments: Sequence[tuple[str, Parameter]]
) -> list[str]:
    """The lines of a method's docstring: description, routes and access, defaults of the server, arguments.

    `arguments` are (Python name, parameter) in the order of the signature.
    """
    summary = prose(clipped(one_line(_description(operation)), _LONGEST))
    note = f"{_spans(routes)}{access_note(operation.auth)}{_limits_note(operation.rest)}"
    lines = [*wrap(summary, _WIDTH), "", note] if summary else [note]
    if operation.deprecated is not None:
        lines += ["", *wrap(sentence(f"Deprecated: {one_line(operation.deprecated)}".rstrip(": ")), _WIDTH)]
    defaults = [f"{name}={_default(item.default)}" for name, item in arguments if _is_telling(item.default)]
    if defaults:
        lines += ["", *wrap(f"Server defaults: {', '.join(defaults)}.", _WIDTH)]
    described = [
        (name, informative(clipped(one_line(item.description), _LONGEST), name)) for name, item in arguments
    ]
    if any(text for _, text in described):
        lines += ["", "Args:"]
        for name, text in described:
            if text:
                lines += wrap(f"{name}: {text}", _WIDTH, initial_indent="    ", subsequent_indent="        ")
    returned = informative(clipped(one_line(operation.result_description), _LONGEST), "result")
    if returned and not isinstance(operation.result, Named | None):
        lines += ["", *wrap(f"Returns: {sentence(returned)}", _WIDTH, subsequent_indent="    ")]
    return lines


def _description(operation: Operation) -> str:
    """What the contract says of the method. Where it speaks of creating, and the route updates, both are said."""
    text = operation.description
    updates = operation.rest is not None and operation.rest.method == "PUT" and operation.name == "save"
    if updates and text and "update" not in text.lower():
        return f"Update; in the contract's words: {text}"
    return text


def _spans(routes: Sequence[str]) -> str:
    return ", ".join(f"`{one_line(route)}`" for route in routes)


def _is_telling(default: Default | None) -> bool:
    """Whether a default says more than that the server does without the argument."""
    return default is not None and default.value is not None


def _default(default: Default | None) -> str:
    value = default.value if default else None
    return "[]" if value == () else ascii(value)
