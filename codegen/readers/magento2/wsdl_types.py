"""Magento 2 WSDLs as a source of types: a route's method is the WSDL operation of the same name."""

from __future__ import annotations

from collections.abc import Iterable

from codegen.ir import Api
from codegen.readers.magento2.assemble import soap_name
from codegen.readers.magento2.routes import Route
from codegen.readers.magento2.type_source import Missing, ServiceFacts, Signature, TypeTables


def read_wsdl_types(api: Api, routes: Iterable[Route]) -> TypeTables:
    """Signatures of the routes that the WSDLs have an operation for, and all models of the WSDLs."""
    operations = {operation.id: operation for operation in api.operations}
    services = {service.name: service for service in api.services}
    signatures: dict[str, Signature] = {}
    missing: dict[str, Missing] = {}
    for route in routes:
        name = soap_name(route)
        operation = operations.get(name)
        if operation is None:
            missing[route.id] = Missing("no-type-source", f"no type source: no WSDL has the operation {name}")
            continue
        service = services.get(operation.service)
        signatures[route.id] = Signature(
            service=ServiceFacts(
                php_class=route.service_class.lstrip("\\"),
                description=service.description if service else "",
                deprecated=service.deprecated if service else None,
                origin=service.origin if service else None,
            ),
            parameters=operation.parameters,
            result=operation.result,
            result_nullable=operation.result_nullable,
            description=operation.description,
            result_description=operation.result_description,
            deprecated=operation.deprecated,
            origin=operation.origin,
        )
    return TypeTables(signatures, missing, api.models, {})
