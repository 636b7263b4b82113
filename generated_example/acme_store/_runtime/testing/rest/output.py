# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Bodies of answers as Magento 2 writes them: JSON, or XML where that is accepted; only the fields asked for.

Follows Magento\\Framework\\Webapi: ServiceOutputProcessor, Rest\\Response\\FieldsFilter, Rest\\Response\\Renderer\\Xml.
"""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from ...shapes import is_list, is_map
from ..output import written_json

JSON = "application/json; charset=utf-8"
XML = "application/xml; charset=utf-8"
_DROPPED = re.compile(r"[!\"#$%&'()*+,/;<=>?@\[\\\]^`{|}~]")


def rendered(value: Any, accept: str) -> tuple[bytes, str] | None:
    """A body in the first form that is accepted, with its content type; None where there is none."""
    for part in accept.split(",") if accept else ("*/*",):
        kind = part.partition(";")[0].strip()
        if kind in ("application/json", "*/*", "application/*"):
            return written_json(value), JSON
        if kind in ("application/xml", "text/xml"):
            return _xml_document(value).encode(), XML
    return None


def filtered(value: Any, expression: str) -> Any:
    """Only what a projection names: `items[sku,name],total_count`. One that can't be read leaves nothing."""
    return _kept(value, _tree(expression))


def _tree(expression: str) -> dict[str, Any]:
    """The names of a projection, each with the names inside of it."""
    stack: list[dict[str, Any]] = [{}]
    name = ""
    for token in re.findall(r"[^,\[\]]+|[,\[\]]", expression):
        if token == "[":
            stack.append(stack[-1].setdefault(name, {}))
        elif token == "]" and len(stack) > 1:
            stack.pop()
        elif token not in (",", "]"):
            name = token
            stack[-1][name] = {}
    return stack[0]


def _kept(value: Any, tree: dict[str, Any]) -> Any:
    if is_list(value):
        return [_kept(item, tree) for item in value]
    if not is_map(value):
        return value
    return {
        name: _kept(value[name], inner) if inner else value[name]
        for name, inner in tree.items()
        if name in value
    }


def _xml_document(value: Any) -> str:
    return f'<?xml version="1.0"?>\n<response>{_xml(value)}</response>\n'


def _xml(value: Any) -> str:
    if is_map(value):
        return "".join(_element(_tag(key), item) for key, item in value.items())
    if is_list(value):
        return "".join(_element("item", item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else escape(str(value))


def _element(tag: str, value: Any) -> str:
    text = _xml(value)
    return f"<{tag}>{text}</{tag}>" if text else f"<{tag}/>"


def _tag(key: str) -> str:
    """A key as the name of an element (`_prepareKey` of Magento's renderer)."""
    name = _DROPPED.sub("", key).replace(" ", "_").replace(":", "_").strip("_")
    return f"item_{name}" if name[:1].isdigit() or name[:1] in (",", ".", "-") else name
