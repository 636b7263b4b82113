"""What holds of every decoded answer: it can be dumped, its values are of their types, and JSON holds all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel


def models_in(value: Any) -> Iterator[BaseModel]:
    """The models of an answer, those that are in no other one."""
    if isinstance(value, BaseModel):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from models_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from models_in(item)


def assert_dumps(value: Any, place: str) -> int:
    """Check it of an answer; how many models it holds. `place` names it where that fails."""
    count = 0
    for count, model in enumerate(models_in(value), 1):  # noqa: B007  # the last count is told
        names = {*type(model).model_fields, *(model.model_extra or {})}
        assert set(model.model_dump(warnings="error")) == names, place
        text = model.model_dump_json(warnings="error")
        assert json.loads(text) == json.loads(json.dumps(model.model_dump(mode="json"))), place
    return count
