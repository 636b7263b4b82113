"""Replacing a package on disk: what is ours, what is not, and what a killed run leaves."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen.diagnostics import CodegenError
from codegen.output import folder_exchange, writer
from codegen.output.comparison import damaged
from codegen.output.lock import LOCK_FILE, digest
from tests.output.packages import NEW, OLD, lock_of, put, tree


def failure(output: Path, files: dict[str, str], **options: bool) -> CodegenError:
    before = tree(output)
    with pytest.raises(CodegenError) as caught:
        put(output, files, **options)
    assert tree(output) == before
    assert [path.name for path in output.parent.iterdir() if path.name.startswith(".")] == []
    return caught.value


def test_replaces_adds_and_deletes_only_what_the_lock_lists(tmp_path: Path) -> None:
    output = tmp_path / "deep" / "pkg"
    assert set(put(output, OLD).added) == {*OLD, LOCK_FILE}
    assert tree(output) == OLD
    (output / "mine.py").write_text("mine\n")
    (output / "empty").mkdir()
    (output / "models" / "link").symlink_to("../mine.py")
    (output / "__pycache__").mkdir()
    inodes = {name: (output / name).stat().st_ino for name in ("mine.py", "same.py")}
    comparison = put(output, NEW)
    assert comparison.stale == ("__init__.py", "added/one.py", LOCK_FILE, "gone.py", "models/catalog.py")
    assert tree(output) == {**NEW, "mine.py": "mine\n", "models/link": "mine\n"}
    assert (output / "models" / "link").is_symlink()
    assert (output / "empty").is_dir()
    assert {name: (output / name).stat().st_ino for name in inodes} == inodes
    assert sorted(path.name for path in output.parent.iterdir()) == ["pkg"]


def test_nothing_is_touched_when_nothing_changed(tmp_path: Path) -> None:
    put(tmp_path / "pkg", OLD)
    before = (tmp_path / "pkg").stat()
    assert put(tmp_path / "pkg", OLD).stale == ()
    assert (tmp_path / "pkg").stat() == before


def test_a_file_that_is_not_ours_stops_the_run(tmp_path: Path) -> None:
    output = tmp_path / "pkg"
    output.mkdir()
    (output / "__init__.py").write_text("hand written\n")
    error = failure(output, NEW, force=True)
    assert error.exit_code == 2
    assert f"{output}/__init__.py was not written by magento-codegen" in str(error)
    (output / "models").write_text("hand written\n")
    assert f"{output}/models were not written by magento-codegen" in str(failure(output, NEW, force=True))


@pytest.mark.parametrize("obstacle", ["folder", "file", "symlink", "folder link"])
def test_other_obstacles_are_named(tmp_path: Path, obstacle: str) -> None:
    output = tmp_path / "pkg"
    output.mkdir()
    (tmp_path / "elsewhere").mkdir()
    match obstacle:
        case "folder":
            (output / "__init__.py").mkdir()
        case "file":
            (output / "models").write_text("")
        case "symlink":
            (output / "__init__.py").symlink_to(tmp_path / "elsewhere")
        case _:
            (output / "models").symlink_to(tmp_path / "elsewhere")
    name = "__init__.py" if obstacle in ("folder", "symlink") else "models"
    assert f"{output}/{name} was not written" in str(failure(output, NEW))
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("name", ["__init__.py", "gone.py"])
def test_hand_edited_files_need_force(tmp_path: Path, name: str) -> None:
    output = tmp_path / "pkg"
    put(output, OLD)
    (output / name).write_text("edited\n")
    error = failure(output, NEW)
    assert error.exit_code == 1
    assert f"{output}/{name} was edited by hand" in str(error)
    put(output, NEW, force=True)
    assert tree(output) == NEW


def test_line_ends_of_a_checkout_are_no_edit(tmp_path: Path) -> None:
    output = tmp_path / "pkg"
    put(output, OLD)
    (output / "same.py").write_bytes(b"s = 1\r\n")
    assert damaged(output, lock_of(OLD)) == []
    put(output, NEW)
    assert (output / "same.py").read_bytes() == b"s = 1\r\n"


def test_damaged_lock_is_named(tmp_path: Path) -> None:
    output = tmp_path / "pkg"
    put(output, OLD)
    for text in ("<<<<<<< HEAD\n{}", "[]", '{"tool": 1}'):
        (output / LOCK_FILE).write_text(text)
        assert f"{output}/{LOCK_FILE}: is damaged" in str(failure(output, NEW))


@pytest.mark.parametrize(
    ("part", "path"),
    [
        *(
            ("outputs", path)
            for path in (
                *(
                    "../x",
                    "..",
                    ".",
                    "",
                    "./x",
                    "a//b",
                    "a/../../x",
                    "/x",
                    "C:\\x",
                    "C:/x",
                    "a\\b",
                    "x:stream",
                ),
                *("a\0b", "a\nb", "a\x1b[31mb", "a\ud800", "x" * 5000),
            )
        ),
        ("inputs", "a\0b"),
        ("listing", "a\0b"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_a_lock_that_leads_out_of_the_package_is_damaged(tmp_path: Path, part: str, path: str) -> None:
    output = tmp_path / "pkg"
    put(output, OLD)
    (tmp_path / "x").write_text("mine\n")
    lock = json.loads((output / LOCK_FILE).read_text())
    lock["tool"], lock[part][path] = "0", digest("mine\n")
    (output / LOCK_FILE).write_text(json.dumps(lock))
    error = failure(output, NEW, force=True)
    assert f"{output}/{LOCK_FILE}: is damaged" in str(error)
    assert error.exit_code == 2
    assert (tmp_path / "x").read_text() == "mine\n"


def test_a_symlinked_output_stays_a_symlink(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    output = tmp_path / "pkg"
    output.symlink_to("real")
    put(output, OLD)
    put(output, NEW)
    assert output.is_symlink()
    assert tree(tmp_path / "real") == NEW


def test_a_file_in_the_packages_place_is_named(tmp_path: Path) -> None:
    output = tmp_path / "pkg"
    output.write_text("mine\n")
    with pytest.raises(CodegenError, match="is a file; a package needs a folder"):
        put(output, NEW)
    assert output.read_text() == "mine\n"
    (tmp_path / "parent").write_text("mine\n")
    with pytest.raises(CodegenError, match="can't be written"):
        put(tmp_path / "parent" / "pkg", NEW)


@pytest.mark.parametrize("inside", [".", "models"])
def test_the_working_directory_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    output = tmp_path / "pkg"
    put(output, OLD)
    monkeypatch.chdir(output / inside)
    assert "is the working directory or above it" in str(failure(output, NEW))


def test_names_that_are_one_file_elsewhere() -> None:
    with pytest.raises(CodegenError, match=r"Catalog\.py and catalog\.py differ in case only"):
        writer.check_names({"catalog.py": "", "Catalog.py": ""})
    for path in ("../x.py", "/x.py"):
        with pytest.raises(CodegenError, match="must lie inside the package"):
            writer.check_names({path: ""})


def test_without_an_atomic_exchange_the_folder_is_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_exchange, "_swapped", lambda new, current: False)
    output = tmp_path / "pkg"
    put(output, OLD)
    put(output, NEW)
    assert tree(output) == NEW
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pkg"]


def test_what_a_killed_run_left_is_put_right(tmp_path: Path) -> None:
    output = tmp_path / "pkg"
    put(output, OLD)
    output.rename(tmp_path / ".pkg.codegen-old")
    (tmp_path / ".pkg.codegen-new").mkdir()
    with writer.locked(output):
        assert tree(output) == OLD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pkg"]


def while_writing(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let somebody else act at the last moment before the folders are exchanged."""

    def exchanged(new: Path, current: Path, *, spare: Path) -> None:
        monkeypatch.undo()
        act()
        folder_exchange.exchange(new, current, spare=spare)

    monkeypatch.setattr(writer, "exchange", exchanged)


def test_what_others_write_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "pkg"
    put(output, OLD)
    for name in ("noted", "replaced", "untouched"):
        (output / name).write_text("before\n")

    def act() -> None:
        (output / "notes").mkdir()
        (output / "notes" / "one.md").write_text("mine\n")
        (output / "notes" / "none").mkdir()
        with open(output / "noted", "a") as file:
            file.write("added\n")
        (output / "swap").write_text("after\n")
        (output / "swap").replace(output / "replaced")

    while_writing(monkeypatch, act)
    put(output, NEW)
    others = {
        "notes/one.md": "mine\n",
        "noted": "before\nadded\n",
        "replaced": "after\n",
        "untouched": "before\n",
    }
    assert tree(output) == {**NEW, **others}
    assert (output / "notes" / "none").is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pkg"]


@pytest.mark.parametrize(
    "error",
    [OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP)), NotImplementedError("follow_symlinks")],
    ids=["no links", "no choice of what is linked"],
)
def test_what_others_write_without_hard_links_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def no_links(*paths: object, **options: object) -> None:
        raise error

    output = tmp_path / "pkg"
    put(output, OLD)
    (output / "noted").write_text("before\n")

    def act() -> None:
        (output / "noted").write_text("changed in its place\n")

    while_writing(monkeypatch, act)
    monkeypatch.setattr(os, "link", no_links)
    put(output, NEW)
    assert tree(output) == {**NEW, "noted": "changed in its place\n"}


@pytest.mark.parametrize("name", ["__init__.py", "gone.py", "same.py", "added/one.py"])
def test_what_others_write_in_our_place_meanwhile_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    output = tmp_path / "pkg"
    put(output, OLD)

    def act() -> None:
        (output / name).parent.mkdir(exist_ok=True)
        (output / name).write_text("by hand\n")

    while_writing(monkeypatch, act)
    with pytest.raises(CodegenError) as caught:
        put(output, NEW)
    said = "not written by magento-codegen" if name == "added/one.py" else "edited by hand"
    assert f"{output}/{name} was {said}" in str(caught.value)
    assert tree(output) == {**OLD, name: "by hand\n"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pkg"]


@pytest.mark.parametrize("name", ["__init__.py", "gone.py", "same.py"])
def test_what_others_write_before_the_new_package_is_made_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    output = tmp_path / "pkg"
    put(output, OLD)
    before_building(monkeypatch, lambda: (output / name).write_text("by hand\n"))
    with pytest.raises(CodegenError, match=rf"{name} was edited by hand"):
        put(output, NEW)
    assert tree(output) == {**OLD, name: "by hand\n"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pkg"]


def test_what_others_delete_before_the_new_package_is_made_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "pkg"
    put(output, OLD)
    before_building(monkeypatch, lambda: (output / "same.py").unlink())
    put(output, NEW)
    assert tree(output) == NEW


def before_building(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let somebody else act after the package was compared."""
    build = writer._build

    def built(*given: Any) -> Any:
        act()
        return build(*given)

    monkeypatch.setattr(writer, "_build", built)


def test_what_came_before_a_run_was_killed_is_kept(tmp_path: Path) -> None:
    output = tmp_path / "pkg"
    put(output, OLD)
    left = tmp_path / ".pkg.codegen-old"
    shutil.copytree(output, left)
    (left / "mine.txt").write_text("mine\n")
    put(output, NEW)
    assert tree(output) == {**NEW, "mine.txt": "mine\n"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pkg"]
