"""What api2.xml demands of fields stands in the `testing.py` of a package."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from tests.readers.test_api2 import api2, put
from tests.runtime.api2.packages import client_of, import_package, write_package

RESOURCE = """
<box><privileges><admin><create>1</create><update>1</update></admin></privileges>
<attributes><size>Size</size><label>Label</label></attributes>
<routes><e><route>/boxes/:id</route><action_type>entity</action_type></e></routes>%s<versions>1</versions></box>
"""
VALIDATORS = """
<validators><fields>
<size><required>1</required><pattern><type>Regex</type><options><pattern>/^"\\d'$/</pattern></options>
<message>Say "12'" {0}</message></pattern></size>
<label><required>1</required><length><type>StringLength</type><options><min>1</min><max>9</max></options></length>
<own><type>Acme_Label</type></own></label>
</fields></validators>
"""


def test_what_is_demanded_is_told(tmp_path: Path) -> None:
    write_package(
        client_of(put(tmp_path, "Acme_Box", api2(RESOURCE % VALIDATORS))), tmp_path, "checked_boxes"
    )
    import_package(tmp_path, "checked_boxes")
    testing: Any = import_module("checked_boxes.testing")
    assert {
        "acme_box.Box": testing.Checks(
            {
                "size": [testing.Check("Regex", {"pattern": "/^\"\\d'$/"}, 'Say "12\'" {0}')],
                "label": [
                    testing.Check("StringLength", {"min": "1", "max": "9"}),
                    testing.Check("Acme_Label"),
                ],
            },
            required=["size", "label"],
        )
    } == testing.CHECKS


def test_nothing_is_told_where_nothing_is_demanded(tmp_path: Path) -> None:
    write_package(client_of(put(tmp_path, "Acme_Box", api2(RESOURCE % ""))), tmp_path, "unchecked_boxes")
    text = (tmp_path / "unchecked_boxes" / "testing.py").read_text("utf-8")
    assert "CHECKS" not in text
    assert "Api2Server(OPERATIONS)" in text
