"""PHP source to `PhpFile`, with tree-sitter-php. Only declarations are looked at; bodies are skipped."""

from __future__ import annotations

from collections.abc import Iterator

import tree_sitter_php
from tree_sitter import Language, Node, Parser

from codegen.readers.php.expressions import expression
from codegen.readers.php.model import (
    BUILT_IN_TYPES,
    Expression,
    NativeType,
    PhpClass,
    PhpFile,
    PhpMethod,
    PhpParameter,
)
from codegen.readers.php.names import Names
from codegen.roots import Source

_PARSER = Parser(Language(tree_sitter_php.language_php()))
_KINDS = {
    "interface_declaration": "interface",
    "class_declaration": "class",
    "trait_declaration": "trait",
    "enum_declaration": "enum",
}
_PARAMETERS = frozenset({"simple_parameter", "property_promotion_parameter", "variadic_parameter"})
_MEMBERS = frozenset(
    {
        "method_declaration",
        "const_declaration",
        "property_declaration",
        "use_declaration",
        "enum_case",
    }
)


def parse_php(data: bytes, source: Source) -> PhpFile:
    """Read the declarations of a PHP file. Bytes that are not UTF-8 are taken as Latin-1; nothing is raised."""
    try:
        data.decode()
    except UnicodeDecodeError:
        data = data.decode("latin-1").encode()
    root = _PARSER.parse(data).root_node
    names = Names()
    classes = [
        _class(node, doc, names, source) for node, doc in _declarations(root, names) if node.type in _KINDS
    ]
    return PhpFile(tuple(classes), _error_line(root) if root.has_error else 0)


def _text(node: Node | None) -> str:
    return (node.text or b"").decode() if node else ""


def _line(node: Node) -> int:
    return node.start_point[0] + 1


def _error_line(root: Node) -> int:
    """The line of the first error that is not inside a method body or property."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_error or node.is_missing:
            return _line(node)
        if node.has_error and node.type not in ("compound_statement", "property_hook_list"):
            stack.extend(reversed(node.children))
    return 0


def _doc_comment(node: Node) -> Node | None:
    """The node, if it is what PHP takes for a doc comment: `/**` and white space."""
    text = node.text or b""
    return node if text[:3] == b"/**" and text[3:4].isspace() else None


def _declarations(root: Node, names: Names) -> Iterator[tuple[Node, Node | None]]:
    """Top-level nodes with their doc comment, inside namespace braces too; `names` follows what is in force."""
    doc: Node | None = None
    for node in root.children:
        kind = node.type
        if kind == "comment":
            doc = _doc_comment(node) or doc
        elif kind == "namespace_definition":
            names.enter(_text(node.child_by_field_name("name")))
            if body := node.child_by_field_name("body"):
                yield from _declarations(body, names)
            doc = None
        elif kind == "namespace_use_declaration":
            _use(node, names)
            doc = None
        elif kind != "php_tag":
            yield node, doc
            doc = None


def _use(node: Node, names: Names) -> None:
    if any(child.type in ("function", "const") for child in node.children):
        return
    prefix = next((_text(child) for child in node.children if child.type == "namespace_name"), "")
    clauses = list(node.children)
    if body := node.child_by_field_name("body"):
        clauses.extend(body.children)
    named = [clause for clause in clauses if clause.type == "namespace_use_clause"]
    for position, clause in enumerate(named):
        if clause.child_by_field_name("type"):
            continue
        name = next((_text(child) for child in clause.children if _is_name(child)), "")
        names.use(name, _text(clause.child_by_field_name("alias")), prefix, first=position == 0)


def _class(node: Node, doc: Node | None, names: Names, source: Source) -> PhpClass:
    extends: list[str] = []
    implements: list[str] = []
    for child in node.children:
        if child.type == "base_clause":
            extends = [names.resolve(_text(name)) for name in child.named_children if _is_name(name)]
        elif child.type == "class_interface_clause":
            implements = [names.resolve(_text(name)) for name in child.named_children if _is_name(name)]
    kind = _KINDS[node.type]
    methods: list[PhpMethod] = []
    constants: dict[str, Expression] = {}
    traits: list[str] = []
    if body := node.child_by_field_name("body"):
        for member, comment in _members(body):
            if member.type == "method_declaration":
                methods.append(_method(member, comment, names))
            elif member.type == "const_declaration":
                constants.update(_constants(member, names))
            elif member.type == "use_declaration":
                traits.extend(names.resolve(_text(name)) for name in member.named_children if _is_name(name))
    own = _text(node.child_by_field_name("name"))
    return PhpClass(
        name=f"{names.namespace}\\{own}" if names.namespace else own,
        kind=kind,
        source=source,
        line=_line(node),
        doc=_text(doc),
        namespace=names.namespace,
        parent=extends[0] if extends and kind == "class" else "",
        interfaces=tuple(extends if kind == "interface" else implements),
        traits=tuple(traits),
        uses=dict(names.uses),
        magento_uses=dict(names.magento_uses),
        methods=tuple(methods),
        constants=constants,
    )


def _is_name(node: Node) -> bool:
    return node.type in ("name", "qualified_name")


def _members(body: Node) -> Iterator[tuple[Node, Node | None]]:
    doc: Node | None = None
    for node in body.children:
        if node.type == "comment":
            doc = _doc_comment(node) or doc
        elif node.type in _MEMBERS:
            yield node, doc
            doc = None


def _method(node: Node, doc: Node | None, names: Names) -> PhpMethod:
    parameters = node.child_by_field_name("parameters")
    public = not any(
        child.type == "visibility_modifier" and child.text != b"public" for child in node.children[:6]
    )
    name = node.child_by_field_name("name")
    return PhpMethod(
        name=_text(name),
        public=public,
        parameters=(
            tuple(
                _parameter(child, names) for child in parameters.named_children if child.type in _PARAMETERS
            )
            if parameters and parameters.named_child_count
            else ()
        ),
        doc=_text(doc),
        doc_line=_line(doc) if doc else 0,
        line=_line(name or node),
    )


def _parameter(node: Node, names: Names) -> PhpParameter:
    native = node.child_by_field_name("type")
    default = node.child_by_field_name("default_value")
    return PhpParameter(
        name=_text(node.child_by_field_name("name")).lstrip("$"),
        type=_native_type(_text(native), names) if native else None,
        default=expression(default, names) if default else None,
        variadic=node.type == "variadic_parameter",
        line=_line(node),
    )


def _native_type(text: str, names: Names) -> NativeType:
    text = "".join(text.split())
    nullable = text.startswith("?")
    parts = text.removeprefix("?").split("|")
    if len(parts) > 1 and any(part.lower() == "null" for part in parts):
        nullable = True
        parts = [part for part in parts if part.lower() != "null"]
    if len(parts) != 1 or "&" in parts[0]:
        return NativeType(text, nullable, compound=True)
    lowered = parts[0].lower()
    if lowered in BUILT_IN_TYPES or lowered in ("self", "static", "parent"):
        return NativeType(lowered, nullable)
    return NativeType(names.resolve(parts[0]), nullable)


def _constants(node: Node, names: Names) -> Iterator[tuple[str, Expression]]:
    for element in node.named_children:
        if element.type == "const_element" and len(element.named_children) > 1:
            name, value = element.named_children[0], element.named_children[-1]
            yield _text(name), expression(value, names)
