"""The intermediate model: what any reader says and any target reads.

Every value is frozen; a pass returns new values. This module imports nothing else of the package but the systems, which
import nothing. Names here are the
names of the input (wire names, Magento's type names); Python names are the business of `codegen.symbols` alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from codegen.systems import OTHER, System


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where something was read: a file as the user named it, and a 1-based line and column (0: not known)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(part) for part in (self.line, self.column) if part)])


class Scalar(StrEnum):
    """The scalar types of the model."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    BINARY = "binary"


@dataclass(frozen=True, slots=True)
class Primitive:
    """A scalar value."""

    scalar: Scalar


@dataclass(frozen=True, slots=True)
class Named:
    """A reference to the `Model` of that name."""

    name: str


@dataclass(frozen=True, slots=True)
class List:
    """An ordered list of one item type.

    `element` says how document/literal SOAP writes it, and is no part of the type's identity: the name of the element
    around each item inside a wrapper element, "" for an element that repeats without a wrapper, None for what the
    dialect does everywhere (`item` in Magento 2, `complexObjectArray` in Magento 1).
    """

    item: TypeRef
    element: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class KeyedList:
    """A list of models that is a map on closer look: `item` has a key and a value field (wire names).

    Magento 1's `associativeEntity` lists and Magento 2's `custom_attributes` are such lists.
    """

    item: Named
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Map:
    """String keys to one value type."""

    value: TypeRef


@dataclass(frozen=True, slots=True)
class Union:
    """One of several types, tried in order."""

    members: tuple[TypeRef, ...]


@dataclass(frozen=True, slots=True)
class AnyType:
    """Any value. `reason` is set when a better type was not to be had (a degraded type)."""

    reason: str = ""


TypeRef = Primitive | Named | List | KeyedList | Map | Union | AnyType

STRING = Primitive(Scalar.STRING)
INTEGER = Primitive(Scalar.INTEGER)
NUMBER = Primitive(Scalar.NUMBER)
BOOLEAN = Primitive(Scalar.BOOLEAN)
BINARY = Primitive(Scalar.BINARY)
ANY = AnyType()


def named_types(type_ref: TypeRef) -> Iterator[str]:
    """Names of all models that a type mentions, in reading order, repeated when mentioned again."""
    match type_ref:
        case Named(name):
            yield name
        case List(item) | Map(item):
            yield from named_types(item)
        case KeyedList(item=item):
            yield item.name
        case Union(members):
            for member in members:
                yield from named_types(member)


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """A default value: a JSON-like constant (None, bool, int, float, str, or an empty list)."""

    value: bool | int | float | str | tuple[()] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Auth:
    """What a caller needs. `resources` holds ACL ids when `access` is RESOURCES."""

    access: Access = Access.UNKNOWN
    resources: tuple[str, ...] = ()


class Location(StrEnum):
    """Where a REST parameter travels."""

    PATH = "path"
    QUERY = "query"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class RestParameter:
    """Placement of one of the operation's parameters in a REST request. `name` is the wire name.

    `received` is False for a path variable that is no parameter of the service method, which so never gets it; `binds`
    is then the dotted name of the field of a body's object that says the same (`customer.id`), empty where none does.
    """

    name: str
    location: Location
    received: bool = True
    binds: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestBinding:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SoapBinding:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RpcBinding:
    """A Magento 1 v1 call path (`catalog_product.list`), for SOAP v1 and XML-RPC; arguments go by position.

    `served` is False where v1's class has no such method although `api.xml` lists it: only v2's class has it.
    """

    path: str
    arguments: tuple[str, ...] = ()
    served: bool = True
    origin: Origin | None = None


Binding = RestBinding | SoapBinding | RpcBinding


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
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
        return next((binding for binding in self.bindings if isinstance(binding, RestBinding)), None)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldAccess:
    """What api2.xml lets one role (`admin`, `customer`, `guest`) do with a field.

    `forced` fields pass the shop's own attribute rules; `entity_only` ones are left out of collections.
    """

    role: str
    reads: bool = False
    writes: bool = False
    forced: bool = False
    entity_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A validator of a field. `kind` is `Int`, `Between`, `Regex` and so on; `options` are its settings in order."""

    kind: str
    options: tuple[tuple[str, str], ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a model.

    `wire_name` is its name in REST's JSON where the model has one, else its SOAP element name; `soap_name` is the
    element name where the two differ, and `soap_aliases` further element names that a server really answers with.
    `input_name` is its name in the JSON of a request, where the server takes it by another one only.
    `writable` is False for what a server refuses in requests (Magento 2's `has*` getters). `access` and `rules` are
    what Magento 1's api2.xml says of it besides.

    A SOAP name is lxml's: `{namespace}local` for a qualified element, `@name` for an attribute, `#text` for the text of
    an element that also has attributes. Only WSDLs of other systems have these.
    """

    wire_name: str
    type: TypeRef
    required: bool = True
    nullable: bool = False
    soap_name: str = ""
    soap_aliases: tuple[str, ...] = ()
    input_name: str = ""
    writable: bool = True
    access: tuple[FieldAccess, ...] = ()
    rules: tuple[Rule, ...] = ()
    description: str = ""
    deprecated: str | None = None
    origin: Origin | None = None


class ModelKind(StrEnum):
    """What a model stands for."""

    OBJECT = "object"
    EXTENSION = "extension"
    KEY_VALUE = "key_value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """An object type. `name` is Magento's own (`CatalogDataProductInterface`) or the WSDL's; unique in the Api.

    `open` tells that a shop adds fields of its own, which the definitions can't know (Magento 1's REST resources).
    `pair` names the key and the value field of a model whose lists are maps in version 1 of Magento 1's API.
    """

    name: str
    fields: tuple[Field, ...] = ()
    module: str = ""
    kind: ModelKind = ModelKind.OBJECT
    open: bool = False
    pair: tuple[str, str] | None = None
    php_class: str = ""
    description: str = ""
    deprecated: str | None = None
    origin: Origin | None = None


class Status(StrEnum):
    """How an item of the input ended."""

    GENERATED = "generated"
    DEGRADED = "degraded"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The account of one item of the input: a route or an operation."""

    id: str
    status: Status = Status.GENERATED
    reason: str = ""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A documented fault: `resource` is empty for global faults (Magento 1 `api.xml`)."""

    code: str
    name: str
    message: str
    resource: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """All that is known of one system; `version` is its own where the sources tell it.

    Tuples are in a fixed order that depends on the input's content only. `version_1` tells that the WSDL of Magento 1's
    v1 is among the definitions: paths can be called, though none may be known.
    """

    system: System = OTHER
    version: str = ""
    services: tuple[Service, ...] = ()
    operations: tuple[Operation, ...] = ()
    models: tuple[Model, ...] = ()
    faults: tuple[Fault, ...] = ()
    items: tuple[Item, ...] = ()
    namespace: str = ""
    modules: tuple[str, ...] = field(default=())
    version_1: bool = False

    def model(self, name: str) -> Model | None:
        """The model of that name."""
        return next((model for model in self.models if model.name == name), None)
