"""One class, one name: whoever reads a name, or searches for it, finds one thing."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAME_FOR_USERS = {"Filters", "OAuth1", "RequestOptions"}
"""What packages of different systems offer under one name, so that a script reads the same; no package offers two."""


@pytest.mark.parametrize(
    ("folder", "shared"), [("codegen", set[str]()), ("templates/runtime", SAME_FOR_USERS)]
)
def test_no_class_name_is_borne_twice(folder: str, shared: set[str]) -> None:
    places = defaultdict(list)
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(path.relative_to(ROOT).as_posix())
    assert len(places) > 50
    assert {name: found for name, found in places.items() if len(found) > 1 and name not in shared} == {}
    assert all(len(places[name]) == 2 for name in shared)
