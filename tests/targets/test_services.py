"""What all packages with operations have in common, whatever they speak: names that differ, and what they offer."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from codegen.ir import (
    INTEGER,
    STRING,
    Api,
    Field,
    List,
    Location,
    Model,
    Named,
    Operation,
    Parameter,
    RestBinding,
    RestParameter,
    Service,
    SoapBinding,
    SoapStyle,
    TypeRef,
)
from codegen.machine.data_folders import templates
from codegen.systems import MAGENTO1, MAGENTO1_REST, MAGENTO2, System
from codegen.targets.api2 import OFFERED as OFFERED_BY_API2
from codegen.targets.rest import OFFERED as OFFERED_BY_REST
from codegen.targets.runtime import public_names
from codegen.targets.services.files import FAKE_SHOP
from codegen.targets.soap import OFFERED_MAGENTO1, OFFERED_MAGENTO2, OFFERED_OTHERS
from codegen.values import replace
from tests.targets.conftest import Build, Load

CRITERIA = Model(
    name="SearchCriteriaInterface",
    module="Acme_Box",
    fields=tuple(
        Field(wire_name=name, type=INTEGER)
        for name in ("filter_groups", "sort_orders", "page_size", "current_page")
    ),
)
SEARCH = Parameter(name="searchCriteria", type=Named(CRITERIA.name))
Bind = Callable[[str, str, tuple[Parameter, ...]], tuple[RestBinding | SoapBinding, ...]]


def route(service: str, name: str, parameters: tuple[Parameter, ...]) -> tuple[RestBinding, ...]:
    """A Magento 2 route of its own for a method."""
    placed = tuple(RestParameter(name=item.name, location=Location.QUERY) for item in parameters)
    return (RestBinding(method="GET", path=f"/V1/{service}/{name}", parameters=placed),)


def api2_route(service: str, name: str, parameters: tuple[Parameter, ...]) -> tuple[RestBinding, ...]:
    """A route of Magento 1's REST API."""
    (binding,) = route(service, name, parameters)
    action = "collection" if name == "list" else "entity"
    return (replace(binding, path=f"/{service}/{name}", action_type=action),)


def message(service: str, name: str, parameters: tuple[Parameter, ...]) -> tuple[SoapBinding, ...]:
    """A document/literal operation."""
    return (
        SoapBinding(
            operation=f"{service}{name}",
            style=SoapStyle.DOCUMENT,
            namespace="urn:Shop",
            request=f"{service}{name}Request",
            response=f"{service}{name}Response",
            parameters=parameters,
            arguments=tuple(item.name for item in parameters),
            result="result",
            result_type=STRING,
        ),
    )


TARGETS: dict[str, tuple[System, Bind]] = {
    "rest": (MAGENTO2, route),
    "soap": (MAGENTO2, message),
    "soap of magento1": (MAGENTO1, message),
    "api2": (MAGENTO1_REST, api2_route),
}
EVERY_TARGET = pytest.mark.parametrize("target", TARGETS)


def an_api(target: str, *methods: tuple[str, str], search: bool = False, result: TypeRef = STRING) -> Api:
    """An Api for a target, of methods as (service, name)."""
    system, bind = TARGETS[target]
    parameters = (SEARCH,) if search else (Parameter(name="id", type=INTEGER),)
    operations = []
    for service, name in methods:
        bindings = bind(service, name, parameters)
        key = bindings[0].operation if isinstance(bindings[0], SoapBinding) else f"GET {bindings[0].path}"
        operations.append(
            Operation(
                id=key, service=service, name=name, parameters=parameters, result=result, bindings=bindings
            )
        )
    services = [Service(name=name, module="Acme_Box", title=name) for name in dict(methods)]
    return Api(
        system=system,
        services=tuple(services),
        operations=tuple(operations),
        models=(CRITERIA,),
        namespace="urn:Shop",
    )


def service_class(package: ModuleType, name: str) -> Any:
    """A class of a package's only resources module, which can be asked for as long as nothing is sent."""
    client = package.Client("http://127.0.0.1:1")
    holders = [
        client,
        *(getattr(client, module) for module in ("acme_box", "box") if hasattr(client, module)),
    ]
    return next(getattr(holder, name) for holder in holders if hasattr(holder, name))


@EVERY_TARGET
def test_a_call_sends_its_own_operation_when_names_run_together(target: str, load: Load) -> None:
    api = an_api(target, ("Box", "itemGet"), ("BoxItem", "get"))
    package = load(api)
    sent = []
    for service, method in (("box", "item_get"), ("box_item", "get")):
        resource = service_class(package, service)
        resource._call = lambda operation, arguments, options: sent.append(operation.id)
        getattr(resource, method)(**({} if target == "api2" else {"id": 1}))
    assert sent == [operation.id for operation in api.operations]
    assert set(package.OPERATIONS) == set(sent)


@EVERY_TARGET
def test_two_searches_of_one_service_have_iterators_of_their_own(target: str, load: Load) -> None:
    api = an_api(target, ("Box", "getList"), ("Box", "list"), search=True, result=List(STRING))
    resource = type(service_class(load(api), "box"))
    walks = sorted(name for name, _ in inspect.getmembers(resource) if name.startswith("iter"))
    if target == "api2":
        assert walks == ["iter", "iter_pages"]
    else:
        assert walks == ["iter_get_list", "iter_list", "iter_pages_get_list", "iter_pages_list"]
    text = inspect.getsource(resource)
    assert all(text.count(f"def {name}(") == 1 for name in walks)


@EVERY_TARGET
def test_no_service_takes_a_name_that_the_module_imports(target: str, build: Build, load: Load) -> None:
    own = {
        "rest": ("searchCriteria", "bulkResource", "restOperation", "member"),
        "soap": ("filters", "apiResource", "soapOperation", "definition", "keyedList"),
        "soap of magento1": ("filters", "apiResource", "soapOperation", "definition", "options"),
        "api2": ("collection", "multiStatus", "listQuery", "resourceOperation", "options"),
    }[target]
    api = an_api(target, *((name, "get") for name in ("resource", "mapping", "any", *own)))
    package = load(api)
    defined = 0
    for path, text in build(api).items():
        if re.fullmatch(r"resources/[a-z]\w*\.py", path):
            body = ast.parse(text).body
            imports = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
            classes = [node.name for node in body if isinstance(node, ast.ClassDef)]
            assert not {name.name for node in imports for name in node.names} & set(classes)
            assert len(set(classes)) == len(classes)
            defined += sum(not name.endswith("Namespace") for name in classes)
    assert defined == 2 * len(api.services)
    assert len(package.OPERATIONS) == len(api.operations)


WHOLE = {
    *(
        "ApiError",
        "AuthenticationError",
        "BadRequestError",
        "CallSettings",
        "ClientSettings",
        "ConflictError",
    ),
    *("ConnectionFailed", "DecodeError", "MagentoError", "MethodNotAllowedError", "NotFoundError", "OMIT"),
    *("PermissionDeniedError", "RateLimitError", "RawResponse", "RedirectError", "Request", "RequestError"),
    *("RequestOptions", "RequestTimeout", "Response", "ResponseTooLarge", "ServerError", "TransportError"),
    "UnavailableError",
}


@EVERY_TARGET
def test_a_package_offers_what_it_raises_and_takes(target: str, load: Load) -> None:
    package = load(an_api(target, ("box", "get")))
    assert WHOLE - set(package.__all__) == set()
    assert all(getattr(package, name) is not None for name in package.__all__)
    assert len(set(package.__all__)) == len(package.__all__)


@EVERY_TARGET
def test_every_error_class_of_a_package_s_runtime_is_offered(target: str, load: Load) -> None:
    package = load(an_api(target, ("box", "get")))
    errors = __import__(f"{package.__name__}._runtime.errors", fromlist=["errors"])
    raised = [
        name
        for name, item in vars(errors).items()
        if inspect.isclass(item) and issubclass(item, Exception) and item.__module__ == errors.__name__
    ]
    assert sorted(name for name in raised if name not in package.__all__) == []


def test_every_module_that_is_offered_says_what_is_public() -> None:
    offered = {
        *OFFERED_BY_API2,
        *OFFERED_BY_REST,
        *OFFERED_MAGENTO1,
        *OFFERED_MAGENTO2,
        *OFFERED_OTHERS,
        *FAKE_SHOP,
    }
    declared = {
        ".".join(path.relative_to(templates() / "runtime").with_suffix("").parts)
        for path in (templates() / "runtime").rglob("*.py")
        if "\n__all__ = [" in path.read_text("utf-8")
    }
    assert declared - {"http.library"} == offered
    assert public_names("omit") == ["OMIT"]
    with pytest.raises(ValueError, match=r"http\.urls has no __all__"):
        public_names("http.urls")
