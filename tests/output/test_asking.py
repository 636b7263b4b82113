"""Black's answers for many texts at once are those for each of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import black
import pytest
from black.mode import Mode, TargetVersion
from hypothesis import given, settings
from hypothesis import strategies as st

from codegen.machine.cache import NO_CACHE, Cache
from codegen.output import asking
from codegen.output.asking import Black

TEXTS = [
    "import a",
    "from a import b\nimport c",
    "from a import (\n    b,\n)",
    "if a:\n    import b",
    "x = 1",
    "x  = ( 2,3 )",
    "x = {1 : 2}\n\n\ny = 3",
    "def f(): pass",
    "def f(): ...",
    "@a\ndef f(b, ) -> None:\n    return  1",
    "class A:\n    '''A.'''",
    'class A:\n\n    """A."""\n    x: int=1',
    "class A: pass\n# after",
    "# before\nclass A: pass",
    "class A:\n    x = 1  # fmt: skip",
    "# fmt: off",
    '"""A docstring.   """',
    "x = 'a'",
    'x = """\n\n\nbetween\n"""',
    'x = """',
    '"""',
    "x = (",
    ")",
    "else:\n    pass",
    "match a:\n    case 1: pass",
    "type A = int",
    "return",
    "async def f(): await  a",
    "between_two_texts",
    "x = 1\n",
    "x = 1\n\f\ny  = 2",
    "    x = 1",
    "x = 1 \\\n    + 2",
    "",
    "del (a), (b)",
    "print( 'a' )",
    "assert  a, b",
    "for x in (1,2,3): pass",
    "while a:\n\n\n\n    b",
    "a" * 130 + " = " + "b" * 20,
]


def alone(text: str) -> str | None:
    try:
        return black.format_str(
            text, mode=Mode(line_length=120, target_versions={TargetVersion.PY311})
        ).rstrip("\n")
    except ValueError:
        return None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=8))
def test_texts_are_answered_together_as_they_are_alone(texts: list[str]) -> None:
    asking._packs.clear()
    assert Black("3.11", 120, NO_CACHE).answers(texts) == {text: alone(text) for text in texts}


def test_what_black_said_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    first = Black("3.11", 120, cache).answers(TEXTS)
    calls: list[str] = []

    def noted(text: str, **_: object) -> str:
        calls.append(text)
        return "answer"

    monkeypatch.setattr(black, "format_str", noted)
    assert Black("3.11", 120, cache).answers(TEXTS) == first
    monkeypatch.setattr(asking, "_packs", {})  # as it is in another process
    assert Black("3.11", 120, cache).answers(TEXTS) == first
    assert calls == []
    for other in (Black("3.12", 120, cache), Black("3.11", 100, cache), Black("3.11", 120, NO_CACHE)):
        assert other.answers(["x = 1"]) == {"x = 1": "answer"}


def test_many_texts_are_one_question(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    format_str = black.format_str

    def noted(text: str, **more: Any) -> str:
        calls.append(text)
        return format_str(text, **more)

    monkeypatch.setattr(black, "format_str", noted)
    monkeypatch.setattr(asking, "_packs", {})
    fine = ["import a", "x = 1", "def f():\n    pass"]
    long = [f"{name} = {'b' * 60}({'c' * 70})" for name in ("x", "y")]
    answers = Black("3.11", 120, NO_CACHE).answers([long[0], *fine, "x = (", "# comment", long[1]])
    broken = {text: text.replace("(", "(\n    ").replace(")", "\n)") for text in long}
    assert answers == {text: text for text in fine} | broken | {"x = (": None, "# comment": "# comment"}
    assert [len(asking._GAP.split(text)) for text in calls] == [1, 1, 3, 2]
    mode = Mode(line_length=120, target_versions={TargetVersion.PY311})
    assert calls[2] == format_str(calls[2], mode=mode).rstrip("\n")  # else Black would go through it twice
