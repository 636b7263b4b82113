"""What a lock keeps of an Api: the document without places, written short.

A change in the definitions touches a few operations and models: the texts of all others are kept, each by what it is
made from.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from codegen.describe.attributes import described_attributes, shorten_attributes
from codegen.describe.document import (
    PythonNames,
    described_model,
    described_operation,
    named_models,
    named_operations,
)
from codegen.describe.short_form import short_model, short_operation
from codegen.ir import Api, Model, Operation
from codegen.machine.cache import NO_CACHE, Cache
from codegen.machine.fingerprint import program
from codegen.machine.packs import Pack
from codegen.output.lock import JsonText, model_text, operation_text
from codegen.symbols import Symbols
from codegen.values import written

Part = TypeVar("Part", Operation, Model)

_OTHERS = 2000
"""How many texts stay that a run did not ask for: those of another client or branch."""


def surface(api: Api, symbols: Symbols, cache: Cache = NO_CACHE) -> dict[str, Any]:
    """The `api` of a lock (`output.lock`)."""
    pack = Pack(cache, Cache.key("surface", program(cache)))
    found = {
        "system": api.system.name,
        "operations": [
            _kept(pack, "operation", operation, names, _operation)
            for operation, names in named_operations(api, symbols)
        ],
        "models": [_kept(pack, "model", model, names, _model) for model, names in named_models(api, symbols)],
        **(
            {"attributes": shorten_attributes(described_attributes(symbols.entities))}
            if symbols.entities
            else {}
        ),
    }
    pack.keep(_OTHERS)
    return found


def _operation(operation: Operation, names: PythonNames) -> JsonText:
    return operation_text(short_operation(described_operation(operation, names)))


def _model(model: Model, names: PythonNames) -> JsonText:
    return model_text(short_model(described_model(model, names)))


def _kept(
    pack: Pack, kind: str, part: Part, names: PythonNames, make: Callable[[Part, PythonNames], JsonText]
) -> JsonText:
    """The text of an operation or a model, which follows from that and its names alone."""
    made_from = written((part, names))
    key = Cache.key(kind, made_from) if made_from is not None else ""
    known = pack.get(key)
    if known is not None:
        return JsonText(known)
    text = make(part, names)
    if key:
        pack.put(key, str(text))
    return text
