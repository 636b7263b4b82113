"""Readers of definitions: one file of a small tree is another one each time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from codegen.config import ClientConfig
from codegen.diagnostics import CodegenError
from codegen.run import planning
from codegen.source import Inputs
from tests.campaign.fuzz.target import Case, Target

TESTS = Path(__file__).resolve().parents[2]
CASES = TESTS / "cases"
FRAGMENTS = TESTS / "fragments"
EXAMPLE = TESTS.parent / "schemas" / "example"


def read(source: Path, protocol: str = "auto") -> None:
    """Read a source as a run does."""
    planning.read(
        ClientConfig(
            name="fuzzed", sources=(str(source),), output=source / "out", package="fuzzed", protocol=protocol
        ),
        Inputs(),
    )


def _one_of(folder: Path, tree: Path, file: str, seeds: Iterable[bytes], protocol: str = "auto") -> Target:
    """Fuzzes one file of a copy of a tree."""
    place = folder / "source"
    shutil.copytree(tree, place)
    path = place / file
    path.parent.mkdir(parents=True, exist_ok=True)

    def changed(data: bytes) -> None:
        path.write_bytes(data)
        read(place, protocol)

    return Target(
        [Case(changed, sorted({*seeds, *([path.read_bytes()] if path.exists() else [])}))], (CodegenError,)
    )


def _found(pattern: str, *folders: Path) -> list[bytes]:
    return [
        path.read_bytes() for folder in folders or (CASES, EXAMPLE) for path in sorted(folder.rglob(pattern))
    ]


def _seeds_of(name: str) -> list[bytes]:
    fragments = [FRAGMENTS / "webapi"] if name == "webapi.xml" else []
    return [*_found(name), *(data for folder in fragments for data in _found("*.xml", folder))]


def _root(folder: Path) -> Path:
    """A small Magento 2 root with one module."""
    root = folder / "root"
    shutil.copytree(CASES / "m2_search/input", root / "app/code/Acme/Books")
    (root / "app/etc").mkdir()
    (root / "app/etc/config.php").write_text(
        "<?php\nreturn ['modules' => ['Acme_Books' => 1, 'Acme_Off' => 0]];\n"
    )
    return root


_COMPOSER = (
    b'{"name": "acme/books", "version": "1.0.0", "type": "magento2-module", "autoload": {"psr-4": '
    b'{"Acme\\\\Books\\\\": ["", "src"]}, "psr-0": {"X": "x"}, "files": ["registration.php"], "classmap": ["x"]}}'
)
_INSTALLED = (
    b'{"packages": [{"name": "acme/books", "version": "1", "type": "magento2-module", "install-path": '
    b'"../../app/code/Acme/Books", "autoload": {"psr-4": {"Acme\\\\Books\\\\": ""}, "files": ["registration.php"]}}]}'
)


def _php(folder: Path) -> Target:
    root = _root(folder)
    file = next(path for path in sorted(root.rglob("Api/*Interface.php")))
    text = file.read_text()
    head = re.search(r"namespace [^;]+;", text)
    name = re.search(r"\binterface \w+", text)
    assert head
    assert name
    seeds = []
    for other in _found("*.php", CASES, EXAMPLE, FRAGMENTS):
        own = re.sub(r"namespace [^;]+;", lambda _: head[0], other.decode("utf-8", "replace"), count=1)
        seeds.append(re.sub(r"\b(interface|class) \w+", lambda _: name[0], own, count=1).encode())
    return _one_of(folder, root, file.relative_to(root).as_posix(), seeds)


def _in_root(file: str, *seeds: bytes) -> Callable[[Path], Target]:
    return lambda folder: _one_of(folder, _root(folder), file, seeds)


def _in_module(file: str) -> Callable[[Path], Target]:
    return lambda folder: _one_of(folder, CASES / "m2_search/input", file, _seeds_of(Path(file).name))


def _wsdl(folder: Path) -> Target:
    (folder / "empty").mkdir()
    seeds = _found("*.wsdl", FRAGMENTS, EXAMPLE, CASES)
    return _one_of(folder, folder / "empty", "service.wsdl", seeds, "soap")


def _magento1(file: str) -> Callable[[Path], Target]:
    return lambda folder: _one_of(
        folder, EXAMPLE / "magento1", file, _found(file, EXAMPLE / "magento1", CASES)
    )


def _api2(file: str) -> Callable[[Path], Target]:
    seeds = _found(Path(file).name)
    return lambda folder: _one_of(folder, EXAMPLE / "magento1-rest", file, seeds, "rest")


TARGETS: dict[str, Callable[[Path], Target]] = {
    "webapi.xml": _in_module("etc/webapi.xml"),
    "webapi_async.xml": _in_module("etc/webapi_async.xml"),
    "extension_attributes.xml": _in_module("etc/extension_attributes.xml"),
    "module.xml": _in_module("etc/module.xml"),
    "registration.php": _in_root("app/code/Acme/Books/registration.php"),
    "config.php": _in_root("app/etc/config.php"),
    "composer.json": _in_root("app/code/Acme/Books/composer.json", _COMPOSER),
    "installed.json": _in_root("vendor/composer/installed.json", _INSTALLED),
    "php": _php,
    "wsdl": _wsdl,
    "api.xml": _magento1("api.xml"),
    "api2.xml": _api2("app/code/local/Acme/Stock/etc/api2.xml"),
    "modules/*.xml": _api2("app/etc/modules/Acme_Shop.xml"),
}
