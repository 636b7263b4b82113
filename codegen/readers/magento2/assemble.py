"""Routes and signatures made into operations: what the caller sends, where it travels, and over which protocol."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from codegen.ir import (
    BOOLEAN,
    INTEGER,
    STRING,
    Access,
    Auth,
    Default,
    Location,
    Operation,
    Parameter,
    RestBinding,
    RestParameter,
    SoapBinding,
    SoapStyle,
    TypeRef,
)
from codegen.readers.magento2.naming import (
    plain_service_name,
    rest_version,
    service_name,
    snake_case,
    soap_operation,
    soap_version,
)
from codegen.readers.magento2.path_variables import BodyFields
from codegen.readers.magento2.routes import Route
from codegen.readers.magento2.type_source import Signature
from codegen.symbols.words import magento_camel
from codegen.values import Value, replace


class _Placed(Value):
    """A parameter of the operation, its placement, and the method parameter that it carries (empty for none)."""

    parameter: Parameter
    place: RestParameter
    carries: str = ""


def rest_service(route: Route) -> str:
    """The service of a route as REST names it: REST serves any class, SOAP only those below `Api` or `Service`."""
    php_class, version = route.service_class.lstrip("\\"), rest_version(route.url)
    return service_name(php_class, version) or plain_service_name(php_class, version)


def soap_service(route: Route) -> str:
    """The service of a route as SOAP names it, empty where SOAP can't serve it.

    A leading backslash makes it unreachable, and a url that begins without a slash misnames it.
    """
    if route.service_class.startswith("\\") or not route.url.startswith("/"):
        return ""
    return service_name(route.service_class, soap_version(route.url))


def soap_name(route: Route) -> str:
    """The SOAP operation of a route, empty where there is no service."""
    service = soap_service(route)
    return service and soap_operation(service, route.operation)


def forced_over_soap(routes: Iterable[Route]) -> Mapping[str, frozenset[str]]:
    """The parameters that the server fills in over SOAP, by operation.

    `Magento\\Webapi\\Model\\Config\\Converter` keeps them only where one route alone makes the operation.
    """
    forced: dict[str, frozenset[str]] = {}
    for route in routes:
        name = soap_name(route)
        own = frozenset(parameter.name for parameter in route.parameters if parameter.force)
        forced[name] = frozenset() if name in forced else own
    return forced


def assemble(
    route: Route,
    signature: Signature,
    bodies: BodyFields,
    soap_forced: frozenset[str],
    *,
    synchronous_only: bool,
) -> Operation:
    """The operation of a route."""
    forced = {parameter.name for parameter in route.parameters if parameter.force}
    sent = [
        _given(parameter, route) for parameter in signature.parameters if not _among(parameter.name, forced)
    ]
    placed = _placed(route, sent, bodies)
    binding = RestBinding(
        method=route.method,
        path=route.path,
        parameters=tuple(each.place for each in placed),
        forced=tuple(sorted(forced)),
        secure=route.secure,
        asynchronous=route.method != "GET" and not synchronous_only,
        array_limit=route.array_limit,
        origin=route.origin,
    )
    soap = _soap(route, signature, placed, forced, soap_forced)
    return Operation(
        id=route.id,
        service=rest_service(route),
        name=route.operation,
        parameters=tuple(each.parameter for each in placed),
        result=signature.result,
        result_nullable=signature.result_nullable,
        bindings=(binding, soap) if soap else (binding,),
        auth=_auth(route.resources),
        description=signature.description,
        result_description=signature.result_description,
        deprecated=signature.deprecated,
        origin=route.origin,
    )


def _among(name: str, names: Iterable[str]) -> bool:
    """Whether a parameter is meant by one of the names, written as declared or in snake case."""
    return any(name in (each, magento_camel(each)) for each in names)


def _given(parameter: Parameter, route: Route) -> Parameter:
    """The parameter with a default from `webapi.xml` (`<parameter>` without `force`), if there is one."""
    for given in route.parameters:
        if not given.force and _among(parameter.name, [given.name]):
            placeholder = given.value is not None and given.value.startswith("%")
            default = None if placeholder else Default(value=_constant(given.value, parameter.type))
            return replace(parameter, required=False, default=default)
    return parameter


def _constant(text: str | None, type_ref: TypeRef) -> str | int | bool | None:
    """A default as `webapi.xml` writes it, in the parameter's type."""
    if text is None or type_ref not in (INTEGER, BOOLEAN):
        return text
    if type_ref == BOOLEAN:
        return text.strip().lower() in ("1", "true", "on", "yes")
    return int(text) if re.fullmatch(r"-?\d+", text.strip(), re.ASCII) else text


def _placed(route: Route, sent: list[Parameter], bodies: BodyFields) -> list[_Placed]:
    """Method parameters in order, then the path variables that are none of them.

    A variable binds to the parameter of its name, or of its camel case name (`ServiceInputProcessor`).
    """
    variables = list(route.variables)
    elsewhere = Location.BODY if route.method in ("POST", "PUT") else Location.QUERY
    placed: list[_Placed] = []
    for parameter in sent:
        variable = next(
            (each for each in variables if each == parameter.name),
            next((each for each in variables if each == snake_case(parameter.name)), None),
        )
        if variable is None:
            placed.append(
                _Placed(parameter, RestParameter(name=parameter.name, location=elsewhere), parameter.name)
            )
            continue
        variables.remove(variable)
        bound = replace(parameter, name=variable, required=True, default=None)
        placed.append(_Placed(bound, RestParameter(name=variable, location=Location.PATH), parameter.name))
    objects = [each.parameter for each in placed if each.place.location is Location.BODY]
    placed += [_free_variable(variable, route, objects, bodies) for variable in variables]
    return placed


def _free_variable(variable: str, route: Route, objects: list[Parameter], bodies: BodyFields) -> _Placed:
    """A path variable that no method parameter takes, in the type of the body's field that says the same."""
    parameter = Parameter(name=variable, type=STRING, origin=route.origin)
    found = bodies.find(variable, route, objects)
    if found is None:
        return _Placed(parameter, RestParameter(name=variable, location=Location.PATH, received=False))
    body, field = found
    binds = f"{body}.{field.input_name or field.wire_name}"
    return _Placed(
        replace(parameter, type=field.type, description=field.description),
        RestParameter(name=variable, location=Location.PATH, received=False, binds=binds),
    )


def _auth(allowed: Sequence[str]) -> Auth:
    resources = tuple(resource for resource in allowed if resource not in ("anonymous", "self"))
    if "self" in allowed:
        return Auth(access=Access.SELF, resources=resources)
    if resources:
        return Auth(access=Access.RESOURCES, resources=resources)
    return Auth(access=Access.ANONYMOUS if "anonymous" in allowed else Access.UNKNOWN)


def _soap(
    route: Route, signature: Signature, placed: list[_Placed], forced: set[str], soap_forced: frozenset[str]
) -> SoapBinding | None:
    """The SOAP binding, None where SOAP needs a parameter that this route's caller can't give."""
    if not soap_name(route) or any(name not in soap_forced for name in forced if "." not in name):
        return None
    carried = {each.carries: each.parameter.name for each in placed if each.carries}
    parameters = tuple(each for each in signature.parameters if each.name in carried)
    return _soap_binding(route, signature, parameters, tuple(carried[each.name] for each in parameters))


def _soap_binding(
    route: Route, signature: Signature, parameters: tuple[Parameter, ...], arguments: tuple[str, ...]
) -> SoapBinding:
    """The names are those of the WSDL (`Magento\\Webapi\\Model\\Soap\\Wsdl\\Generator`); the target namespace is
    left open, as it is made of the URL that a client calls.
    """
    operation, service = soap_name(route), soap_service(route)
    answers = signature.result is not None
    return SoapBinding(
        operation=operation,
        style=SoapStyle.DOCUMENT,
        namespace="",
        request=f"{operation}Request",
        response=f"{operation}Response" if answers else "",
        version="1.2",
        action=operation,
        parameters=parameters,
        arguments=arguments,
        result="result" if answers else "",
        result_type=signature.result,
        forced=tuple(each.name for each in signature.parameters if each not in parameters),
        port_type=f"{service}PortType",
        binding=f"{service}Binding",
        origin=route.origin,
    )


def assemble_soap(routes: Sequence[Route], signature: Signature, soap_forced: frozenset[str]) -> Operation:
    """The SOAP operation that routes share: it needs the resources of all of them."""
    route = routes[0]
    parameters = tuple(each for each in signature.parameters if not _among(each.name, soap_forced))
    resources = tuple(dict.fromkeys(resource for each in routes for resource in each.resources))
    return Operation(
        id=soap_name(route),
        service=soap_service(route),
        name=route.operation,
        parameters=parameters,
        result=signature.result,
        result_nullable=signature.result_nullable,
        bindings=(_soap_binding(route, signature, parameters, tuple(each.name for each in parameters)),),
        auth=_auth(resources),
        description=signature.description,
        result_description=signature.result_description,
        deprecated=signature.deprecated,
        origin=route.origin,
    )
