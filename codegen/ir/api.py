"""All that is known of one system, and the account of what became of its definitions."""

from __future__ import annotations

from enum import StrEnum

from codegen.ir.attributes import Attribute
from codegen.ir.models import Model
from codegen.ir.operations import Operation, Service
from codegen.origin import Origin
from codegen.systems import OTHER, System
from codegen.values import Value


class Status(StrEnum):
    """How an item of the input ended."""

    GENERATED = "generated"
    DEGRADED = "degraded"
    SKIPPED = "skipped"


class Item(Value, kw_only=True):
    """The account of one item of the input: a route or an operation."""

    id: str
    status: Status = Status.GENERATED
    reason: str = ""
    origin: Origin | None = None

    @property
    def complete(self) -> bool:
        """Whether it is in the package with all that it has."""
        return self.status is Status.GENERATED


class Fault(Value, kw_only=True):
    """A documented fault: `resource` is empty for global faults (Magento 1 `api.xml`)."""

    code: str
    name: str
    message: str
    resource: str = ""


class Api(Value, kw_only=True):
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
    attributes: tuple[Attribute, ...] = ()
    items: tuple[Item, ...] = ()
    namespace: str = ""
    modules: tuple[str, ...] = ()
    version_1: bool = False

    def model(self, name: str) -> Model | None:
        """The model of that name."""
        return next((model for model in self.models if model.name == name), None)
