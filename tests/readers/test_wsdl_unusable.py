"""WSDLs that are broken, incomplete, hostile or packed: what can be read is, and the rest is one line."""

from __future__ import annotations

import lzma
import shutil
from pathlib import Path

import pytest

from codegen.diagnostics import CodegenError
from codegen.ir import (
    INTEGER,
    NUMBER,
    AnyType,
    Named,
    Status,
    TypeRef,
)
from codegen.readers.base import ReadOptions
from codegen.readers.wsdl import READER
from codegen.roots import Root
from codegen.source import Inputs
from tests.readers.wsdl_fragments import FRAGMENTS, fields, lines, operations, read


@pytest.mark.parametrize(
    "names",
    [("magento2_cards.wsdl", "magento2_renewal.wsdl"), ("magento2_renewal.wsdl", "magento2_cards.wsdl")],
)
def test_one_type_in_two_shapes_is_reported_and_the_first_is_kept(names: tuple[str, str]) -> None:
    reading = read(*names)
    assert lines(reading) == ["magento2_renewal.wsdl:18 conflicting-type"]
    assert fields(reading, "AcmeLoyaltyDataCardInterface")["points"].type == NUMBER
    extension = fields(reading, "AcmeLoyaltyDataCardExtensionInterface")
    assert list(extension) == ["tier", "sponsor"]
    assert not any(field.required for field in extension.values())


def test_a_broken_operation_costs_itself_only() -> None:
    reading = read("broken_operations.wsdl")
    assert lines(reading) == [
        "broken_operations.wsdl:6 unknown-type",
        "broken_operations.wsdl:8 unknown-element",
        "broken_operations.wsdl:11 unknown-type",
        "broken_operations.wsdl:13 conflicting-type",
        "broken_operations.wsdl:22 operation-skipped",
        "broken_operations.wsdl:23 operation-skipped",
        "broken_operations.wsdl:24 operation-skipped",
        "broken_operations.wsdl:25 operation-skipped",
        "broken_operations.wsdl:26 operation-skipped",
        "broken_operations.wsdl:27 operation-skipped",
    ]
    ask = operations(reading)["Ask"]
    unknown = AnyType("type Nowhere is not declared")
    types: list[TypeRef] = [one.type for one in ask.parameters]
    assert types == [unknown, unknown, AnyType("element Alien is not declared"), Named("Thing")]
    statuses = [item.status for item in reading.api.items]
    assert statuses.count(Status.SKIPPED) == 6
    assert statuses.count(Status.DEGRADED) == 1
    assert len({item.id for item in reading.api.items}) == 7
    assert fields(reading, "Thing")["id"].type == INTEGER


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("entity_bomb.wsdl", ""),
        ("attribute_bomb.wsdl", ""),
        ("page.wsdl", "page.wsdl:1: this is an HTML page, not a WSDL; "),
        (
            "truncated.wsdl",
            "truncated.wsdl:4:1: malformed XML: Premature end of data in tag message line 2; mend",
        ),
        (
            "wrong_root.wsdl",
            "wrong_root.wsdl:2: the root element is <config>, not a WSDL's <definitions>; save",
        ),
        ("empty.wsdl", "empty.wsdl: malformed XML: no element found; mend the file or leave it out"),
        ("parts/common.xsd", ""),
    ],
)
def test_what_is_no_wsdl_ends_in_one_line(name: str, line: str, tmp_path: Path) -> None:
    copied = tmp_path / Path(name).with_suffix(".wsdl").name
    shutil.copy(FRAGMENTS / name, copied)
    with pytest.raises(CodegenError) as raised:
        READER.read([Root.of(str(copied))], Inputs(), ReadOptions())
    message = str(raised.value)
    assert message.startswith(f"{copied.parent}/{line}" if line else str(copied))
    assert "\n" not in message
    assert raised.value.exit_code == 3


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    text = (FRAGMENTS / "no_binding.wsdl").read_text(encoding="utf-8")
    text = f'<!DOCTYPE definitions [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{text}'
    wsdl = tmp_path / "x.wsdl"
    wsdl.write_text(text.replace('<message name="In"/>', "<message>&x;</message>"), encoding="utf-8")
    with pytest.raises(CodegenError, match="document type declaration") as raised:
        READER.read([Root.of(str(wsdl))], Inputs(), ReadOptions())
    assert "the secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("no_binding.wsdl", "no_binding.wsdl:1 no-binding"),
        ("no_port_type.wsdl", "no_port_type.wsdl:3 no-port-type"),
    ],
)
def test_an_incomplete_wsdl_is_reported(name: str, line: str) -> None:
    reading = read(name)
    assert lines(reading) == [line]
    assert reading.api.operations == ()


def test_the_rest_of_a_folder_is_read(tmp_path: Path) -> None:
    for name in ("page.wsdl", "truncated.wsdl", "shop_wsi.wsdl"):
        shutil.copy(FRAGMENTS / name, tmp_path / name)
    reading = READER.read([Root.of(str(tmp_path))], Inputs(), ReadOptions())
    assert lines(reading) == ["page.wsdl:1 unreadable-input", "truncated.wsdl:4 unreadable-input"]
    assert len(reading.api.operations) == 5


def test_imports_stay_below_the_source_and_off_the_network() -> None:
    reading = read("imports.wsdl")
    assert lines(reading) == [
        "imports.wsdl:4 import-not-followed",
        "imports.wsdl:5 import-not-followed",
        "imports.wsdl:10 import-not-followed",
        "imports.wsdl:11 import-not-followed",
        "imports.wsdl:12 import-not-followed",
        "truncated.wsdl:4 unreadable-input",
    ]
    assert list(operations(reading)) == ["Ask"]


def test_packed_files(tmp_path: Path) -> None:
    data = lzma.compress((FRAGMENTS / "shop_wsi.wsdl").read_bytes())
    (tmp_path / "shop.wsdl.xz").write_bytes(data)
    (tmp_path / "short.wsdl.xz").write_bytes(data[:-40])
    (tmp_path / "plain.wsdl.xz").write_bytes(b"<definitions/>")
    root = Root.of(str(tmp_path))
    inputs = Inputs()
    assert READER.claims(root)
    reading = READER.read([root], inputs, ReadOptions())
    assert len(reading.api.operations) == 5
    assert sorted(lines(reading)) == ["plain.wsdl.xz:0 unreadable-input", "short.wsdl.xz:0 unreadable-input"]
    assert set(inputs.hashes) == {f"{tmp_path.name}/{name}.wsdl.xz" for name in ("shop", "short", "plain")}


def test_what_the_reader_claims(tmp_path: Path) -> None:
    saved = tmp_path / "saved.xml"
    shutil.copy(FRAGMENTS / "shop_wsi.wsdl", saved)
    (tmp_path / "other.xml").write_text("<config/>", encoding="utf-8")
    assert READER.claims(Root.of(str(FRAGMENTS)))
    assert READER.claims(Root.of(str(FRAGMENTS / "page.wsdl")))
    assert READER.claims(Root.of(str(saved)))
    assert not READER.claims(Root.of(str(tmp_path / "other.xml")))
    assert not READER.claims(Root.of(str(tmp_path)))
    assert len(READER.read([Root.of(str(saved))], Inputs(), ReadOptions()).api.operations) == 5


def test_one_service_in_two_shapes_is_reported(tmp_path: Path) -> None:
    text = (FRAGMENTS / "magento2_cards.wsdl").read_text(encoding="utf-8")
    (tmp_path / "a.wsdl").write_text(text, encoding="utf-8")
    changed = text.replace('name="cardNumber" minOccurs="1"', 'name="cardNumber" minOccurs="0"')
    (tmp_path / "b.wsdl").write_text(changed, encoding="utf-8")
    reading = READER.read([Root.of(str(tmp_path))], Inputs(), ReadOptions())
    (line,) = lines(reading)
    assert line.startswith("b.wsdl:")
    assert line.endswith(" conflicting-operation")
    assert "a.wsdl:" in reading.diagnostics[0].message
    get = operations(reading)["acmeLoyaltyCardRepositoryV1Get"]
    assert get.parameters[0].required
    assert len(reading.api.items) == 3


def test_a_page_with_a_byte_order_mark(tmp_path: Path) -> None:
    page = tmp_path / "page.wsdl"
    page.write_bytes(b"\xef\xbb\xbf\n<HTML><body>Not found</body></HTML>")
    with pytest.raises(CodegenError, match="HTML page"):
        READER.read([Root.of(str(page))], Inputs(), ReadOptions())


def test_a_small_file_that_unpacks_to_a_huge_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codegen.readers.wsdl.loading.LARGEST", 1 << 20)
    packed = tmp_path / "bomb.wsdl.xz"
    text = b'<definitions xmlns="http://schemas.xmlsoap.org/wsdl/">' + b" " * (1 << 22)
    packed.write_bytes(lzma.compress(text))
    with pytest.raises(CodegenError, match="larger than 1 MiB"):
        READER.read([Root.of(str(packed))], Inputs(), ReadOptions())
