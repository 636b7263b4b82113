"""Examples of requests and answers, made from types alone."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence

from codegen.ir import (
    AnyType,
    Field,
    KeyedList,
    List,
    Location,
    Map,
    Model,
    ModelKind,
    Named,
    Operation,
    Primitive,
    RestBinding,
    Scalar,
    TypeRef,
    Union,
)

_DEEPEST = 2
_MOST_FIELDS = 8
_SCALARS: Mapping[Scalar, object] = {
    Scalar.STRING: "text",
    Scalar.INTEGER: 1,
    Scalar.NUMBER: 9.5,
    Scalar.BOOLEAN: True,
    Scalar.BINARY: "dGV4dA==",
}


class Samples:
    """Makes values of types; models below a depth are empty, and large ones show their first fields."""

    def __init__(self, models: Mapping[str, Model]) -> None:
        self._models = models

    def value(self, type_ref: TypeRef, *, taken: bool, depth: int = 0) -> object:
        """A value as JSON has it: of an answer, or of a request (`taken`), which has only fields that can be sent."""
        match type_ref:
            case Primitive(scalar):
                return _SCALARS[scalar]
            case Named(name):
                return self._model(self._models[name], taken, depth)
            case List(item):
                return [self.value(item, taken=taken, depth=depth)]
            case KeyedList(item=item):
                return [self.value(item, taken=taken, depth=depth)]
            case Map(item):
                return {"key": self.value(item, taken=taken, depth=depth)}
            case Union(members):
                return self.value(members[0], taken=taken, depth=depth)
            case AnyType():
                return "text"

    def _model(self, model: Model, taken: bool, depth: int) -> dict[str, object]:
        if depth > _DEEPEST:
            return {}
        fields = [field for field in model.fields if field.writable or not taken]
        shown = fields if model.kind is ModelKind.KEY_VALUE else _shown(fields, depth)
        return {field.wire_name: self.value(field.type, taken=taken, depth=depth + 1) for field in shown}

    def request(self, operation: Operation, rest: RestBinding) -> str:
        """A call with curl: `$SHOP` is the shop's address, `$TOKEN` the caller's token."""
        places = {item.name: item.location for item in rest.parameters}
        prefix = "/api/rest" if rest.of_resource else "/rest/default"
        parts = [
            "curl",
            *([] if rest.method == "GET" else ["-X", rest.method]),
            f'"$SHOP{prefix}{rest.path}"',
        ]
        body = {
            item.name: self.value(item.type, taken=True)
            for item in operation.parameters
            if places.get(item.name) is Location.BODY
        }
        if not rest.of_resource:
            parts += ["-H", '"Authorization: Bearer $TOKEN"']
        if body:
            # Magento 1's body is the entity itself.
            sent = next(iter(body.values())) if rest.of_resource else body
            text = json.dumps(sent, indent=2, ensure_ascii=False)
            parts += ["-H", "'Content-Type: application/json'", "-d", shlex.quote(text)]
        return " ".join(parts)

    def response(self, operation: Operation) -> str:
        """The body of an answer; empty for an operation without a result."""
        if operation.result is None:
            return ""
        return json.dumps(self.value(operation.result, taken=False), indent=2, ensure_ascii=False)


def _shown(fields: Sequence[Field], depth: int) -> Sequence[Field]:
    """The first fields of a model in its own order; deeper down plain ones only."""
    if depth:
        fields = [field for field in fields if isinstance(field.type, Primitive)]
    return fields[:_MOST_FIELDS]
