"""One Black pass, nothing formatted twice, and a fault with its place."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import black
import pytest

from codegen.diagnostics import CodegenError
from codegen.machine.cache import Cache
from codegen.machine.pickling import pickled, unpickled
from codegen.machine.processes import HELPERS, Pool, workers
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
    assert cold["m0.py"] == "x = [0, 2]\n\n\nclass A:\n    pass\n"
    assert cold["a.md"] == "#  x\n"
    assert len(calls) == 4
    changed = {**FILES, "m1.py": "y  = 1\n"}
    warm = formatted(changed, cache=cache)
    assert calls[4:] == ["y  = 1\n"]
    assert warm == {**cold, "m1.py": "y = 1\n"}
    formatted(FILES, cache=cache, python_version="3.13")
    assert len(calls) == 9


def test_two_processes_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = formatted(FILES)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with workers(**{HELPERS: Pool(2, ("black",))}):
        assert formatted(FILES) == alone


@pytest.mark.parametrize("text", ["x = 1\ndef f(:\n", "x = 1\nreturn 'out'\n", "x = 1\ny = '\0'\n"])
def test_a_fault_has_file_and_line(text: str) -> None:
    for verbatim in ("", "bad"):
        with pytest.raises(CodegenError, match=r"^bad\.py:[12]: is not valid Python: "):
            formatted({**FILES, "bad.py": text}, verbatim=verbatim)


def test_a_verbatim_file_is_compiled_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count_calls(monkeypatch)
    for _ in range(2):
        assert formatted(FILES, cache=Cache(tmp_path), verbatim="m") == FILES
    assert calls == []


def test_a_damaged_cache_entry_counts_as_absent(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    key = Cache.key("kind", "a", b"b")
    assert key != Cache.key("kind", "ab") != Cache.key("kind", "a", "b", "")
    cache.put(key, b"value")
    assert cache.get(key) == b"value"
    (entry,) = tmp_path.glob("*/*")
    entry.write_bytes(entry.read_bytes()[:-1])
    assert cache.get(key) is None
    Cache(tmp_path / "file").put(key, b"")
    (tmp_path / "plain").write_text("")
    Cache(tmp_path / "plain").put(key, b"x")
    assert Cache(tmp_path / "plain").get(key) is None


def test_what_was_pickled_otherwise_counts_as_absent() -> None:
    assert unpickled(pickled({"a": (1,)})) == {"a": (1,)}
    assert unpickled(None) is None
    assert unpickled(b"") is None
    assert unpickled(b"no pickle") is None
    assert unpickled(b"cno_such_module\nname\n.") is None


def test_concurrent_writers_leave_whole_entries(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    key = Cache.key("kind", "x")
    values = [bytes([number]) * 50_000 for number in range(8)]
    threads = [
        threading.Thread(target=lambda value=value: [cache.put(key, value) for _ in range(20)])
        for value in values
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        assert cache.get(key) in (None, *values)
    assert cache.get(key) in values
    assert list(tmp_path.rglob(".new-*")) == []
