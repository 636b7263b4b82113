# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What HTTP's first lines can carry, checked before anything is sent and without showing a value: it may be secret."""

from __future__ import annotations

import re

from ..errors import RequestError
from ..shapes import is_text
from .messages import Request

_METHOD = re.compile(r"[A-Z][A-Z-]*")
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_FRAMING = frozenset({"content-length", "transfer-encoding"})


def check_sendable(request: Request) -> None:
    """Refuse, with a RequestError, a method or a header field that HTTP can't carry."""
    called = request.called
    if not _METHOD.fullmatch(request.method):
        raise RequestError(f"{request.method!r} is no HTTP method")
    for name, value in request.headers.pairs:
        if not _NAME.fullmatch(name):
            raise RequestError(f"{called}: {name!r} is no name of a header field")
        if name.lower() in _FRAMING:
            raise RequestError(f"{called}: {name} is set by the client itself; leave it out")
        if not _fits(value):
            raise RequestError(f"{called}: the value of the header {name} is not one that a header can carry")


def clean(value: str, what: str) -> str:
    """A token, key or name as it is used: without the white space around it, such as the end of the line of a file.

    Raises RequestError for an empty one, and for one with characters that no header can carry.
    """
    text = value.strip() if is_text(value) else ""
    if not text:
        raise RequestError(f"{what} is empty, or no text")
    if not _fits(text):
        raise RequestError(f"{what} holds characters that can't be sent (it is not shown here)")
    return text


def _fits(value: object) -> bool:
    return (
        isinstance(value, str)
        and value.isascii()
        and value.replace("\t", " ").isprintable()
        and value == value.strip()
    )
