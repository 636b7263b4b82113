"""Modules of a Magento 1 are declared as its server reads them: in any case, on with more than `true`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import Run, run, warm
from tests.readers.magento2_support import write
from tests.readers.test_magento1_modules import wsi

__all__ = ["run", "warm"]

API = """<config><api><resources><acme_{0}><title>{0}</title><methods><list><title>List</title></list></methods>
</acme_{0}></resources></api></config>"""

ITEM = (
    '<xsd:complexType name="item"><xsd:sequence><xsd:element name="id" type="xsd:int"/></xsd:sequence>'
    "</xsd:complexType>"
)


@pytest.mark.parametrize(
    ("declared", "active", "on"),
    [
        ("Acme_Parts", "true", True),
        ("acme_parts", "true", True),
        ("acme_Parts", "1", True),
        ("Acme_Parts", "TRUE", True),
        ("Acme_Parts", "0", False),
        ("Acme_Parts", "off", False),
        ("Acme_Parts", "False", False),
    ],
)
def test_case_and_activity(tmp_path: Path, run: Run, declared: str, active: str, on: bool) -> None:
    modules = f"<config><modules><{declared}><active>{active}</active><codePool>local</codePool></{declared}>"
    write(
        tmp_path / "m1",
        {
            "app/Mage.php": "<?php",
            "app/etc/modules/Acme.xml": f"{modules}<Acme_Base><active>true</active></Acme_Base></modules></config>",
            "app/code/local/Acme/Parts/etc/api.xml": API.format("parts"),
            "app/code/local/Acme/Base/etc/api.xml": API.format("base"),
        },
    )
    done = run("inspect", "--source", "m1", "--format", "json")
    assert done.returncode == 0, done.stderr
    found = {operation["id"] for operation in json.loads(done.stdout)["operations"]}
    assert found >= {"acme_base.list"}
    assert ("acme_parts.list" in found) is on


@pytest.mark.parametrize("alone", [True, False])
def test_one_modules_wsdl_alone(tmp_path: Path, run: Run, alone: bool) -> None:
    """The variables that the server fills in are no error, whether the file is given or the module's folder."""
    write(tmp_path / "Acme_Thing", {"etc/wsi.xml": wsi("acmeThingInfo", types=ITEM)})
    source = "Acme_Thing/etc/wsi.xml" if alone else "Acme_Thing"
    done = run("generate", "--source", source, "--output", "things", "--strict")
    assert done.returncode == 0, done.stderr
    assert "error" not in done.stderr
    assert "malformed" not in done.stderr
    assert "things: 1 generated, 0 degraded, 0 skipped of 1 item" in done.stderr
