"""The intermediate model: what any reader says and any target reads.

Every value is frozen; a pass returns new values. This package imports nothing else of ours but `systems`,
`origin` and `values`. Names here are the names of the input (wire names, Magento's type names); Python names
are the business of `codegen.symbols` alone.
"""

from __future__ import annotations

from codegen.ir.api import (
    Api,
    Fault,
    Item,
    Status,
)
from codegen.ir.attributes import (
    Attribute,
    AttributeKind,
    Option,
)
from codegen.ir.models import (
    Field,
    FieldAccess,
    Model,
    ModelKind,
    Rule,
)
from codegen.ir.operations import (
    Access,
    Auth,
    Binding,
    Default,
    Location,
    Operation,
    Parameter,
    RestBinding,
    RestParameter,
    RpcBinding,
    Service,
    SoapBinding,
    SoapStyle,
)
from codegen.ir.types import (
    ANY,
    BINARY,
    BOOLEAN,
    INTEGER,
    NUMBER,
    STRING,
    AnyType,
    KeyedList,
    List,
    Map,
    Named,
    Primitive,
    Scalar,
    TypeRef,
    Union,
    named_types,
)
from codegen.origin import Origin

__all__ = [
    "ANY",
    "BINARY",
    "BOOLEAN",
    "INTEGER",
    "NUMBER",
    "STRING",
    "Access",
    "AnyType",
    "Api",
    "Attribute",
    "AttributeKind",
    "Auth",
    "Binding",
    "Default",
    "Fault",
    "Field",
    "FieldAccess",
    "Item",
    "KeyedList",
    "List",
    "Location",
    "Map",
    "Model",
    "ModelKind",
    "Named",
    "Operation",
    "Option",
    "Origin",
    "Parameter",
    "Primitive",
    "RestBinding",
    "RestParameter",
    "RpcBinding",
    "Rule",
    "Scalar",
    "Service",
    "SoapBinding",
    "SoapStyle",
    "Status",
    "TypeRef",
    "Union",
    "named_types",
]
