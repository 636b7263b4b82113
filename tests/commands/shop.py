"""A small Api by hand, for tests of passes, comparison and inspection."""

from __future__ import annotations

from codegen.ir import (
    BOOLEAN,
    INTEGER,
    STRING,
    Access,
    Api,
    Auth,
    Field,
    Item,
    List,
    Location,
    Model,
    Named,
    Operation,
    Origin,
    Parameter,
    RestBinding,
    RestParameter,
    Service,
    SoapBinding,
    SoapStyle,
)
from codegen.systems import MAGENTO2

PRODUCT = "CatalogDataProductInterface"
GET = "GET /V1/products/{sku}"
SAVE = "POST /V1/products"
RATES = "GET /V1/loyalty/rates"
WEBAPI = "Catalog/etc/webapi.xml"


def soap(operation: str, *parameters: Parameter) -> SoapBinding:
    """A document/literal binding."""
    return SoapBinding(
        operation=operation,
        style=SoapStyle.DOCUMENT,
        namespace="urn:shop",
        request=f"{operation}Request",
        response=f"{operation}Response",
        parameters=parameters,
        arguments=tuple(parameter.name for parameter in parameters),
    )


def shop() -> Api:
    """Three routes of two services in two modules, with two models."""
    sku, edit = Parameter(name="sku", type=STRING), Parameter(name="editMode", type=BOOLEAN, required=False)
    product = Parameter(name="product", type=Named(PRODUCT))
    return Api(
        system=MAGENTO2,
        services=(
            Service(name="catalogProductRepositoryV1", module="Magento_Catalog", title="ProductRepository"),
            Service(name="acmeLoyaltyRatesV1", module="Acme_Loyalty", title="Rates"),
        ),
        operations=(
            Operation(
                id=GET,
                service="catalogProductRepositoryV1",
                name="get",
                parameters=(sku, edit),
                result=Named(PRODUCT),
                auth=Auth(access=Access.RESOURCES, resources=("Magento_Catalog::products",)),
                bindings=(
                    RestBinding(
                        method="GET",
                        path="/V1/products/{sku}",
                        parameters=(
                            RestParameter(name="sku", location=Location.PATH),
                            RestParameter(name="editMode", location=Location.QUERY),
                        ),
                    ),
                    soap("catalogProductRepositoryV1Get", sku, edit),
                ),
                origin=Origin(WEBAPI, 10),
            ),
            Operation(
                id=SAVE,
                service="catalogProductRepositoryV1",
                name="save",
                parameters=(product,),
                result=Named(PRODUCT),
                auth=Auth(
                    access=Access.RESOURCES, resources=("Magento_Catalog::products", "Magento_Catalog::edit")
                ),
                bindings=(
                    RestBinding(
                        method="POST",
                        path="/V1/products",
                        parameters=(RestParameter(name="product", location=Location.BODY),),
                        asynchronous=True,
                    ),
                ),
                origin=Origin(WEBAPI, 20),
            ),
            Operation(
                id=RATES,
                service="acmeLoyaltyRatesV1",
                name="getList",
                result=List(Named("AcmeLoyaltyDataRateInterface")),
                auth=Auth(access=Access.ANONYMOUS),
                bindings=(RestBinding(method="GET", path="/V1/loyalty/rates"),),
            ),
        ),
        models=(
            Model(
                name=PRODUCT,
                module="Magento_Catalog",
                fields=(
                    Field(wire_name="id", type=INTEGER, required=False),
                    Field(wire_name="sku", type=STRING),
                    Field(wire_name="tags", type=List(STRING), required=False),
                ),
                origin=Origin("Catalog/Api/Data/ProductInterface.php", 5),
            ),
            Model(
                name="AcmeLoyaltyDataRateInterface",
                module="Acme_Loyalty",
                fields=(Field(wire_name="points", type=INTEGER),),
            ),
        ),
        items=(Item(id=GET), Item(id=SAVE), Item(id=RATES)),
    )
