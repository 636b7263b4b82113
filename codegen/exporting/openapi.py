"""The REST API of an Api as an OpenAPI 3.1 document."""

from __future__ import annotations

from codegen import __version__
from codegen.diagnostics import CodegenError
from codegen.exporting import magento1, magento2
from codegen.exporting.schemas import CAST, CONVERTED, Json, Schemas
from codegen.ir import Api, Operation, RestBinding
from codegen.symbols import Symbols
from codegen.systems import MAGENTO1_REST


def openapi(api: Api, symbols: Symbols, *, title: str, asynchronous: bool = False) -> Json:
    """The document (https://spec.openapis.org/oas/v3.1.1).

    `asynchronous` adds the async and bulk twins of Magento 2's routes. Raises CodegenError (2) for an Api without REST.
    """
    if not any(operation.rest is not None for operation in api.operations):
        raise CodegenError("the sources have no REST routes: OpenAPI describes nothing else", exit_code=2)
    models = {model.name: model for model in api.models}
    if api.system != MAGENTO1_REST:
        paths: magento1.Magento1Paths | magento2.Magento2Paths = magento2.Magento2Paths(
            api,
            symbols,
            answers=Schemas(models, symbols, CAST, False),
            requests=Schemas(models, symbols, CONVERTED, True),
            queries=Schemas(models, symbols, CAST, True),
            asynchronous=asynchronous,
        )
        system: Json = {"servers": magento2.SERVERS}
        components: Json = {
            "parameters": magento2.PARAMETERS,
            "responses": magento2.RESPONSES,
            "securitySchemes": magento2.SECURITY,
        }
    else:
        paths = magento1.Magento1Paths(
            api,
            symbols,
            answers=Schemas(models, symbols, magento1.SCALARS, False),
            requests=Schemas(models, symbols, magento1.SCALARS, True),
        )
        system = {"servers": magento1.SERVERS}
        components = {"responses": magento1.RESPONSES, "securitySchemes": magento1.SECURITY}
    return {
        "openapi": "3.1.1",
        "info": {
            "title": title,
            "version": "1",
            "description": f"Made from the shop's own definitions by magento-codegen {__version__}.",
        },
        **system,
        "tags": paths.tags(),
        "paths": paths.all(),
        "components": {"schemas": paths.schemas(), **components},
    }


def refusals(operation: Operation, rest: RestBinding) -> dict[str, str]:
    """The statuses of an operation's refusals, each with when it comes, in words."""
    if not rest.of_resource:
        named, responses = magento2.refused(operation, rest), magento2.RESPONSES
    else:
        named, responses = magento1.REFUSED, magento1.RESPONSES
    return {status: responses[name]["description"] for status, name in named.items()}
