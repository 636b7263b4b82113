"""Bad input: one clear diagnostic each, never an exception, and the rest is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.diagnostics import Diagnostic
from codegen.ir import Status
from tests.readers.magento2_support import (
    magento_type,
    operation,
    read,
    registration,
    service,
    types_of,
    webapi,
    write,
)

GOOD = ("GET", "/V1/good", "Acme\\Foo\\Api\\GoodInterface", "get")
BAD = ("GET", "/V1/bad", "Acme\\Foo\\Api\\BadInterface", "get")


def _module(folder: Path, files: dict[str, str | bytes], *routes: tuple[str, str, str, str]) -> Path:
    return write(
        folder,
        {
            "registration.php": registration("Acme_Foo"),
            "etc/webapi.xml": webapi(GOOD, *(routes or (BAD,))),
            "Api/GoodInterface.php": service("Acme\\Foo\\Api", "GoodInterface"),
            **files,
        },
    )


def _only(found: tuple[Diagnostic, ...], code: str) -> Diagnostic:
    (diagnostic,) = [each for each in found if each.code == code]
    assert diagnostic.origin
    return diagnostic


@pytest.mark.parametrize(
    ("text", "code", "status"),
    [
        ("<?php\nnamespace Acme\\Foo\\Api;\ninterface Other {}\n", "no-contract", Status.SKIPPED),
        ("", "no-contract", Status.SKIPPED),
        ("\x00\x01\x02", "no-contract", Status.SKIPPED),
        ("<?php\nnamespace Acme\\Foo\\Api;\ninterface BadInterface {}\n", "no-method", Status.SKIPPED),
        (
            "<?php\nnamespace Acme\\Foo\\Api;\ninterface BadInterface {\n/** @return string */\n"
            "private function get();\n}\n",
            "no-method",
            Status.SKIPPED,
        ),
        (
            "<?php\nnamespace Acme\\Foo\\Api;\ninterface BadInterface {\n public function broken(;\n"
            "/**\n * @return int\n */\npublic function get();\n}\n",
            "php-syntax",
            Status.GENERATED,
        ),
        (
            "<?php\nnamespace Acme\\Foo\\Api;\nclass BadInterface extends BadInterface {\n"
            "/**\n * Text.\n */\npublic function get() {}\n}\n",
            "cyclic-inheritance",
            Status.DEGRADED,
        ),
    ],
)
def test_a_broken_contract_costs_only_itself(tmp_path: Path, text: str, code: str, status: Status) -> None:
    reading = read(_module(tmp_path, {"Api/BadInterface.php": text}))
    statuses = {each.id: each.status for each in reading.api.items}
    assert statuses == {"GET /V1/good": Status.GENERATED, "GET /V1/bad": status}
    assert _only(reading.diagnostics, code).origin


def test_circles_between_files(tmp_path: Path) -> None:
    def interface(name: str, parent: str) -> str:
        return (
            f"<?php\nnamespace Acme\\Foo\\Api;\ninterface {name} extends {parent} {{\n/**\n * @return int\n */\n"
            f"public function get{name}();\n}}\n"
        )

    files: dict[str, str | bytes] = {
        "Api/BadInterface.php": service("Acme\\Foo\\Api", "BadInterface", returned="\\Acme\\Foo\\Api\\One"),
        "Api/One.php": interface("One", "Two"),
        "Api/Two.php": interface("Two", "One"),
    }
    reading = read(_module(tmp_path, files))
    model = reading.api.model("AcmeFooOne")
    assert model
    assert {field.wire_name for field in model.fields} == {"one", "two"}
    assert {each.code for each in reading.diagnostics} == {"cyclic-inheritance"}


def test_latin_1_and_crlf(tmp_path: Path) -> None:
    text = service("Acme\\Foo\\Api", "BadInterface", returned="int[]|null gr\xf6\xdfer", doc="Gr\xf6\xdfe.")
    data = text.replace("\n", "\r\n").encode("latin-1")
    reading = read(_module(tmp_path, {"Api/BadInterface.php": data}))
    found = operation(reading.api, "GET /V1/bad")
    assert found.description == "Gr\xf6\xdfe."
    assert magento_type(found.result) == "int[]"
    assert found.result_description == "gr\xf6\xdfer"
    assert not reading.diagnostics


def test_tabs_before_the_asterisk(tmp_path: Path) -> None:
    text = (
        "<?php\nnamespace Acme\\Foo\\Api;\ninterface BadInterface\n{\n\t/**\n\t * Text.\n\t *\n"
        "\t * @param string $a\n\t * @return bool\n\t */\n\tpublic function get($a);\n}\n"
    )
    reading = read(_module(tmp_path, {"Api/BadInterface.php": text}))
    found = operation(reading.api, "GET /V1/bad")
    assert types_of(found) == {"a": "string"}
    assert magento_type(found.result) == "boolean"


def test_a_byte_order_mark_and_several_classes_in_a_file(tmp_path: Path) -> None:
    text = (
        "\ufeff<?php\nnamespace Acme\\Foo\\Api {\nuse Acme\\Foo\\Api\\Data\\ThingInterface;\n"
        "interface FirstInterface {}\ninterface BadInterface {\n/**\n * @param ThingInterface $a\n * @return int\n */\n"
        "public function get($a);\n}\n}\nnamespace Other {\ninterface Last {}\n}\n"
    )
    data = "<?php namespace Acme\\Foo\\Api\\Data; interface ThingInterface {}"
    reading = read(_module(tmp_path, {"Api/BadInterface.php": text, "Api/Data/ThingInterface.php": data}))
    assert types_of(operation(reading.api, "GET /V1/bad")) == {"a": "AcmeFooDataThingInterface"}
    assert not reading.diagnostics


def test_a_parent_that_is_missing(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "Api/BadInterface.php": service("Acme\\Foo\\Api", "BadInterface", returned="\\Acme\\Foo\\Api\\Thing"),
        "Api/Thing.php": "<?php\nnamespace Acme\\Foo\\Api;\ninterface Thing extends \\Gone\\Away {}\n",
    }
    reading = read(_module(tmp_path, files))
    found = _only(reading.diagnostics, "unknown-parent")
    assert "Gone\\Away" in found.message
    assert "--php-path" in found.message


def test_malformed_and_foreign_xml(tmp_path: Path) -> None:
    folder = _module(
        tmp_path / "one",
        {
            "etc/extension_attributes.xml": "<config>\n<extension_attributes>\n",
            "etc/webapi_async.xml": "<routes/>",
        },
        GOOD,
    )
    broken = write(tmp_path / "two", {"etc/webapi.xml": "<routes>\n<route></routes>"})
    reading = read(folder, broken)
    assert [each.id for each in reading.api.items] == ["GET /V1/good"]
    unreadable = [each for each in reading.diagnostics if each.code == "unreadable-input"]
    assert {(each.origin.file[-14:], each.origin.line) for each in unreadable if each.origin} == {
        ("attributes.xml", 3),
        ("etc/webapi.xml", 2),
    }
    assert "expected" not in _only(reading.diagnostics, "unexpected-root").message
    assert all(str(tmp_path) not in each.message for each in reading.diagnostics)


def test_no_entity_is_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    text = (
        f"<!DOCTYPE routes [<!ENTITY e SYSTEM 'file://{secret}'>]><routes><route url='/V1/x' method='GET'>"
        "<service class='Acme\\Foo\\Api\\GoodInterface' method='get'/><resources><resource ref='self'/></resources>"
        "<data><parameter name='x' force='true'>&e;</parameter></data></route></routes>"
    )
    reading = read(_module(tmp_path / "m", {"etc/webapi.xml": text}, GOOD))
    assert "hidden" not in repr(reading)


def test_routes_that_are_none(tmp_path: Path) -> None:
    text = (
        "<routes>\n<route method='GET'/>\n<route url='/V1/nothing'/>\n<route url='/V1/empty' method='GET'/>\n"
        "<route url='/V1/model' method='GET'><service class='Acme\\Foo\\Model\\X' method='get'/></route>\n"
        "<route url='V1/relative' method='GET'><service class='Acme\\Foo\\Api\\GoodInterface' method='get'/>"
        "<resources><resource ref='self'/></resources></route>\n"
        "<route url='/V1/slashed' method='GET'><service class='\\Acme\\Foo\\Api\\GoodInterface' method='get'/>"
        "<resources><resource ref='self'/></resources></route>\n"
        "<route url='/V1/odd' method='PATCH'><service class='Acme\\Foo\\Api\\GoodInterface' method='get'/></route>\n"
        "</routes>"
    )
    reading = read(_module(tmp_path, {"etc/webapi.xml": text}, GOOD))
    statuses = [each.status for each in reading.api.items]
    assert (statuses.count(Status.SKIPPED), statuses.count(Status.GENERATED)) == (4, 3)
    codes = {each.code for each in reading.diagnostics}
    assert codes == {
        "bad-route",
        "no-contract",
        "not-a-service",
        "relative-url",
        "leading-backslash",
        "unknown-method",
        "no-resources",
    }
    slashed = operation(reading.api, "GET /V1/slashed")
    assert slashed.service == "acmeFooGoodV1"
    assert slashed.soap() is None
    assert operation(reading.api, "GET /V1/relative").soap() is None


@pytest.mark.parametrize(
    ("url", "php_class", "code"),
    [
        ("/V1/a", "\\Acme\\Foo\\Api\\GoodInterface", "leading-backslash"),
        ("V1/a", "Acme\\Foo\\Api\\GoodInterface", "relative-url"),
        ("/V1/a", "Acme\\Foo\\Model\\Good", "not-a-service"),
    ],
)
def test_a_route_that_soap_can_not_serve_is_told_once(
    tmp_path: Path, url: str, php_class: str, code: str
) -> None:
    text = (
        f"<routes><route url='{url}' method='GET'><service class='{php_class}' method='get'/>"
        "<resources><resource ref='self'/></resources></route></routes>"
    )
    reading = read(_module(tmp_path, {"etc/webapi.xml": text}, GOOD), protocol="soap")
    assert [each.status for each in reading.api.items] == [Status.SKIPPED]
    assert [each.code for each in reading.diagnostics] == [code]


def test_a_broken_registration_and_configuration(tmp_path: Path) -> None:
    reading = read(
        write(
            tmp_path,
            {
                "app/code/Acme/Foo/registration.php": "<?php // nothing here",
                "app/code/Acme/Foo/etc/webapi.xml": webapi(GOOD),
                "app/code/Acme/Foo/Api/GoodInterface.php": service("Acme\\Foo\\Api", "GoodInterface"),
                "app/code/Acme/Foo/composer.json": "{",
                "app/etc/config.php": "<?php return 1;",
            },
        )
    )
    assert [each.status for each in reading.api.items] == [Status.GENERATED]


def test_mixed_query_parameters_break_swagger(tmp_path: Path) -> None:
    text = (
        "<?php\nnamespace Acme\\Foo\\Api;\ninterface BadInterface {\n/**\n * @param mixed $any\n * @return int\n */\n"
        "public function get($any);\n}\n"
    )
    reading = read(_module(tmp_path, {"Api/BadInterface.php": text}))
    found = _only(reading.diagnostics, "mixed-query")
    assert found.origin
    assert found.origin.line == 5
    assert {each.status for each in reading.api.items} == {Status.GENERATED}


def test_a_type_without_end(tmp_path: Path) -> None:
    text = service("Acme\\Foo\\Api", "BadInterface", returned="\\" + "a\\" * 20_000 + "Api\\X" + "[]" * 5_000)
    reading = read(_module(tmp_path, {"Api/BadInterface.php": text}))
    assert {each.status for each in reading.api.items} == {Status.GENERATED, Status.DEGRADED}
    assert all(len(each.message) < 600 for each in reading.diagnostics)


def test_two_getters_of_one_rest_name_are_one_field(tmp_path: Path) -> None:
    """`getUrlKey` and `getUrl_key` are both `url_key`: the later one wins, SOAP may answer with either element."""
    data = (
        "<?php\nnamespace Acme\\Foo\\Api\\Data;\ninterface XInterface {\n"
        "/** @return string */ public function getUrlKey();\n/** @return int */ public function getUrl_key();\n}\n"
    )
    bad = service("Acme\\Foo\\Api", "BadInterface", returned="\\Acme\\Foo\\Api\\Data\\XInterface")
    reading = read(_module(tmp_path, {"Api/BadInterface.php": bad, "Api/Data/XInterface.php": data}, BAD))
    model = reading.api.model("AcmeFooDataXInterface")
    assert model
    (field,) = model.fields
    assert (field.wire_name, magento_type(field.type), field.soap_name) == ("url_key", "int", "")
    assert field.soap_aliases == ("urlKey",)
