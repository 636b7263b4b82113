"""Helpers for the tests of the Magento 2 reader."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from codegen.ir import AnyType, Api, Item, KeyedList, List, Named, Operation, Primitive, TypeRef
from codegen.readers.base import Protocol, Reading, ReadOptions
from codegen.readers.magento2 import READER
from codegen.roots import Root
from codegen.source import Inputs

FRAGMENTS = Path(__file__).resolve().parents[1] / "fragments" / "php"
_MAGENTO = {"string": "string", "integer": "int", "number": "float", "boolean": "boolean"}


def read(*sources: Path, php_paths: tuple[Path, ...] = (), protocol: Protocol = "auto") -> Reading:
    """Read sources with the Magento 2 reader."""
    roots = [Root.of(str(source)) for source in sources]
    paths = tuple(Root.of(str(path)) for path in php_paths)
    return READER.read(roots, Inputs(), ReadOptions(protocol=protocol, php_paths=paths))


def magento_type(type_ref: TypeRef | None) -> str | None:
    """A type as Magento's own reflection writes it, with floating point numbers all called float."""
    match type_ref:
        case None:
            return None
        case Primitive(scalar):
            return _MAGENTO[scalar.value]
        case Named(name):
            return name
        case List(item):
            return f"{magento_type(item)}[]"
        case KeyedList(item):
            return f"{item.name}[]"
        case AnyType():
            return "anyType"
    raise AssertionError(type_ref)


def normal(written: str | None) -> str | None:
    """A type of Magento's reflection with its synonyms made one."""
    if written is None:
        return None
    base, brackets = written.replace("[]", ""), "[]" * written.count("[]")
    names = {"str": "string", "integer": "int", "bool": "boolean", "mixed": "anyType", "double": "float"}
    return names.get(base, base) + brackets


def operation(api: Api, identifier: str) -> Operation:
    """The operation with that id."""
    return next(each for each in api.operations if each.id == identifier)


def item(api: Api, identifier: str) -> Item:
    """The account of the route with that id."""
    return next(each for each in api.items if each.id == identifier)


def types_of(operation: Operation) -> dict[str, str | None]:
    """Parameter names and Magento types of an operation."""
    return {parameter.name: magento_type(parameter.type) for parameter in operation.parameters}


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder; returns the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def webapi(*routes: tuple[str, str, str, str]) -> str:
    """A `webapi.xml` with anonymous routes: method, url, class, PHP method."""
    lines = [
        f'<route url="{url}" method="{method}"><service class="{php_class}" method="{php_method}"/>'
        '<resources><resource ref="anonymous"/></resources></route>'
        for method, url, php_class, php_method in routes
    ]
    return "<routes>\n" + "\n".join(lines) + "\n</routes>\n"


def registration(name: str, below: str = "") -> str:
    """A `registration.php`."""
    path = f"__DIR__ . '{below}'" if below else "__DIR__"
    return (
        "<?php\n\\Magento\\Framework\\Component\\ComponentRegistrar::register(\n"
        f"    \\Magento\\Framework\\Component\\ComponentRegistrar::MODULE,\n    '{name}',\n    {path}\n);\n"
    )


def service(namespace: str, name: str, method: str = "get", returned: str = "string", doc: str = "") -> str:
    """An interface with one method without parameters."""
    return (
        f"<?php\nnamespace {namespace};\n\ninterface {name}\n{{\n    /**\n     * {doc}\n     * @return {returned}\n"
        f"     */\n    public function {method}();\n}}\n"
    )
