"""Small Apis, written by hand."""

from __future__ import annotations

from codegen.ir import (
    ANY,
    BOOLEAN,
    INTEGER,
    STRING,
    Access,
    Api,
    Auth,
    Default,
    Field,
    KeyedList,
    List,
    Location,
    Model,
    ModelKind,
    Named,
    Operation,
    Parameter,
    RestBinding,
    RestParameter,
    Service,
    TypeRef,
)
from codegen.systems import MAGENTO2


def fields(**types: TypeRef) -> tuple[Field, ...]:
    """Fields by wire name."""
    return tuple(Field(wire_name=name, type=type_ref) for name, type_ref in types.items())


def model(
    name: str, module: str, *members: Field, kind: ModelKind = ModelKind.OBJECT, text: str = ""
) -> Model:
    """A model of a Magento module."""
    return Model(name=name, module=module, fields=members, kind=kind, description=text)


ATTRIBUTE = model(
    "FrameworkAttributeInterface",
    "Magento_Framework",
    *fields(attribute_code=STRING, value=ANY),
    kind=ModelKind.KEY_VALUE,
)
CRITERIA = model(
    "FrameworkSearchCriteriaInterface",
    "Magento_Framework",
    *fields(filter_groups=List(ANY), sort_orders=List(ANY), page_size=INTEGER, current_page=INTEGER),
)
TOOL = model(
    "AcmeToolsDataToolInterface",
    "Acme_Tools",
    *fields(
        id=INTEGER,
        name=STRING,
        shelf=Named("AcmeStoreDataShelfInterface"),
        custom_attributes=KeyedList(Named("FrameworkAttributeInterface"), "attribute_code", "value"),
    ),
    text="A tool.",
)
SHELF = model(
    "AcmeStoreDataShelfInterface",
    "Acme_Store",
    *fields(code=STRING, tools=List(Named("AcmeToolsDataToolInterface"))),
)
FOUND = model(
    "AcmeToolsDataToolSearchResultsInterface",
    "Acme_Tools",
    *fields(
        items=List(Named("AcmeToolsDataToolInterface")),
        search_criteria=Named("FrameworkSearchCriteriaInterface"),
        total_count=INTEGER,
    ),
)
SERVICE = Service(
    name="acmeToolsToolRepositoryV1",
    module="Acme_Tools",
    title="ToolRepository",
    version="V1",
    description="Keeps tools",
)


MANAGER = Auth(access=Access.RESOURCES, resources=("Acme_Tools::tools",))


def route(
    method: str,
    path: str,
    name: str,
    *parameters: tuple[Parameter, Location],
    result: TypeRef | None = None,
    auth: Auth = MANAGER,
    text: str = "",
    service: str = SERVICE.name,
) -> Operation:
    """A route of the service."""
    placed = tuple(RestParameter(name=item.name, location=location) for item, location in parameters)
    return Operation(
        id=f"{method} {path}",
        service=service,
        name=name,
        parameters=tuple(item for item, _ in parameters),
        result=result,
        bindings=(RestBinding(method=method, path=path, parameters=placed, asynchronous=method != "GET"),),
        auth=auth,
        description=text,
    )


def parameter(name: str, type_ref: TypeRef = STRING, **more: object) -> Parameter:
    """A parameter, required if nothing else is said."""
    return Parameter(name=name, type=type_ref, **more)  # type: ignore[arg-type]


GET = route(
    "GET",
    "/V1/tools/{id}",
    "get",
    (parameter("id", INTEGER), Location.PATH),
    (parameter("editMode", BOOLEAN, required=False, default=Default(value=False)), Location.QUERY),
    result=Named(TOOL.name),
    text="Get a tool",
)
LIST = route(
    "GET",
    "/V1/tools",
    "getList",
    (parameter("searchCriteria", Named(CRITERIA.name)), Location.QUERY),
    result=Named(FOUND.name),
)
SAVE = route(
    "POST", "/V1/tools", "save", (parameter("tool", Named(TOOL.name)), Location.BODY), result=Named(TOOL.name)
)
PUT = route(
    "PUT",
    "/V1/tools/{id}",
    "save",
    (parameter("tool", Named(TOOL.name)), Location.BODY),
    (parameter("id"), Location.PATH),
    result=Named(TOOL.name),
)
DELETE = route(
    "DELETE",
    "/V1/tools/{id}",
    "deleteById",
    (parameter("id", INTEGER), Location.PATH),
    auth=Auth(access=Access.SELF),
)
SHOP = Api(
    system=MAGENTO2,
    services=(SERVICE,),
    operations=(GET, LIST, SAVE, PUT, DELETE),
    models=(ATTRIBUTE, CRITERIA, TOOL, SHELF, FOUND),
)
