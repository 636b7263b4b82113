"""The mutants that are tried: a sample of all changes that the operators can make, the same for the same seed.

The operators are those of cosmic-ray, and two more: a statement that is dropped, and a name in a text that is changed,
which is where codecs go wrong. cosmic-ray's own runner isn't used, for it runs one command for all modules, and here
each has tests of its own.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

from cosmic_ray.ast import get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator, operator_names
from parso.python.tree import Keyword

from tests.campaign.mutation.scope import AREAS, Area

Place = tuple[int, int]
_MUTE = (
    "core/RemoveDecorator",
    "core/ExceptionReplacer",
    "core/VariableReplacer",
    "core/VariableInserter",
    "core/ReplaceUnaryOperator_Delete",
)
"""Operators that mostly make what can't be imported, or need arguments."""


class DropStatement(Operator):
    """An assignment or a call that isn't made."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Place, Place]]:
        """Where such statements are."""
        if node.type == "simple_stmt" and node.children[0].type in ("expr_stmt", "atom_expr", "power"):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """`pass` in its place."""
        first = node.children[0]
        node.children[0] = Keyword("pass", first.start_pos, prefix=first.get_first_leaf().prefix)
        node.children[0].parent = node
        return node

    @classmethod
    def examples(cls) -> Any:
        """None."""
        return ()


class ChangeName(Operator):
    """A text of one word, such as a key or a wire name, that is another."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Place, Place]]:
        """Where such texts are."""
        if node.type == "string" and " " not in node.value and len(node.value.strip("rb\"'")) > 1:
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """The text with another end."""
        node.value = f"{node.value[:-2]}x{node.value[-1]}"
        return node

    @classmethod
    def examples(cls) -> Any:
        """None."""
        return ()


@dataclass(frozen=True)
class Mutant:
    """One change of one module. `line` is the number of the line, `before` and `after` are its texts."""

    area: str
    module: str
    operator: str
    occurrence: int
    line: int
    before: str
    after: str
    code: str

    @property
    def key(self) -> str:
        """What names it, also after other lines have moved."""
        return f"{self.module}: {self.before} -> {self.after}"


def sample(root: Path, count: int, seed: int) -> list[Mutant]:
    """So many mutants, of every area its share, one a place at most; areas take turns, so that a part tells of all."""
    found = [
        islice(_shuffled(root, name, area, random.Random(f"{seed} {name}")), count * area.share // 100)
        for name, area in AREAS.items()
    ]
    return [mutant for turn in zip_longest(*found) for mutant in turn if mutant is not None]


def _shuffled(root: Path, name: str, area: Area, chance: random.Random) -> Iterator[Mutant]:
    places = [
        (module, changes)
        for module in area.modules
        for changes in _changes((root / module).read_text("utf-8")).values()
    ]
    chance.shuffle(places)
    for module, changes in places:
        mutant = _mutant(root, name, module, *chance.choice(changes))
        if mutant is not None:
            yield mutant


def _operator(name: str) -> Operator:
    own: dict[str, type[Operator]] = {"DropStatement": DropStatement, "ChangeName": ChangeName}
    return own[name]() if name in own else get_operator(name)()


def _names() -> list[str]:
    return ["DropStatement", "ChangeName", *sorted(name for name in operator_names() if name not in _MUTE)]


def _changes(code: str) -> dict[tuple[Place, str], list[tuple[str, int]]]:
    """The operators, with the number of the occurrence, that can change each place; of one kind together."""
    mute = _mute_lines(code)
    tree = get_ast(code)
    found: dict[tuple[Place, str], list[tuple[str, int]]] = {}
    for name in _names():
        operator = _operator(name)
        occurrence = 0
        for node in _walk(tree):
            for start, _ in operator.mutation_positions(node):
                if start not in mute:
                    kind = name.partition("_")[0]
                    found.setdefault((start, kind), []).append((name, occurrence))
                occurrence += 1
    return found


def _walk(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", ()):
        yield from _walk(child)


class _Mute(set[Place]):
    """Places that mean nothing at run time: annotations, docstrings, imports, names of types, what is exported."""

    def __init__(self, code: str) -> None:
        super().__init__()
        lines = code.split("\n")
        for node in ast.walk(ast.parse(code)):
            for part in _meaningless(node):
                for line in range(part.lineno, (part.end_lineno or part.lineno) + 1):
                    first = part.col_offset if line == part.lineno else 0
                    last = part.end_col_offset if line == part.end_lineno else len(lines[line - 1])
                    self.update((line, column) for column in range(first, (last or 0) + 1))


def _mute_lines(code: str) -> set[Place]:
    return _Mute(code)


def _meaningless(node: ast.AST) -> Iterator[Any]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        yield from filter(None, (node.returns, *(argument.annotation for argument in _arguments(node.args))))
    if isinstance(node, ast.AnnAssign):
        yield node.annotation
        if isinstance(node.annotation, ast.Name) and node.annotation.id == "TypeAlias":
            yield node
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield node
    if isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Name) and (target.id == "__all__" or len(target.id) == 1)
        for target in node.targets
    ):
        yield node
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        yield node
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        yield from node.exc.args


def _arguments(arguments: ast.arguments) -> list[ast.arg]:
    more = [each for each in (arguments.vararg, arguments.kwarg) if each]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *more]


def _mutant(root: Path, area: str, module: str, operator: str, occurrence: int) -> Mutant | None:
    code = (root / module).read_text("utf-8")
    changed = mutate_code(code, _operator(operator), occurrence)
    if changed is None or changed == code or not _parses(changed):
        return None
    pairs = zip(code.split("\n"), changed.split("\n"), strict=False)
    number, before, after = next(
        (number, mine, its) for number, (mine, its) in enumerate(pairs, 1) if mine != its
    )
    return Mutant(area, module, operator, occurrence, number, before.strip(), after.strip(), changed)


def _parses(code: str) -> bool:
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True
