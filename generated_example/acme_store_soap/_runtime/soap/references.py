# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""References between the elements of a message (SOAP 1.1 encoding, section 5.4)."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from ..xml.documents import BadXml

if TYPE_CHECKING:
    from ..xml.documents import Element

MAX_COPIES = 100_000
"""How many elements `href` references may add to one document, which keeps a small answer from growing without end."""


def resolve_references(root: Element) -> None:
    """Put copies of the elements that `href="#id"` names in place of the references.

    PHP writes an object that occurs twice in an answer once, and a reference afterwards. Raises BadXml for a reference
    to nothing and for one inside its own target.
    """
    targets = {element.get("id"): element for element in root.iter() if element.get("id")}
    copies = 0
    pending = [element for element in root.iter() if element.get("href", "").startswith("#")]
    while pending:
        element = pending.pop()
        target = targets.get(element.get("href", "")[1:])
        if target is None:
            raise BadXml(f"a reference to {element.get('href')!r}, which is not in the message")
        if any(parent is target for parent in element.iterancestors()):
            raise BadXml("an object that contains itself")
        copies += 1 + sum(1 for _ in target.iterdescendants())
        if copies > MAX_COPIES:
            raise BadXml(f"more than {MAX_COPIES} elements by reference")
        del element.attrib["href"]
        element.text = target.text
        for name, value in target.attrib.items():
            if name != "id":
                element.set(name, value)
        element.extend(copy.deepcopy(child) for child in target)
        pending.extend(inner for inner in element.iterdescendants() if inner.get("href", "").startswith("#"))
        if element.get("href", "").startswith("#"):
            pending.append(element)
