"""A reference to browse: static pages, one a module, that need no network and no server."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from codegen.diagnostics import counted
from codegen.emit.text import one_line, prose
from codegen.exporting.openapi import refusals
from codegen.exporting.samples import Samples
from codegen.ir import Access, Api, List, Model, Named, Operation, TypeRef, named_types
from codegen.machine.data_folders import templates
from codegen.symbols import Symbols
from codegen.targets.attributes.told import AttributeRow, attribute_rows
from codegen.targets.services.annotations import Annotations
from codegen.targets.services.documentation import needs
from codegen.targets.services.views import Method, ServiceClass, ServiceModule, Services
from codegen.values import Value

_MODEL = re.compile(r"models\.(\w+)\.(\w+)")
_STATIC = ("style.css", "app.js")


class FieldRow(Value):
    """A field of a model as a row; `type` has links to other models."""

    name: str
    wire_name: str
    type: Markup
    description: str
    writable: bool


class Link(Value):
    """A link to a place in the reference."""

    text: str
    href: str


class ModelPart(Value):
    """A model of a page; `place` is its anchor."""

    name: str
    place: str
    wire_name: str
    description: str
    summary: str
    fields: tuple[FieldRow, ...]
    attributes: tuple[AttributeRow, ...]
    used_by: tuple[Link, ...]


class ArgumentRow(Value):
    """An argument of a call as a row."""

    name: str
    type: Markup
    required: bool
    description: str
    default: str


class ErrorRow(Value):
    """A refusal, and when it comes."""

    status: str
    when: str


class OperationPart(Value, kw_only=True):
    """An operation of a page; `place` is its anchor, `calls` the ways to call it in Python."""

    name: str
    place: str
    routes: tuple[str, ...]
    description: str
    deprecated: str
    calls: tuple[str, ...]
    arguments: tuple[ArgumentRow, ...]
    result: Markup
    needs: str
    answer: ModelPart | None
    errors: tuple[ErrorRow, ...]
    request: str
    response: str


class ServicePart(Value):
    """A service of a page."""

    name: str
    place: str
    doc: str
    operations: tuple[OperationPart, ...]


class Page(Value):
    """A module's page."""

    name: str
    title: str
    file: str
    services: tuple[ServicePart, ...]
    models: tuple[ModelPart, ...]

    @property
    def size(self) -> int:
        """How many operations it has."""
        return sum(len(service.operations) for service in self.services)


def reference(api: Api, symbols: Symbols, services: Services, *, title: str) -> dict[str, str]:
    """The files of the reference by name: `index.html`, a page a module, and what they need."""
    pages = _Maker(api, symbols, services).pages()
    env = Environment(
        loader=FileSystemLoader(templates()),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    shared = {"title": title, "modules": pages}
    operations, models = sum(page.size for page in pages), sum(len(page.models) for page in pages)
    counts = f"{counted(operations, 'operation')} and {counted(models, 'model')} in {counted(len(pages), 'module')}."
    files = {
        "index.html": env.get_template("html/index.html.jinja").render(
            shared, page_title="Reference", current="", counts=counts
        ),
        "search.js": _search(pages),
    }
    for page in pages:
        files[page.file] = env.get_template("html/module.html.jinja").render(
            shared, page_title=page.title, current=page.name, module=page
        )
    for name in _STATIC:
        files[name] = (templates() / "html" / name).read_text("utf-8")
    return dict(sorted(files.items()))


def _search(pages: list[Page]) -> str:
    """The entries of the search: name, what else finds it, and where it is."""
    entries = []
    for page in pages:
        for service in page.services:
            entries += [
                [each.place, " ".join(each.routes), f"{page.file}#{each.place}"]
                for each in service.operations
            ]
        entries += [[model.place, model.wire_name, f"{page.file}#{model.place}"] for model in page.models]
    lines = ",\n".join(json.dumps(entry) for entry in entries)
    return f"const SEARCH = [\n{lines}\n];\n"


class _Maker:
    """Makes the parts of all pages."""

    def __init__(self, api: Api, symbols: Symbols, services: Services) -> None:
        self._symbols = symbols
        self._services = services
        self._operations = {operation.id: operation for operation in api.operations}
        self._models = {model.name: model for model in api.models}
        self._api_models = api.models
        self._spell = Annotations(symbols)
        self._samples = Samples(self._models)
        self._uses = self._used_by()

    def pages(self) -> list[Page]:
        """A page for each module that has operations or models."""
        models: dict[str, list[Model]] = defaultdict(list)
        for model in self._api_models:
            models[self._symbols.models[model.name].module].append(model)
        modules = {module.name: module for module in self._services.modules}
        return [
            self._page(name, modules.get(name), models.get(name, [])) for name in sorted({*models, *modules})
        ]

    def _page(self, name: str, module: ServiceModule | None, models: list[Model]) -> Page:
        title = module.title if module else next((each.module for each in models if each.module), name)
        services = tuple(self._service(each) for each in module.services) if module else ()
        parts = sorted((self._model(each) for each in models), key=lambda part: part.name)
        return Page(name, title, _file(name), services, tuple(parts))

    def _service(self, service: ServiceClass) -> ServicePart:
        operations = (self._operation(service, method) for method in service.methods if not method.built_in)
        return ServicePart(service.name, service.place, service.doc, tuple(operations))

    def _operation(self, service: ServiceClass, method: Method) -> OperationPart:
        operation = self._operations[method.id]
        rest = operation.rest
        answer = _answered(operation.result)
        return OperationPart(
            name=method.name,
            place=f"{service.place}.{method.name}",
            routes=tuple(route.key for route in method.routes),
            description=prose(operation.description),
            deprecated=prose(None, operation.deprecated),
            calls=tuple(self._calls(service, method)),
            arguments=tuple(
                ArgumentRow(
                    each.name, _linked(each.annotation), each.required, each.description, each.server_default
                )
                for each in method.arguments
                if each.wire_name
            ),
            result=_linked(method.result),
            needs=_who(operation),
            answer=self._model(self._models[answer]) if answer else None,
            errors=tuple(ErrorRow(*each) for each in refusals(operation, rest).items()) if rest else (),
            request=self._samples.request(operation, rest) if rest else "",
            response=self._samples.response(operation) if rest else "",
        )

    def _calls(self, service: ServiceClass, method: Method) -> Iterator[str]:
        given = ", ".join(f"{each.name}=…" for each in method.arguments if each.required)
        shop = f"shop.{service.place}"
        if self._services.sync:
            yield f"{shop}.{method.name}({given})"
        if self._services.asynchronous:
            yield f"await {shop}.{method.name}({given})"
        for iterator in method.iterators:
            yield f"for item in {shop}.{iterator.name}({given}): …"
        if method.asynchronous:
            yield f"shop.bulk.{service.place}.{method.name}([{{…}}, …])"

    def _model(self, model: Model) -> ModelPart:
        name = self._symbols.models[model.name]
        rows = tuple(
            FieldRow(
                self._symbols.fields[model.name, field.wire_name],
                field.wire_name,
                _linked(self._spell.result(field.type)),
                prose(field.description, field.deprecated),
                field.writable,
            )
            for field in model.fields
        )
        described = prose(model.description, model.deprecated)
        uses = tuple(self._uses.get(model.name, ()))
        known = model.name in self._symbols.entities
        return ModelPart(
            name.name,
            f"models.{name}",
            one_line(model.name),
            described,
            counted(len(rows), "field"),
            rows,
            tuple(attribute_rows(self._symbols.entities[model.name], "float")) if known else (),
            uses,
        )

    def _used_by(self) -> Mapping[str, list[Link]]:
        """Where each model is used, by its name: operations first, then other models."""
        found: dict[str, dict[str, Link]] = defaultdict(dict)
        for module in self._services.modules:
            for service in module.services:
                for method in service.methods:
                    place = f"{service.place}.{method.name}"
                    for name in _mentioned(self._operations[method.id]):
                        found[name][place] = Link(place, f"{_file(module.name)}#{place}")
        for model in sorted(self._api_models, key=lambda each: str(self._symbols.models[each.name])):
            python = self._symbols.models[model.name]
            for field in model.fields:
                for name in named_types(field.type):
                    found[name][f"models.{python}"] = Link(
                        python.name, f"{_file(python.module)}#models.{python}"
                    )
        return {name: list(links.values()) for name, links in found.items()}


def _who(operation: Operation) -> str:
    """Who may call an operation, as a sentence goes on."""
    told = needs(operation.auth, quote="")
    return f"those who hold {told}" if operation.auth.access is Access.RESOURCES else told


def _file(module: str) -> str:
    """The file of a module's page, which must not be that of the index."""
    return f"{module}.html" if module != "index" else "index_.html"


def _answered(result: TypeRef | None) -> str:
    """The model that an answer is made of, or is a list of; empty for none."""
    inner = result.item if isinstance(result, List) else result
    return inner.name if isinstance(inner, Named) else ""


def _mentioned(operation: Operation) -> Iterator[str]:
    for parameter in operation.parameters:
        yield from named_types(parameter.type)
    if operation.result is not None:
        yield from named_types(operation.result)


def _linked(annotation: str) -> Markup:
    """A type as it is written, with a link at each model."""
    parts, end = [], 0
    for match in _MODEL.finditer(annotation):
        parts.append(escape(annotation[end : match.start()]))
        href = f"{_file(match[1])}#{match[0]}"
        parts.append(Markup('<a href="{}">{}</a>').format(href, match[2]))
        end = match.end()
    return Markup("").join([*parts, escape(annotation[end:])])
