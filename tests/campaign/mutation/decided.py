"""Where a change of a line shows: the lines that run because of it."""

from __future__ import annotations

import ast

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def decided(code: str, line: int) -> set[int]:
    """The lines that run where a line of code has an effect: its own statement's, or those that use what it defines."""
    tree = ast.parse(code)
    around = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and line in _lines(node)]
    around.sort(key=lambda node: len(_lines(node)))
    inner = around[0]
    if isinstance(inner, _Function | ast.ClassDef):  # its head
        return set(_lines(inner))
    if any(isinstance(node, _Function) for node in around):
        body = getattr(inner, "body", None)
        return set(range(inner.lineno, body[0].lineno) if body else _lines(inner))
    names = {
        node.id for node in ast.walk(inner) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    users: list[ast.stmt] = [
        node for node in ast.walk(tree) if isinstance(node, _Function) and _named(node) & names
    ]
    return set[int]().union(*map(_lines, users or [node for node in tree.body if node is not inner]))


def _lines(node: ast.stmt) -> range:
    first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", ()))])
    return range(first, (node.end_lineno or node.lineno) + 1)


def _named(node: ast.AST) -> set[str]:
    parts = list(ast.walk(node))
    return {part.id for part in parts if isinstance(part, ast.Name)} | {
        part.attr for part in parts if isinstance(part, ast.Attribute)
    }
