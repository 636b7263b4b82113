"""Diagnostics point at the cause: the file, the line and the nearest name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import EXAMPLE, Run, run, shop, warm
from tests.readers.magento2_support import webapi, write

__all__ = ["run", "shop", "warm"]

REGISTRATION = "<?php\nComponentRegistrar::register('module', 'Acme_Check', __DIR__);"


def module(folder: Path, php_class: str, php: str, path: str, url: str = "/V1/check") -> Path:
    return write(
        folder,
        {
            "registration.php": REGISTRATION,
            "etc/webapi.xml": webapi(("GET", url, php_class, "check")),
            path: php,
        },
    )


CHECK = (
    "    /**\n     * @param string $host\n     * @return string\n     */\n    public function check($host);\n"
)


def test_a_class_outside_api_keeps_its_route_without_soap(tmp_path: Path, run: Run) -> None:
    php = f"<?php\nnamespace Acme\\Check\\Interfaces;\ninterface CheckInterface {{\n{CHECK}}}\n"
    module(tmp_path / "m", "Acme\\Check\\Interfaces\\CheckInterface", php, "Interfaces/CheckInterface.php")
    done = run("inspect", "--source", "m", "--format", "json")
    assert done.returncode == 0, done.stderr
    (operation,) = json.loads(done.stdout)["operations"]
    assert [binding["kind"] for binding in operation["bindings"]] == ["rest"]
    assert operation["parameters"][0]["type"] == "string"
    assert "m/etc/webapi.xml:2: warning not-a-service GET /V1/check: " in done.stderr
    assert "SOAP and the WSDLs of all services break" in done.stderr
    generated = run("generate", "--source", "m", "--output", "acme_check", "--strict")
    assert generated.returncode == 0, generated.stderr
    text = (tmp_path / "acme_check/resources/acme_check.py").read_text("utf-8")
    assert "def check(" in text


def test_a_url_without_a_slash_has_no_soap(tmp_path: Path, run: Run) -> None:
    php = f"<?php\nnamespace Acme\\Check\\Api;\ninterface CheckInterface {{\n{CHECK}}}\n"
    module(tmp_path / "m", "Acme\\Check\\Api\\CheckInterface", php, "Api/CheckInterface.php", url="V1/check")
    done = run("inspect", "--source", "m", "--format", "json")
    (operation,) = json.loads(done.stdout)["operations"]
    assert [binding["kind"] for binding in operation["bindings"]] == ["rest"]


def test_a_missing_parent_is_named(tmp_path: Path, run: Run) -> None:
    php = "<?php\nnamespace Acme\\Check\\Api;\ninterface CheckInterface extends \\Acme\\Base\\Api\\BaseInterface {}\n"
    module(tmp_path / "m", "Acme\\Check\\Api\\CheckInterface", php, "Api/CheckInterface.php")
    done = run("inspect", "--source", "m")
    assert "inherits from Acme\\Base\\Api\\BaseInterface, which was not found" in done.stderr
    assert "--php-path" in done.stderr
    assert "correct the method's name" not in done.stderr
    base = f"<?php\nnamespace Acme\\Base\\Api;\ninterface BaseInterface {{\n{CHECK}}}\n"
    write(tmp_path / "base", {"Api/BaseInterface.php": base})
    assert "1 generated, 0 degraded" in run("inspect", "--source", "m", "--php-path", "base").stderr


def test_a_class_in_another_case_is_degraded_where_it_is_written(tmp_path: Path, run: Run) -> None:
    php = (
        "<?php\nnamespace Acme\\Check\\Api;\ninterface CheckInterface {\n    /**\n     * Check.\n"
        "     * @return \\Acme\\Check\\Api\\Data\\itemInterface\n     */\n    public function check();\n}\n"
    )
    module(tmp_path / "m", "Acme\\Check\\Api\\CheckInterface", php, "Api/CheckInterface.php")
    item = (
        "<?php\nnamespace Acme\\Check\\Api\\Data;\ninterface ItemInterface {\n    /** @return int */\n"
        "    public function getId();\n}\n"
    )
    write(tmp_path / "m", {"Api/Data/ItemInterface.php": item})
    done = run("inspect", "--source", "m", "--strict")
    assert done.returncode == 1
    assert "m/Api/CheckInterface.php:6: warning class-case " in done.stderr
    assert "0 generated, 1 degraded" in done.stderr


CONFIGURATION = """\
sources = ["magento"]
output = "src/acme_store"

[include]
modules = [
  "Acme_Catalog",
  "Acme_Catalogue",
]
[exclude]
routes = ["GET /V1/acme/productz/*"]
"""


def test_patterns_have_their_line_and_the_nearest_name(shop: Path, run: Run) -> None:
    (shop / "magento-codegen.toml").write_text(CONFIGURATION, "utf-8")
    told = run("generate", "--dry-run").stderr
    assert "magento-codegen.toml:7: warning pattern-unused include.modules pattern `Acme_Catalogue`" in told
    assert "the nearest name is `Acme_Catalog`" in told
    assert "magento-codegen.toml:10: warning pattern-unused exclude.routes pattern" in told


def test_attributes_have_their_line_and_the_nearest_name(tmp_path: Path, run: Run) -> None:
    (tmp_path / "magento-codegen.toml").write_text(
        f'sources = ["{EXAMPLE / "magento1-rest"}"]\noutput = "legacy"\nprotocol = "rest"\n\n'
        '[attributes.produkt]\nweight = "float"\n',
        "utf-8",
    )
    done = run("generate", "--dry-run")
    assert done.returncode == 2
    assert "magento-codegen.toml:5: " in done.stderr
    assert "did you mean product" in done.stderr


def test_a_keyword_is_called_that(shop: Path, run: Run) -> None:
    done = run("generate", "--source", "magento", "--output", "x", "--package", "acme.class")
    assert done.returncode == 2
    assert "`class` is a keyword of Python" in done.stderr
    assert "acme_store" in done.stderr
    with (shop / "magento-codegen.toml").open("a", encoding="utf-8") as file:
        file.write('[[overrides]]\ntarget = "AcmeCatalogDataProductInterface.sku"\nrename = "class"\n')
    done = run("generate")
    assert done.returncode == 2
    assert "magento-codegen.toml:5: " in done.stderr
    assert "`class` is a keyword of Python" in done.stderr


@pytest.mark.parametrize("command", [("inspect",), ("generate", "--output", "x")])
def test_swagger_as_a_source_says_what_to_do(tmp_path: Path, run: Run, command: tuple[str, ...]) -> None:
    (tmp_path / "swagger.json").write_text('{"swagger": "2.0", "paths": {}}', "utf-8")
    done = run(*command, "--source", "swagger.json")
    assert done.returncode == 3
    assert "--against swagger.json" in done.stderr
    assert "fetch" in done.stderr
