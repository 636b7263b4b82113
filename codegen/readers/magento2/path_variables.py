"""Path variables that the service method doesn't take: where else the server looks for what they say.

`Magento\\Framework\\Webapi\\ServiceInputProcessor` hands a method its own parameters only. On PUT the last variable is
copied into the body's object (`Magento\\Webapi\\Controller\\Rest\\ParamsOverrider`), but only where the body is that
one object; on POST, and in the entries of a bulk request, nothing is copied. So the object has to name its own key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from codegen.ir import Field, Model, Named, Parameter
from codegen.readers.magento2.naming import snake_case
from codegen.readers.magento2.routes import Route


class BodyFields:
    """Finds the field of a body's object that says the same as a path variable.

    `webapi.xml` itself names some: where `%cart_id%` is forced into `cartItem.quote_id` on one route, the variable
    `cartId` of another is the `quote_id` of its `cartItem`.
    """

    def __init__(self, routes: Iterable[Route], models: Mapping[str, Model]) -> None:
        self._models = models
        self._forced: dict[tuple[str, str], list[str]] = defaultdict(list)
        for route in routes:
            for parameter in route.parameters:
                body, _, name = parameter.name.partition(".")
                value = parameter.value or ""
                if name and value.startswith("%") and value.endswith("%"):
                    self._forced[snake_case(body), value.strip("%")].append(snake_case(name))

    def find(self, variable: str, route: Route, bodies: Sequence[Parameter]) -> tuple[str, Field] | None:
        """The body and its field that hold the same as a variable of the route; None where no body has one."""
        forced = {snake_case(parameter.name) for parameter in route.parameters if parameter.force}
        for body in bodies:
            model = self._models.get(body.type.name) if isinstance(body.type, Named) else None
            fields = {field.wire_name: field for field in model.fields if field.writable} if model else {}
            for name in self._candidates(variable, route, snake_case(body.name)):
                if name in fields and f"{snake_case(body.name)}.{name}" not in forced:
                    return body.name, fields[name]
        return None

    def _candidates(self, variable: str, route: Route, body: str) -> Iterator[str]:
        """The names that a variable may have in the object, the likeliest first."""
        name = snake_case(variable)
        copied = route.method == "PUT" and variable == route.variables[-1]
        if name == "id" and not copied and not route.path.endswith("}"):
            yield "parent_id"
            yield from (f"{owner}_id" for owner in _singulars(_before(route.path, variable)))
            return
        yield name
        yield from self._forced[body, name]
        if name == f"{body}_id":
            yield "id"
        if name in ("id", f"{body}_id"):
            yield "entity_id"


def _before(path: str, variable: str) -> str:
    """The part of a path in front of a variable: `books` in `/V1/books/{id}/comments`."""
    return path.partition(f"/{{{variable}}}")[0].rpartition("/")[2]


def _singulars(name: str) -> Iterator[str]:
    """What one of those is called: the name itself, and without the ending of a plural."""
    snake = snake_case(name).replace("-", "_")
    yield snake
    if snake.endswith("ies"):
        yield snake[:-3] + "y"
    if snake.endswith("s"):
        yield snake[:-1]
