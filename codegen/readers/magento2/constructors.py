"""Data types that are filled through their constructor, which takes its arguments by their own names alone.

`Magento\\Framework\\Webapi\\ServiceInputProcessor` makes the class that `di.xml` prefers for a type's interface, hands
its constructor what the request calls by the names of its parameters, and everything else to setters. A scalar that
the constructor can't do without so has to be called `stockId`; as `stock_id` it would be left to a setter of an object
that can't be made.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from codegen.diagnostics import CodegenError
from codegen.ir import Model, ModelKind, TypeRef, named_types
from codegen.readers.php.autoload import Autoload
from codegen.readers.php.classes import Classes
from codegen.readers.php.files import LARGEST_FILE
from codegen.readers.php.model import PhpClass, PhpParameter
from codegen.roots import Source
from codegen.source import Inputs
from codegen.values import replace

_CONSTRUCTOR = re.compile(rb"function\s+__construct\s*\(")
_END = re.compile(rb"\)\s*[{;]")
_FURTHEST = 10
_PLAIN = frozenset({"custom_attributes", "extension_attributes"})
"""What plug-ins of the server's look for in the body as it came."""
_TYPE = b"\\Api\\"
"""What the name of every data type holds."""


class Constructors:
    """The constructors of the classes behind data types; `preferences` name the class that is made for each."""

    def __init__(
        self, preferences: Mapping[str, str], inputs: Inputs, classes: Classes, autoload: Autoload
    ) -> None:
        self._inputs = inputs
        self._classes = classes
        self._autoload = autoload
        self._preferences = preferences

    def parameters(self, php_class: PhpClass, names: Collection[str]) -> Mapping[str, PhpParameter]:
        """The parameters of the constructor behind a type that have one of these names, by name.

        Only a constructor that the class declares itself counts. Its file is parsed when one of the names is in it.
        """
        name = self._preferred(php_class.name)
        if not names or not self._may_take(name, names):
            return {}
        made = self._classes.get(name)
        constructor = (
            next((each for each in made.methods if each.name == "__construct"), None) if made else None
        )
        return (
            {each.name: each for each in constructor.parameters if each.name in names} if constructor else {}
        )

    def _preferred(self, name: str) -> str:
        for _ in range(_FURTHEST):
            if name not in self._preferences:
                break
            name = self._preferences[name]
        return name

    def _may_take(self, name: str, names: Collection[str]) -> bool:
        """Whether the text of a class has a constructor with one of the names: cheaper than parsing all classes."""
        source = next(self._autoload.declared(name), None)
        try:
            text = self._inputs.read(source, LARGEST_FILE) if source else b""
        except CodegenError:
            return False
        begin = _CONSTRUCTOR.search(text)
        end = _END.search(text, begin.end()) if begin else None
        if not begin or not end:
            return False
        parameters = text[begin.end() : end.start()]
        return any(b"$%b" % each.encode() in parameters for each in names)


def is_needed(parameter: PhpParameter) -> bool:
    """Whether a constructor can't do without the value: Magento makes objects itself, and uses defaults."""
    plain = parameter.type is None or parameter.type.built_in
    return plain and parameter.default is None and not parameter.variadic


def with_guessed_names(models: Mapping[str, Model], results: Iterable[TypeRef]) -> dict[str, Model]:
    """Models with names for requests where their classes are not known (they come from a WSDL): in camel case.

    A setter takes either case, so camel case does for all types. Those that answers hold as well (`results`, and what
    they lead to) keep the names that they have there: what was read is written back so, and is made without arguments.
    """
    answered: set[str] = set()
    waiting = [name for result in results for name in named_types(result)]
    while waiting:
        name = waiting.pop()
        if name not in answered and name in models:
            answered.add(name)
            waiting += [other for field in models[name].fields for other in named_types(field.type)]
    return {
        name: (
            model
            if model.php_class or model.kind is not ModelKind.OBJECT or name in answered
            else _in_camel_case(model)
        )
        for name, model in models.items()
    }


def _in_camel_case(model: Model) -> Model:
    fields = tuple(
        (
            replace(field, input_name=field.soap_name)
            if field.soap_name and not _PLAIN & {field.wire_name}
            else field
        )
        for field in model.fields
    )
    return replace(model, fields=fields)


def read_preferences(sources: Iterable[Source], inputs: Inputs) -> dict[str, str]:
    """The class that Magento makes for each data type that `di.xml` names one for; the last module's counts.

    `sources` are the `di.xml` files in load order.
    """
    found: dict[str, str] = {}
    for source in sources:
        try:
            if _TYPE not in inputs.read(source):
                continue
            root = inputs.read_xml(source)
        except CodegenError:
            continue
        for node in root.iter("preference"):
            name, chosen = node.get("for", "").strip().lstrip("\\"), node.get("type", "").strip().lstrip("\\")
            if chosen and _TYPE.decode() in name:
                found[name] = chosen
    return found
