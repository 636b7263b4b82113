"""The objects that travel: models and their fields."""

from __future__ import annotations

from enum import StrEnum

from codegen.ir.types import TypeRef
from codegen.origin import Origin
from codegen.values import Value


class FieldAccess(Value, kw_only=True):
    """What api2.xml lets one role (`admin`, `customer`, `guest`) do with a field.

    `forced` fields pass the shop's own attribute rules; `entity_only` ones are left out of collections.
    """

    role: str
    reads: bool = False
    writes: bool = False
    forced: bool = False
    entity_only: bool = False


class Rule(Value, kw_only=True):
    """A validator of a field. `kind` is `Int`, `Between`, `Regex` and so on; `options` are its settings in order."""

    kind: str
    options: tuple[tuple[str, str], ...] = ()
    message: str = ""


class Field(Value, kw_only=True):
    """A field of a model.

    `wire_name` is its name in REST's JSON where the model has one, else its SOAP element name; `soap_name` is the
    element name where the two differ, and `soap_aliases` further element names that a server really answers with.
    `input_name` is its name in the JSON of a request, where the server takes it by another one only.
    `writable` is False for what a server refuses in requests (Magento 2's `has*` getters), `needed` tells that it can't
    make an object without it (a constructor's argument, a required attribute of api2.xml). `access` and `rules` are
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
    needed: bool = False
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


class Model(Value, kw_only=True):
    """An object type. `name` is Magento's own (`CatalogDataProductInterface`) or the WSDL's; unique in the Api.

    `open` tells that a shop adds fields of its own, which the definitions can't know (Magento 1's REST resources).
    `partial` tells that a change of one may lack what is `needed` to make one. `pair` names the key and the value field
    of a model whose lists are maps in version 1 of Magento 1's API.
    """

    name: str
    fields: tuple[Field, ...] = ()
    module: str = ""
    kind: ModelKind = ModelKind.OBJECT
    open: bool = False
    partial: bool = False
    pair: tuple[str, str] | None = None
    php_class: str = ""
    description: str = ""
    deprecated: str | None = None
    origin: Origin | None = None
