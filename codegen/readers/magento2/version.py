"""Which Magento a source is, and the rules by which that version reads docblocks.

A rule is looked up in the framework's own `TypeProcessor` and in the reflection of zend-code or laminas-code where they
are among the sources; where only the version is known, in the version that brought it; else the newest rules hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from codegen.diagnostics import CodegenError
from codegen.files import parse_json
from codegen.roots import Root, Source, locate
from codegen.source import Inputs

_FRAMEWORKS = ("vendor/magento/framework", "lib/internal/Magento/Framework")
_PACKAGES = (
    *(f"{folder}/composer.json" for folder in _FRAMEWORKS),
    "vendor/magento/magento2-base/composer.json",
    "vendor/magento/product-community-edition/composer.json",
    "composer.json",
)
_TYPE_PROCESSORS = tuple(f"{folder}/Reflection/TypeProcessor.php" for folder in _FRAMEWORKS)
_REFLECTIONS = tuple(
    f"vendor/{package}/src/Reflection/ParameterReflection.php"
    for package in ("laminas/laminas-code", "zendframework/zend-code")
)
_NUMBERED = re.compile(r"v?(\d+)\.(\d+)\.(\d+)(?:-p\d+)?$")
_FIRST_FRAMEWORK = 100
_SERIES = {100: 1, 101: 2, 102: 3, 103: 4}
"""The minor version of Magento 2 by the first number of its framework's; `100.0` is 2.0."""


class Rules(NamedTuple):
    """How a version reads signatures.

    `version` is Magento's (`2.4.6`), empty where nothing tells. `by_place`: a parameter takes the `@param` at its place
    whatever variable that names. `native_scalars`: a declared `int` counts. `resolves`: short names in `@param` are
    resolved, and a parameter without any type is refused rather than null. `needs_tag`: a parameter must have a
    `@param` even if its type is declared; otherwise a native `array` looks for a `@param` of its name. `ancestors`:
    whose `@return` stands in for a missing one. `unstructured`: `UnstructuredArray` is a type.
    """

    version: str = ""
    by_place: bool = False
    native_scalars: bool = True
    resolves: bool = True
    needs_tag: bool = True
    ancestors: tuple[str, ...] = ("interfaces", "parents")
    unstructured: bool = True


def read_rules(roots: Iterable[Root], inputs: Inputs) -> Rules:
    """The rules of the Magento among the roots, the newest ones where there is none."""
    roots = list(roots)
    version = next(filter(None, (_version(root, inputs) for root in roots)), "")
    rules = _of_version(version) if version else Rules()
    processor = _first(roots, _TYPE_PROCESSORS, inputs)
    if processor:
        ancestors = [] if "getInterfaces()" not in processor else ["interfaces"]
        ancestors += ["parents"] if "getParentClass()" in processor else []
        rules = rules._replace(
            resolves="resolveFullyQualifiedClassName" in processor,
            needs_tag="getParamDocBlockTag" in processor,
            ancestors=tuple(ancestors),
            unstructured="UnstructuredArray" in processor,
        )
    reflection = _first(roots, _REFLECTIONS, inputs)
    if reflection:
        rules = rules._replace(
            by_place="getVariableName" not in reflection, native_scalars="isBuiltin" in reflection
        )
    return rules


def _of_version(version: str) -> Rules:
    number = tuple(int(part) for part in version.partition("-")[0].split("."))
    ancestors = ("interfaces", "parents") if number >= (2, 4, 0) else ("interfaces",)
    return Rules(
        version=version,
        by_place=number < (2, 3, 0),
        native_scalars=number >= (2, 2, 0),
        resolves=number >= (2, 3, 1),
        needs_tag=number >= (2, 2, 10),
        ancestors=ancestors if number >= (2, 2, 0) else (),
        unstructured=number >= (2, 4, 7),
    )


def _version(root: Root, inputs: Inputs) -> str:
    """Magento's version by what the packages of a root say of themselves."""
    for below in _PACKAGES:
        path = root.path / below
        if not inputs.folders.is_there(path):
            continue
        source = locate(root, path)
        try:
            data = parse_json(inputs.read(source), source.shown)
        except CodegenError as error:
            inputs.unusable(error, source)
            continue
        if isinstance(data, dict) and (found := _said(data)):
            return found
    return ""


def _said(package: dict[str, object]) -> str:
    name, version = str(package.get("name")), str(package.get("version"))
    if not name.startswith("magento/"):
        return ""
    found = _NUMBERED.match(version)
    if name == "magento/framework":
        if not found or int(found[1]) not in _SERIES:
            return ""
        minor = 0 if (int(found[1]), int(found[2])) == (_FIRST_FRAMEWORK, 0) else _SERIES[int(found[1])]
        return f"2.{minor}.{version.removeprefix('v').split('.', 2)[2]}"
    if found and found[1] == "2":
        return version.removeprefix("v")
    required = package.get("require")
    for edition in ("community", "enterprise"):
        wanted = required.get(f"magento/product-{edition}-edition") if isinstance(required, dict) else None
        if isinstance(wanted, str) and (found := _NUMBERED.match(wanted)) and found[1] == "2":
            return wanted.removeprefix("v")
    return ""


def _first(roots: Sequence[Root], places: Iterable[str], inputs: Inputs) -> str:
    """The text of the first of the files that is there, empty for none."""
    for root in roots:
        for below in places:
            if inputs.folders.is_there(root.path / below):
                return _text(locate(root, root.path / below), inputs)
    return ""


def _text(source: Source, inputs: Inputs) -> str:
    try:
        return inputs.read(source).decode("utf-8", "replace")
    except CodegenError as error:
        inputs.unusable(error, source)
        return ""
