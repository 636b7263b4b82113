"""The cache gives back what was put there for a key by this version and this user, and nothing else."""

from __future__ import annotations

import ast
import os
import stat
import threading
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from codegen.machine import cache as cache_module
from codegen.machine.cache import NO_CACHE, Cache
from tests.command_line import REPOSITORY, Run, tree

KEY = Cache.key("kind", "x")
OTHER = Cache.key("kind", "y")


def filled(folder: Path) -> tuple[Cache, Path]:
    """A cache with one entry, and the entry's file."""
    cache = Cache(folder)
    cache.put(KEY, b"value")
    (entry,) = folder.glob("*/kind-*")
    return cache, entry


def test_an_entry_is_what_was_put(tmp_path: Path) -> None:
    cache, _ = filled(tmp_path / "cache")
    assert (cache.get(KEY), cache.get(OTHER)) == (b"value", None)
    assert Cache.key("kind", "a", b"b") != Cache.key("kind", "ab") != Cache.key("kind", "a", "b", "")
    assert cache.distrusted is None


def test_an_entry_takes_a_place_that_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, replace = Cache(tmp_path), os.replace

    def replaced(new: str, path: str) -> None:
        assert not os.path.exists(path)
        replace(new, path)

    monkeypatch.setattr(os, "replace", replaced)
    for value in (b"one", b"two"):
        cache.put("kind-x", value)
        assert cache.get("kind-x") == value


def test_a_damaged_entry_counts_as_absent(tmp_path: Path) -> None:
    cache, entry = filled(tmp_path)
    for data in (entry.read_bytes()[:-1], entry.read_bytes() + b"x", b""):
        entry.write_bytes(data)
        assert cache.get(KEY) is None


def test_an_entry_in_anothers_place_counts_as_absent(tmp_path: Path) -> None:
    cache, entry = filled(tmp_path)
    cache.put(OTHER, b"other")
    (other,) = (path for path in tmp_path.glob("*/kind-*") if path != entry)
    one, two = entry.read_bytes(), other.read_bytes()
    entry.write_bytes(two)
    other.write_bytes(one)
    assert (cache.get(KEY), cache.get(OTHER)) == (None, None)


def test_an_entry_of_another_version_counts_as_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, _ = filled(tmp_path)
    monkeypatch.setattr(cache_module, "__version__", "0.0.1")
    assert cache.get(KEY) is None


def test_no_folder_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    for cache in (NO_CACHE, Cache(tmp_path / "plain"), Cache(tmp_path / "plain" / "below")):
        cache.put(KEY, b"x")
        cache.prune()
        assert cache.get(KEY) is None


@pytest.mark.posix
def test_what_is_made_is_for_its_user_only(tmp_path: Path) -> None:
    before = os.umask(0o002)
    try:
        _, entry = filled(tmp_path / "deep" / "cache")
    finally:
        os.umask(before)
    for path in (entry, entry.parent, entry.parent.parent):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


@pytest.mark.posix
@pytest.mark.parametrize("mode", [0o770, 0o707])
def test_a_folder_that_others_can_write_to_is_not_used(tmp_path: Path, mode: int) -> None:
    filled(tmp_path / "cache")
    (tmp_path / "cache").chmod(mode)
    before = tree(tmp_path)
    cache = Cache(tmp_path / "cache")
    assert cache.get(KEY) is None
    cache.put(OTHER, b"x")
    assert tree(tmp_path) == before
    assert cache.distrusted == tmp_path / "cache"


@pytest.mark.posix
def test_a_file_that_others_can_write_to_is_not_used(tmp_path: Path) -> None:
    cache, entry = filled(tmp_path)
    entry.chmod(0o666)
    assert cache.get(KEY) is None
    assert cache.distrusted == entry
    cache.put(KEY, b"new")
    assert cache.get(KEY) == b"new"


@pytest.mark.posix
def test_what_belongs_to_another_user_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, entry = filled(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert cache.get(KEY) is None
    assert cache.distrusted == entry
    later = Cache(tmp_path)
    assert later.get(KEY) is None
    assert later.distrusted == tmp_path


@pytest.mark.posix
def test_a_link_or_a_pipe_in_an_entrys_place_is_not_followed(tmp_path: Path) -> None:
    cache, entry = filled(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    entry.rename(elsewhere)
    entry.symlink_to(elsewhere)
    assert cache.get(KEY) is None
    entry.unlink()
    os.mkfifo(entry)
    assert cache.get(KEY) is None


@pytest.mark.posix
def test_where_there_are_no_user_ids_the_place_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows: a user's cache folder is the user's, and modes tell nothing."""
    monkeypatch.delattr(os, "geteuid")
    cache, entry = filled(tmp_path)
    entry.chmod(0o666)
    assert cache.get(KEY) == b"value"


@pytest.mark.posix
def test_a_run_says_once_that_it_did_not_use_the_cache(shop: Path, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "magento-codegen"
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    done = run("generate", cwd=shop, env={"XDG_CACHE_HOME": str(tmp_path / "home")})
    assert done.returncode == 0
    assert done.stderr.count("cache-not-used") == 1
    assert str(folder) in done.stderr
    assert list(folder.iterdir()) == []


def test_only_commands_take_the_users_cache() -> None:
    """What is needed is handed in: so that no test and no caller of a part writes into somebody's home."""
    takers = {
        path.relative_to(REPOSITORY).parts[:2]
        for path in (REPOSITORY / "codegen").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("for_user", "user_cache_path")
        if path.name != "cache.py"
    }
    assert takers == {("codegen", "commands")}


COMPILED = REPOSITORY / "codegen" / "emit" / "compiled.py"
"""What keeps code: beside the program's own files, as Python does, so that who can write there can change those too."""


def test_nothing_that_is_kept_can_run() -> None:
    """Whoever can write the cache must not run code in the next run: no module reads such a format from there."""
    users = {
        path
        for path in (REPOSITORY / "codegen").rglob("*.py")
        if imported(path) & {"pickle", "marshal", "shelve", "dill"}
        or "bytecode_cache=" in path.read_text("utf-8").replace("bytecode_cache=CompiledTemplates(", "")
    }
    assert users == {COMPILED}
    assert not any(name.endswith((".cache", "Cache")) for name in imported(COMPILED))


def imported(path: Path) -> set[str]:
    """The modules that a module imports, and the names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.name for alias in node.names} | {getattr(node, "module", None) or ""}
    return found - {"BytecodeCache", "jinja2.bccache"}


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


@pytest.mark.parametrize(
    ("home", "cache"),
    [("/home/me", "/elsewhere"), ("/home/me", ""), ("/home/me", "relative"), ("", ""), ("", "/elsewhere")],
)
def test_a_user_has_one_place_for_caches(monkeypatch: pytest.MonkeyPatch, home: str, cache: str) -> None:
    monkeypatch.setenv("HOME", home)
    monkeypatch.setenv("XDG_CACHE_HOME", cache)
    folder = Cache.for_user()._given
    assert folder == user_cache_path("magento-codegen", appauthor=False)
