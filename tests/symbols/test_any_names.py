"""Names of any API: they are identifiers, they differ, and nothing that is added changes them."""

from __future__ import annotations

import keyword
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from codegen.ir import (
    STRING,
    Api,
    List,
    Service,
)
from codegen.symbols import assign
from codegen.symbols.operations import pages_name
from codegen.symbols.pins import lasting
from tests.symbols.apis import CRITERIA, SEARCH, api, model, route

WIRE_NAMES = st.one_of(
    st.sampled_from(
        ["customerID", "customer_id", "customerId", "copy", "Copy", "class", "_x", "x", "X", "1a", "list"]
    ),
    st.text(alphabet='abAB_-1é\u202e"{', min_size=1, max_size=4),
)
MODELS = st.dictionaries(
    st.sampled_from(
        [
            "CatalogDataItemInterface",
            "CatalogItemInterface",
            "CatalogDataitemInterface",
            "Item",
            "item",
            "Any",
        ]
    ),
    st.lists(WIRE_NAMES, max_size=6, unique=True),
    max_size=5,
)
ROUTES = st.lists(
    st.tuples(
        st.sampled_from(["GET", "POST", "PUT"]),
        st.sampled_from(["/V1/a", "/V1/a/{id}", "/V1/b/{id}/{sku}", "/V1/mine"]),
        st.sampled_from(["save", "get", "getItems", "iterItems", "items", "itemsGet", "import", "list", "_"]),
        st.booleans(),
        st.sampled_from(["box", "boxItems"]),
        st.booleans(),
    ),
    unique_by=lambda item: item[:2],
    max_size=8,
)
ARoute = tuple[str, str, str, bool, str, bool]


def an_api(models: dict[str, list[str]], routes: list[ARoute]) -> Api:
    operations = [
        route(
            verb,
            path,
            name,
            forced=("x",) if forced else (),
            service=service,
            parameters=(SEARCH,) if searched else (),
            result=List(STRING),
        )
        for verb, path, name, forced, service, searched in routes
    ]
    services = [Service(name=name, module="Magento_Catalog", title=name) for name in ("box", "boxItems")]
    return api(CRITERIA, *services, *(model(name, *fields) for name, fields in models.items()), *operations)


@settings(max_examples=200, deadline=None)
@given(MODELS, ROUTES, MODELS, ROUTES)
def test_adding_anything_renames_nothing(
    models: dict[str, list[str]],
    routes: list[ARoute],
    more_models: dict[str, list[str]],
    more_routes: list[ARoute],
) -> None:
    first = assign(an_api(models, routes), {})
    before = first.pins()
    known = {item[:2] for item in routes}
    grown_models = {
        name: list(dict.fromkeys(models.get(name, []) + more_models.get(name, [])))
        for name in models | more_models
    }
    grown = an_api(grown_models, routes + [item for item in more_routes if item[:2] not in known])
    after = assign(grown, lasting(first)).pins()
    assert after == assign(grown, before).pins()
    assert before.items() <= after.items()
    assert assign(grown, after).pins() == after


@settings(max_examples=200, deadline=None)
@given(MODELS, ROUTES)
def test_names_are_identifiers_and_differ(models: dict[str, list[str]], routes: list[ARoute]) -> None:
    symbols = assign(an_api(models, routes), {})
    names = [
        *symbols.fields.values(),
        *symbols.operations.values(),
        *symbols.iterators.values(),
        *symbols.constants.values(),
        *(name.name for name in symbols.models.values()),
    ]
    assert all(name.isidentifier() and name.isascii() and not keyword.iskeyword(name) for name in names)
    assert not any(name.startswith("_") for name in names)
    for owner, fields in models.items():
        counted = Counter(symbols.fields[owner, wire].casefold() for wire in fields)
        assert max(counted.values(), default=0) <= 1
    assert len(set(symbols.constants.values())) == len(symbols.constants)
    for service in ("box", "boxItems"):
        own = [f"{verb} {path}" for verb, path, _, _, owner, _ in routes if owner == service]
        members = [symbols.operations[key] for key in own]
        for walk in (symbols.iterators[key] for key in own if key in symbols.iterators):
            members += [walk, pages_name(walk)]
        assert len(set(members)) == len(members)
    assert len({str(name).casefold() for name in symbols.models.values()}) == len(symbols.models)


def test_the_order_of_the_input_does_not_matter() -> None:
    models = [
        model("CatalogDataItemInterface", "b", "a"),
        model("CatalogItemInterface"),
        model("CatalogDataitemInterface"),
    ]
    routes = [route("GET", "/V1/a", "get"), route("POST", "/V1/a", "get"), route("GET", "/V1/a/{id}", "get")]
    assert assign(api(*models, *routes), {}).pins() == assign(api(*models[::-1], *routes[::-1]), {}).pins()
