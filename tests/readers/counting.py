"""What definitions declare, counted by a reader of its own that shares nothing with the program's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
_REGISTERED = re.compile(r"['\"](\w+_\w+)['\"]")
_SWITCH = re.compile(r"'(\w+)'\s*=>\s*([01])")


def _root(file: Path) -> etree._Element:
    text = file.read_bytes().replace(b"{{var wsdl.name}}", b"name")  # which Magento 1 fills in
    return etree.fromstring(text, etree.XMLParser(resolve_entities=False, huge_tree=True))


def routes(folder: Path) -> set[str]:
    """The routes of all modules below a folder that are on, as `GET /V1/things/{id}`."""
    config = folder / "app/etc/config.php"
    states = dict(_SWITCH.findall(config.read_text("utf-8"))) if config.is_file() else {}
    found: set[str] = set()
    for file in (
        file for file in folder.rglob("webapi.xml") if not {"dev", "Test"} & {*file.relative_to(folder).parts}
    ):
        registration = file.parents[1] / "registration.php"
        name = _REGISTERED.search(registration.read_text("utf-8")) if registration.is_file() else None
        if name is None or states.get(name[1]) != "0":
            for route in _root(file).iter("route"):
                path = re.sub(r":(\w+)", r"{\1}", route.get("url", "").lstrip("/"))
                found.add(f"{route.get('method', '').upper()} /{path}")
    return found


def operations(files: Iterable[Path]) -> set[str]:
    """The operations of the port types of WSDLs."""
    return {
        operation.get("name", "")
        for file in files
        for operation in _root(file).iterfind(f"{WSDL}portType/{WSDL}operation")
    }


def methods(files: Iterable[Path]) -> dict[str, str]:
    """The methods of Magento 1 `api.xml` files, `resource.method`, with the v2 operation that each has, if any."""
    apis = [api for file in files for api in _root(file).iterfind("api")]
    prefixes = _texts(apis, "v2/resources_function_prefix/*")
    aliases = _texts(apis, "resources_alias/*")
    found = {}
    for resource in (node for api in apis for node in api.iterfind("resources/*")):
        name = str(resource.tag)
        called_so = [name, *(alias for alias, known in aliases.items() if known == name)]
        prefix = next((prefixes[each] for each in called_so if each in prefixes), "")
        for method in resource.iterfind("methods/*"):
            called = str(method.tag)
            found[f"{name}.{called}"] = prefix + called[:1].upper() + called[1:] if prefix else ""
    return found


def _texts(apis: Iterable[etree._Element], path: str) -> dict[str, str]:
    return {str(node.tag): (node.text or "").strip() for api in apis for node in api.iterfind(path)}


def rest_paths(files: Iterable[Path]) -> Iterator[str]:
    """The paths of the routes in `api2.xml` files, as `/things/{id}`."""
    for file in files:
        for route in _root(file).iterfind("api2/resources/*/routes/*/route"):
            yield re.sub(r":(\w+)", r"{\1}", (route.text or "").strip())
