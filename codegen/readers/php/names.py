"""Which class a name in a PHP file means."""

from __future__ import annotations


class Names:
    """The namespace and imports in force at one place of a file."""

    def __init__(self) -> None:
        self.namespace = ""
        self.uses: dict[str, str] = {}
        self.magento_uses: dict[str, str] = {}

    def enter(self, namespace: str) -> None:
        """A `namespace` statement: imports before it no longer count."""
        self.namespace = namespace
        self.uses = {}
        self.magento_uses = {}

    def use(self, name: str, alias: str, prefix: str = "", *, first: bool = True) -> None:
        """A `use` clause, of a group with its `prefix` and place; without an alias the last part of the name is one."""
        name = name.lstrip("\\")
        known_as = alias or name.rpartition("\\")[2]
        self.uses[known_as] = f"{prefix}\\{name}" if prefix else name
        self.magento_uses[known_as] = f"{prefix}\\{name}" if prefix and first else name

    def resolve(self, name: str) -> str:
        """The full class name without a leading backslash, as PHP resolves it."""
        return resolve_name(name, self.namespace, self.uses)


def resolve_name(name: str, namespace: str, uses: dict[str, str]) -> str:
    """A full class name from one that is full, imported, or relative to the namespace."""
    if name.startswith("\\"):
        return name[1:]
    head, slash, tail = name.partition("\\")
    if head.lower() == "namespace" and slash:
        return f"{namespace}\\{tail}" if namespace else tail
    imported = uses.get(head)
    if imported is None:
        imported = next((full for alias, full in uses.items() if alias.lower() == head.lower()), None)
    if imported is not None:
        return imported + slash + tail
    return f"{namespace}\\{name}" if namespace else name
