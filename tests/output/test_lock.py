"""The lock as text: one that merges and reads well in a review."""

from __future__ import annotations

import json

from codegen.output.lock import Lock, model_text, operation_text, same_content


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
    kept = {key: value for key, value in lock._asdict().items() if key != "digest"}
    assert lock.dump() == json.dumps(kept, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def test_two_locks_say_the_same_whoever_wrote_them_and_in_whatever_form() -> None:
    operation, model = {"id": "GET /V1/a"}, {"name": "Product", "fields": [["sku", "string"]]}
    lock = Lock(
        tool="1",
        program="a",
        options={},
        inputs={"a.xml": "1"},
        listing={".": "2"},
        api={"operations": [operation], "models": [model]},
    )
    text = {"operations": [operation_text(operation)], "models": [model_text(model)]}
    assert same_content(lock._replace(program="b", listing={}, api=text), lock)
    assert not same_content(lock._replace(inputs={}), lock)
    assert not same_content(lock._replace(api={**text, "models": []}), lock)
