"""The modules of `models/`: one a Magento module, each made from its own models alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from codegen.emit.imports import Imports, grouped
from codegen.ir import Api, Model, named_types
from codegen.symbols import QualifiedName, Symbols
from codegen.symbols.words import MODEL_CLASS_NAMES, camel
from codegen.targets.attributes import PACKAGE
from codegen.targets.models.datamodel import (
    RUNTIME_ABSENT,
    RUNTIME_FIELDS,
    RUNTIME_MODEL,
)
from codegen.targets.models.schema import ClassTerms, KeyedClass, Spelling, class_terms
from codegen.targets.models.specimens import ModelSources
from codegen.targets.models.style import FIELD_CLASSES, Style
from codegen.values import Value


class ImportedClass(Value):
    """A class of another module: `name` beside us in `module`, called `alias` here."""

    module: str
    name: str
    alias: str

    @property
    def clause(self) -> str:
        """What follows `import`."""
        return self.name if self.alias == self.name else f"{self.name} as {self.alias}"


class ModelsModule(Value):
    """What the template `models/module.py.jinja` prints.

    `imports` are groups of (module, names) at run time, `deferred` those under TYPE_CHECKING, `classes` the source of
    each model, `references` what `FORWARD_REFERENCES` holds, `read_only` what `READ_ONLY` holds (by class, the fields
    that no request may carry), `input_names` what `INPUT_NAMES` holds (by class, fields and their names in requests).
    """

    name: str
    title: str
    imports: Sequence[Imports]
    deferred: Sequence[tuple[str, Sequence[str]]]
    references: Sequence[tuple[str, str]]
    read_only: Sequence[tuple[str, Sequence[str]]]
    input_names: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    classes: Sequence[str]


def by_module(api: Api, symbols: Symbols) -> dict[str, list[Model]]:
    """The models of each Python module, in the order of their class names."""
    modules: dict[str, list[Model]] = defaultdict(list)
    for model in sorted(api.models, key=lambda item: symbols.models[item.name]):
        modules[symbols.models[model.name].module].append(model)
    return dict(sorted(modules.items()))


class Draft(Value):
    """A module whose classes are still to be written: `terms` are what they are to say.

    `imported` are models of other modules, `attributes` the classes of custom attributes.
    """

    name: str
    models: Sequence[Model]
    named: Sequence[tuple[str, Model]]
    imported: Mapping[str, ImportedClass]
    attributes: Sequence[ImportedClass]
    terms: Sequence[ClassTerms]


def draft_module(name: str, models: Sequence[Model], symbols: Symbols, style: Style) -> Draft:
    """What one module needs."""
    imported = _imported(name, models, symbols)
    classes = {model: alias.alias for model, alias in imported.items()}
    classes |= {model.name: symbols.models[model.name].name for model in models}
    lists = _custom_attributes(models, symbols)
    named = [(classes[model.name], model) for model in models]
    spelling = Spelling(classes, _keyed_classes(lists, symbols), style)
    terms = [class_terms(class_name, model, symbols.fields, spelling) for class_name, model in named]
    return Draft(name, models, named, imported, list(dict.fromkeys(lists.values())), terms)


def models_module(draft: Draft, generated: ModelSources, style: Style) -> ModelsModule:
    """The module, with the classes that were written for it."""
    foreign = [*draft.imported.values(), *draft.attributes]
    return ModelsModule(
        name=draft.name,
        title=next((model.module for model in draft.models if model.module), ""),
        imports=_imports(
            generated,
            base=_base(draft.models, style),
            deferred=bool(foreign),
        ),
        deferred=_deferred(foreign),
        references=sorted((item.alias, f"{item.module}.{item.name}") for item in foreign),
        read_only=[
            (class_name, fields) for class_name, model in draft.named if (fields := _read_only(model))
        ],
        input_names=[
            (class_name, pairs) for class_name, model in draft.named if (pairs := _input_names(model))
        ],
        classes=list(generated.classes.values()),
    )


def _read_only(model: Model) -> list[str]:
    return sorted(item.wire_name for item in model.fields if not item.writable)


def _input_names(model: Model) -> list[tuple[str, str]]:
    return sorted((item.wire_name, item.input_name) for item in model.fields if item.input_name)


def _base(models: Sequence[Model], style: Style) -> str:
    """The base class of a module's models, as it is imported."""
    exact = "Exact" if style.numbers == "decimal" else ""
    is_open = "Open" if any(model.open for model in models) else ""
    return f"{exact}{is_open}Model as Model" if exact or is_open else "Model"


def _imports(generated: ModelSources, *, base: str, deferred: bool) -> list[Imports]:
    """What the module imports at run time; `generated` are its classes, `base` their base class."""
    imports = {module: set(names) for module, names in generated.imports.items()}
    imports.setdefault("typing", set()).update({"TYPE_CHECKING"} if deferred else ())
    used = set(generated.names)
    imports[RUNTIME_MODEL] = {base} | (used & {"KeyedList"})
    imports[RUNTIME_ABSENT] = used & {"ABSENT"}
    imports[RUNTIME_FIELDS] = used & FIELD_CLASSES
    return grouped((module, sorted(names)) for module, names in imports.items() if names)


def _custom_attributes(models: Sequence[Model], symbols: Symbols) -> dict[str, ImportedClass]:
    """The classes of custom attributes, by model; a namesake gets its module in front."""
    taken = {symbols.models[model.name].name for model in models} | MODEL_CLASS_NAMES
    return {
        model.name: _alias(QualifiedName(f".{PACKAGE}.{entity.module}", entity.name), entity.name in taken)
        for model in models
        if (entity := symbols.entities.get(model.name)) is not None
    }


def _keyed_classes(lists: Mapping[str, ImportedClass], symbols: Symbols) -> dict[str, KeyedClass]:
    """What the keyed lists of each model are, by the model's name."""
    return {model: KeyedClass(item.alias, symbols.entities[model].entry) for model, item in lists.items()}


def _imported(name: str, models: Sequence[Model], symbols: Symbols) -> dict[str, ImportedClass]:
    """What the models mention of other modules, by model name; a namesake gets its module in front."""
    mentioned = {model for item in models for part in item.fields for model in named_types(part.type)}
    foreign = sorted(
        (symbols.models[model], model) for model in mentioned if symbols.models[model].module != name
    )
    taken = {symbols.models[model.name].name for model in models} | MODEL_CLASS_NAMES
    counted = Counter(target.name for target, _ in foreign)
    return {
        model: _alias(target, target.name in taken or counted[target.name] > 1) for target, model in foreign
    }


def _alias(target: QualifiedName, ambiguous: bool) -> ImportedClass:
    alias = f"{camel(target.module, prefix='Module')}_{target.name}" if ambiguous else target.name
    return ImportedClass(target.module, target.name, alias)


def _deferred(imported: Iterable[ImportedClass]) -> list[tuple[str, list[str]]]:
    modules: dict[str, list[str]] = defaultdict(list)
    for item in imported:
        modules[f".{item.module}"].append(item.clause)
    return [(module, sorted(clauses)) for module, clauses in sorted(modules.items())]
