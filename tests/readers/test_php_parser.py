"""PHP source to declarations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codegen.readers.php.framework import framework_contract
from codegen.readers.php.model import ConstantRef, Expression, Literal, NativeType, Opaque, PhpFile
from codegen.readers.php.names import resolve_name
from codegen.readers.php.parser import parse_php
from codegen.roots import Source
from tests.readers.magento2_support import magento_type, normal, read, registration, service, webapi, write

SOURCE = Source(Path("x.php"), "x.php", "x.php")


def _parse(text: str) -> PhpFile:
    return parse_php(text.encode(), SOURCE)


def _default(text: str) -> Expression | None:
    (found,) = _parse(f"<?php\nnamespace N;\nuse A\\B;\ninterface I {{ function f($x = {text}); }}").classes
    return found.methods[0].parameters[0].default


def _native(text: str) -> NativeType | None:
    (found,) = _parse(f"<?php\nnamespace N;\nuse A\\B;\ninterface I {{ function f({text} $x); }}").classes
    return found.methods[0].parameters[0].type


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", Literal(1)),
        ("0x1F", Literal(31)),
        ("1_000", Literal(1000)),
        ("017", Literal(15)),
        ("-2", Literal(-2)),
        ("1.5", Literal(1.5)),
        ("TRUE", Literal(True)),
        ("null", Literal(None)),
        ("'it\\'s \\n'", Literal("it's \\n")),
        ('"line\\n"', Literal("line\n")),
        ("[]", Literal(())),
        ("array(1, 'a')", Literal((1, "a"))),
        ("self::X", ConstantRef("self", "X")),
        ("B::X", ConstantRef("A\\B", "X")),
        ("\\C\\D::X", ConstantRef("C\\D", "X")),
        ("PHP_INT_MAX", ConstantRef("", "PHP_INT_MAX")),
    ],
)
def test_constant_expressions(text: str, value: Expression) -> None:
    assert _default(text) == value


@pytest.mark.parametrize(
    "text",
    ["new B()", "1 + 2", '"a{$b}"', "['k' => 1]", "[self::X]", "fn() => 1", "[" * 300 + "]" * 300],
)
def test_expressions_that_are_not_followed(text: str) -> None:
    assert isinstance(_default(text), Opaque)


@pytest.mark.parametrize(
    ("text", "native"),
    [
        ("string", NativeType("string")),
        ("INT", NativeType("int")),
        ("?array", NativeType("array", nullable=True)),
        ("B", NativeType("A\\B")),
        ("?B\\C", NativeType("A\\B\\C", nullable=True)),
        ("\\D", NativeType("D")),
        ("Other", NativeType("N\\Other")),
        ("self", NativeType("self")),
        ("B|null", NativeType("A\\B", nullable=True)),
        ("null | string", NativeType("string", nullable=True)),
        ("int|string", NativeType("int|string", compound=True)),
        ("A&B", NativeType("A&B", compound=True)),
        ("(A&B)|null", NativeType("(A&B)|null", nullable=True, compound=True)),
    ],
)
def test_native_types(text: str, native: NativeType) -> None:
    found = _native(text)
    assert found
    assert (found.nullable, found.compound) == (native.nullable, native.compound)
    if not native.compound:
        assert found == native


def test_required_parameters_are_counted_as_php_does() -> None:
    (found,) = _parse("<?php interface I { function f($a = 1, $b, $c = 2, ...$d); function g(); }").classes
    assert [method.required_parameters for method in found.methods] == [2, 0]


def test_members_and_their_doc_comments() -> None:
    (found,) = _parse(
        "<?php\n/** Class. */\n#[A]\nfinal class C extends P implements I, \\J {\n use T, U { x as y; }\n"
        " /** Field. */\n private int $x = 1;\n /** Stale. */\n const A = 1, B = self::A;\n"
        " /** One. */\n // a comment between\n #[D]\n public static function one() {}\n"
        " function two() {}\n /* no doc */\n protected function three() {}\n /*** no doc */\n function four() {}\n}"
    ).classes
    assert (found.doc, found.parent, found.interfaces, found.traits) == (
        "/** Class. */",
        "P",
        ("I", "J"),
        ("T", "U"),
    )
    assert [(method.name, method.public, method.doc) for method in found.methods] == [
        ("one", True, "/** One. */"),
        ("two", True, ""),
        ("three", False, ""),
        ("four", True, ""),
    ]
    assert found.constants == {"A": Literal(1), "B": ConstantRef("self", "A")}


@pytest.mark.parametrize(
    "text", ["", "no php at all", "<?php", "<?php class", "<?php interface I {", "\x00\xff<?php {{{"]
)
def test_nonsense_is_not_an_exception(text: str) -> None:
    assert all(not each.methods for each in _parse(text).classes)


def test_the_line_of_a_syntax_error() -> None:
    assert _parse("<?php\ninterface I {\n function f();\n function g(;\n}\n").error_line == 4
    assert _parse("<?php\nclass C {\n function f() { return (; }\n}\n").error_line == 0
    assert _parse("<?php\ninterface I {}\n").error_line == 0


def test_resolve_name() -> None:
    uses = {"B": "A\\B"}
    assert resolve_name("\\X\\Y", "N", uses) == "X\\Y"
    assert resolve_name("b\\C", "N", uses) == "A\\B\\C"
    assert resolve_name("namespace\\C", "N", uses) == "N\\C"
    assert resolve_name("C", "", uses) == "C"


def test_the_built_in_framework_is_what_magento_declares(corpus: Path, tmp_path: Path) -> None:
    types = json.loads((corpus / "magento-2.4.6/reflect/types.json").read_text())
    names = [
        "SearchCriteriaInterface",
        "Search\\FilterGroup",
        "AttributeInterface",
        "Data\\ImageContentInterface",
    ]
    names += ["ExtensibleDataInterface"]
    files: dict[str, str | bytes] = {"registration.php": registration("Acme_Foo")}
    routes = []
    for number, name in enumerate(names):
        files[f"Api/S{number}.php"] = service(
            "Acme\\Foo\\Api", f"S{number}", returned=f"\\Magento\\Framework\\Api\\{name}"
        )
        routes.append(("GET", f"/V1/{number}", f"Acme\\Foo\\Api\\S{number}", "get"))
    api = read(write(tmp_path, {**files, "etc/webapi.xml": webapi(*routes)})).api
    assert len(api.models) == 7
    for model in api.models:
        expected = {
            name: (normal(facts["type"]), facts["required"])
            for name, facts in types[model.name].get("parameters", {}).items()
        }
        assert expected == {
            field.soap_name or field.wire_name: (magento_type(field.type), field.required)
            for field in model.fields
        }
    assert framework_contract("Magento\\Framework\\Api\\Nothing") is None
    assert framework_contract("Acme\\Foo") is None
