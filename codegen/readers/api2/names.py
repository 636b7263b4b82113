"""Names that api2.xml implies: a resource's plural, as its own routes spell it, and its model's name."""

from __future__ import annotations

import re

from codegen.readers.api2.resources import COLLECTION, RestResource


def model_name(resource: str) -> str:
    """`stock_item` → `StockItem`."""
    return "".join(part[:1].upper() + part[1:] for part in resource.split("_"))


def plural(resource: RestResource) -> str:
    """`stock_item` with a route `/stockitems` → `stock_items`; the name itself when no route shows a plural.

    Only the routes decide, so a name that is a plural already, or that another language made, is left alone.
    """
    words = resource.name.split("_")
    segments = {
        segment
        for route in resource.routes_of(COLLECTION)
        for segment in re.split(r"[/_-]", route.path)
        if segment
    }
    for form in _forms(words[-1]):
        if form in segments or "".join([*words[:-1], form]) in segments:
            return "_".join([*words[:-1], form])
    return resource.name


def singular_names(attribute: str, owner: str) -> tuple[str, ...]:
    """Names that a resource could have whose entries an attribute of `owner` lists: `addresses` → `order_address`."""
    stems = [attribute.removesuffix("s"), attribute.removesuffix("es")]
    if attribute.endswith("ies"):
        stems.append(attribute.removesuffix("ies") + "y")
    names = [stem for stem in stems if stem != attribute]
    return tuple(name for stem in names for name in (stem, f"{owner}_{stem}"))


def _forms(word: str) -> tuple[str, ...]:
    forms = [f"{word}s", f"{word}es"]
    if word.endswith("y"):
        forms.append(word[:-1] + "ies")
    return tuple(forms)
