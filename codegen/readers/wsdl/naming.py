"""How Magento turns PHP names into names on the wire, and back."""

from __future__ import annotations

import re

_SNAKE = re.compile(r"(.)([A-Z])", re.DOTALL)


def upper_first(name: str) -> str:
    """PHP's `ucfirst`."""
    return name[:1].upper() + name[1:]


def lower_first(name: str) -> str:
    """PHP's `lcfirst`."""
    return name[:1].lower() + name[1:]


def snake(name: str) -> str:
    """Magento 2's snake case of what follows a getter's prefix: pairs don't overlap, so `URLKey` gives `u_rl_key`.

    Source: Magento\\Framework\\Api\\SimpleDataObjectConverter::camelCaseToSnakeCase.
    """
    return _SNAKE.sub(r"\1_\2", name).lower()


def words(name: str) -> list[str]:
    """The words of a camel-case name: `catalogProductList` gives catalog, Product, List."""
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|[A-Z]|[0-9]+|[^A-Za-z0-9]+", name)
