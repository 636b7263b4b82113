"""Joins what `api.xml` says to the operations of the WSDLs."""

from __future__ import annotations

from codegen.diagnostics import Diagnostic, Level
from codegen.ir import (
    ANY,
    Access,
    Api,
    Auth,
    Item,
    List,
    Operation,
    Parameter,
    RpcBinding,
    Service,
    SoapStyle,
    Status,
)
from codegen.readers.magento1.api_xml import ApiConfig, PathMethod, PathResource
from codegen.readers.wsdl.magento1 import BASE_OPERATIONS, service, service_name
from codegen.readers.wsdl.magento1_classes import STOCK
from codegen.values import replace

ARGUMENTS = "arguments"
"""The parameter of a v1 method of which only the path is known: its value is the list of all arguments."""


V2_ONLY = "its class there has no such method, so the server answers fault 4"


def join(api: Api, config: ApiConfig, *, complete: bool) -> tuple[Api, list[Diagnostic]]:
    """Give every operation its v1 path, right and service, and add the v1 methods that have no v2 operation.

    `complete` tells that the configuration is the whole shop's, so that an operation without a prefix in it leads
    nowhere.
    """
    if not config.resources:
        return replace(api, faults=config.all_faults()), []
    diagnostics: list[Diagnostic] = []
    services = {one.name: one for one in api.services}
    operations: list[Operation] = []
    items = {item.id: item for item in api.items}
    called: set[tuple[str, str]] = set()
    for operation in api.operations:
        route = config.route(operation.id)
        if route is None:
            operations.append(operation)
            if operation.id not in BASE_OPERATIONS and (complete or config.prefix(operation.id)):
                diagnostics.append(_no_method(operation))
            continue
        prefix, resource, method = route
        called.add((resource.name, method.name))
        joined = _joined(operation, service_name(prefix), resource, method)
        if _is_v2_only(resource, method):
            said = f"{joined.description} Not in v1 and XML-RPC: {V2_ONLY}.".strip()
            joined = replace(joined, bindings=operation.bindings, description=said)
        operations.append(joined)
        services[joined.service] = _service(joined.service, resource)
    for resource in config.resources.values():
        for method in resource.methods.values():
            if (resource.name, method.name) not in called:
                added = _by_path(resource, method)
                if _is_v2_only(resource, method):
                    items[added.id] = Item(
                        id=added.id, status=Status.SKIPPED, reason=V2_ONLY, origin=added.origin
                    )
                    continue
                operations.append(added)
                services.setdefault(added.service, _service(added.service, resource))
                items[added.id] = Item(
                    id=added.id,
                    status=Status.DEGRADED,
                    reason="no v2 operation tells its arguments",
                    origin=added.origin,
                )
    used = {operation.service for operation in operations}
    return (
        replace(
            api,
            services=tuple(services[name] for name in sorted(used)),
            operations=tuple(sorted(operations, key=lambda one: one.id)),
            items=tuple(items[name] for name in sorted(items)),
            faults=config.all_faults(),
        ),
        diagnostics,
    )


def _joined(operation: Operation, service_of: str, resource: PathResource, method: PathMethod) -> Operation:
    soap = operation.soap(SoapStyle.RPC) or operation.soap()
    rpc = RpcBinding(
        path=f"{resource.name}.{method.name}",
        arguments=soap.arguments if soap else (),
        origin=method.origin,
    )
    return replace(
        operation,
        service=service_of,
        name=method.name,
        bindings=(*operation.bindings, rpc),
        auth=_auth(resource, method),
        description=operation.description or method.title,
    )


def _by_path(resource: PathResource, method: PathMethod) -> Operation:
    path = f"{resource.name}.{method.name}"
    return Operation(
        id=path,
        service=resource.name.lower(),
        name=method.name,
        parameters=(
            Parameter(
                name=ARGUMENTS,
                type=List(ANY),
                required=False,
                description="All arguments of the call, in order.",
            ),
        ),
        result=ANY,
        bindings=(RpcBinding(path=path, arguments=(f"*{ARGUMENTS}",), origin=method.origin),),
        auth=_auth(resource, method),
        description=method.title,
        origin=method.origin,
    )


def _auth(resource: PathResource, method: PathMethod) -> Auth:
    rights = tuple(dict.fromkeys(right for right in (resource.acl, method.acl) if right))
    return Auth(access=Access.SESSION, resources=rights)


def _service(name: str, resource: PathResource) -> Service:
    return replace(
        service(name), module=_module(resource), description=resource.title, origin=resource.origin
    )


def _module(resource: PathResource) -> str:
    """The module that declares a resource, empty where only its file is there and nothing tells."""
    return resource.module if "_" in resource.module else ""


def _is_v2_only(resource: PathResource, method: PathMethod) -> bool:
    """Whether only v2's class has a method, as Magento's own `multiUpdate` of products and of stock items.

    The server calls `<model>_V2` in v2 and `<model>` in v1 and XML-RPC, where it answers fault 4 for a method that the
    class hasn't (Mage_Api_Model_Server_Handler_Abstract::call; Mage_Catalog_Model_Product_Api_V2 and
    Mage_CatalogInventory_Model_Stock_Item_Api_V2 alone have this one). A class of a shop's own module may have it.
    """
    other = _module(resource) not in ("", "Mage_Catalog", "Mage_CatalogInventory")
    return not other and f"{resource.name}.{method.name}" in STOCK.unserved


def _no_method(operation: Operation) -> Diagnostic:
    return Diagnostic(
        Level.WARNING,
        "no-api-method",
        f"operation {operation.id} leads to no method of api.xml; the server will answer fault 3 until "
        "v2/resources_function_prefix and the resource's methods name it",
        operation.origin,
    )
