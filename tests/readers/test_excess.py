"""Definitions of a size or depth that no shop has: read in time that grows as they do, or refused in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.diagnostics import CodegenError, Level
from codegen.emit.text import informative
from codegen.ir import Status
from codegen.passes.type_text import parse
from codegen.readers.api2.implementation import Implementations
from codegen.readers.base import ReadOptions
from codegen.readers.magento1.modules import find_modules
from codegen.readers.magento2.modules import active_modules
from codegen.readers.magento2.naming import service_title, type_name
from codegen.readers.php.docblock import DocBlock
from codegen.readers.php.files import LARGEST_FILE
from codegen.readers.wsdl import READER
from codegen.roots import Root
from codegen.source import Inputs
from codegen.symbols.words import snake
from tests.growth import assert_linear
from tests.readers.magento2_support import item, operation, registration, service, types_of, webapi, write
from tests.readers.magento2_support import read as read_magento2
from tests.readers.test_magento2_constructors import WORDS, built
from tests.readers.test_wsdl_odd import read as read_wsdl

FOO = "Acme\\Foo\\Api"
ROUTE = webapi(("GET", "/V1/foo", f"{FOO}\\FooInterface", "get"))


def foo(folder: Path, *, returned: str = "string", more: dict[str, str] | None = None) -> Path:
    """A module with one route."""
    files: dict[str, str | bytes] = {
        "registration.php": registration("Acme_Foo"),
        "etc/webapi.xml": ROUTE,
        "Api/FooInterface.php": service(FOO, "FooInterface", returned=returned),
        **(more or {}),
    }
    return write(folder, files)


def test_a_contract_that_extends_three_thousand_others(tmp_path: Path) -> None:
    chain = {
        f"Api/Foo{number}Interface.php": f"<?php\nnamespace {FOO};\n"
        f"interface Foo{number}Interface extends Foo{number + 1}Interface {{}}\n"
        for number in range(3000)
    }
    chain["Api/Foo3000Interface.php"] = service(FOO, "Foo3000Interface")
    chain["Api/FooInterface.php"] = (
        f"<?php\nnamespace {FOO};\ninterface FooInterface extends Foo0Interface {{}}\n"
    )
    api = read_magento2(foo(tmp_path, more=chain)).api
    assert item(api, "GET /V1/foo").status is Status.GENERATED
    assert types_of(operation(api, "GET /V1/foo")) == {}


@pytest.mark.parametrize(
    ("returned", "status"),
    [
        ("string" + "[]" * 20, Status.GENERATED),
        ("string" + "[]" * 100_000, Status.DEGRADED),
        ("\\Acme\\Foo\\Api\\FooInterface" + "[]" * 3000, Status.DEGRADED),
        ("array<" * 5000 + "string" + ">" * 5000, Status.DEGRADED),
        ("|".join(f"A{number}" for number in range(20_000)), Status.DEGRADED),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_type_of_lists_in_lists(tmp_path: Path, returned: str, status: Status) -> None:
    reading = read_magento2(foo(tmp_path, returned=returned))
    assert item(reading.api, "GET /V1/foo").status is status
    assert all(len(str(found)) < 2000 for found in reading.diagnostics)


def test_an_override_of_lists_in_lists() -> None:
    with pytest.raises(ValueError, match="in one another"):
        parse("list[" * 3000 + "string" + "]" * 3000)


def _element(name: str, type_: str) -> str:
    return f'<xsd:element name="{name}" type="{type_}"/>'


def _type(name: str, inside: str) -> str:
    return f'<xsd:complexType name="{name}"><xsd:sequence>{inside}</xsd:sequence></xsd:complexType>'


def _group(name: str, inside: str) -> str:
    return f'<xsd:group name="{name}"><xsd:sequence>{inside}</xsd:sequence></xsd:group>'


def _extends(name: str, base: str) -> str:
    return (
        f'<xsd:complexType name="{name}"><xsd:complexContent><xsd:extension base="{base}"/>'
        "</xsd:complexContent></xsd:complexType>"
    )


def test_lists_in_lists_of_a_wsdl(tmp_path: Path) -> None:
    lists = "".join(
        _type(f"T{number}", f'<xsd:element name="item" maxOccurs="unbounded" type="t:T{number + 1}"/>')
        for number in range(3000)
    )
    api = read_wsdl(
        tmp_path, schema=lists + _type("T3000", _element("z", "xsd:int")), asked=_element("a", "t:T0")
    ).api
    assert "T3000" in {model.name for model in api.models}


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        (
            "".join(_extends(f"T{number}", f"t:T{number + 1}") for number in range(3000))
            + _type("T3000", _element("z", "xsd:int")),
            "extends more than 100 others",
        ),
        (
            "".join(_group(f"G{number}", f'<xsd:group ref="t:G{number + 1}"/>') for number in range(3000))
            + _group("G3000", _element("z", "xsd:int"))
            + _type("T0", '<xsd:group ref="t:G0"/>'),
            "a group of this WSDL lies in 20 others",
        ),
        (
            "".join(_group(f"G{number}", f'<xsd:group ref="t:G{number + 1}"/>' * 2) for number in range(19))
            + _group("G19", _element("z", "xsd:int"))
            + _type("T0", '<xsd:group ref="t:G0"/>'),
            "has 20000 elements or more",
        ),
    ],
    ids=["bases", "groups", "groups twice"],
)
def test_a_wsdl_that_no_shop_has(tmp_path: Path, schema: str, says: str) -> None:
    with pytest.raises(CodegenError, match=rf"stock\.wsdl:\d+: .*{says}"):
        read_wsdl(tmp_path, schema=schema, asked=_element("a", "t:T0"))
    good = tmp_path / "good"
    good.mkdir()
    read_wsdl(good)
    reading = READER.read([Root.of(str(tmp_path))], Inputs(), ReadOptions())
    assert [found.level for found in reading.diagnostics] == [Level.ERROR]
    assert says in reading.diagnostics[0].message
    assert reading.api.operations


def _inline(number: int) -> str:
    inside = f"<xsd:complexType><xsd:sequence>{_element('z', 'xsd:int')}</xsd:sequence></xsd:complexType>"
    return f'<xsd:element name="a{number}">{inside}</xsd:element>'


SCHEMAS = {
    "unknown elements": lambda size: "<x/>" * 20 * size,
    "one element again and again": lambda size: _type("T0", _element("a", "xsd:string") * size),
    "types without a name": lambda size: _type("T0", "".join(map(_inline, range(size)))),
    "types that are not there": lambda size: "".join(
        _type(f"T{number}", _element("a", f"t:U{number}")) for number in range(size)
    ),
    "types of one name": lambda size: _type("T0", _element("a", "xsd:int")) * size,
}


@pytest.mark.parametrize("kind", SCHEMAS)
def test_reading_a_wsdl_grows_as_it_does(tmp_path: Path, kind: str) -> None:
    assert_linear(
        lambda size: read_wsdl(tmp_path, schema=SCHEMAS[kind](size)), 1000, refusals=(CodegenError,)
    )


def test_reading_routes_grows_as_they_do(tmp_path: Path) -> None:
    def work(size: int) -> None:
        routes = webapi(
            *(("GET", f"/V1/{number}/:id", f"{FOO}\\FooInterface", "get") for number in range(size))
        )
        read_magento2(foo(tmp_path, more={"etc/webapi.xml": routes}))

    assert_linear(work, 500)


@pytest.mark.parametrize(
    ("shorten", "text"),
    [
        (lambda text: snake(text, prefix="x"), "A"),
        (lambda text: informative(f"{text}x", "name"), "!"),
        (lambda text: informative(f"{text} x", "name"), " value"),
        (service_title, "A\\"),
        (type_name, "A\\"),
    ],
    ids=["words", "ends of sentences", "fillers", "services", "types"],
)
def test_naming_grows_as_the_names_do(shorten: Callable[[str], str], text: str) -> None:
    assert_linear(lambda size: shorten(text * size), 2000)


def test_reading_a_list_of_modules_grows_as_it_does(tmp_path: Path) -> None:
    def work(size: int) -> None:
        listed = f"<?php\nreturn ['modules' => ['{'_' * size}]];\n"
        active_modules([Root.of(str(write(tmp_path, {"app/etc/config.php": listed})))], Inputs())

    assert_linear(work, 10_000)


def test_reading_a_constructor_grows_as_it_does(tmp_path: Path) -> None:
    assert_linear(lambda size: built(tmp_path, "function __construct(" * size, WORDS), 2000)


def test_reading_openmages_list_of_modules_grows_as_it_does(tmp_path: Path) -> None:
    def work(size: int) -> None:
        write(tmp_path, {"app/code/core/Mage/Core/Model/Config.php": "MAGE_MODULES = [ " * size})
        find_modules([Root.of(str(tmp_path))], Inputs())

    assert_linear(work, 5000)


def test_reading_a_class_of_magento1_rest_grows_as_it_does(tmp_path: Path) -> None:
    def work(size: int) -> None:
        name = "Acme_Thing_Model_Thing_Rest_Admin_V1"
        write(
            tmp_path,
            {"Model/Thing/Rest/Admin/V1.php": f"<?php\nclass {name} {{ }}\n" + "function _a() " * size},
        )
        modules = {"Acme_Thing": (tmp_path, Root.of(str(tmp_path)))}
        classes = Implementations(Inputs(), (), {"acme": "Acme_Thing_Model"}, modules)
        assert not classes.refused("acme/thing", ["1"], ["admin"], "_update")

    assert_linear(work, 2000)


@pytest.mark.parametrize("text", [" \t", "* ", " ", "a\n", "@param a ", "\n * @param string $a b"])
def test_reading_a_docblock_grows_as_it_does(text: str) -> None:
    assert_linear(lambda size: DocBlock("/** " + text * size + " */").params, 40_000)


def test_a_php_file_of_a_size_that_no_shop_has_is_not_parsed(tmp_path: Path) -> None:
    def sized(size: int) -> Path:
        text = service(FOO, "FooInterface")
        return foo(
            tmp_path, more={"Api/FooInterface.php": text.replace("interface", f"/*{'x' * size}*/\ninterface")}
        )

    reading = read_magento2(sized(LARGEST_FILE))
    (found,) = [found for found in reading.diagnostics if found.level is Level.ERROR]
    assert found.message == (
        "can't be read: has more than 2,097,152 bytes, which no such file of a shop has; mend it or leave it out"
    )
    assert str(found.origin).endswith("Api/FooInterface.php")
    assert item(read_magento2(sized(LARGEST_FILE - 1000)).api, "GET /V1/foo").status is Status.GENERATED


def test_reading_php_grows_as_it_does(tmp_path: Path) -> None:
    def work(size: int) -> None:
        methods = "".join(
            f"/** @param string $a\n * @return string */\npublic function get{number}($a);\n"
            for number in range(size)
        )
        text = service(FOO, "FooInterface").replace("{", f"{{\n{methods}", 1)
        read_magento2(foo(tmp_path, more={"Api/FooInterface.php": text}))

    assert_linear(work, 300)
