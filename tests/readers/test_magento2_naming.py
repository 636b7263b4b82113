"""Names as Magento derives them."""

from __future__ import annotations

import pytest

from codegen.readers.magento2 import naming
from codegen.symbols.words import magento_camel


@pytest.mark.parametrize(
    ("getter", "rest", "soap"),
    [
        ("getBaseTaxAmount", "base_tax_amount", "baseTaxAmount"),
        ("getURLKey", "u_rl_key", "uRLKey"),
        ("getX123", "x123", "x123"),
        ("getABCD", "a_bc_d", "aBCD"),
        ("getCcLast4", "cc_last4", "ccLast4"),
        ("getIsURLKey", "is_ur_lkey", "isURLKey"),
        ("getRuleID", "rule_id", "ruleID"),
        ("isActive", "active", "active"),
        ("getIsActive", "is_active", "isActive"),
        ("hasOptions", "options", "options"),
        ("issueNumber", "sue_number", "sueNumber"),
        ("hashValue", "h_value", "hValue"),
        ("get_under_score", "_under_score", "_under_score"),
        ("get", "", ""),
    ],
)
def test_fields(getter: str, rest: str, soap: str) -> None:
    assert naming.is_getter(getter)
    assert naming.rest_field(getter) == rest
    assert naming.soap_field(getter) == soap


def test_what_is_no_getter() -> None:
    assert not any(naming.is_getter(name) for name in ("GetName", "setName", "name"))
    assert naming.setters("isActive") == ("setActive", "setIsActive")


@pytest.mark.parametrize(
    ("php_class", "name", "title"),
    [
        (
            "Magento\\Catalog\\Api\\ProductRepositoryInterface",
            "catalogProductRepositoryV1",
            "ProductRepository",
        ),
        (
            "Magento\\Customer\\Api\\CustomerRepositoryInterface",
            "customerCustomerRepositoryV1",
            "CustomerRepository",
        ),
        ("Magento\\Backend\\Api\\ModuleServiceInterface", "backendModuleServiceV1", "ModuleService"),
        ("Acme\\Foo\\Api\\Bar\\BazInterface", "acmeFooBarBazV1", "BarBaz"),
        ("Acme\\Foo\\Api\\FooInterface", "acmeFooV1", "Foo"),
        ("Acme\\Foo\\Api\\Foo\\BarInterface", "acmeFooBarV1", "FooBar"),
        ("Acme\\Foo\\Api\\Plain", "acmeFooPlainV1", "Plain"),
        ("Acme\\Foo\\Service\\V1\\BarInterface", "acmeFooBarV1", "Bar"),
        ("TIG\\PostNL\\Api\\OrderInterface", "tIGPostNLOrderV1", "Order"),
        ("Acme\\Foo\\Model\\Bar", "", "Bar"),
    ],
)
def test_services(php_class: str, name: str, title: str) -> None:
    assert naming.service_name(php_class, "V1") == name
    assert naming.service_title(php_class) == title


@pytest.mark.parametrize(
    ("php_class", "name", "full"),
    [
        ("\\Magento\\Catalog\\Api\\Data\\ProductInterface", "CatalogDataProductInterface", None),
        ("Magento\\Framework\\Api\\SortOrder", "FrameworkSortOrder", None),
        ("Acme\\Foo\\Api\\FooBarInterface", "AcmeFooBarInterface", "AcmeFooFooBarInterface"),
        ("Acme\\Foo\\Service\\Data\\Thing", "AcmeFooDataThing", None),
        ("Acme\\Foo\\Model\\Bar", "", "AcmeFooModelBar"),
    ],
)
def test_types(php_class: str, name: str, full: str | None) -> None:
    assert naming.type_name(php_class) == name
    assert naming.full_type_name(php_class) == (name if full is None else full)


@pytest.mark.parametrize(
    ("url", "soap", "rest"),
    [("/V1/x/:id", "V1", "V1"), ("/V2/x", "V2", "V2"), ("V1/x", "1", "V1"), ("/V1", "V", "V1")],
)
def test_versions(url: str, soap: str, rest: str) -> None:
    assert naming.soap_version(url) == soap
    assert naming.rest_version(url) == rest


def test_modules_and_operations() -> None:
    assert naming.module_of("\\Magento\\Catalog\\Api\\X") == "Magento_Catalog"
    assert naming.module_of("X") == ""
    assert naming.soap_operation("catalogProductRepositoryV1", "get") == "catalogProductRepositoryV1Get"
    assert magento_camel("store_id") == "storeId"
