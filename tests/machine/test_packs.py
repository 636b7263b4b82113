"""Values of a pack come back in other runs, and a pack holds no more than what is used, and as much again."""

from __future__ import annotations

from pathlib import Path

from codegen.machine.cache import Cache
from codegen.machine.packs import Pack

KEY = Cache.key("test")


def run(cache: Cache, wanted: dict[str, object], key: str = KEY) -> list[str]:
    """A run that wants some values: the names of those it had to make."""
    pack = Pack(cache, key)
    missing = [name for name in wanted if pack.get(name) is None]
    for name in missing:
        pack.put(name, wanted[name])
    pack.keep(len(wanted))
    assert all(pack.get(name) == value for name, value in wanted.items())
    return missing


def test_what_is_known_is_not_made_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert run(cache, {"a": 1, "b": ["x", {"y": False}]}) == ["a", "b"]
    assert run(cache, {"a": 1, "b": ["x", {"y": False}]}) == []
    assert run(cache, {"b": ["x", {"y": False}], "c": 3}) == ["c"]
    assert run(cache, {"a": 1, "c": 3}) == []
    assert run(cache, {"a": 2}, Cache.key("other")) == ["a"]
    state = cache.state()
    assert state is not None
    assert state.entries == 2


def test_a_pack_holds_as_much_again_as_is_used(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    run(cache, {"a": 1, "b": 2, "c": 3})
    run(cache, {"d": 4})  # beside it stays one of the others
    assert run(cache, {"a": 1, "d": 4}) == []
    assert run(cache, {"b": 2, "c": 3}) == ["b", "c"]


def test_nothing_is_written_without_a_new_value(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    run(cache, {"a": 1})
    (entry,) = tmp_path.glob("*/test-*")
    before = entry.stat().st_ino
    run(cache, {"a": 1})
    assert entry.stat().st_ino == before


def test_a_damaged_pack_is_an_empty_one(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    run(cache, {"a": 1})
    (entry,) = tmp_path.glob("*/test-*")
    entry.write_bytes(entry.read_bytes()[:-1])
    assert run(cache, {"a": 1}) == ["a"]


def test_without_a_cache_values_last_for_the_run() -> None:
    assert run(Cache(), {"a": 1}) == ["a"]
    assert run(Cache(), {"a": 1}) == ["a"]
