"""All PHP classes that can be found, and what they inherit."""

from __future__ import annotations

import re

from codegen.diagnostics import CodegenError, Diagnostic, Level
from codegen.ir import Origin
from codegen.parts import Trace
from codegen.readers.php.autoload import Autoload
from codegen.readers.php.docblock import DocBlock
from codegen.readers.php.files import read_php
from codegen.readers.php.framework import framework_contract
from codegen.readers.php.model import ConstantRef, Expression, Literal, PhpClass, PhpFile, PhpMethod
from codegen.roots import Source
from codegen.source import Inputs, unusable
from codegen.values import Value

_LONGEST_NAME = 500
_MARKERS = re.compile(rb"^(?:<{7}|>{7}) ", re.MULTILINE)
_GLOBALS: dict[str, int | str] = {"PHP_INT_MAX": 2**63 - 1, "PHP_INT_MIN": -(2**63), "PHP_EOL": "\n"}


_Methods = dict[str, tuple[PhpMethod, PhpClass]]


class _Looked(Value):
    """A class, None for one that is nowhere, and what was read to find it."""

    found: PhpClass | None
    trace: Trace


class _Parsed(Value):
    """What a file declares, and what was read and said for that."""

    file: PhpFile
    trace: Trace


class _Inherited(Value):
    """The methods of a class, and what was read for those that it inherits."""

    methods: _Methods
    trace: Trace


class Classes:
    """Finds, parses and remembers classes. Names are full and may have a leading backslash; case does not matter.

    What is remembered goes with what was read for it into the traces of `inputs`, and what there is to say, too.
    """

    def __init__(self, autoload: Autoload, inputs: Inputs) -> None:
        self._autoload = autoload
        self._inputs = inputs
        self._classes: dict[str, _Looked] = {}
        self._files: dict[str, _Parsed] = {}
        self._methods: dict[str, _Inherited] = {}
        self._docs: dict[str, DocBlock] = {}

    def get(self, name: str) -> PhpClass | None:
        """The class of that name, None when it is nowhere to be found."""
        name = name.lstrip("\\")
        key = name.lower()
        known = self._classes.get(key)
        if known is None:
            with self._inputs.traced() as trace:
                found = self._find(name)
            self._classes[key] = _Looked(found, trace)
            return found
        self._inputs.again(known.trace)
        return known.found

    def _find(self, name: str) -> PhpClass | None:
        if len(name) > _LONGEST_NAME:
            return None
        generated = name.endswith(("ExtensionInterface", "Extension"))
        looked_into = []
        sources = self._autoload.registered(name) if generated else self._autoload.candidates(name)
        for source in sources:
            classes = self._file(source).classes
            for found in classes:
                if found.name.lower() == name.lower():
                    return found
            looked_into.append((source, {_short(found.name) for found in classes}))
        for source, names in looked_into:
            if names.isdisjoint({_short(name)}):
                self._inputs.tell(_not_in(source, name))
        found_in = framework_contract(name)
        if found_in:
            self._inputs.tell(_NO_FRAMEWORK)
        return found_in

    def _file(self, source: Source) -> PhpFile:
        known = self._files.get(source.shown)
        if known is None:
            with self._inputs.traced() as trace:
                file = self._read(source)
            self._files[source.shown] = _Parsed(file, trace)
            return file
        self._inputs.again(known.trace)
        return known.file

    def _read(self, source: Source) -> PhpFile:
        try:
            data, file = read_php(self._inputs, source)
            if markers := _MARKERS.search(data):
                line = data.count(b"\n", 0, markers.start()) + 1
                self._inputs.tell(_in_conflict(source.origin(line)))
        except CodegenError as error:
            self._inputs.tell(unusable(error, source))
            file = PhpFile(())
        if file.error_line:
            self._inputs.tell(_unparsed(source.origin(file.error_line)))
        return file

    def doc(self, comment: str) -> DocBlock | None:
        """A doc comment taken apart, None for none."""
        if not comment:
            return None
        block = self._docs.get(comment)
        if block is None:
            block = self._docs[comment] = DocBlock(comment)
        return block

    def methods(self, php_class: PhpClass) -> _Methods:
        """All methods with the class that declares each, by lower-case name, own ones first as PHP lists them."""
        if php_class.name not in self._methods:
            self._inherit(php_class)
        known = self._methods[php_class.name]
        self._inputs.again(known.trace)
        return known.methods

    def _inherit(self, php_class: PhpClass) -> None:
        """Find the methods of a class and of those above it."""
        begun: set[str] = set()
        waiting = [php_class]
        while waiting:  # by hand, for a class may have thousands of others above it
            current = waiting[-1]
            if current.name not in self._methods:
                begun.add(current.name)
                # What it inherits where it inherits from itself.
                self._methods[current.name] = _Inherited({}, Trace())
                waiting += [each for each in self._above(current) if each.name not in self._methods]
                continue
            waiting.pop()
            if current.name in begun:
                begun.remove(current.name)
                with self._inputs.traced() as trace:
                    methods = self._with_inherited(current)
                self._methods[current.name] = _Inherited(methods, trace)

    def _with_inherited(self, php_class: PhpClass) -> _Methods:
        """The methods of a class, once those of all above it are known."""
        known = {method.name.lower(): (method, php_class) for method in php_class.methods}
        for name in php_class.traits:
            for key, (method, _) in self._inherited(name).items():
                known.setdefault(key, (method, php_class))
        for name in (php_class.parent, *php_class.interfaces):
            for key, found in self._inherited(name).items():
                known.setdefault(key, found)
        return known

    def _above(self, php_class: PhpClass) -> list[PhpClass]:
        """The classes that one names in its head, as far as they can be found."""
        names = (*php_class.traits, php_class.parent, *php_class.interfaces)
        return [found for name in names if name and (found := self.get(name))]

    def _inherited(self, name: str) -> _Methods:
        found = self.get(name) if name else None
        if found is None:
            return {}
        known = self._methods[found.name]
        self._inputs.again(known.trace)
        return known.methods

    def method(self, php_class: PhpClass, name: str) -> tuple[PhpMethod, PhpClass] | None:
        """A method and the class that declares it."""
        return self.methods(php_class).get(name.lower())

    def parents(self, php_class: PhpClass) -> list[PhpClass]:
        """The chain of parent classes, nearest first; it ends where it turns in a circle."""
        chain: list[PhpClass] = []
        seen = {php_class.name}
        current: PhpClass | None = php_class
        while current and current.parent and (current := self.get(current.parent)):
            if current.name in seen:
                self._circle(php_class)
                break
            seen.add(current.name)
            chain.append(current)
        return chain

    def interfaces(self, php_class: PhpClass) -> list[PhpClass]:
        """All interfaces in PHP's order: the parent's, the declared ones, then what these extend."""
        found: dict[str, PhpClass] = {}
        for parent in reversed(self.parents(php_class)):
            self._collect(parent, found)
        self._collect(php_class, found)
        if php_class.name in found:
            self._circle(php_class)
            del found[php_class.name]
        return list(found.values())

    def _collect(self, php_class: PhpClass, found: dict[str, PhpClass]) -> None:
        waiting = [php_class]
        while waiting:
            declared = [known for name in waiting.pop().interfaces if (known := self.get(name))]
            fresh = [known for known in declared if known.name not in found]
            found.update((known.name, known) for known in fresh)
            waiting += reversed(fresh)

    def _circle(self, php_class: PhpClass) -> None:
        self._inputs.tell(
            Diagnostic(
                Level.WARNING,
                "cyclic-inheritance",
                f"{php_class.name} inherits from itself; PHP can't load it. Break the circle",
                php_class.source.origin(php_class.line),
            )
        )

    def missing_ancestors(self, php_class: PhpClass) -> list[str]:
        """Names of direct parents, interfaces and traits that can't be found; PHP's own are not looked for."""
        names = (php_class.parent, *php_class.interfaces, *php_class.traits)
        return [name for name in names if "\\" in name and not self.get(name)]

    def missing_above(self, php_class: PhpClass) -> list[str]:
        """The `missing_ancestors` of a class and of everything that it inherits from."""
        above = (php_class, *self.parents(php_class), *self.interfaces(php_class))
        return list(dict.fromkeys(name for each in above for name in self.missing_ancestors(each)))

    def value(self, expression: Expression | None, context: PhpClass) -> Literal | None:
        """The value of a constant expression inside a class, None when it can't be told."""
        for _ in range(20):
            if isinstance(expression, Literal) or expression is None:
                return expression
            if not isinstance(expression, ConstantRef):
                return None
            if not expression.owner:
                known = _GLOBALS.get(expression.name.rpartition("\\")[2])
                return None if known is None else Literal(known)
            owner = self._owner(expression.owner, context)
            if not owner:
                return None
            found = self._constant(owner, expression.name)
            if not found:
                return None
            expression, context = found
        return None

    def _owner(self, name: str, context: PhpClass) -> PhpClass | None:
        if name in ("self", "static"):
            return context
        return self.get(context.parent if name == "parent" else name)

    def _constant(self, owner: PhpClass, name: str) -> tuple[Expression, PhpClass] | None:
        for php_class in (owner, *self.parents(owner), *self.interfaces(owner)):
            if name in php_class.constants:
                return php_class.constants[name], php_class
        return None


_NO_FRAMEWORK = Diagnostic(
    Level.INFO,
    "no-framework",
    "Magento's framework is not among the sources; its best known contracts are taken as 2.4 has them. Give the "
    "Magento root with --php-path to read them",
)


def _unparsed(place: Origin) -> Diagnostic:
    return Diagnostic(
        Level.WARNING,
        "php-syntax",
        "PHP can't parse this file; what could be read of it is used. Mend the syntax (php -l)",
        place,
    )


def _short(name: str) -> str:
    return name.rpartition("\\")[2].lower()


def _not_in(source: Source, name: str) -> Diagnostic:
    return Diagnostic(
        Level.WARNING,
        "not-in-file",
        f"this file should declare {name} and doesn't; complete it, or correct the name or the namespace",
        source.origin(),
    )


def _in_conflict(place: Origin) -> Diagnostic:
    return Diagnostic(
        Level.WARNING,
        "merge-conflict",
        "has the markers of a merge conflict, of which both sides are read here; resolve it",
        place,
    )
