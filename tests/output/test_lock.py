"""The lock as text: one that merges and reads well in a review."""

from __future__ import annotations

import json

from codegen.output.lock import Lock


def test_every_entry_has_a_line_of_its_own_indented_by_its_depth() -> None:
    lock = Lock(
        tool="1.2",
        program="ab",
        options={"name": "store"},
        inputs={"b.xml": "1", "a.xml": "2"},
        listing={".": "3", "../other": "4"},
        outputs={"__init__.py": "5"},
        names={"thing": "Größe"},
        api={"routes": ["GET /V1/a", "GET /V1/b"], "system": "magento2"},
    )
    assert lock.dump() == json.dumps(lock._asdict(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
