"""Small APIs to name."""

from __future__ import annotations

from codegen.ir import (
    STRING,
    Api,
    Field,
    Location,
    Model,
    Named,
    Operation,
    Parameter,
    RestBinding,
    RestParameter,
    Service,
    TypeRef,
)


def model(name: str, *fields: str, module: str = "Magento_Catalog") -> Model:
    return Model(
        name=name, module=module, fields=tuple(Field(wire_name=item, type=STRING) for item in fields)
    )


SERVICE = Service(name="catalogServiceV1", module="Magento_Catalog", title="Service", version="V1")
CRITERIA = model(
    "FrameworkSearchCriteriaInterface", "filter_groups", "sort_orders", "page_size", "current_page"
)
SEARCH = Parameter(name="searchCriteria", type=Named(CRITERIA.name))


def route(
    method: str,
    path: str,
    name: str,
    *,
    forced: tuple[str, ...] = (),
    parameters: tuple[Parameter, ...] = (),
    result: TypeRef | None = None,
    service: str = SERVICE.name,
) -> Operation:
    placed = tuple(
        RestParameter(
            name=item.name, location=Location.PATH if f"{{{item.name}}}" in path else Location.QUERY
        )
        for item in parameters
    )
    return Operation(
        id=f"{method} {path}",
        service=service,
        name=name,
        parameters=parameters,
        result=result,
        bindings=(RestBinding(method=method, path=path, forced=forced, parameters=placed),),
    )


def api(*items: Model | Operation | Service) -> Api:
    """An Api of these; the service of routes is there unless another is given."""
    if any(isinstance(item, Operation) and item.service == SERVICE.name for item in items):
        items = (*items, SERVICE)
    return Api(
        models=tuple(item for item in items if isinstance(item, Model)),
        operations=tuple(item for item in items if isinstance(item, Operation)),
        services=tuple(item for item in items if isinstance(item, Service)),
    )
