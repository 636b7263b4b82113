"""Which pins belong to which PHP class.

Magento's name of a type can be that of two classes (`Acme\\Foo\\Api\\FooBar` and `Acme\\Foo\\Api\\Bar` are both
`AcmeFooBar`). The reader tells such classes apart by a longer name for one of them, so that a class may change its name
when another comes or goes. Its Python names must not follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from codegen.ir import Model

_RECORD = "class:"


def class_records(models: Iterable[Model]) -> dict[str, str]:
    """The classes, by model, that a model's name does not tell."""
    return {
        model.name: model.php_class
        for model in models
        if model.php_class and _evident_name(model.php_class) != model.name
    }


def record_pins(records: Mapping[str, str]) -> dict[str, str]:
    """Class records as pins."""
    return {f"{_RECORD}{model}": php_class for model, php_class in records.items()}


def follow_classes(models: Iterable[Model], pinned: Mapping[str, str]) -> Mapping[str, str]:
    """The pins with those of a class under the name that it has now."""
    recorded = {key.removeprefix(_RECORD): text for key, text in pinned.items() if key.startswith(_RECORD)}
    names = {php_class: name for name, php_class in recorded.items()}
    models = [model for model in models if model.php_class]
    former = {model.name: _former_name(model, names, recorded, pinned) for model in models}
    claimed = {name for name in former.values() if name}
    moves: dict[str, str] = {}
    for model in models:
        known = former[model.name]
        foreign = model.name in claimed or recorded.get(model.name, model.php_class) != model.php_class
        if known or foreign:
            moves[model.name] = known
    if all(name == known for name, known in moves.items()):
        return pinned
    return _moved({name: known for name, known in moves.items() if name != known}, pinned)


def _former_name(
    model: Model, names: Mapping[str, str], recorded: Mapping[str, str], pinned: Mapping[str, str]
) -> str:
    """The name that the pins have for a model's class, empty for none."""
    if model.php_class in names:
        return names[model.php_class]
    name = _evident_name(model.php_class)
    module = pinned.get(f"model:{name}", "").rpartition(".")[0]
    return name if module and name not in recorded and module == pinned.get(f"module:{model.module}") else ""


def _evident_name(php_class: str) -> str:
    """The name of a class that lies right below `Api` or `Api\\Data`, from all its parts; empty for any other."""
    vendor, _, rest = php_class.partition("\\")
    module, _, below = rest.partition("\\Api\\")
    data, _, last = below.rpartition("\\")
    if not last or "\\" in module or data not in ("", "Data") or (not data and last.startswith("Data")):
        return ""
    return f"{'' if vendor == 'Magento' else vendor}{module}{data}{last}"


def _moved(moves: Mapping[str, str], pinned: Mapping[str, str]) -> dict[str, str]:
    """Pins of models under other names: `moves` says where those of a name come from, empty for nowhere."""
    gone = {*moves, *moves.values()}
    kept: dict[str, str] = {}
    taken: dict[str, list[tuple[str, str, str]]] = {}
    for key, text in pinned.items():
        kind, _, rest = key.partition(":")
        name, dot, wire = rest.partition(".")
        if kind not in ("model", "field", "class") or name not in gone:
            kept[key] = text
        elif kind != "class":
            taken.setdefault(name, []).append((f"{kind}:", f"{dot}{wire}", text))
    for name, known in moves.items():
        kept |= {f"{start}{name}{end}": text for start, end, text in taken.get(known, ())}
    return kept
