"""Which attributes of the shop a package is to know, and the types that the configuration gives to some of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from codegen.config import ClientConfig, Place
from codegen.diagnostics import Diagnostic
from codegen.ir import Api, Attribute, Origin
from codegen.passes.select import unused_pattern
from codegen.values import replace

_KIND = "attributes"


def choose_attributes(api: Api, client: ClientConfig) -> tuple[Api, tuple[Diagnostic, ...]]:
    """The Api with the attributes that were chosen, and those of the configuration's tables, which win.

    Without a pattern in `include` they are those that the shop has made itself. A pattern that matches nothing gives a
    warning.
    """
    used: set[tuple[str, str]] = set()

    def hits(table: str, patterns: Iterable[str], attribute: Attribute) -> bool:
        names = (attribute.code, f"{attribute.entity}.{attribute.code}")
        found = [pattern for pattern in patterns if any(fnmatchcase(name, pattern) for name in names)]
        used.update((table, pattern) for pattern in found)
        return bool(found)

    wanted, unwanted = client.include.attributes, client.exclude.attributes
    verdicts = [
        (
            attribute,
            hits("include", wanted, attribute) if wanted else attribute.user_defined,
            hits("exclude", unwanted, attribute),
        )
        for attribute in api.attributes
    ]
    chosen = [attribute for attribute, included, excluded in verdicts if included and not excluded]
    codes = {attribute.code for attribute in api.attributes}
    unused = tuple(
        unused_pattern(client, table, _KIND, pattern, codes)
        for table, patterns in (("include", wanted), ("exclude", unwanted))
        for pattern in patterns
        if (table, pattern) not in used
    )
    return replace(api, attributes=_declared(chosen, client.attributes, client.places)), unused


def _declared(
    chosen: Iterable[Attribute], tables: Mapping[str, Mapping[str, str]], places: Mapping[Place, Origin]
) -> tuple[Attribute, ...]:
    """The attributes with those of the tables, whose types count: what is known of them besides is kept."""
    found = {(attribute.entity, attribute.code): attribute for attribute in chosen}
    for entity, types in tables.items():
        for code, declared in types.items():
            known = found.get((entity, code)) or Attribute(entity=entity, code=code)
            origin = known.origin or places.get((_KIND, entity))
            found[entity, code] = replace(known, declared=declared, options=(), origin=origin)
    return tuple(attribute for _, attribute in sorted(found.items()))
