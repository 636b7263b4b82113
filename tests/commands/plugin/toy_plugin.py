"""An example plug-in: a reader of a toy format, a pass, and a target. Its entry points are in the folder beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from codegen.config import ClientConfig
from codegen.diagnostics import Diagnostic, Level
from codegen.ir import STRING, Api, Item, Operation, Parameter, RestBinding, Service
from codegen.readers.base import Reader, Reading, ReadOptions
from codegen.roots import Root
from codegen.source import Inputs, walk
from codegen.symbols import Symbols
from codegen.systems import System
from codegen.targets.base import File, Target
from codegen.values import replace

SYSTEM = System(name="toy")


def claims(root: Root) -> bool:
    """A root with a `*.toy` file: one route a line."""
    return next(walk(root, suffixes=[".toy"]), None) is not None


def read(roots: Sequence[Root], inputs: Inputs, options: ReadOptions) -> Reading:
    """Each line is an operation id; a line that is none costs itself only."""
    operations, items, diagnostics = [], [], []
    for root in roots:
        for source in walk(root, suffixes=[".toy"]):
            for number, line in enumerate(inputs.read(source).decode().splitlines(), 1):
                method, _, path = line.partition(" ")
                if not path.startswith("/"):
                    diagnostics.append(
                        Diagnostic(Level.WARNING, "toy-line", f"`{line}` is no route", source.origin(number))
                    )
                    continue
                binding = RestBinding(method=method, path=path, origin=source.origin(number))
                name = path.rpartition("/")[2]
                parameter = Parameter(name="size", type=STRING, required=False)
                operations.append(
                    Operation(
                        id=line, service="toys", name=name, parameters=(parameter,), bindings=(binding,)
                    )
                )
                items.append(Item(id=line))
    return Reading(
        Api(
            system=SYSTEM, services=(Service(name="toys"),), operations=tuple(operations), items=tuple(items)
        ),
        tuple(diagnostics),
    )


def deprecate(api: Api) -> tuple[Api, tuple[Diagnostic, ...]]:
    """A pass: everything old is deprecated."""
    return (
        replace(
            api,
            operations=tuple(
                replace(each, deprecated="it is old") if "old" in each.name else each
                for each in api.operations
            ),
        ),
        (),
    )


def plan(api: Api, symbols: Symbols, client: ClientConfig) -> Iterator[File]:
    """A target: one module with the names of all calls."""
    names = {each.id: symbols.operations[each.id] for each in api.operations if each.deprecated is None}
    yield "__init__.py", f'"""Toys of {client.name}."""\n\nCALLS = {names!r}\n'


READER = Reader("toy", claims, read, files=("*.toy",))
TARGET = Target("toy", lambda api: api.system == SYSTEM, plan)
