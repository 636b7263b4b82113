"""The one place that calls datamodel-code-generator, and that checks what it answers."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from codegen.diagnostics import CodegenError
from codegen.machine.data_folders import templates
from codegen.machine.distributions import version_of

PROCESS = "models"
"""The process that runs datamodel-code-generator."""
PRELOAD = tuple(
    f"datamodel_code_generator.{name}"
    for name in ("config", "format", "model.pydantic_v2", "parser.jsonschema")
)
"""What it imports at the latest when it runs."""
RUNTIME_MODEL = ".._runtime.models.base"
RUNTIME_ABSENT = ".._runtime.models.absent"
RUNTIME_FIELDS = ".._runtime.models.fields"
"""Where a models module imports its base classes, defaults and types of fields from."""


class Question(NamedTuple):
    """A class to write: its name, its JSON Schema, and the names that its fields must get, in order.

    `aliases` maps a wire name to a Python name where the two differ.
    """

    name: str
    schema: Mapping[str, Any]
    aliases: Mapping[str, str]
    fields: tuple[str, ...]


class WrittenClass(NamedTuple):
    """What datamodel-code-generator wrote: the source of a class, and what its fields import by module and use."""

    source: str
    imports: Mapping[str, Sequence[str]]
    names: Sequence[str]


def settings() -> tuple[str, ...]:
    """What all that is written depends on besides the question."""
    return (
        version_of("datamodel-code-generator"),
        _class_templates(),
        json.dumps(sorted(_OPTIONS.items())),
    )


def write(questions: Sequence[Question]) -> list[WrittenClass]:
    """What is written for each class, all of them in one call, for that has its price.

    Raises CodegenError (internal error) for an answer with other names, since all the rest refers to those of
    `codegen.symbols`, and for one that is not made of imports and classes.
    """
    try:
        found = _read(_run(questions), questions)
    except CodegenError:
        if len(questions) == 1:
            raise
        return [answer for each in questions for answer in write([each])]  # some names don't go together
    return [found[each.name] for each in questions]


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
    "keep_model_order": True,
}


def _run(questions: Sequence[Question]) -> str:
    from datamodel_code_generator import generate
    from datamodel_code_generator.enums import DataModelType, InputFileType
    from datamodel_code_generator.format import PythonVersion

    source = generate(
        {"$defs": {each.name: each.schema for each in questions}},
        input_file_type=InputFileType.JsonSchema,
        output_model_type=DataModelType.PydanticV2BaseModel,
        target_python_version=PythonVersion.PY_311,
        aliases={f"{each.name}.{wire}": name for each in questions for wire, name in each.aliases.items()},
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


def _read(source: str, questions: Sequence[Question]) -> dict[str, WrittenClass]:
    """What was written for each class. Raises CodegenError if that is not what was expected."""
    imports: dict[str, set[str]] = {}
    used: dict[str, set[str]] = {}
    classes: dict[str, str] = {}
    fields: dict[str, tuple[str, ...]] = {}
    lines = source.split("\n")
    for node in ast.parse(source).body:
        match node:
            case ast.ImportFrom(names=names) if not any(alias.asname for alias in names):
                module = "." * node.level + (node.module or "")
                imports.setdefault(module, set()).update(alias.name for alias in names)
            case ast.ClassDef():
                classes[node.name] = "\n".join(lines[node.lineno - 1 : node.end_lineno]).rstrip()
                fields[node.name] = tuple(_field_names(node))
                used[node.name] = {
                    name.id for item in node.body for name in ast.walk(item) if isinstance(name, ast.Name)
                }
            case _:
                raise CodegenError(f"internal error: datamodel-code-generator wrote {ast.unparse(node)!r}")
    expected = {each.name: each.fields for each in questions}
    if fields != expected:
        raise CodegenError(
            f"internal error: datamodel-code-generator chose other names: {_difference(fields, expected)}"
        )
    return {
        name: WrittenClass(
            text,
            {module: sorted(found) for module, names in imports.items() if (found := names & used[name])},
            sorted(used[name]),
        )
        for name, text in classes.items()
    }


def _field_names(node: ast.ClassDef) -> Iterator[str]:
    for item in node.body:
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            yield item.target.id


def _difference(found: Mapping[str, tuple[str, ...]], expected: Mapping[str, tuple[str, ...]]) -> str:
    names = sorted(found.keys() | expected.keys())
    first = next(name for name in names if found.get(name) != expected.get(name))
    return f"{first} has {found.get(first)} instead of {expected.get(first)}"
