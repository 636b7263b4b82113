"""REST operations as descriptors: `PRODUCT_REPOSITORY_GET = RestOperation(…)`."""

from __future__ import annotations

from collections.abc import Mapping

from codegen.emit.layout import filled, tuple_of
from codegen.emit.render import py_str
from codegen.ir import (
    BINARY,
    STRING,
    Access,
    Location,
    Operation,
    Parameter,
    RestBinding,
    RestParameter,
    TypeRef,
    Union,
)
from codegen.symbols import Symbols
from codegen.symbols.searching import Search
from codegen.targets.services.annotations import Annotations, is_plain
from codegen.targets.services.naming import python_name
from codegen.targets.services.views import Descriptor


def descriptor(
    constant: str,
    operation: Operation,
    rest: RestBinding,
    search: Search | None,
    symbols: Symbols,
    spell: Annotations,
) -> Descriptor:
    """The descriptor of an operation with a REST binding."""
    placements: Mapping[str, RestParameter] = {item.name: item for item in rest.parameters}
    places, names = [], []
    for item in operation.parameters:
        if search is not None and item is search.parameter:
            needs = tuple_of(py_str(name) for name in search.needs)
            place, kind, more = "search", "", f", needs={needs}" if search.needs else ""
        else:
            placement = placements[item.name]
            place, kind = placement.location.value, _kind(item.type, spell)
            more = _besides(item, placement, rest)
        more += "".join(f", {said}" for said in python_name(operation, item.name, symbols))
        places.append(f"{place}({py_str(item.name)}{f', {kind}' if kind else ''}{more})")
        names += [place, kind]
    result = spell.source(operation.result)
    derived = not (operation.result_nullable or result in ("None", "ANY") or result.startswith("cast("))
    generic = "" if derived else spell.result(operation.result, nullable=operation.result_nullable)
    keywords = [f"result=lambda: {result}"] if operation.result is not None else []
    if operation.auth.access is Access.RESOURCES:
        keywords.append(f"acl={tuple_of(py_str(resource) for resource in operation.auth.resources)}")
    elif operation.auth.access in (Access.ANONYMOUS, Access.SELF):
        keywords.append(f"access={py_str(operation.auth.access.value)}")
    if rest.asynchronous:
        keywords.append("asynchronous=True")
    if rest.idempotent and rest.method == "PUT":
        keywords.append("idempotent=True")
    route = [py_str(rest.method), py_str(rest.path), *([tuple_of(places)] if places else [])]
    return Descriptor(
        constant=constant,
        kind="RestOperation",
        annotation=generic,
        lines=(*filled(route), *filled(keywords)),
        expressions=(*names, result if operation.result is not None else ""),
    )


def _kind(type_ref: TypeRef, spell: Annotations) -> str:
    """The type of an argument, in a function where there are models in it; nothing for a text."""
    if type_ref in (STRING, BINARY):
        return ""
    if not is_plain(type_ref):
        return f"lambda: {spell.source(type_ref)}"
    return "ANY" if isinstance(type_ref, Union) else spell.source(type_ref)


def _besides(parameter: Parameter, placement: RestParameter, rest: RestBinding) -> str:
    """What is to be said of a parameter besides its name and type: only what is not so by default.

    That a query parameter is required counts in the entries of bulk requests only, which have no signature.
    """
    match placement.location:
        case Location.PATH if placement.binds:
            return f", into={py_str(placement.binds)}"
        case Location.PATH:
            return "" if placement.received else ", received=False"
        case Location.BODY:
            return "" if parameter.required else ", required=False"
        case Location.QUERY:
            return ", required=True" if parameter.required and rest.asynchronous else ""
