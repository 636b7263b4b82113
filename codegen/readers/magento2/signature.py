"""The signature of a service method: parameters and result as Magento's reflection sees them.

Source: `Magento\\Webapi\\Model\\Config\\ClassReflector`, `TypeProcessor::getParamType` and `getGetterReturnType`,
laminas-code's `ParameterReflection::detectType`.
"""

from __future__ import annotations

import re

from codegen.ir import Default, Origin
from codegen.readers.magento2.php_types import PhpTypes, Problem, Typing, first_type, generic_item
from codegen.readers.magento2.version import Rules
from codegen.readers.php.classes import Classes
from codegen.readers.php.docblock import DocBlock, TypedTag
from codegen.readers.php.model import Literal, NativeType, PhpClass, PhpMethod, PhpParameter
from codegen.values import Value


class Finding(Value):
    """A problem of `subject` and where it is. `fatal`: Magento refuses the whole schema for it."""

    subject: str
    problem: Problem
    origin: Origin
    fatal: bool = True
    typed: bool = False


def finding(subject: str, typing: Typing, origin: Origin) -> Finding:
    """What to say about a typing that has a problem."""
    assert typing.problem is not None
    return Finding(subject, typing.problem, origin, typed=typing.type is not None)


class ParameterFacts(Value):
    """A parameter of a service method. `default` is set only where the value is known."""

    name: str
    typing: Typing
    required: bool
    nullable: bool
    default: Default | None
    description: str
    origin: Origin


class ReturnFacts(Value):
    """A return type. `void` for no result at all; `required` is False where the docblock says `|null`."""

    typing: Typing
    void: bool = False
    required: bool = True
    description: str | None = None
    raw: str = ""


class MethodFacts(Value, tag=True):
    """All that a service method tells."""

    parameters: tuple[ParameterFacts, ...]
    result: ReturnFacts
    description: str
    deprecated: str | None
    origin: Origin
    findings: tuple[Finding, ...]


class Signatures:
    """Reads signatures and return types."""

    def __init__(self, classes: Classes, types: PhpTypes, rules: Rules) -> None:
        self._rules = rules
        self._classes = classes
        self._types = types

    def method(self, method: PhpMethod, owner: PhpClass) -> MethodFacts:
        """The facts of a service method that `owner` declares."""
        findings: list[Finding] = []
        subject = f"{owner.name}::{method.name}()"
        doc = self._classes.doc(method.doc)
        at = owner.source.origin(method.line)
        if not doc:
            findings.append(Finding(subject, _no_docblock(method), at))
        parameters = tuple(
            self._parameter(method, owner, position, doc, findings)
            for position in range(len(method.parameters))
        )
        result = self.returned(method, owner)
        if result.typing.problem and not result.void:
            if doc:
                findings.append(finding(subject, result.typing, self.return_origin(method, owner)))
        elif not result.void and result.typing.type is None:
            problem = Problem(
                "null-result", "@return names no type, which breaks the WSDL", "write void, or a type"
            )
            findings.append(Finding(subject, problem, self.return_origin(method, owner), fatal=False))
        return MethodFacts(
            parameters=parameters,
            result=result,
            description=_plain(doc.description) if doc else "",
            deprecated=doc.deprecated if doc else None,
            origin=at,
            findings=tuple(findings),
        )

    def returned(self, method: PhpMethod, owner: PhpClass) -> ReturnFacts:
        """What a method returns: only `@return` counts, its own or an ancestor's."""
        tag, context, problem = self._return_tag(method, owner)
        if problem or tag is None:
            return ReturnFacts(Typing(problem=problem))
        written = first_type(tag.types)
        typing = Typing() if written is None else self._types.returned(written, tag.raw, context)
        return ReturnFacts(typing, written == "void", "null" not in tag.types, tag.description, tag.raw)

    def _return_tag(
        self, method: PhpMethod, owner: PhpClass
    ) -> tuple[TypedTag | None, PhpClass, Problem | None]:
        doc = self._classes.doc(method.doc)
        if not doc:
            return None, owner, _no_docblock(method)
        if doc.returned:
            return doc.returned, owner, None
        known = {"interfaces": self._classes.interfaces, "parents": self._classes.parents}
        for kind in self._rules.ancestors:
            for ancestor in known[kind](owner):
                found = self._classes.method(ancestor, method.name)
                if not found:
                    continue
                inherited, declared_in = found
                above = self._classes.doc(inherited.doc)
                if not above:
                    return None, owner, _no_docblock(inherited)
                if above.returned:
                    return above.returned, declared_in, None
                break
        return None, owner, _no_return(method, doc)

    def return_origin(self, method: PhpMethod, owner: PhpClass) -> Origin:
        """Where a method's @return is, or else the method."""
        doc = self._classes.doc(method.doc)
        line = method.doc_line + doc.returned.line if doc and doc.returned else method.line
        return owner.source.origin(line)

    def _parameter(
        self,
        method: PhpMethod,
        owner: PhpClass,
        position: int,
        doc: DocBlock | None,
        findings: list[Finding],
    ) -> ParameterFacts:
        parameter = method.parameters[position]
        tags = doc.params if doc else ()
        tag = tags[position] if position < len(tags) else None
        typing, source = self._parameter_type(parameter, tag, doc, owner, position)
        line = method.doc_line + source.line if source else parameter.line
        subject = f"{owner.name}::{method.name}()"
        if typing.problem and doc:
            findings.append(finding(subject, typing, owner.source.origin(line)))
        required = position < method.required_parameters
        value = None if required else self._classes.value(parameter.default, owner)
        default = None
        if value and (value.value == () or not isinstance(value.value, tuple)):
            default = Default(value=value.value)
        elif value:
            problem = Problem(
                "array-default",
                f"the default of ${parameter.name} is an array with items, which breaks the WSDL",
                "use [] or null as the default",
            )
            findings.append(Finding(subject, problem, owner.source.origin(parameter.line), fatal=False))
        return ParameterFacts(
            name=parameter.name,
            typing=typing,
            required=required and not parameter.variadic,
            nullable=_nullable(parameter, source),
            default=default,
            description=(tag.description or "") if tag else "",
            origin=owner.source.origin(line),
        )

    def _parameter_type(
        self,
        parameter: PhpParameter,
        tag: TypedTag | None,
        doc: DocBlock | None,
        owner: PhpClass,
        position: int,
    ) -> tuple[Typing, TypedTag | None]:
        """The type as Magento finds it, and the tag it comes from."""
        native = parameter.type
        if problem := _refused(parameter):
            return Typing(problem=problem), tag
        if native and native.name == "array":
            return self._of_array(parameter.name, tag, doc, owner)
        if native and (self._rules.native_scalars or not native.built_in):
            return self._of_native(native, parameter.name, tag, doc, owner)
        return self._of_tag(parameter.name, tag, doc, owner, position)

    def _of_array(
        self, name: str, tag: TypedTag | None, doc: DocBlock | None, owner: PhpClass
    ) -> tuple[Typing, TypedTag | None]:
        """The type of a parameter that is natively an `array`: its `@param` tells of what."""
        if not self._rules.needs_tag:
            tag = next((each for each in doc.params if _lists(each, name)), None) if doc else None
        if tag is None:
            return Typing(problem=_no_param(name, "string[]")), None
        if tag.types[:1] == ("null",):
            return Typing(problem=_null_first(name, tag)), tag
        written = self._types.resolve(tag.types[0] if tag.types else "", owner)
        return self._types.passed(written if "[]" in written else f"{written}[]", tag.raw, owner), tag

    def _of_native(
        self, native: NativeType, name: str, tag: TypedTag | None, doc: DocBlock | None, owner: PhpClass
    ) -> tuple[Typing, TypedTag | None]:
        """The type that PHP itself enforces."""
        own = native.name if native.name != "self" else owner.name
        typing = self._types.accept(own if native.built_in else "\\" + own)
        if tag is None and doc and self._rules.needs_tag and not typing.problem:
            return Typing(typing.type, _no_param(name, own)), None
        return typing, tag

    def _of_tag(
        self, name: str, tag: TypedTag | None, doc: DocBlock | None, owner: PhpClass, position: int
    ) -> tuple[Typing, TypedTag | None]:
        """The type that only a `@param` tells: the one at the parameter's place, or the one with its name."""
        source = tag if self._rules.by_place else _matching(name, tag, doc.params if doc else ())
        if source is None:
            if not self._rules.resolves:
                return Typing(), None
            return Typing(problem=_unmatched(name, tag, position, doc)), tag
        written = source.types[0] if source.types else ""
        if written == "null":
            return Typing(problem=_null_first(name, source)), source
        if tag is None and self._rules.needs_tag:
            return Typing(problem=_no_param(name, written)), source
        if source.raw.startswith("$"):
            return Typing(problem=_variable_first(name, source)), source
        known = self._types.resolve(written, owner) if self._rules.resolves else written
        return self._types.passed(known, source.raw, owner), source


def _refused(parameter: PhpParameter) -> Problem | None:
    """Why no value can be given to a parameter, by its native form."""
    name, native = parameter.name, parameter.type
    if parameter.variadic:
        mend = f"take a list: @param string[] ${name} and array ${name}"
        return Problem("variadic-parameter", f"...${name} is variadic", mend)
    if native and native.compound:
        mend = "drop the native type and document the one to use with @param"
        return Problem("union-type", f"${name} has the native type {native.name}", mend)
    return None


def _variable_first(name: str, tag: TypedTag) -> Problem:
    mend = f"write the type first: @param {tag.description or 'string'} ${name}"
    return Problem("unmatched-param", f"the @param of ${name} begins with the variable", mend)


def _matching(name: str, tag: TypedTag | None, tags: tuple[TypedTag, ...]) -> TypedTag | None:
    """The `@param` of a parameter: the one at its place if it names it or no variable, else the one that names it."""
    if tag and tag.variable in ("", f"${name}"):
        return tag
    return next((each for each in tags if each.variable == f"${name}"), None)


def _lists(tag: TypedTag, name: str) -> bool:
    """Whether a `@param` names this variable and nothing but the type of a list, as older versions look for it."""
    return tag.variable == f"${name}" and not tag.description and tag.types[0].endswith("[]")


def _null_first(name: str, tag: TypedTag) -> Problem:
    rest = "|".join(each for each in tag.types if each != "null") or "string"
    return Problem("null-first", f"the type of ${name} begins with null", f"write {rest}|null")


def _nullable(parameter: PhpParameter, tag: TypedTag | None) -> bool:
    native = parameter.type
    default = parameter.default
    return bool(
        (native and native.nullable)
        or (tag and ("null" in tag.types or tag.raw.startswith("?")))
        or (isinstance(default, Literal) and default.value is None)
    )


def _plain(description: str) -> str:
    return re.sub(r"\{@inherit[dD]oc\}", "", description).strip()


def _no_docblock(method: PhpMethod) -> Problem:
    what = f"{method.name}() has no docblock"
    if method.doc or method.doc_line:
        what = f"{method.name}() has a comment that is no docblock"
    return Problem("missing-docblock", what, "write one that starts with /** and has @param and @return")


def _no_return(method: PhpMethod, doc: DocBlock) -> Problem:
    what = f"{method.name}() has no @return; native return types don't count"
    if any(tag.name.lower() in ("return", "returns") for tag in doc.tags):
        what = f"{method.name}() has a misspelt @return"
    elif "@return" in method.doc:
        what = f"{method.name}() has a @return that is not read: it must start its line and be followed by a space"
    return Problem("missing-return", what, "write `@return <type>` on a line of its own")


def _no_param(name: str, written: str) -> Problem:
    return Problem("missing-param", f"${name} has no @param", f"write @param {written} ${name}")


def _unmatched(name: str, tag: TypedTag | None, position: int, doc: DocBlock | None) -> Problem:
    if tag is None and doc and re.search(r"@inherit[dD]oc", doc.text):
        what = f"{{@inheritdoc}} does not bring the type of ${name}"
        return Problem("missing-param", what, f"repeat `@param <type> ${name}` here")
    if tag is None:
        return Problem("missing-param", f"${name} has no @param", f"write `@param <type> ${name}`")
    what = f"@param number {position + 1} (`{' '.join(tag.raw.split())[:60]}`) gives ${name} no type"
    generic = generic_item(tag.raw)
    mend = (
        f"`@param {generic}[] ${name}`" if generic else f"`@param <type> ${name}` with a plain type: {_PLAIN}"
    )
    return Problem("unmatched-param", what, f"write {mend}")


_PLAIN = "string, int, bool, float, mixed, T[] or a full class name"
