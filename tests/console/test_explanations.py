"""Every diagnostic code is explained, and nothing else is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import codegen
from codegen import diagnostics
from codegen.console.explanations import EXPLANATIONS
from tests.command_line import Run

CODE = Path(codegen.__file__).parent


def trees() -> Iterator[ast.AST]:
    for path in CODE.rglob("*.py"):
        yield ast.parse(path.read_text("utf-8"))


def takers() -> dict[str, set[int]]:
    """What takes a diagnostic's code, by name: functions with a parameter `code`, classes with such a field; where."""
    found: dict[str, set[int]] = {}
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in node.args.args if argument.arg not in ("self", "cls")]
            elif isinstance(node, ast.ClassDef):
                names = [
                    item.target.id
                    for item in node.body
                    if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
                ]
            else:
                continue
            if "code" in names:
                found.setdefault(node.name, set()).add(names.index("code"))
    return found


def given() -> set[str]:
    """All codes that the program writes, as literals, where a code is taken."""
    known = takers()
    codes = set()
    for tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            places = known.get(name, set())
            values = [node.args[place] for place in places if place < len(node.args)]
            values += [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            for value in values:
                options = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
                texts = [each.value for each in options if isinstance(each, ast.Constant)]
                codes |= {text for text in texts if isinstance(text, str) and text}
    return codes | set(diagnostics._CODES.values())


def test_what_takes_a_code_is_found() -> None:
    assert {"Diagnostic", "Problem"} <= set(takers())
    assert {"unknown-type", "missing-return", "php-syntax"} <= given()


def test_every_code_is_explained() -> None:
    # `fault` and `path` codes of Magento 1 are digits, and belong to the shop.
    assert {code for code in given() if not code.isdigit()} - set(EXPLANATIONS) == set()


def test_nothing_else_is_explained() -> None:
    text = "\n".join(path.read_text("utf-8") for path in CODE.rglob("*.py") if path.name != "explanations.py")
    assert [code for code in EXPLANATIONS if f'"{code}"' not in text] == []


def test_explanations_are_sentences() -> None:
    for code, known in EXPLANATIONS.items():
        for text in known[:3]:
            assert text[0].isupper() or text[0] == "`", code
            assert text.endswith("."), code


def test_the_command(run: Run) -> None:
    done = run("explain", "missing-return")
    assert done.returncode == 0
    assert "Mend: Write `@return <type>`" in done.stdout
    assert "@return bool" in done.stdout
    listed = run("explain").stdout
    assert all(code in listed for code in EXPLANATIONS)
    wrong = run("explain", "missing-retrun")
    assert wrong.returncode == 2
    assert "did you mean missing-return?" in wrong.stderr
