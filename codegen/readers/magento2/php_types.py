"""Docblock and native types, accepted and refused as Magento accepts and refuses them.

Source: `Magento\\Framework\\Reflection\\TypeProcessor` (2.4.6).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from codegen.readers.magento2.naming import type_name
from codegen.readers.magento2.version import Rules
from codegen.readers.php.classes import Classes
from codegen.readers.php.model import BUILT_IN_TYPES, PhpClass
from codegen.readers.php.names import resolve_name
from codegen.values import Value

_NORMAL = {"str": "string", "integer": "int", "bool": "boolean", "mixed": "anyType"}
SIMPLE = frozenset({"string", "int", "float", "double", "boolean", "anyType"})
UNSTRUCTURED = "UnstructuredArray"
"""A map or list of anything, from Magento 2.4.7 on."""

_GENERIC = re.compile(r"\??(?:array|list|iterable|non-empty-list|non-empty-array)<(?:[^,<>]+,\s*)?([\\\w]+)>")
_DEEPEST = 20
"""How many lists may lie in one another. Magento sets no limit, but what is made of a type has one."""
_EXTENSIONS = ("ExtensionInterface", "Extension")


class PhpType(Value):
    """A type that Magento knows: a simple one, or a class (full name, no backslash) in `depth` lists.

    `text` is what Magento calls a simple type (`bool` → `boolean`, but `bool[]` stays).
    """

    base: str
    depth: int = 0
    is_class: bool = False
    text: str = ""


class Problem(Value):
    """Why Magento refuses a type or a docblock (`what`), and how to mend it."""

    code: str
    what: str
    mend: str


class Typing(Value):
    """A type, or why there is none. Both are set where we know better than Magento. Neither: Magento's null."""

    type: PhpType | None = None
    problem: Problem | None = None


class PhpTypes:
    """Tells what a written type is, seen from a class."""

    def __init__(self, classes: Classes, rules: Rules) -> None:
        self._rules = rules
        self._classes = classes

    def accept(self, written: str) -> Typing:
        """What Magento's `register` makes of a type; short class names are refused."""
        base, depth = written.replace("[]", ""), written.count("[]")
        if depth > _DEEPEST:
            return Typing(
                problem=_refused(written, f"write a data interface; {depth} lists in one another are no data")
            )
        normal = _NORMAL.get(base, base)
        if normal in SIMPLE:
            return Typing(PhpType(normal, depth, text=written if depth else normal))
        if base == UNSTRUCTURED and self._rules.unstructured:
            return Typing(PhpType(base, depth, text=written))
        if base == "null":
            return Typing() if not depth else Typing(problem=_refused(written))
        php_class = base.lstrip("\\")
        if not php_class or not self._exists(php_class):
            return Typing(problem=self._unknown(written, php_class))
        if not type_name(written):
            return Typing(problem=_not_data(php_class))
        found = self._classes.get(php_class)
        if found and found.name != php_class:
            what = f"the class is called {found.name}; written as {php_class} it loads only where it was loaded before"
            return Typing(
                PhpType(php_class, depth, is_class=True),
                Problem("class-case", what, f"write \\{found.name}"),
            )
        return Typing(PhpType(php_class, depth, is_class=True))

    def resolve(self, written: str, context: PhpClass) -> str:
        """The full name that Magento gives a parameter's type; as it is where nothing is found."""
        written = written.strip()
        if written.lower() == written:
            return written
        base = written.partition("[")[0]
        if base.startswith("\\"):
            return written
        head, slash, tail = base.partition("\\")
        imported = context.magento_uses.get(head)
        full = imported + slash + tail if imported else f"{context.namespace}\\{base}"
        if self._exists(full):
            return f"\\{full}" + ("[]" if written.endswith("[]") else "")
        return written

    def returned(self, written: str, raw: str, context: PhpClass) -> Typing:
        """A `@return` type: short names are resolved, which Magento itself does not do."""
        return self._improved(
            written, raw, context, f"the short class name {written} is not resolved in @return"
        )

    def passed(self, written: str, raw: str, context: PhpClass) -> Typing:
        """A `@param` type that Magento has resolved as far as it can."""
        what = f"the name {written} is not resolved, as only the first name of a grouped `use` is"
        return self._improved(written, raw, context, what)

    def _improved(self, written: str, raw: str, context: PhpClass, unresolved: str) -> Typing:
        """What Magento accepts; else the class that PHP takes a short name for, or a better word on the problem."""
        typing = self.accept(written)
        if not typing.problem or typing.problem.code in ("not-a-data-type", "class-case"):
            return typing
        base, depth = written.replace("[]", ""), written.count("[]")
        if base in ("self", "static", "this"):
            shown = "$this" if base == "this" else base
            what = f"the type {shown} is not resolved"
            return Typing(problem=Problem("unsupported-type", what, f"write \\{context.name}"))
        if base and not base.startswith("\\") and base.lower() not in BUILT_IN_TYPES:
            full = "\\" + resolve_name(base, context.namespace, dict(context.uses)) + "[]" * depth
            found = self.accept(full)
            if found.type:
                return Typing(found.type, Problem("short-class-name", unresolved, f"write {full}"))
        bracket = raw[len(base) : len(base) + 1] if raw.startswith(base) else ""
        if bracket == "{":
            return Typing(problem=_refused(shown_type(raw), _SHAPE))
        if bracket == "<":
            item = generic_item(raw)
            return Typing(problem=_refused(shown_type(raw), f"write {item}[]" if item else ""))
        return typing

    def _exists(self, php_class: str) -> bool:
        if "\\" not in php_class:
            return False
        if self._classes.get(php_class):
            return True
        source = extended_interface(php_class)
        return bool(source and self._classes.get(source))

    def _unknown(self, written: str, php_class: str) -> Problem:
        base = php_class.lower()
        if php_class == UNSTRUCTURED:
            what = f"Magento {self._rules.version or 'of this version'} does not know the type {UNSTRUCTURED} yet"
            return Problem("unknown-class", what, "write mixed, or update to Magento 2.4.7 or newer")
        if not php_class:
            return _refused(written)
        if written.startswith("\\") and "\\" not in php_class:
            return _not_data(php_class)
        if "\\" in php_class and not written.startswith("\\") and php_class.count("\\") < 2:
            return Problem(
                "unknown-class",
                f"there is no class {_short(php_class)}",
                "write the full name with a leading \\",
            )
        if "\\" in php_class:
            return Problem(
                "unknown-class",
                f"the class {_short(php_class)} was not found in the sources",
                "correct the name, or give the root that holds it with --php-path",
            )
        if base.replace("[]", "") in _NORMAL_NAMES:
            return Problem(
                "unsupported-type", f"the type {written} is taken for a class", f"write {_NORMAL_NAMES[base]}"
            )
        if php_class[0].isupper():
            return Problem(
                "unknown-class",
                f"the class {_short(php_class)} is neither imported nor in this namespace",
                "write its full name with a leading \\, or give the root that holds it with --php-path",
            )
        return _refused(written)


def _short(written: str) -> str:
    return written if len(written) <= 120 else f"{written[:120]}…"


def _not_data(php_class: str) -> Problem:
    return Problem(
        "not-a-data-type",
        f"the class {php_class} is not below an Api or Service namespace",
        "name a data interface below …\\Api\\Data, or a string for dates and the like",
    )


def extended_interface(php_class: str) -> str:
    """The interface whose extension attributes `…ExtensionInterface` or `…Extension` holds, empty for another class."""
    for suffix in _EXTENSIONS:
        if php_class.endswith(suffix):
            return php_class.removesuffix(suffix) + "Interface"
    return ""


def generic_item(raw: str) -> str:
    """The item type of `list<T>`, `array<T>` or `array<int, T>` that a tag begins with, empty for another type."""
    found = _GENERIC.match(raw)
    return found[1] if found else ""


def shown_type(raw: str) -> str:
    """The type that a tag begins with, with its brackets, on one line."""
    depth = 0
    for position, character in enumerate(raw):
        depth += (character in "<{(") - (character in ">})")
        if character.isspace() and depth <= 0:
            return raw[:position]
    return " ".join(raw.split())


def first_type(types: Sequence[str]) -> str | None:
    """The type that Magento takes from a `@return` union: the first that is not null."""
    return next((each for each in types if each != "null"), None)


_SHAPE = "name a data interface below …\\Api\\Data with a getter for each key"
_NORMAL_NAMES = {
    "string": "string",
    "str": "string",
    "int": "int",
    "integer": "int",
    "bool": "bool",
    "boolean": "bool",
    "float": "float",
    "double": "float",
    "mixed": "mixed",
}
_MENDS = {
    "array": "name the items' type, such as string[] or \\Vendor\\Module\\Api\\Data\\ItemInterface[]",
    "list": "name the items' type, such as string[]",
    "iterable": "name the items' type, such as string[]",
    "object": "name a data interface below …\\Api\\Data, or write mixed",
    "true": "write bool",
    "false": "write bool, or put the other type first",
    "number": "write float or int",
    "scalar": "write string or mixed",
    "callable": "the web API can't carry it; name another type",
    "void": "a getter must return something; name its type",
    "never": "the web API can't carry it; write void",
    "self": "write the full class name",
    "class": "write string",
    "": "name a type such as string, int, bool, string[] or a full class name",
}


def _refused(written: str, mend: str = "") -> Problem:
    base = written.replace("[]", "").partition("<")[0].partition("{")[0].lower()
    return Problem(
        "unsupported-type",
        f"the type {_short(written)} is not one the web API knows" if written else "there is no type",
        mend or _MENDS.get(base, _MENDS[""]),
    )
