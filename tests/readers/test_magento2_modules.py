"""Finding modules and contracts in every layout, and merging what they define in load order."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen.ir import Status
from codegen.readers.magento2 import READER
from codegen.roots import Root
from tests.readers.magento2_support import (
    FRAGMENTS,
    item,
    magento_type,
    operation,
    read,
    registration,
    service,
    types_of,
    webapi,
    write,
)

PING = ("GET", "/V1/acme/ping", "Acme\\Foo\\Api\\PingInterface", "get")
PONG = ("GET", "/V1/other/pong", "Other\\Bar\\Api\\PongInterface", "get")
MODULE = "<config><module name='{}'><sequence>{}</sequence></module></config>"


def _ping(folder: str = "") -> dict[str, str | bytes]:
    return {
        f"{folder}registration.php": registration("Acme_Foo"),
        f"{folder}etc/webapi.xml": webapi(PING),
        f"{folder}Api/PingInterface.php": service("Acme\\Foo\\Api", "PingInterface"),
    }


def _pong(folder: str, returned: str = "string") -> dict[str, str | bytes]:
    return {
        f"{folder}registration.php": registration("Other_Bar"),
        f"{folder}etc/webapi.xml": webapi(PONG),
        f"{folder}Api/PongInterface.php": service("Other\\Bar\\Api", "PongInterface", returned=returned),
    }


def test_a_magento_root(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            **_ping("app/code/Acme/Foo/"),
            **_pong("vendor/other/module-bar/", "\\Magento\\Framework\\Api\\ThingInterface"),
            "vendor/magento/framework/Api/ThingInterface.php": "<?php\nnamespace Magento\\Framework\\Api;\n"
            "interface ThingInterface {\n/**\n * @return int\n */\npublic function getId();\n}\n",
            "app/etc/config.php": "<?php\nreturn ['modules' => ['Other_Bar' => 1, 'Acme_Foo' => 1],\n"
            "'x' => ['A_B' => 0]];",
            "dev/tests/api/TestModule/etc/webapi.xml": webapi(
                ("GET", "/V1/test", "A\\B\\Api\\CInterface", "x")
            ),
        },
    )
    reading = read(root)
    assert [each.id for each in reading.api.operations] == ["GET /V1/acme/ping", "GET /V1/other/pong"]
    assert magento_type(reading.api.operations[1].result) == "FrameworkThingInterface"
    assert reading.api.modules == ("Acme_Foo", "Other_Bar")
    assert not reading.diagnostics


def test_what_is_off_is_left_out(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            **_ping("app/code/Acme/Foo/"),
            **_pong("vendor/other/bar/"),
            "app/etc/config.php": "<?php\nreturn array(\n  'modules' => array(\n"
            " 'Acme_Foo' => 1,\n 'Other_Bar' => 0 )\n);",
        },
    )
    reading = read(root)
    assert [each.id for each in reading.api.items] == ["GET /V1/acme/ping"]
    (notice,) = reading.diagnostics
    assert notice.code == "disabled-modules"
    assert notice.message == "1 module is off in app/etc/config.php and left out: Other_Bar"
    assert len(read(root, root / "vendor/other/bar").api.items) == 2


@pytest.mark.parametrize("layout", ["", "src/", "code/Acme/Foo/"])
def test_a_module_wherever_its_files_lie(tmp_path: Path, layout: str) -> None:
    reading = read(write(tmp_path, _ping(layout)))
    assert [each.status for each in reading.api.items] == [Status.GENERATED]


def test_a_registration_that_points_below(tmp_path: Path) -> None:
    files = {**_ping("src/"), "registration.php": registration("Acme_Foo", "/src")}
    del files["src/registration.php"]
    assert len(read(write(tmp_path, files)).api.operations) == 1


def test_contracts_in_a_folder_that_composer_names(tmp_path: Path) -> None:
    files = _ping()
    files["lib/contracts/PingInterface.php"] = files.pop("Api/PingInterface.php")
    files["composer.json"] = '{"autoload": {"psr-4": {"Acme\\\\Foo\\\\Api\\\\": ["lib/contracts/"]}}}'
    assert len(read(write(tmp_path, files)).api.operations) == 1


def test_packages_that_composer_registers(tmp_path: Path) -> None:
    files = {f"vendor/acme/foo/{name}": text for name, text in _ping("module/").items()}
    files["vendor/acme/foo/composer.json"] = '{"autoload": {"files": ["module/registration.php"]}}'
    files["app/etc/di.xml"] = "<config/>"
    assert len(read(write(tmp_path, files)).api.operations) == 1


def test_a_module_without_any_registration(tmp_path: Path) -> None:
    files = _ping()
    del files["registration.php"]
    reading = read(write(tmp_path / "anything", files))
    assert [each.id for each in reading.api.operations] == ["GET /V1/acme/ping"]
    assert reading.api.modules == ()


def test_contracts_of_another_package(tmp_path: Path) -> None:
    module = write(
        tmp_path / "module",
        {
            "registration.php": registration("Acme_Foo"),
            "etc/webapi.xml": webapi(("GET", "/V1/acme/ping", "Acme\\FooApi\\Api\\PingInterface", "get")),
        },
    )
    contracts = write(
        tmp_path / "contracts",
        {
            "registration.php": registration("Acme_FooApi"),
            "Api/PingInterface.php": service("Acme\\FooApi\\Api", "PingInterface"),
            "etc/webapi.xml": webapi(PONG),
        },
    )
    alone = read(module)
    assert alone.api.operations == ()
    assert [each.status for each in alone.api.items] == [Status.SKIPPED]
    assert "--php-path" in alone.diagnostics[0].message
    together = read(module, php_paths=(contracts,))
    assert [each.id for each in together.api.operations] == ["GET /V1/acme/ping"]
    assert len(together.api.items) == 1


def test_a_module_finds_the_root_it_sits_in(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            **_ping("app/code/Acme/Foo/"),
            "app/code/Acme/Foo/Api/PingInterface.php": service(
                "Acme\\Foo\\Api", "PingInterface", returned="\\Other\\Bar\\Api\\PongInterface"
            ),
            **_pong("vendor/other/bar/"),
            "app/etc/di.xml": "<config/>",
        },
    )
    reading = read(tmp_path / "app/code/Acme/Foo")
    assert [each.id for each in reading.api.items] == ["GET /V1/acme/ping"]
    assert magento_type(reading.api.operations[0].result) == "OtherBarPongInterface"


def test_a_module_with_its_own_vendor_folder_is_no_root(tmp_path: Path) -> None:
    files = {
        **_ping(),
        "Api/PingInterface.php": service(
            "Acme\\Foo\\Api", "PingInterface", returned="\\Other\\Bar\\Api\\PongInterface"
        ),
        **_pong("vendor/other/bar/"),
        "vendor/magento/framework/Api/X.php": "<?php",
    }
    reading = read(write(tmp_path, files))
    assert [each.id for each in reading.api.items] == ["GET /V1/acme/ping"]
    assert magento_type(reading.api.operations[0].result) == "OtherBarPongInterface"


def test_several_modules_and_their_order(tmp_path: Path) -> None:
    first = ("GET", "/V1/shared", "Acme\\First\\Api\\AInterface", "get")
    files: dict[str, str | bytes] = {
        "a/registration.php": registration("Acme_First"),
        "a/etc/module.xml": MODULE.format("Acme_First", "<module name='Acme_Second'/>"),
        "a/etc/webapi.xml": webapi(first),
        "a/Api/AInterface.php": service("Acme\\First\\Api", "AInterface", returned="int"),
        "b/registration.php": registration("Acme_Second"),
        "b/etc/module.xml": MODULE.format("Acme_Second", ""),
        "b/etc/webapi.xml": webapi(("GET", "/V1/shared", "Acme\\Second\\Api\\BInterface", "get")),
        "b/Api/BInterface.php": service("Acme\\Second\\Api", "BInterface"),
    }
    folder = write(tmp_path, files)
    for sources in ((folder,), (folder / "a", folder / "b"), (folder / "b", folder / "a")):
        reading = read(*sources)
        (shared,) = reading.api.operations
        assert magento_type(shared.result) == "int"
    write(folder, {"a/etc/module.xml": MODULE.format("Acme_First", "")})
    (shared,) = read(folder).api.operations
    assert magento_type(shared.result) == "string"


def test_routes_merge_attribute_by_attribute(tmp_path: Path) -> None:
    base = (
        "<routes><route url='/V1/x/:id' method='POST' secure='true' soapOperation='xAlias'>"
        "<service class='Acme\\First\\Api\\AInterface' method='get'/>"
        "<resources><resource ref='Acme::one'/></resources>"
        "<data input-array-size-limit='7'><parameter name='a' force='true'>%a%</parameter></data></route></routes>"
    )
    override = (
        "<routes><route url='/V1/x/:id' method='POST'><service class='Acme\\First\\Api\\BInterface' method='get'/>"
        "<resources><resource ref='Acme::two'/></resources>"
        "<data><parameter name='b'>5</parameter></data></route></routes>"
    )
    interface = (
        "<?php\nnamespace Acme\\First\\Api;\ninterface BInterface {\n/**\n * @param int $a\n * @param int $b\n"
        " * @return bool\n */\npublic function get($a, $b);\n}\n"
    )
    folder = write(
        tmp_path,
        {
            "a/registration.php": registration("Acme_First"),
            "a/etc/webapi.xml": base,
            "a/Api/BInterface.php": interface,
            "b/registration.php": registration("Acme_Later"),
            "b/etc/webapi.xml": override,
        },
    )
    (merged,) = read(folder).api.operations
    assert merged.rest
    assert merged.name == "xAlias"
    assert merged.auth.resources == ("Acme::one", "Acme::two")
    assert (merged.rest.secure, merged.rest.array_limit, merged.rest.forced) == (True, 7, ("a",))
    assert types_of(merged) == {"b": "int", "id": "string"}
    assert not merged.parameters[0].required
    assert merged.origin
    assert merged.origin.file.endswith("b/etc/webapi.xml")


def test_extension_attributes_merge_over_modules(tmp_path: Path) -> None:
    extra = (
        "<config><extension_attributes for='Acme\\Depot\\Api\\Data\\DepotInterface'>"
        "<attribute code='opening_hours' type='int'><resources><resource ref='Acme::hours'/></resources></attribute>"
        "<attribute code='more' type='\\Acme\\Depot\\Api\\Data\\BoxInterface'/>"
        "</extension_attributes></config>"
    )
    folder = write(
        tmp_path, {"registration.php": registration("Acme_More"), "etc/extension_attributes.xml": extra}
    )
    reading = read(FRAGMENTS / "Acme/Depot", folder)
    model = reading.api.model("AcmeDepotDataDepotExtensionInterface")
    assert model
    fields = {field.wire_name: field for field in model.fields}
    assert magento_type(fields["opening_hours"].type) == "int"
    assert fields["opening_hours"].description == "Needs `Acme::hours`."
    assert magento_type(fields["more"].type) == "AcmeDepotDataBoxInterface"
    assert list(fields) == ["opening_hours", "keeper_name", "annex", "broken", "more"]


def test_two_classes_of_one_name_get_two_models(tmp_path: Path) -> None:
    def data(name: str, getter: str) -> str:
        return (
            f"<?php\nnamespace Acme\\Foo\\Api;\ninterface {name} {{\n/**\n * @return string\n */\n"
            f"public function {getter}();\n}}\n"
        )

    files: dict[str, str | bytes] = {
        "registration.php": registration("Acme_Foo"),
        "etc/webapi.xml": webapi(
            ("GET", "/V1/a", "Acme\\Foo\\Api\\OneInterface", "get"),
            ("GET", "/V1/b", "Acme\\Foo\\Api\\TwoInterface", "get"),
        ),
        "Api/OneInterface.php": service(
            "Acme\\Foo\\Api", "OneInterface", returned="\\Acme\\Foo\\Api\\BarInterface"
        ),
        "Api/TwoInterface.php": service(
            "Acme\\Foo\\Api", "TwoInterface", returned="\\Acme\\Foo\\Api\\FooBarInterface"
        ),
        "Api/BarInterface.php": data("BarInterface", "getShort"),
        "Api/FooBarInterface.php": data("FooBarInterface", "getLong"),
    }
    reading = read(write(tmp_path, files))
    names = {each.id: magento_type(each.result) for each in reading.api.operations}
    assert names == {"GET /V1/a": "AcmeFooBarInterface", "GET /V1/b": "AcmeFooFooBarInterface"}
    assert [(model.name, [field.wire_name for field in model.fields]) for model in reading.api.models] == [
        ("AcmeFooBarInterface", ["short"]),
        ("AcmeFooFooBarInterface", ["long"]),
    ]
    (found,) = [each for each in reading.diagnostics if each.code == "type-collision"]
    assert "Acme\\Foo\\Api\\FooBarInterface" in found.message


def test_claims(tmp_path: Path) -> None:
    module = write(tmp_path / "m2", _ping())
    assert READER.claims(Root.of(str(module)))
    assert READER.claims(Root.of(str(module / "etc/webapi.xml")))
    assert not READER.claims(Root.of(str(module / "registration.php")))
    assert not READER.claims(
        Root.of(str(write(tmp_path / "m1", {"app/Mage.php": "<?php", "app/etc/local.xml": "<a/>"})))
    )
    assert not READER.claims(Root.of(str(write(tmp_path / "none", {"readme.txt": ""}))))


def test_a_single_webapi_file(tmp_path: Path) -> None:
    module = write(tmp_path, _ping())
    reading = read(module / "etc/webapi.xml")
    assert [each.id for each in reading.api.operations] == ["GET /V1/acme/ping"]
    other = write(tmp_path, {"other.xml": webapi(PONG)})
    assert item(read(other / "other.xml").api, "GET /V1/other/pong").status is Status.SKIPPED


def test_wrong_case_is_a_second_type(tmp_path: Path) -> None:
    files = _ping()
    files["Api/PingInterface.php"] = service(
        "Acme\\Foo\\Api", "PingInterface", returned="\\Acme\\Foo\\Api\\pingInterface"
    )
    reading = read(write(tmp_path, files))
    assert magento_type(operation(reading.api, "GET /V1/acme/ping").result) == "AcmeFooPingInterface".replace(
        "Ping", "ping"
    )
    assert [each.code for each in reading.diagnostics] == ["class-case"]


def test_a_disk_that_ignores_case_finds_what_the_disk_of_a_shop_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = _ping()
    files["Api/pingInterface.php"] = files.pop("Api/PingInterface.php")
    module = write(tmp_path, files)
    expected = read(module)

    def ignoring_case(ask: Callable[..., os.stat_result]) -> Callable[..., os.stat_result]:
        def asked(path: str | os.PathLike[str], **more: Any) -> os.stat_result:
            *above, name = Path(path).parts
            alike = [each for each in os.listdir(Path(*above)) if each.lower() == name.lower()]
            return ask(Path(*above, *alike[:1] or [name]), **more)

        return asked

    monkeypatch.setattr(os, "stat", ignoring_case(os.stat))
    monkeypatch.setattr(os, "lstat", ignoring_case(os.lstat))
    assert os.path.exists(module / "Api/PINGInterface.php")
    found = read(module)
    assert found == expected


def test_two_services_of_one_name_are_pointed_out(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "registration.php": registration("Acme_Foo"),
        "etc/webapi.xml": webapi(
            ("GET", "/V1/a", "Acme\\Foo\\Api\\BarBazInterface", "get"),
            ("GET", "/V1/b", "Acme\\Foo\\Api\\Bar\\BazInterface", "get"),
        ),
        "Api/BarBazInterface.php": service("Acme\\Foo\\Api", "BarBazInterface"),
        "Api/Bar/BazInterface.php": service("Acme\\Foo\\Api\\Bar", "BazInterface"),
    }
    reading = read(write(tmp_path, files))
    assert len(reading.api.operations) == 2
    (found,) = reading.diagnostics
    assert found.code == "service-collision"


def test_one_route_written_twice(tmp_path: Path) -> None:
    files = _ping()
    files["etc/webapi.xml"] = webapi(
        PING, PING, ("GET", "V1/acme/ping", "Acme\\Foo\\Api\\PingInterface", "get")
    )
    reading = read(write(tmp_path, files))
    assert [each.id for each in reading.api.items] == ["GET /V1/acme/ping"]


def test_the_generated_extension_class(tmp_path: Path) -> None:
    files = _ping()
    files["Api/PingInterface.php"] = service(
        "Acme\\Foo\\Api", "PingInterface", returned="\\Acme\\Foo\\Api\\ThingExtension"
    )
    files["Api/ThingInterface.php"] = "<?php\nnamespace Acme\\Foo\\Api;\ninterface ThingInterface {}\n"
    files["etc/extension_attributes.xml"] = (
        "<config><extension_attributes for='Acme\\Foo\\Api\\ThingInterface'>"
        "<attribute code='size' type='int'/></extension_attributes></config>"
    )
    reading = read(write(tmp_path, files))
    (model,) = reading.api.models
    assert (model.name, [field.wire_name for field in model.fields]) == ("AcmeFooThingExtension", ["size"])


def test_a_link_that_leads_up_is_not_followed(tmp_path: Path) -> None:
    folder = write(tmp_path / "modules", _ping("one/"))
    (folder / "again").symlink_to(folder)
    assert len(read(folder).api.operations) == 1
