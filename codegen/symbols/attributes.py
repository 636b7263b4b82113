"""Python names of the shop's attributes, of the classes of their options, and of each option."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from codegen.diagnostics import CodegenError, nearest
from codegen.ir import Api, Attribute, AttributeKind, KeyedList, Model, Union
from codegen.symbols.qualified import QualifiedName
from codegen.symbols.scope import Wish, settle
from codegen.symbols.words import ANNOTATION_NAMES, KEYWORDS, camel, is_plain_snake, names, snake, words
from codegen.systems import MAGENTO1, MAGENTO2
from codegen.values import Value, field, replace

LIST_MEMBERS = names(
    "append as_dict clear copy count extend get index insert keys of_items of_map pop prepared remove remove_key "
    "reverse set sort table"
)
"""Members of the runtime's `CustomAttributes`, which no attribute may hide."""

MODULE_NAMES = names(
    "Any AttributeTable CustomAttributes Decimal IntOption KeyedAttribute T TABLE TextAttributes TextOption "
    "date datetime"
)
"""Names that a module of attributes uses itself."""

OPTION_MEMBERS = names("MRO")
"""What no option may be called: enums have a member of that name, and names differ in more than case."""

_SHARP_S = str.maketrans(
    {"ß": "ss", "Æ": "AE", "æ": "ae", "Ø": "O", "ø": "o", "Œ": "OE", "œ": "oe", "Ł": "L", "ł": "l"}
)
"""Letters that fall apart into no others by themselves."""


_OPTION = "option:"


class OptionNames(Value):
    """The class of an attribute's options, and the member of each, by value."""

    name: str
    members: Mapping[str, str]


class EntityNames(Value):
    """One model with attributes of the shop: the Python `module` that has them, and the class of its custom attributes.

    `attributes` are Python names by code, `options` the classes of options by code. `known` are the attributes. `base`
    is the runtime's class that the class of custom attributes is made from, `entry` the model of their entries where
    the models have other lists by key as well.
    """

    module: str
    name: str
    known: Sequence[Attribute] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, OptionNames] = field(default_factory=dict)
    base: str = "CustomAttributes"
    entry: str = ""


_MAGENTO1_PRODUCT = ("catalog_product", "CatalogProduct")
"""The entity that Magento 1's SOAP API has further attributes of, and what their class is called after."""
_MAGENTO1_HOLDERS = names(
    "catalogProductAdditionalAttributesEntity catalogProductCreateEntity catalogProductReturnEntity"
)
_MAGENTO1_ENTRY = "associativeEntity"
"""The models of its WSDLs that hold them, and of the entries (Mage/Catalog/etc/wsdl.xml and wsi.xml)."""


def attribute_names(
    api: Api, models: Mapping[str, QualifiedName], pinned: Mapping[str, str]
) -> dict[str, EntityNames]:
    """The names by model, for each model with custom attributes of which some are known.

    Raises CodegenError (exit code 2) when the configuration has a table for a model that has no custom attributes.
    """
    if api.attributes and api.system == MAGENTO1:
        return _magento1_names(api, pinned)
    if not api.attributes or api.system != MAGENTO2:
        return {}
    entities = {_entity(models[model.name]): model.name for model in api.models if _has_keyed_list(model)}
    found: dict[str, dict[str, Attribute]] = defaultdict(dict)
    for attribute in api.attributes:
        model = attribute.entity if attribute.entity in entities.values() else entities.get(attribute.entity)
        if model is not None:
            known = found[model].get(attribute.code)
            if known is None or not known.declared:
                found[model][attribute.code] = attribute
        elif attribute.declared:
            raise _unknown(attribute, entities)
    modules = {model: entity for entity, model in entities.items()}
    return {
        model: entity_names(modules[model], models[model].name, list(known.values()), pinned)
        for model, known in sorted(found.items())
    }


def _magento1_names(api: Api, pinned: Mapping[str, str]) -> dict[str, EntityNames]:
    """The names of a Magento 1: its models share those of products; other entities have no list of attributes."""
    entity, model = _MAGENTO1_PRODUCT
    known = [attribute for attribute in api.attributes if attribute.entity == entity]
    holders = [each.name for each in api.models if each.name in _MAGENTO1_HOLDERS and _has_keyed_list(each)]
    if not known or not holders:
        return {}
    made = replace(entity_names(entity, model, known, pinned), base="TextAttributes", entry=_MAGENTO1_ENTRY)
    return dict.fromkeys(sorted(holders), made)


def each_once(entities: Mapping[str, EntityNames]) -> dict[str, EntityNames]:
    """Each entity once, by one of the models that have its attributes."""
    models = {names.module: model for model, names in sorted(entities.items(), reverse=True)}
    return {model: entities[model] for model in sorted(models.values())}


def attribute_pins(entities: Mapping[str, EntityNames]) -> dict[str, str]:
    """Every name under its key for the lock."""
    pins: dict[str, str] = {}
    for entity in entities.values():
        pins |= {f"attribute:{entity.module}.{code}": name for code, name in entity.attributes.items()}
        for code, options in entity.options.items():
            pins[f"options:{entity.module}.{code}"] = options.name
            pins |= option_pins(f"{entity.module}.{code}", options.members)
    return pins


def option_pins(attribute: str, members: Mapping[str, str]) -> dict[str, str]:
    """The names of the options of an attribute (`catalog_product.color`), given by value, under their keys."""
    return {f"{_OPTION}{attribute}:{value}": name for value, name in members.items()}


def is_kept_by_api(key: str) -> bool:
    """Whether a pin is that of an option: the lock has those beside the values, in what it keeps of the API."""
    return key.startswith(_OPTION)


def entity_names(
    module: str, model: str, known: Sequence[Attribute], pinned: Mapping[str, str]
) -> EntityNames:
    """The names of the attributes of one entity: `module` is its Python module, `model` the class of its objects."""
    own = f"{model}Attributes"
    keys = {attribute.code: f"attribute:{module}.{attribute.code}" for attribute in known}
    attributes = settle(
        [
            Wish(key, (snake(code, prefix="attribute"),), rank=0 if is_plain_snake(code) else 1)
            for code, key in keys.items()
        ],
        pinned,
        reserved=LIST_MEMBERS | ANNOTATION_NAMES | MODULE_NAMES | KEYWORDS,
    )
    with_options = [item for item in known if item.kind in (AttributeKind.OPTION, AttributeKind.OPTIONS)]
    classes = settle(
        [
            Wish(
                f"options:{module}.{item.code}",
                (name := camel(item.code, prefix="Attribute"), f"{name}Option"),
            )
            for item in with_options
        ],
        pinned,
        reserved=MODULE_NAMES | KEYWORDS | {own},
    )
    return EntityNames(
        module=module,
        name=own,
        known=known,
        attributes={code: attributes[key] for code, key in keys.items()},
        options={
            item.code: OptionNames(classes[f"options:{module}.{item.code}"], _members(module, item, pinned))
            for item in with_options
        },
    )


def _members(entity: str, attribute: Attribute, pinned: Mapping[str, str]) -> dict[str, str]:
    keys = {
        option.value: f"{_OPTION}{entity}.{attribute.code}:{option.value}" for option in attribute.options
    }
    wishes = [
        Wish(keys[option.value], _member_names(option.label, option.value), rank=rank)
        for rank, option in enumerate(attribute.options)
    ]
    settled = settle(wishes, pinned, reserved=OPTION_MEMBERS)
    return {value: settled[key] for value, key in keys.items()}


def _member_names(label: str, value: str) -> tuple[str, ...]:
    """`GROSSE_M` for the label `Größe M`; a namesake, and what has no label in our letters, shows its value."""
    plain = _upper(value)
    name = _upper(label) or f"OPTION_{plain}".rstrip("_")
    name = name if not name[0].isdigit() else f"OPTION_{name}"
    return tuple(dict.fromkeys((name, f"{name}_{plain}".rstrip("_"))))


def _upper(text: str) -> str:
    return words(text.translate(_SHARP_S)).upper()


def _has_keyed_list(model: Model) -> bool:
    return any(
        isinstance(part, KeyedList)
        for item in model.fields
        for part in (item.type.members if isinstance(item.type, Union) else (item.type,))
    )


def _entity(name: QualifiedName) -> str:
    """`catalog_product` for `catalog.Product`; `customer` for `customer.Customer`, as Magento's own entity types."""
    own = snake(name.name, prefix="model")
    return own if own == name.module else f"{name.module}_{own}"


def _unknown(attribute: Attribute, entities: Collection[str]) -> CodegenError:
    near = nearest(attribute.entity, entities)
    hint = f"; did you mean {near}?" if near else ""
    return CodegenError(
        f"attributes.{attribute.entity}: no model with custom attributes has that name{hint}",
        exit_code=2,
        origin=attribute.origin,
    )
