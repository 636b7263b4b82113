"""Python names of modules, models, fields, services, operations and parameters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from codegen.ir import Api, Fault, Location, Model, Operation, RestBinding, Service
from codegen.symbols.attributes import EntityNames, attribute_names, attribute_pins
from codegen.symbols.faults import fault_key, fault_names
from codegen.symbols.identity import class_records, follow_classes, record_pins
from codegen.symbols.operations import constants, operation_names
from codegen.symbols.qualified import QualifiedName
from codegen.symbols.reserved import NOTHING_RESERVED, Reserved
from codegen.symbols.scope import Wish, folded, settle
from codegen.symbols.words import (
    ANNOTATION_NAMES,
    KEYWORDS,
    MODEL_CLASS_NAMES,
    PYDANTIC_MEMBERS,
    WINDOWS_DEVICES,
    camel,
    is_plain_snake,
    names,
    snake,
)
from codegen.values import Value, field

NO_MODULE = "common"
"""Python module of what belongs to no Magento module."""

CLIENT_MEMBERS = names(
    "bulk close core definition from_env is_async job options_type request retry_login run user_agent with_options "
    "with_raw_response"
)
"""Attributes of the generated client, on which a namespace of the same name may not sit."""

RESERVED_ATTRIBUTES = KEYWORDS | CLIENT_MEMBERS
"""Names that no service may have on its namespace."""

FIELD_NAMES = PYDANTIC_MEMBERS | ANNOTATION_NAMES
"""Names that no field may have."""


class Symbols(Value):
    """All Python names of one `Api`, by the names of the input.

    `modules` by Magento module or area; `models` and `services` by their name (`attributes` is what a service is called
    on its namespace); `fields` by (model, wire name); `operations` by id; `parameters` by (operation id, parameter).
    `iterators` (over items; `pages_name` tells that over pages) and `constants` (of descriptors) by operation;
    `faults` are exception classes. `classes` are the PHP classes of models whose name does not tell them. `entities` by
    model, for those with attributes of the shop.
    """

    modules: Mapping[str, str] = field(default_factory=dict)
    models: Mapping[str, QualifiedName] = field(default_factory=dict)
    fields: Mapping[tuple[str, str], str] = field(default_factory=dict)
    services: Mapping[str, QualifiedName] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    operations: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[tuple[str, str], str] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)
    iterators: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[Fault, str] = field(default_factory=dict)
    entities: Mapping[str, EntityNames] = field(default_factory=dict)

    def pins(self) -> dict[str, str]:
        """Every assigned name under its stable key, for the lock file."""
        pins = {f"module:{module}": name for module, name in self.modules.items()}
        pins |= {f"model:{model}": str(name) for model, name in self.models.items()}
        pins |= {f"field:{model}.{wire}": name for (model, wire), name in self.fields.items()}
        pins |= {f"service:{service}": str(name) for service, name in self.services.items()}
        pins |= {f"operation:{operation}": name for operation, name in self.operations.items()}
        pins |= {f"parameter:{operation}:{name}": py for (operation, name), py in self.parameters.items()}
        pins |= {f"iterator:{operation}": name for operation, name in self.iterators.items()}
        pins |= {f"constant:{operation}": name for operation, name in self.constants.items()}
        pins |= {fault_key(fault): name for fault, name in self.faults.items()}
        pins |= record_pins(self.classes)
        pins |= attribute_pins(self.entities)
        return dict(sorted(pins.items()))

    def of_calls(self, services: Iterable[Service], operations: Sequence[Operation]) -> Symbols:
        """The names of these services and operations, and those of modules and models, without their fields."""
        own = sorted(item.name for item in services)
        ids = [item.id for item in operations]
        return Symbols(
            modules=self.modules,
            models=self.models,
            services={name: self.services[name] for name in own},
            attributes={name: self.attributes[name] for name in own},
            operations={key: self.operations[key] for key in ids},
            parameters={
                (item.id, each.name): self.parameters[item.id, each.name]
                for item in operations
                for each in item.parameters
            },
            iterators={key: self.iterators[key] for key in ids if key in self.iterators},
            constants={key: self.constants[key] for key in ids},
        )


def assign(api: Api, pinned: Mapping[str, str], reserved: Reserved = NOTHING_RESERVED) -> Symbols:
    """Name everything in `api`; `pinned` holds the names of earlier runs by key (`Symbols.pins`).

    `reserved` are the names that the target needs itself.

    Raises CodegenError (exit code 2) when a pin is no Python name, or two pins clash.
    """
    pinned = follow_classes(api.models, pinned)
    areas = _areas(api)
    model_homes = {item.name: _home(item, areas) for item in api.models}
    service_homes = {item.name: _home(item, areas) for item in api.services}
    modules = _modules({*model_homes.values(), *service_homes.values()}, pinned)
    services = _qualified(
        {
            item.name: (modules[service_homes[item.name]], _service_wish(item, pinned))
            for item in api.services
        },
        pinned,
        reserved.classes,
        one_scope=api.system.flat,
    )
    attributes = {service: _attribute(name.name) for service, name in services.items()}
    operations = operation_names(api, pinned)
    models = _qualified(
        {item.name: (modules[model_homes[item.name]], _model_wish(item, pinned)) for item in api.models},
        pinned,
        MODEL_CLASS_NAMES,
    )
    return Symbols(
        modules=modules,
        models=models,
        fields=_fields(api.models, pinned),
        services=services,
        attributes=attributes,
        operations=operations.methods,
        parameters=_parameters(api.operations, pinned, reserved),
        classes=class_records(api.models),
        iterators=operations.iterators,
        constants=constants(api, services, attributes, operations.methods, pinned, reserved.classes),
        faults=fault_names(api.faults, pinned),
        entities=attribute_names(api, models, pinned),
    )


def _areas(api: Api) -> frozenset[str]:
    """The first words of Magento 1's SOAP services (`catalog`, `sales`); none for any other Api.

    They part that Api into Python modules, because its WSDLs say nothing of Magento modules.
    """
    if not api.system.areas:
        return frozenset()
    return frozenset(_first_word(service.name) for service in api.services)


def _first_word(name: str) -> str:
    return snake(name, prefix="area").partition("_")[0]


def _home(item: Model | Service, areas: frozenset[str]) -> str:
    """What a model or service belongs to: its Magento module, or its area where there are any."""
    if not areas:
        return item.module
    word = _first_word(item.name)
    return word if word in areas else ""


def _modules(homes: Collection[str], pinned: Mapping[str, str]) -> dict[str, str]:
    modules = {module: f"module:{module}" for module in sorted(homes)}
    wishes = [Wish(key, _module_names(module)) for module, key in modules.items()]
    settled = settle(wishes, pinned, reserved=CLIENT_MEMBERS | WINDOWS_DEVICES)
    return {module: settled[key] for module, key in modules.items()}


def _module_names(module: str) -> tuple[str, ...]:
    """`Magento_Catalog` and Magento 1's `Mage_Catalog` are `catalog`, `Acme_Foo` is `acme_foo`."""
    full = snake(module, prefix="module") if module else NO_MODULE
    return (snake(_short(module), prefix="module") if module else full, full)


def _short(module: str) -> str:
    """A module's name without the vendor, where that is Magento itself."""
    return module.removeprefix("Magento_").removeprefix("Mage_")


def _qualified(
    wanted: Mapping[str, tuple[str, Wish]],
    pinned: Mapping[str, str],
    reserved: Collection[str],
    *,
    one_scope: bool = False,
) -> dict[str, QualifiedName]:
    """Names in modules, by name of the input. A pin says both module and name, so that a model stays where it was.

    With `one_scope` the names of all modules differ, because something else is made of them alone.
    """
    scopes: dict[str, dict[str, Wish]] = defaultdict(dict)
    homes: dict[str, str] = {}
    names_pinned: dict[str, str] = {}
    for name, (module, wish) in wanted.items():
        if wish.key in pinned:
            module, _, names_pinned[wish.key] = pinned[wish.key].rpartition(".")
        homes[name] = module
        scopes["" if one_scope else module][name] = wish
    found = {}
    for _, wishes in sorted(scopes.items()):
        settled = settle(wishes.values(), names_pinned, reserved=reserved)
        found.update({name: QualifiedName(homes[name], settled[wish.key]) for name, wish in wishes.items()})
    return found


def _model_wish(model: Model, pinned: Collection[str]) -> Wish:
    """`CatalogDataProductInterface` is `Product` in its module; a namesake keeps more of its own name."""
    key = f"model:{model.name}"
    if key in pinned:
        return Wish(key)
    full = camel(model.name, prefix="Model")
    prefix = camel(_short(model.module), prefix="")
    inner = full.removeprefix(prefix) if model.module else full
    inner = inner if _is_class_name(inner) else full
    bare = inner.removesuffix("Interface") or inner
    without_data = bare.removeprefix("Data")
    short = without_data if _is_class_name(without_data) else bare
    return Wish(key, tuple(dict.fromkeys((short, bare, inner, full))))


def _is_class_name(name: str) -> bool:
    return name[:1].isupper() and name != "Interface"


def _service_wish(service: Service, pinned: Collection[str]) -> Wish:
    """A service is called by its title; any version but the first shows."""
    key = f"service:{service.name}"
    if key in pinned:
        return Wish(key, variants=_service_variants)
    title = camel(service.title or service.name, prefix="Service")
    title = f"{title}Service" if title.endswith("Namespace") else title
    versioned = title + camel(service.version, prefix="")
    names = (
        title if service.version in ("", "V1") else versioned,
        versioned,
        camel(service.name, prefix="Service"),
    )
    return Wish(key, names, variants=_service_variants)


def _service_variants(name: str) -> tuple[str, ...]:
    return (name, f"Async{name}", f"Bulk{name}")


def _attribute(class_name: str) -> str:
    attribute = snake(class_name, prefix="service")
    return f"{attribute}_" if attribute in RESERVED_ATTRIBUTES else attribute


def _fields(models: Iterable[Model], pinned: Mapping[str, str]) -> dict[tuple[str, str], str]:
    fields: dict[tuple[str, str], str] = {}
    for model in models:
        keys = {item.wire_name: f"field:{model.name}.{item.wire_name}" for item in model.fields}
        fields |= _members(model.name, keys, pinned, prefix="field", reserved=FIELD_NAMES)
    return fields


def _parameters(
    operations: Iterable[Operation], pinned: Mapping[str, str], reserved: Reserved
) -> dict[tuple[str, str], str]:
    parameters: dict[tuple[str, str], str] = {}
    for operation in operations:
        keys = {item.name: f"parameter:{operation.id}:{item.name}" for item in operation.parameters}
        placed = _in_path(operation) if reserved.path_arguments else frozenset()
        others = {name: key for name, key in keys.items() if name not in placed}
        named = _members(operation.id, others, pinned, prefix="parameter", reserved=reserved.arguments)
        if placed:
            taken = reserved.arguments | reserved.path_arguments | set(named.values())
            variables = {name: key for name, key in keys.items() if name in placed}
            named |= _members(operation.id, variables, pinned, prefix="parameter", reserved=taken)
        parameters |= named
    return parameters


def _in_path(operation: Operation) -> frozenset[str]:
    return frozenset(
        item.name
        for binding in operation.bindings
        if isinstance(binding, RestBinding)
        for item in binding.parameters
        if item.location is Location.PATH
    )


def _members(
    owner: str, keys: Mapping[str, str], pinned: Mapping[str, str], *, prefix: str, reserved: Collection[str]
) -> dict[tuple[str, str], str]:
    """Names of fields or parameters: a wire name that is plain snake case stays, and has the first choice.

    Mostly all are plain, and none is pinned or taken: then they needn't choose.
    """
    if (
        all(map(is_plain_snake, keys))
        and pinned.keys().isdisjoint(keys.values())
        and keys.keys().isdisjoint(KEYWORDS)
        and keys.keys().isdisjoint(folded(frozenset(reserved)))
    ):
        return {(owner, name): name for name in keys}
    wishes = [
        (
            Wish(key, (name,))
            if is_plain_snake(name)
            else Wish(key, () if key in pinned else (snake(name, prefix=prefix),), rank=1)
        )
        for name, key in keys.items()
    ]
    settled = settle(wishes, pinned, reserved=reserved)
    return {(owner, name): settled[key] for name, key in keys.items()}
