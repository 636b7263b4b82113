"""What a source of types offers, whether PHP contracts or WSDLs."""

from __future__ import annotations

from collections.abc import Mapping

from codegen.diagnostics import Diagnostic
from codegen.ir import Model, Origin, Parameter, TypeRef
from codegen.values import Value


class ServiceFacts(Value):
    """What a source knows of a service contract."""

    php_class: str
    description: str = ""
    deprecated: str | None = None
    origin: Origin | None = None


class Signature(Value):
    """A service method. `degraded` says what of it could not be typed (or that Magento itself would refuse)."""

    service: ServiceFacts
    parameters: tuple[Parameter, ...]
    result: TypeRef | None
    result_nullable: bool = False
    description: str = ""
    result_description: str = ""
    deprecated: str | None = None
    degraded: str = ""
    origin: Origin | None = None


class Missing(Value, tag=True):
    """Why a source has no signature for a service method."""

    code: str
    reason: str


class TypeTables(Value):
    """Signatures by route (`Route.id`), why others have none, and the models they reach.

    `broken` names the models with fields that could not be typed, and the reason of the first; `always`
    those that no operation mentions and that are there all the same.
    """

    signatures: Mapping[str, Signature]
    missing: Mapping[str, Missing]
    models: tuple[Model, ...]
    broken: Mapping[str, str]
    always: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
