"""What a caller can do and how it travels: services, operations, and their bindings to REST, SOAP and v1."""

from __future__ import annotations

from enum import StrEnum

from codegen.ir.types import TypeRef
from codegen.origin import Origin
from codegen.values import Value


class Default(Value, kw_only=True):
    """A default value: a JSON-like constant (None, bool, int, float, str, or an empty list)."""

    value: bool | int | float | str | tuple[()] | None


class Parameter(Value, kw_only=True):
    """One argument that the caller of an operation gives.

    `name` is the name on the wire (`editMode`). `default` is the server's, shown in the signature's documentation.
    """

    name: str
    type: TypeRef
    required: bool = True
    nullable: bool = False
    default: Default | None = None
    description: str = ""
    origin: Origin | None = None


class Access(StrEnum):
    """Who may call an operation."""

    ANONYMOUS = "anonymous"
    SELF = "self"
    RESOURCES = "resources"
    SESSION = "session"
    UNKNOWN = "unknown"


class Auth(Value, kw_only=True):
    """What a caller needs. `resources` holds ACL ids when `access` is RESOURCES."""

    access: Access = Access.UNKNOWN
    resources: tuple[str, ...] = ()


class Location(StrEnum):
    """Where a REST parameter travels."""

    PATH = "path"
    QUERY = "query"
    BODY = "body"


class RestParameter(Value, kw_only=True):
    """Placement of one of the operation's parameters in a REST request. `name` is the wire name.

    `received` is False for a path variable that is no parameter of the service method, which so never gets it; `binds`
    is then the dotted name of the field of a body's object that says the same (`customer.id`), empty where none does.
    """

    name: str
    location: Location
    received: bool = True
    binds: str = ""


class RestBinding(Value, tag=True, kw_only=True):
    """One route. `path` is a template such as `/V1/products/{sku}`; `parameters` place every `Operation.parameters`.

    `forced` are the dotted names that the server fills in itself (`customer.id`), which no caller may send.
    `idempotent` tells that sending a request twice does no more than sending it once.
    `asynchronous` tells that Magento 2 serves an async and a bulk
    route for it. `action_type` (`entity`, `collection`) and `roles` (the user types that api2.xml grants the call to)
    are Magento 1's, and so are the `versions` of the resource, of which a `Version` header picks one.
    """

    method: str
    path: str
    parameters: tuple[RestParameter, ...] = ()
    forced: tuple[str, ...] = ()
    idempotent: bool = False
    secure: bool = False
    asynchronous: bool = False
    array_limit: int | None = None
    action_type: str = ""
    roles: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    origin: Origin | None = None

    @property
    def of_resource(self) -> bool:
        """Whether the route is one of Magento 1's, to a resource of api2.xml."""
        return bool(self.action_type)


class SoapStyle(StrEnum):
    """How a SOAP message is written: WS-I document/literal, or rpc/encoded."""

    DOCUMENT = "document"
    RPC = "rpc"


class SoapBinding(Value, tag=True, kw_only=True):
    """One SOAP operation. `request` and `response` are element names (document) or message names (rpc).

    `parameters` are the children of the request element in the order of the schema, without a session id; their
    names may differ from the operation's (`productId` here, `product` there): `parameters[i]` carries the value of the
    operation's parameter named `arguments[i]`. `session` is the name of the session id child, empty where there is
    none, `session_position` its place among all children (0: before the parameters). `headers` are those of
    `arguments` that travel in the envelope's header. `result` is the child (or part) of the response that holds the
    value, empty for none; `result_type` its type in this dialect. `forced` are the children that the server fills in
    itself, though the WSDL lists them.
    """

    operation: str
    style: SoapStyle
    namespace: str
    request: str
    response: str
    version: str = "1.1"
    action: str = ""
    parameters: tuple[Parameter, ...] = ()
    arguments: tuple[str, ...] = ()
    session: str = ""
    session_position: int = 0
    headers: tuple[str, ...] = ()
    result: str = ""
    result_type: TypeRef | None = None
    forced: tuple[str, ...] = ()
    port_type: str = ""
    binding: str = ""
    origin: Origin | None = None


class RpcBinding(Value, tag=True, kw_only=True):
    """A Magento 1 v1 call path (`catalog_product.list`), for SOAP v1 and XML-RPC; arguments go by position."""

    path: str
    arguments: tuple[str, ...] = ()
    origin: Origin | None = None


Binding = RestBinding | SoapBinding | RpcBinding


class Operation(Value, kw_only=True):
    """Something a caller can do.

    `id` is unique in the Api: `GET /V1/products/{sku}` for a REST route, the operation name for SOAP, the call path
    for v1. `name` is the service method (`get`, or the soapOperation alias) before any Python naming. `service` is
    the name of its `Service`. `parameters` never hold a forced parameter or a session id. `result` None is void.
    """

    id: str
    service: str
    name: str
    parameters: tuple[Parameter, ...] = ()
    result: TypeRef | None = None
    result_nullable: bool = False
    bindings: tuple[Binding, ...] = ()
    auth: Auth = Auth()
    description: str = ""
    result_description: str = ""
    deprecated: str | None = None
    origin: Origin | None = None

    @property
    def rest(self) -> RestBinding | None:
        """The REST binding, if there is one."""
        for (
            binding
        ) in self.bindings:  # asked some ten thousand times a run: a generator takes three times as long
            if isinstance(binding, RestBinding):
                return binding
        return None

    @property
    def rpc(self) -> RpcBinding | None:
        """The v1 call path, if there is one."""
        return next((binding for binding in self.bindings if isinstance(binding, RpcBinding)), None)

    def soap(self, style: SoapStyle | None = None) -> SoapBinding | None:
        """The SOAP binding, of the style asked for if one is given."""
        return next(
            (
                binding
                for binding in self.bindings
                if isinstance(binding, SoapBinding) and style in (None, binding.style)
            ),
            None,
        )


class Service(Value, kw_only=True):
    """A group of operations: a Magento 2 service contract, or a Magento 1 resource.

    `name` is unique (`catalogProductRepositoryV1`, `catalog_product`); `module` is the Magento module
    (`Magento_Catalog`) or empty; `title` is what it is called inside the module (`ProductRepository`); `version` is
    `V1` and so on; `php_class` the contract, where known.
    """

    name: str
    module: str = ""
    title: str = ""
    version: str = ""
    php_class: str = ""
    description: str = ""
    deprecated: str | None = None
    origin: Origin | None = None
