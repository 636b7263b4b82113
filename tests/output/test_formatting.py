"""One Black pass, nothing formatted twice, and a fault with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import black
import pytest

from codegen.diagnostics import CodegenError
from codegen.machine.cache import Cache
from codegen.machine.processes import HELPERS, workers
from codegen.output import asking
from codegen.output.formatting import LEFT_ALONE, Formatter, left_alone
from tests.formatted import formatted

FILES = {f"m{number}.py": f"x = [{number},2 ]\nclass A : pass\n" for number in range(4)} | {"a.md": "#  x\n"}


def count_calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    real: Callable[..., str] = black.format_str

    def counting(text: str, **options: object) -> str:
        calls.append(text)
        return real(text, **options)

    monkeypatch.setattr(black, "format_str", counting)
    return calls


def test_each_text_is_formatted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count_calls(monkeypatch)
    cache = Cache(tmp_path)
    cold = formatted(FILES, cache=cache)
    assert cold["m0.py"] == f"{LEFT_ALONE}\nx = [0, 2]\n\n\nclass A:\n    pass\n"
    assert cold["a.md"] == "#  x\n"
    assert [sum(text.count(f"[{number},2 ]\nclass A") for text in calls) for number in range(4)] == [1] * 4
    before = len(calls)
    changed = {**FILES, "m1.py": "y  = 1\n"}
    warm = formatted(changed, cache=cache)
    assert calls[before:] == ["x  = 1", "y  = 1"]
    assert warm == {**cold, "m1.py": f"{LEFT_ALONE}\ny = 1\n"}
    formatted(FILES, cache=cache, python_version="3.13")
    assert len(calls) == 2 * before + 2


def test_two_processes_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = formatted(FILES)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with workers(**{HELPERS: ["black"]}):
        assert formatted(FILES) == alone


def test_a_process_is_begun_for_many_files_only(monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"m{number}.py": f"y = [{number},3 ]\n" for number in range(20)}
    few, all_of_them = formatted(FILES), formatted(many)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    calls = count_calls(monkeypatch)
    monkeypatch.setattr(asking, "_packs", {})
    with workers(later=True, **{HELPERS: ()}):
        assert formatted(FILES) == few
        here = len(calls)
        assert here > 0
        assert formatted(many) == all_of_them
    assert len(calls) == here


@pytest.mark.parametrize("text", ["x = 1\ndef f(:\n", "x = 1\nreturn 'out'\n", "x = 1\ny = '\0'\n"])
def test_a_fault_has_file_and_line(text: str) -> None:
    for verbatim in ("", "bad"):
        with pytest.raises(CodegenError, match=r"^bad\.py:[12]: is not valid Python: "):
            formatted({**FILES, "bad.py": text}, verbatim=verbatim)


def test_a_verbatim_file_is_compiled_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count_calls(monkeypatch)
    for _ in range(2):
        files = formatted(FILES, cache=Cache(tmp_path), verbatim="m")
        assert files == FILES | {path: f"{LEFT_ALONE}\n{FILES[path]}" for path in FILES if path != "a.md"}
    assert calls == []


def test_what_is_proven_to_compile_is_not_compiled() -> None:
    formatter = Formatter(verbatim="own/", proven=lambda path, text: text == "own (")
    formatter.begin("own/a.py", "own (")
    assert formatter.files() == {"own/a.py": f"{LEFT_ALONE}\nown ("}
    for path, text in (("own/a.py", "other ("), ("a.py", "own (")):
        formatter.begin(path, text)
        with pytest.raises(CodegenError, match="is not valid Python"):
            formatter.files()


def test_others_tools_are_told_behind_the_header() -> None:
    text = "# Made by us.\n\nimport a\n\n# fmt: off\nx = {1,  2}\n# fmt: on\ny = {1,  2}\n"
    (marked,) = formatted({"a.py": text}).values()
    assert marked == f"# Made by us.\n{LEFT_ALONE}\nimport a\n\nx = {{1,  2}}\ny = {{1, 2}}\n"


def test_only_a_line_of_its_own_is_taken_for_a_switch() -> None:
    text = "# fmt: off\n# fmt: on\n\nx = 1  # fmt: off\nif x:\n    # fmt: on\n    pass\n# fmt: onwards\n"
    assert left_alone(text) == LEFT_ALONE + text.removeprefix("# fmt: off\n# fmt: on\n")
