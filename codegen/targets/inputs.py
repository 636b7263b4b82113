"""The maps that requests may hold in place of models: a `TypedDict` a model, which only type checkers look at.

A map may call a field by its wire name or its Python name, as the runtime does (`models.encode`, `soap.encode`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from codegen.emit.imports import Imports, grouped
from codegen.emit.render import Renderer
from codegen.ir import NUMBER, STRING, Field, Model, TypeRef, Union, named_types
from codegen.symbols import QualifiedName, Symbols
from codegen.targets.base import File
from codegen.targets.kept import KeptModules
from codegen.targets.models.style import Style, is_moment
from codegen.targets.services.annotations import Annotations
from codegen.targets.services.imports import COMMON, INPUTS
from codegen.targets.services.style import CallStyle
from codegen.values import Value, replace

_NAMES = re.compile(r"[A-Za-z_]\w*")
_AVAILABLE: Imports = (*COMMON, INPUTS)


class Input(Value):
    """A map in place of a model: what its `TypedDict` is called, and the annotation of each key."""

    name: str
    keys: Mapping[str, str]


class InputsModule(Value):
    """A module of `inputs/`. `hints` are its imports, which serve type checkers only."""

    name: str
    title: str
    hints: Sequence[Imports]
    inputs: Sequence[Input]


def plan_inputs(renderer: Renderer, style: CallStyle, choice: Style, header: str) -> Iterator[File]:
    """The files of `inputs/`, for the models that the operations of a style take and those inside them."""
    modules = _modules(style)
    kept = KeptModules(renderer, "inputs", style.symbols, choice, header)
    if modules:
        context = {"header": header, "modules": [*modules]}
        yield "inputs/__init__.py", renderer.render("inputs/init.py.jinja", context)
    for name, models in modules.items():
        text = kept.find(name, models)
        if text is None:
            module = _module(name, models, style.symbols, choice)
            text = renderer.made("inputs/module.py.jinja", {"header": header, "module": module})
            kept.put(name, models, text)
        yield f"inputs/{name}.py", text
    kept.keep()


def offered_names(
    inputs: Sequence[File], others: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Sequence[str]]:
    """What a package offers besides, by relative module: `inputs`, where it has that, and `others`."""
    names = dict(others or {})
    return {**names, ".": [*(["inputs"] if inputs else []), *names.get(".", ())]}


def _modules(style: CallStyle) -> dict[str, list[Model]]:
    """The models in place of which requests may hold maps, by module, in the order of their names."""
    names = style.symbols.models
    taken = (type_ref for operation in style.operations() for type_ref in style.taken(operation))
    found: dict[str, list[Model]] = defaultdict(list)
    for model in sorted(_reached(taken, style.models), key=lambda item: names[item.name]):
        found[names[model.name].module].append(model)
    return dict(sorted(found.items()))


def _module(name: str, models: Sequence[Model], symbols: Symbols, choice: Style) -> InputsModule:
    spell = Annotations(symbols, choice.numbers, module=name)
    inputs = [made for model in models for made in _inputs(model, symbols, choice, spell)]
    title = next((model.module for model in models if model.module), "")
    return InputsModule(name, title, _hints(inputs), inputs)


def _reached(taken: Iterable[TypeRef], models: Mapping[str, Model]) -> Iterator[Model]:
    """The models of some types, and those that requests hold inside them."""
    waiting = [name for type_ref in taken for name in named_types(type_ref)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in models and name not in seen:
            seen.add(name)
            yield models[name]
            waiting += [other for item in _sent(models[name]) for other in named_types(item.type)]


def _sent(model: Model) -> list[Field]:
    return [item for item in model.fields if item.writable]


def _inputs(model: Model, symbols: Symbols, choice: Style, spell: Annotations) -> Iterator[Input]:
    """The map in place of a model, and a second one of what makes a new one where that needs more."""
    name = symbols.models[model.name]
    partial = needs_more_at_first(model)
    yield Input(name.name, _keys(model, symbols, choice, spell, whole=not partial))
    if partial:
        keys = _keys(model, symbols, choice, spell, whole=True)
        yield Input(new_input(symbols, name).name, keys)


def needs_more_at_first(model: Model) -> bool:
    """Whether it takes more to make one than to change one."""
    return model.partial and any(item.needed for item in model.fields)


def new_input(symbols: Symbols, name: QualifiedName) -> QualifiedName:
    """The map in place of a model that makes a new one, where a change needs less."""
    taken = {other.name for other in symbols.models.values() if other.module == name.module}
    wanted = f"New{name.name}"
    return replace(name, name=f"{wanted}_" if wanted in taken else wanted)


def _keys(
    model: Model, symbols: Symbols, choice: Style, spell: Annotations, *, whole: bool
) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in _sent(model):
        python = symbols.fields[model.name, item.wire_name]
        needed = whole and item.needed
        nullable = not needed and not choice.promises(item, python)
        annotation = spell.argument(_taken(model, item), name=item.wire_name, nullable=nullable)
        if needed:
            found[item.wire_name] = f"Required[{annotation}]"
        else:
            found |= {item.wire_name: annotation, python: annotation}
    return found


def _taken(model: Model, item: Field) -> TypeRef:
    """What a request may hold: a number, too, where a shop may add fields, for there text means an unknown type."""
    guessed = model.open and item.type == STRING and not is_moment(item.wire_name)
    return Union((STRING, NUMBER)) if guessed else item.type


def _hints(inputs: Sequence[Input]) -> list[Imports]:
    used = {name for item in inputs for text in item.keys.values() for name in _NAMES.findall(text)}
    found: dict[str, list[str]] = {}
    for place, offered in _AVAILABLE:
        wanted = [name for name in offered if name in used]
        if wanted:
            found.setdefault(place, []).extend(wanted)
    return grouped(found.items())
