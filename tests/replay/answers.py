"""What a decoded answer must be, told from the recorded one without the runtime's help."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

STATUS_ERRORS = {
    400: "BadRequestError",
    401: "AuthenticationError",
    404: "NotFoundError",
    405: "MethodNotAllowedError",
    500: "ServerError",
}

RULES = {
    "null": "a null result and void are an empty list",
    "numbered": "a filtered list is a map with numbers for keys",
    "number": "a text stands where a number is declared",
}
"""Why a dumped answer may differ from the recorded one."""


def plain(value: Any) -> Any:
    """A decoded answer as it would be written again."""
    if isinstance(value, BaseModel):
        return value.model_dump(by_alias=True, exclude_unset=True, warnings=False)
    return [plain(item) for item in value] if isinstance(value, list) else value


def differences(value: Any, recorded: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """How a dumped answer differs from the recorded one: the rule that explains it (empty for none), and the place."""
    if isinstance(recorded, dict) and isinstance(value, list) and all(key.isdigit() for key in recorded):
        yield "numbered", place
        yield from differences(value, list(recorded.values()), place)
    elif isinstance(recorded, dict) and isinstance(value, dict) and value.keys() == recorded.keys():
        for key, item in value.items():
            yield from differences(item, recorded[key], f"{place}.{key}")
    elif isinstance(recorded, list) and isinstance(value, list) and len(value) == len(recorded):
        for index, (mine, its) in enumerate(zip(value, recorded, strict=True)):
            yield from differences(mine, its, f"{place}[{index}]")
    elif recorded == [] and value is None:
        yield "null", place
    elif isinstance(value, int) and isinstance(recorded, str) and str(value) == recorded:
        yield "number", place
    elif value != recorded or isinstance(value, bool) is not isinstance(recorded, bool):
        yield "", f"{place}: {value!r}, {recorded!r}"


def filled(template: str, parameters: Any) -> str:
    """A message with its placeholders filled, one after the other, the longest name first."""
    if isinstance(parameters, list):
        named = {str(index): value for index, value in enumerate(parameters, 1)}
    else:
        named = {
            str(int(name) + 1) if name.isdigit() else name: item for name, item in (parameters or {}).items()
        }
    for name in sorted(named, key=len, reverse=True):
        template = template.replace(f"%{name}", "" if named[name] is None else str(named[name]))
    return template
