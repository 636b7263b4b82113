"""What a decoded answer must be, told from the recorded one without the runtime's help."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from tests.replay.exchanges import Exchange
from tests.replay.soap import recorded

STATUS_ERRORS = {
    400: "BadRequestError",
    401: "AuthenticationError",
    404: "NotFoundError",
    405: "MethodNotAllowedError",
    500: "ServerError",
}


def reading(exchange: Exchange) -> Any:
    """An answer as plain data, read with `json` or `lxml`."""
    if exchange.is_xml:
        return recorded.plain(etree.fromstring(exchange.answer.strip()))
    return json.loads(exchange.answer)


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
