"""What a resource's PHP classes can do. Without them nobody knows: api2.xml grants calls that no class has.

The class of a call is `<model>_Rest_<Role>_V<version>` (Mage_Api2_Model_Dispatcher::loadResourceModel), and what it can
do shows in the methods that it or its parents have (Mage_Api2_Model_Resource::dispatch).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from codegen.diagnostics import CodegenError
from codegen.files import is_there
from codegen.readers.api2.sources import Api2Xml
from codegen.readers.magento1.modules import is_magento1
from codegen.readers.php.files import read_php
from codegen.roots import Root, locate
from codegen.source import Inputs

BASE_CLASS = "Mage_Api2_Model_Resource"
"""The class that all others extend, which implements no call itself."""

_POOLS = ("local", "community", "core")
_REFUSING = re.compile(
    rb"function\s+(_\w+)\s*\([^)]{0,1000}\)[^{;]{0,200}\{\s*\$this->_critical\(\s*(?:self|Mage_Api2_Model_Resource)::"
    rb"RESOURCE_METHOD_NOT_(?:ALLOWED|IMPLEMENTED)\s*(?:,[^;{}]{0,1000})?\);\s*\}"
)
_LONGEST_CHAIN = 20
_REFUSED_BY_STOCK = frozenset({("customer/api2_customer", "_multiUpdate")})
"""What Magento's own classes refuse although api2.xml grants it, for definitions without classes: by model and method.

Mage_Customer_Model_Api2_Customer_Rest_Customer_V1 answers it with 403, and that of administrators has no such method.
"""


@dataclass(slots=True)
class Implementations:
    """Looks methods up in the PHP classes of the modules, as far as they are there."""

    inputs: Inputs
    roots: Sequence[Root]
    prefixes: dict[str, str] = field(default_factory=dict)
    modules: dict[str, tuple[Path, Root]] = field(default_factory=dict)
    _classes: dict[str, tuple[str, frozenset[str], frozenset[str]] | None] = field(default_factory=dict)

    def roles_with(
        self, model: str, versions: Iterable[str], roles: Iterable[str], method: str
    ) -> list[str] | None:
        """Those of the roles whose class has a method, None when a class that would tell is not there."""
        class_name = self._class_name(model)
        if class_name is None:
            return None
        version = _newest(versions)
        able = []
        for role in roles:
            has = self._has(f"{class_name}_Rest_{_words(role)}_V{version}", method)
            if has is None:
                return None
            if has:
                able.append(role)
        return able

    def refused(self, model: str, versions: Iterable[str], roles: Iterable[str], method: str) -> bool:
        """Whether the class of one of the roles has a method that does nothing but refuse."""
        class_name = self._class_name(model)
        names = (
            [f"{class_name}_Rest_{_words(role)}_V{_newest(versions)}" for role in roles] if class_name else []
        )
        classes = [found for name in names if (found := self._class(name))]
        if not classes:
            return (model, method) in _REFUSED_BY_STOCK
        return any(method in refusing for _, _, refusing in classes)

    def _class_name(self, model: str) -> str | None:
        alias, _, rest = model.partition("/")
        prefix = self.prefixes.get(alias)
        return f"{prefix}_{_words(rest)}" if prefix and rest else None

    def _has(self, class_name: str, method: str) -> bool | None:
        for _ in range(_LONGEST_CHAIN):
            if class_name == BASE_CLASS:
                return False
            found = self._class(class_name)
            if found is None:
                return None
            parent, methods, refusing = found
            if method in methods:
                return method not in refusing
            class_name = parent
        return None

    def _class(self, name: str) -> tuple[str, frozenset[str], frozenset[str]] | None:
        """A class's parent, its methods, and those that only refuse; None when it is nowhere."""
        if name not in self._classes:
            self._classes[name] = self._read(name)
        return self._classes[name]

    def _read(self, name: str) -> tuple[str, frozenset[str], frozenset[str]] | None:
        for path, root in self._places(name):
            if is_there(path):
                source = locate(root, path)
                try:
                    data, parsed = read_php(self.inputs, source)
                except CodegenError as error:
                    self.inputs.unusable(error, source)
                    continue
                for declared in parsed.classes:
                    if declared.name == name:
                        refusing = frozenset(match[1].decode() for match in _REFUSING.finditer(data))
                        methods = frozenset(method.name for method in declared.methods)
                        return declared.parent, methods, refusing
        return None

    def _places(self, name: str) -> Iterable[tuple[Path, Root]]:
        """Where a class may be: in a module's own folder, or below the code pools of a Magento root."""
        parts = name.split("_")
        module, rest = "_".join(parts[:2]), parts[2:]
        if module in self.modules and rest:
            folder, root = self.modules[module]
            yield folder.joinpath(*rest).with_suffix(".php"), root
        for root in self.roots:
            if is_magento1(root):
                for pool in _POOLS:
                    yield root.path.joinpath("app", "code", pool, *parts).with_suffix(".php"), root


def find_implementations(
    roots: Sequence[Root], definitions: Iterable[Api2Xml], inputs: Inputs
) -> Implementations:
    """The classes of the modules, found through the class aliases of their config.xml."""
    found = Implementations(inputs, roots)
    for definition in definitions:
        if definition.config is None:
            continue
        root = next((one for one in roots if definition.source.path.is_relative_to(one.path)), None)
        if root is not None and definition.source.path != root.path:
            found.modules[definition.module] = (definition.source.path.parent.parent, root)
        try:
            config = inputs.read_xml(definition.config)
        except CodegenError:
            continue
        for element in config.iterfind("global/models/*"):
            if class_name := element.findtext("class"):
                found.prefixes[str(element.tag)] = class_name.strip()
    return found


def _newest(versions: Iterable[str]) -> int:
    return max((int(text) for text in versions if text.isdigit()), default=1)


def _words(text: str) -> str:
    """`api2_product_category` → `Api2_Product_Category`, as uc_words does."""
    return "_".join(part[:1].upper() + part[1:] for part in text.split("_"))
