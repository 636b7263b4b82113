# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The forms of Magento 1's REST API from the shop's side: which one is read, and which one is written.

Follows Mage_Api2_Model_Request, Mage_Api2_Model_Renderer and Mage_Api2_Model_Request_Interpreter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ...api2.body import decode_body
from ...http.messages import Request
from ..answers import Answer, Refusal

_XML = ("text/xml", "application/xml", "application/xhtml+xml")
_WRITTEN = ("application/json", *_XML)
"""The media types that are read and written, the usual one first. `text/plain`, a query string, is left out."""
_TYPE = re.compile(r"([a-z\d/\-+.]+)(?:; *charset=(.+))?", re.IGNORECASE)
UNAVAILABLE = Answer(
    status=500, content=b"Service temporary unavailable", content_type="text/html; charset=UTF-8"
)
"""What a request gets that no form of an answer suits."""


def read_body(request: Request) -> Any:
    """The body of a request as plain data. Raises Refusal for one that the shop can't read."""
    match = _TYPE.fullmatch(request.headers.get("content-type", ""))
    if match is None:
        sent = "content-type" in request.headers
        raise Refusal(400, "Invalid Content-Type header" if sent else "Content-Type header is empty")
    if match[2] and match[2].lower() != "utf-8":
        raise Refusal(400, "UTF-8 is the only supported charset")
    if match[1] not in _WRITTEN:
        raise Refusal(400, f'Server can not understand Content-Type HTTP header media type "{match[1]}"')
    try:
        return decode_body(request.content, match[1])
    except ValueError as error:
        raise Refusal(400, "Decoding error.") from error


def rendered(value: Any, request: Request, status: int = 200) -> Answer:
    """An answer in the form that a request likes best."""
    form = next((form for wanted in _accepted(request) for form in _WRITTEN if _suits(wanted, form)), None)
    if form is None:
        return UNAVAILABLE
    if form in _XML:
        from ...api2.xml import write_xml

        content_type = "application/xml; charset=utf-8"
        return Answer(status=status, content=write_xml(value), content_type=content_type)
    return Answer(status=status, content=json.dumps(value).encode())


def _accepted(request: Request) -> Iterator[str]:
    """The media types that a request accepts, the most wanted first."""
    wanted: list[tuple[str, str]] = []
    for part in request.headers.get("accept", "").split(","):
        kind, _, parameter = part.partition(";")
        wanted.append((parameter.partition("=")[2] or "1.0", kind.strip()))
    return (kind for _, kind in sorted(wanted, key=lambda pair: pair[0], reverse=True))


def _suits(wanted: str, form: str) -> bool:
    return wanted in (form, f"{form.partition('/')[0]}/*", "*/*")
