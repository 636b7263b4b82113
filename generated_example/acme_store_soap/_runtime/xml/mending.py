# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Answers that are no XML by a character or an entity only, made XML: one bad text doesn't cost the whole list."""

from __future__ import annotations

import re
import warnings

_PARTS = re.compile(
    rb"<!\[CDATA\[(?:.*?\]\]>|.*)|&[A-Za-z][A-Za-z0-9]*;|&#[0-9A-Fa-fxX]{1,12};|[\x00-\x08\x0b\x0c\x0e-\x1f]",
    re.DOTALL,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_REPLACED = b"&#xFFFD;"


class ReplacedCharacterWarning(UserWarning):
    """A text of an answer held a control character, which XML can't carry; U+FFFD stands in its place. Shown once."""


def mended(body: bytes) -> bytes:
    """The message with U+FFFD for characters that XML can't hold, and characters for HTML's entities.

    PHP writes control characters as they are, and Magento makes HTML's entities of a fault's text (`&uuml;`), which XML
    doesn't know (Magento\\Webapi\\Model\\Soap\\Fault).
    """
    replaced = False

    def mend(match: re.Match[bytes]) -> bytes:
        nonlocal replaced
        part = match[0]
        if part.startswith(b"<"):
            inside = _CONTROL.sub(b"]]>" + _REPLACED + b"<![CDATA[", part)
            replaced = replaced or inside != part
            return inside
        if part.startswith(b"&#"):
            kept = _is_character(part[2:-1].decode())
            replaced = replaced or not kept
            return part if kept else _REPLACED
        if part.startswith(b"&"):
            name = part[1:-1].decode()
            code = _code_of(name)
            return part if code is None else b"&#%d;" % code
        replaced = True
        return _REPLACED

    text = _PARTS.sub(mend, body)
    if replaced:
        warnings.warn(
            "an answer held control characters, which XML can't carry; U+FFFD stands in their place",
            ReplacedCharacterWarning,
            stacklevel=2,
        )
    return text


def _code_of(entity: str) -> int | None:
    """The character of an entity of HTML that is none of XML's own."""
    from html.entities import name2codepoint  # a table of thousands, for answers that are malformed

    return None if entity in _OWN else name2codepoint.get(entity)


def _is_character(reference: str) -> bool:
    """Whether a character reference, without `&#` and `;`, names a character that XML can hold."""
    try:
        code = int(reference[1:], 16) if reference[:1] in "xX" else int(reference)
    except ValueError:
        return True
    return (
        code in (9, 10, 13)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )
