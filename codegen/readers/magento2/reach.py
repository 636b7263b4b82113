"""Which models operations reach, and which of those could not be typed in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from codegen.ir import Model, Operation, named_types


class Reach:
    """Follows types through models. `broken` names the models with fields that could not be typed, and why."""

    def __init__(self, models: Mapping[str, Model], broken: Mapping[str, str]) -> None:
        self._uses = {
            model.name: sorted({name for field in model.fields for name in named_types(field.type)})
            for model in models.values()
        }
        self._problems = self._spread(broken)

    def _spread(self, broken: Mapping[str, str]) -> dict[str, str]:
        """Models that are broken or reach a broken one, with a word on which."""
        users: dict[str, list[str]] = {}
        for name, used in self._uses.items():
            for other in used:
                users.setdefault(other, []).append(name)
        problems: dict[str, str] = {}
        for name in sorted(broken):
            queue = [name]
            while queue:
                current = queue.pop()
                if current not in problems:
                    problems[current] = f"{name}: {broken[name]}"
                    queue.extend(users.get(current, ()))
        return problems

    def problem(self, operation: Operation) -> str:
        """Why the operation is degraded by its types, empty if it is not."""
        return next((self._problems[name] for name in _mentioned(operation) if name in self._problems), "")

    def models(self, operations: Iterable[Operation], besides: Iterable[str]) -> set[str]:
        """The models that the operations and the models `besides` reach."""
        queue = [*besides, *(name for operation in operations for name in _mentioned(operation))]
        found: set[str] = set()
        while queue:
            name = queue.pop()
            if name not in found:
                found.add(name)
                queue.extend(self._uses.get(name, ()))
        return found


def _mentioned(operation: Operation) -> list[str]:
    types = [parameter.type for parameter in operation.parameters]
    soap = operation.soap()
    types += [parameter.type for parameter in soap.parameters] if soap else []
    types += [operation.result] if operation.result else []
    return [name for each in types for name in named_types(each)]
