"""The one place that calls datamodel-code-generator, and that checks what it answers."""

from __future__ import annotations

import ast
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from codegen.diagnostics import CodegenError
from codegen.machine.cache import NO_CACHE, Cache
from codegen.machine.data_folders import templates
from codegen.machine.distributions import version_of
from codegen.machine.packs import Pack
from codegen.machine.processes import Begun, submit

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


class ModelSources(NamedTuple):
    """What datamodel-code-generator wrote: the source of each class by its name, the names they use by module, and all
    names that they use."""

    imports: Mapping[str, Sequence[str]]
    classes: Mapping[str, str]
    names: Sequence[str]


class Question(NamedTuple):
    """One module to write: its name, its JSON Schema, and the names it must get.

    `aliases` maps `Class.wire_name` to a Python name where the two differ. `expected` maps class names to their Python
    field names, in order.
    """

    name: str
    schema: Mapping[str, Any]
    aliases: Mapping[str, str]
    expected: Mapping[str, tuple[str, ...]]

    def only(self, names: Collection[str]) -> Question:
        """The question for some of the classes: what is written for one doesn't depend on the others."""
        definitions = self.schema["$defs"]
        return Question(
            self.name,
            {**self.schema, "$defs": {name: definitions[name] for name in definitions if name in names}},
            {key: name for key, name in self.aliases.items() if key.partition(".")[0] in names},
            {name: self.expected[name] for name in self.expected if name in names},
        )


_Written = Mapping[str, ModelSources]
"""What was written, by the name of the class."""


def begin_modules(questions: Sequence[Question], cache: Cache = NO_CACHE) -> Iterator[ModelSources]:
    """Run datamodel-code-generator over each module's schema, begun when this returns; the answers are in order.

    Classes that the cache keeps were written and checked before.

    Raises CodegenError (internal error) for an answer with other names, since all the rest refers to those of
    `codegen.symbols`.
    """
    asked = [_Asked(question, cache) for question in questions]
    begun: dict[str, tuple[Begun[list[_Written]], int]] = {}
    for batch in _batches([each.missing for each in asked if each.missing.expected]):
        work = submit(PROCESS, _write, batch)
        begun |= {question.name: (work, number) for number, question in enumerate(batch)}

    def answers() -> Iterator[ModelSources]:
        for each in asked:
            work, number = begun.pop(each.missing.name, (None, 0))
            yield each.answer(work.result()[number] if work else {})

    return answers()


class _Asked:
    """A question, with what is kept of its answer; `missing` asks for the rest."""

    def __init__(self, question: Question, cache: Cache) -> None:
        self._pack = Pack(
            cache,
            Cache.key(
                "models",
                version_of("datamodel-code-generator"),
                _class_templates(),
                json.dumps(sorted(_OPTIONS.items())),
                question.name,
            ),
        )
        self._keys = _class_keys(question)
        known = {name: self._pack.get(key) for name, key in self._keys.items()}
        self._kept = {name: ModelSources(*found) for name, found in known.items() if found is not None}
        self.missing = question.only([name for name in known if name not in self._kept])

    def answer(self, written: _Written) -> ModelSources:
        """The answer, once what was missing is written."""
        for name, source in written.items():
            self._pack.put(self._keys[name], source)
        self._pack.keep(len(self._keys))
        return _joined(self._kept.get(name) or written[name] for name in self._keys)


def _class_keys(question: Question) -> dict[str, str]:
    """What tells all that is asked about a class, by its name."""
    aliases = defaultdict(list)
    for key, alias in sorted(question.aliases.items()):
        aliases[key.partition(".")[0]].append((key, alias))
    definitions = question.schema["$defs"]
    return {
        name: Cache.key("class", json.dumps([name, definitions[name], aliases[name], names]))
        for name, names in question.expected.items()
    }


_AT_ONCE = 64
"""How many classes are asked for at once at most: a call has its price, and who waits for the first can't go on."""


def _batches(questions: Iterable[Question]) -> Iterator[list[Question]]:
    """Questions that can be asked as one, for no class of one has a namesake in another."""
    batch: list[Question] = []
    names: set[str] = set()
    for question in questions:
        if batch and (len(names) + len(question.expected) > _AT_ONCE or names & question.expected.keys()):
            yield batch
            batch, names = [], set()
        batch.append(question)
        names |= question.expected.keys()
    if batch:
        yield batch


def _write(questions: Sequence[Question]) -> list[_Written]:
    """What is written for each question. Raises CodegenError for what is not as expected."""
    together = Question(
        "",
        {"$defs": {name: found for each in questions for name, found in each.schema["$defs"].items()}},
        {key: name for each in questions for key, name in each.aliases.items()},
        {name: names for each in questions for name, names in each.expected.items()},
    )
    try:
        found = _read(_run(together), together.expected)
    except CodegenError:
        if len(questions) == 1:
            raise
        return [answer for each in questions for answer in _write([each])]  # some names don't go together
    return [{name: found[name] for name in each.expected} for each in questions]


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


def _read(source: str, expected: Mapping[str, tuple[str, ...]]) -> dict[str, ModelSources]:
    """What was written for each class. Raises CodegenError if that is not what was `expected`."""
    imports: dict[str, set[str]] = {}
    used: dict[str, set[str]] = {}
    classes: dict[str, str] = {}
    fields: dict[str, tuple[str, ...]] = {}
    lines = source.splitlines(keepends=True)
    for node in ast.parse(source).body:
        match node:
            case ast.ImportFrom():
                module = "." * node.level + (node.module or "")
                imports.setdefault(module, set()).update(alias.name for alias in node.names)
            case ast.ClassDef():
                classes[node.name] = "".join(lines[node.lineno - 1 : node.end_lineno]).rstrip()
                fields[node.name] = tuple(_field_names(node))
                used[node.name] = {item.id for item in ast.walk(node) if isinstance(item, ast.Name)}
            case _:
                raise CodegenError(f"internal error: datamodel-code-generator wrote {ast.unparse(node)!r}")
    if fields != expected:
        raise CodegenError(
            f"internal error: datamodel-code-generator chose other names: {_difference(fields, expected)}"
        )
    return {
        name: ModelSources(
            {module: sorted(names & used[name]) for module, names in imports.items()},
            {name: text},
            sorted(used[name]),
        )
        for name, text in classes.items()
    }


def _joined(parts: Iterable[ModelSources]) -> ModelSources:
    """What is written for several classes, as it is for one."""
    imports: dict[str, set[str]] = {}
    names: set[str] = set()
    classes: dict[str, str] = {}
    for part in parts:
        classes.update(part.classes)
        names.update(part.names)
        for module, imported in part.imports.items():
            imports.setdefault(module, set()).update(imported)
    return ModelSources({module: sorted(found) for module, found in imports.items()}, classes, sorted(names))


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
