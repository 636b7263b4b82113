"""The one place that calls datamodel-code-generator, and that checks what it answers."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from codegen.cache import Cache, version_of
from codegen.diagnostics import CodegenError
from codegen.parallel import submit
from codegen.resources import templates

POOL = "models"
"""The processes that run datamodel-code-generator."""
RUNTIME_MODEL = ".._runtime.model"
RUNTIME_ATTRIBUTES = ".._runtime.attributes"
"""Where a models module imports its base classes and its typed attributes from."""


@dataclass(frozen=True, slots=True)
class Generated:
    """What datamodel-code-generator wrote: the source of each class by its name, and the names they use by module."""

    imports: Mapping[str, frozenset[str]]
    classes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One module to write: its JSON Schema, and the names it must get.

    `aliases` maps `Class.wire_name` to a Python name where the two differ. `expected` maps class names to their Python
    field names, in order.
    """

    schema: Mapping[str, Any]
    aliases: Mapping[str, str]
    expected: Mapping[str, tuple[str, ...]]


def begin_modules(questions: Sequence[Question]) -> Iterator[Generated]:
    """Run datamodel-code-generator over each module's schema, begun when this returns; the answers are in order.

    An answer from the cache is checked like a new one. Raises CodegenError (internal error) for an answer with other
    names, since all the rest refers to those of `codegen.symbols`.
    """
    cache = Cache.for_user()
    keys = [_key(question) for question in questions]
    known = {key: data.decode() for key in keys if (data := cache.get(key)) is not None}
    begun = {
        key: submit(POOL, _run, question)
        for key, question in zip(keys, questions, strict=True)
        if key not in known
    }
    return _answers(questions, keys, known, begun, cache)


def _answers(
    questions: Sequence[Question],
    keys: Sequence[str],
    known: Mapping[str, str],
    begun: Mapping[str, Future[str]],
    cache: Cache,
) -> Iterator[Generated]:
    for key, question in zip(keys, questions, strict=True):
        generated = _read(known[key] if key in known else begun[key].result(), question.expected)
        if key in begun:
            cache.put(key, begun[key].result().encode())
        yield generated


def _key(question: Question) -> str:
    text = json.dumps([question.schema, sorted(question.aliases.items()), sorted(_OPTIONS.items())])
    return Cache.key("models", version_of("datamodel-code-generator"), _class_templates(), text)


_OPTIONS: dict[str, Any] = {
    "base_class": "Model",
    "import_overrides": {"Model": RUNTIME_MODEL},
    "formatters": [],
    "skip_root_model": True,
    "custom_file_header": "#",
    "use_standard_collections": True,
    "use_union_operator": True,
    "use_double_quotes": True,
    "use_schema_description": True,
    "use_field_description": True,
    "use_attribute_docstrings": True,
    "use_single_line_docstring": True,
    "force_optional_for_required_fields": True,
    "keep_model_order": True,
}


def _run(question: Question) -> str:
    from datamodel_code_generator import generate
    from datamodel_code_generator.enums import DataModelType, InputFileType
    from datamodel_code_generator.format import PythonVersion

    source = generate(
        question.schema,
        input_file_type=InputFileType.JsonSchema,
        output_model_type=DataModelType.PydanticV2BaseModel,
        target_python_version=PythonVersion.PY_311,
        aliases=question.aliases,
        custom_class_name_generator=str,
        custom_template_dir=templates() / "models",
        **_OPTIONS,
    )
    if not isinstance(source, str):
        raise CodegenError("internal error: datamodel-code-generator split a module of models")
    return source


@lru_cache
def _class_templates() -> str:
    return "\0".join(path.read_text("utf-8") for path in sorted((templates() / "models").rglob("*.jinja2")))


def _read(source: str, expected: Mapping[str, tuple[str, ...]]) -> Generated:
    imports: dict[str, set[str]] = {}
    used: set[str] = set()
    classes: dict[str, str] = {}
    fields: dict[str, tuple[str, ...]] = {}
    lines = source.splitlines(keepends=True)
    for node in ast.parse(source).body:
        match node:
            case ast.ImportFrom():
                module = "." * node.level + (node.module or "")
                imports.setdefault(module, set()).update(alias.name for alias in node.names)
            case ast.ClassDef():
                classes[node.name] = "".join(lines[node.lineno - 1 : node.end_lineno])
                fields[node.name] = tuple(_field_names(node))
                used.update(item.id for item in ast.walk(node) if isinstance(item, ast.Name))
            case _:
                raise CodegenError(f"internal error: datamodel-code-generator wrote {ast.unparse(node)!r}")
    if fields != expected:
        raise CodegenError(
            f"internal error: datamodel-code-generator chose other names: {_difference(fields, expected)}"
        )
    return Generated({module: frozenset(names & used) for module, names in imports.items()}, classes)


def _field_names(node: ast.ClassDef) -> list[str]:
    return [
        item.target.id
        for item in node.body
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    ]


def _difference(found: Mapping[str, tuple[str, ...]], expected: Mapping[str, tuple[str, ...]]) -> str:
    names = sorted(found.keys() | expected.keys())
    first = next(name for name in names if found.get(name) != expected.get(name))
    return f"{first} has {found.get(first)} instead of {expected.get(first)}"
