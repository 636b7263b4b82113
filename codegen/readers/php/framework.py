"""The few framework contracts that nearly every module builds on, for modules that are read without a Magento around.

They are what Magento 2.4 declares, reduced to names and types; the framework's own files count where they are there.
"""

from __future__ import annotations

from pathlib import Path

from codegen.readers.php.model import PhpClass, PhpMethod, PhpParameter
from codegen.roots import Source

_API = "Magento\\Framework\\Api\\"
_EXTENSIBLE = _API + "ExtensibleDataInterface"
_SOURCE = Source(Path("framework"), "Magento framework (built in)", "")

_CONTRACTS: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, str]]]] = {
    "ExtensibleDataInterface": ((), {}),
    "ExtensionAttributesInterface": ((), {}),
    "CustomAttributesDataInterface": (
        (_EXTENSIBLE,),
        {"CustomAttributes": (f"\\{_API}AttributeInterface[]|null", "Custom attributes by code.")},
    ),
    "AttributeInterface": (
        (),
        {"AttributeCode": ("string", "Attribute code."), "Value": ("mixed", "Attribute value.")},
    ),
    "SearchCriteriaInterface": (
        (),
        {
            "FilterGroups": (f"\\{_API}Search\\FilterGroup[]", "Filter groups; all of them must match."),
            "SortOrders": (f"\\{_API}SortOrder[]|null", "Sort orders, the first counts most."),
            "PageSize": ("int|null", "Items on a page."),
            "CurrentPage": ("int|null", "Page, counted from 1."),
        },
    ),
    "SearchResultsInterface": (
        (),
        {
            "Items": (f"\\{_EXTENSIBLE}[]", "Items of this page."),
            "SearchCriteria": (
                f"\\{_API}SearchCriteriaInterface",
                "The search criteria that were asked for.",
            ),
            "TotalCount": ("int", "How many items there are on all pages."),
        },
    ),
    "Search\\FilterGroup": (
        (),
        {"Filters": (f"\\{_API}Filter[]|null", "Filters; one of them must match.")},
    ),
    "Filter": (
        (),
        {
            "Field": ("string", "Field to compare."),
            "Value": ("string", "Value to compare with."),
            "ConditionType": ("string|null", "How to compare."),
        },
    ),
    "SortOrder": ((), {"Field": ("string", "Field to sort by."), "Direction": ("string", "ASC or DESC.")}),
    "Data\\ImageContentInterface": (
        (),
        {
            "Base64EncodedData": ("string", "The image's bytes in base64."),
            "Type": ("string", "MIME type."),
            "Name": ("string", "File name."),
        },
    ),
}


def framework_contract(name: str) -> PhpClass | None:
    """The built-in contract of that full name, if it is one of the few."""
    found = _CONTRACTS.get(name.removeprefix(_API)) if name.startswith(_API) else None
    if found is None:
        return None
    interfaces, fields = found
    methods = [
        method
        for field, (types, text) in fields.items()
        for method in (_getter(field, types, text), _setter(field))
    ]
    return PhpClass(
        name=name,
        kind="interface",
        source=_SOURCE,
        line=0,
        namespace=name.rpartition("\\")[0],
        interfaces=interfaces,
        methods=tuple(methods),
    )


def _getter(field: str, types: str, text: str) -> PhpMethod:
    doc = f"/**\n * {text}\n *\n * @return {types} {text}\n */"
    return PhpMethod(name=f"get{field}", public=True, parameters=(), doc=doc, doc_line=0, line=0)


def _setter(field: str) -> PhpMethod:
    value = PhpParameter(name="value", type=None, default=None, variadic=False, line=0)
    return PhpMethod(name=f"set{field}", public=True, parameters=(value,), doc="", doc_line=0, line=0)
