"""What api2.xml says of a field, in words for its documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from codegen.ir import FieldAccess, Rule
from codegen.readers.api2.resources import ResourceAttribute, RestResource


def field_note(attribute: ResourceAttribute, resource: RestResource) -> str:
    """The label of an attribute, and what differs from one role to another, is required, or limited."""
    return " ".join(f"{part.rstrip('.')}." for part in _parts(attribute, resource) if part)


def _parts(attribute: ResourceAttribute, resource: RestResource) -> Iterator[str]:
    yield attribute.label
    yield _only(attribute, resource.privileges["retrieve"], "Read", lambda access: access.reads)
    writers = (*resource.privileges["create"], *resource.privileges["update"])
    yield _only(attribute, writers, "Written", lambda access: access.writes)
    left_out = [access.role for access in attribute.access if access.entity_only]
    if left_out:
        yield f"Not in collections for {', '.join(left_out)}"
    if attribute.required:
        yield "Required to create one" if comes_and_goes(resource) else "Required in every update"
    for rule in attribute.rules:
        yield _limits(rule)


def comes_and_goes(resource: RestResource) -> bool:
    """Whether entries can be created or deleted.

    Those that exist with something else, as a product's stock item does, are always validated as a whole
    (Mage_CatalogInventory_Model_Api2_Stock_Item_Rest::_update); others may be updated in part.
    """
    return bool(resource.privileges["create"] or resource.privileges["delete"])


def _only(
    attribute: ResourceAttribute, roles: tuple[str, ...], verb: str, may: Callable[[FieldAccess], bool]
) -> str:
    """Who alone may, when some of the roles may and others may not."""
    able = [access.role for access in attribute.access if access.role in roles and may(access)]
    if not able or set(able) >= set(roles):
        return ""
    return f"{verb} by {', '.join(able)} only"


def _limits(rule: Rule) -> str:
    options = dict(rule.options)
    if rule.kind.lower() == "between" and "min" in options and "max" in options:
        return f"From {options['min']} to {options['max']}"
    return ""
