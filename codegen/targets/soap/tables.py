"""The codec's tables: models and requests as lines of text. Their grammar is that of the runtime's `soap.tables`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote

from codegen.ir import (
    AnyType,
    Api,
    Field,
    KeyedList,
    List,
    Map,
    Model,
    Named,
    Operation,
    Parameter,
    Primitive,
    RpcBinding,
    Scalar,
    SoapBinding,
    SoapStyle,
    TypeRef,
    Union,
)
from codegen.symbols import Symbols

_LETTERS = {
    Scalar.STRING: "s",
    Scalar.INTEGER: "i",
    Scalar.NUMBER: "n",
    Scalar.BOOLEAN: "b",
    Scalar.BINARY: "y",
}
_SWAPPED = "resourceFaults"
"""The operation whose session id stands behind its argument in Mage_Api's v1 WSDL."""


def kind(type_ref: TypeRef | None) -> str:
    """The kind of a type; empty for none."""
    match type_ref:
        case None:
            return ""
        case Primitive(scalar):
            return _LETTERS[scalar]
        case Named(name):
            return f".{name}"
        case List(item=item, element=None):
            return f"[{kind(item)}"
        case List(item=item, element=""):
            return f"+{kind(item)}"
        case List(item=item):
            return f"[{_name(type_ref.element or '')}]{kind(item)}"
        case KeyedList(item=item, key=key, value=value):
            return f"#{_name(key)},{_name(value)}.{item.name}"
        case Map(value):
            return f"{{{kind(value)}"
        case Union():
            members = list(dict.fromkeys(_members(type_ref)))
            return f"?{members[0]};{members[1]}" if len(members) == 2 else "*"
        case AnyType():
            return "*"


def _members(union: Union) -> Iterator[str]:
    """The kinds of a union's members, inner unions opened."""
    for member in union.members:
        if isinstance(member, Union):
            yield from _members(member)
        else:
            yield kind(member)


def model_line(model: Model, symbols: Symbols) -> str:
    """The line of a model."""
    return " ".join(_model_field(model, field, symbols) for field in model.fields)


def tables(api: Api, symbols: Symbols) -> dict[str, str]:
    """The lines of all models by name."""
    return {
        model.name: model_line(model, symbols) for model in sorted(api.models, key=lambda item: item.name)
    }


def target_namespace(api: Api) -> str:
    """The namespace of requests; empty for Magento 2, where it follows from the address that is called."""
    if api.system == "magento2":
        return ""
    found = (soap.namespace for operation in api.operations if (soap := operation.soap()))
    return api.namespace or next(found, "")


def soap_line(operation: Operation, binding: SoapBinding, symbols: Symbols, namespace: str = "") -> str:
    """The line of a request in document/literal or rpc/encoded; one in another namespace than this one names its own.

    PHP hands the parts of an rpc request to the server's method in the order of the WSDL, and Magento's methods take
    the session id first. So where the WSDL has it later, as for `resourceFaults`, it goes into the first part, and the
    arguments into those behind.
    """
    names = [parameter.name for parameter in binding.parameters]
    request, session = binding.request, binding.session
    if binding.style is SoapStyle.RPC:
        request = binding.operation
        if session:
            names.insert(binding.session_position, session)
            session, *names = names
    if namespace and binding.namespace not in ("", namespace):
        request = f"{{{binding.namespace}}}{request}"
    fields = [
        _argument(operation, parameter, name, argument, symbols)
        for name, parameter, argument in zip(names, binding.parameters, binding.arguments, strict=True)
    ]
    return _line(_name(request), session, fields)


def path_line(operation: Operation, symbols: Symbols, by_name: bool) -> str:
    """The line of a v1 call, empty where there is none; `by_name` allows the methods of the API itself."""
    parameters = {parameter.name: parameter for parameter in operation.parameters}
    if operation.rpc is not None:
        return _line(operation.rpc.path, "", _positional(operation, operation.rpc, parameters, symbols))
    soap = operation.soap(SoapStyle.RPC) or operation.soap()
    if not by_name or soap is None or operation.service != "api":
        return ""
    if operation.id == _SWAPPED and soap.style is SoapStyle.DOCUMENT and soap.session:
        soap = replace(soap, session_position=len(soap.parameters))
    return soap_line(operation, replace(soap, style=SoapStyle.RPC), symbols)


def _positional(
    operation: Operation, rpc: RpcBinding, parameters: Mapping[str, Parameter], symbols: Symbols
) -> list[str]:
    """The arguments of a v1 call; `*name` is a parameter that holds all of them."""
    found = []
    for argument in rpc.arguments:
        name = argument.removeprefix("*")
        if name in parameters:
            element = name if name == argument else "*"
            found.append(_argument(operation, parameters[name], element, name, symbols))
    return found


def _line(request: str, session: str, fields: Iterable[str]) -> str:
    return " ".join([request, *([_name(session)] if session else []), *fields])


def _argument(
    operation: Operation, parameter: Parameter, element: str, argument: str, symbols: Symbols
) -> str:
    python = symbols.parameters.get((operation.id, argument), argument)
    return f"{_names(element, (), argument, python)}:{kind(parameter.type)}"


def _model_field(model: Model, field: Field, symbols: Symbols) -> str:
    element = field.soap_name or field.wire_name
    names = _names(element, field.soap_aliases, field.wire_name, symbols.fields[model.name, field.wire_name])
    return f"{names}:{'' if field.writable else '-'}{kind(field.type)}"


def _names(element: str, others: Iterable[str], alias: str, attribute: str) -> str:
    text = "|".join(_name(name) for name in (element, *others))
    if alias != element:
        text += f"={_name(alias)}"
    return text if attribute == alias else f"{text}/{attribute}"


def _name(name: str) -> str:
    """A name free of the characters that the grammar needs."""
    return quote(name, safe="{}@#*")
