"""Replacing a package on disk: what is ours, what is not, and what a killed run leaves."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.diagnostics import CodegenError
from codegen.output import folder_exchange, writer
from codegen.output.lock import LOCK_FILE, Lock, digest, read_lock
from tests.command_line import REPOSITORY, environment

OLD = {"__init__.py": "old = 1\n", "models/catalog.py": "x = 1\n", "gone.py": "y = 1\n", "same.py": "s = 1\n"}
NEW = {
    "__init__.py": "new = 1\n",
    "models/catalog.py": "x = 2\n",
    "added/one.py": "z = 1\n",
    "same.py": "s = 1\n",
}


def lock_of(files: dict[str, str]) -> Lock:
    return Lock(
        tool="1",
        program="",
        options={},
        inputs={},
        listing={},
        outputs={k: digest(v) for k, v in files.items()},
    )


def put(output: Path, files: dict[str, str], *, force: bool = False) -> writer.Comparison:
    wanted = {**files, LOCK_FILE: lock_of(files).dump()}
    real = output.resolve()
    with writer.locked(real):
        old = read_lock(real)
        comparison = writer.compare(real, wanted, old)
        writer.write(real, wanted, comparison, old, force=force)
    return comparison


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LOCK_FILE
    }


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
    assert writer.damaged(output, lock_of(OLD)) == []
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


def test_what_came_before_a_run_was_killed_is_kept(tmp_path: Path) -> None:
    output = tmp_path / "pkg"
    put(output, OLD)
    left = tmp_path / ".pkg.codegen-old"
    shutil.copytree(output, left)
    (left / "mine.txt").write_text("mine\n")
    put(output, NEW)
    assert tree(output) == {**NEW, "mine.txt": "mine\n"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pkg"]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs to see which file a handle is of")
def test_a_package_is_on_the_disk_before_it_is_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written and every folder first, then the folder that the two are exchanged in."""
    output = tmp_path / "pkg"
    put(output, OLD)
    synced: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        real(handle)
        synced.append(os.path.relpath(os.readlink(f"/proc/self/fd/{handle}"), tmp_path))

    monkeypatch.setattr(os, "fsync", fsync)
    put(output, NEW)
    new = ".pkg.codegen-new"
    written = {f"{new}/{name}" for name in (*NEW, LOCK_FILE) if name != "same.py"}
    folders = {new, f"{new}/added", f"{new}/models"}
    assert (set(synced[: len(written)]), set(synced[len(written) : -1])) == (written, folders)
    assert synced[-1] == "."


CHILD = """
import sys
from pathlib import Path
from tests.output.test_writer import put
output, marker = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
for turn in range(100000):
    put(output, {f"m{n}.py": f"{marker}{turn}" + "#" * 200 for n in range(30)})
"""


def child(output: Path, marker: str, home: Path) -> subprocess.Popen[str]:
    env = {**environment(home), "PYTHONPATH": f"{REPOSITORY}:{REPOSITORY}/templates"}
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(output), marker], env=env, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_killed_at_random_moments_leaves_one_whole_package(tmp_path: Path) -> None:
    output = tmp_path / "pkg"
    for number in range(12):
        with child(output, f"{number}-", tmp_path) as process:
            time.sleep(0.003 + 0.0137 * number)
            process.kill()
        if output.exists():
            assert len(set(tree(output).values())) == 1
            assert writer.damaged(output, read_lock(output) or lock_of({"none": ""})) == []
    put(output, NEW)
    assert tree(output) == NEW
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pkg"]


def test_two_runs_at_once_end_with_one_whole_package(tmp_path: Path) -> None:
    output = tmp_path / "pkg"
    children = [child(output, marker, tmp_path) for marker in "ab"]
    deadline = time.monotonic() + 1.5
    while time.monotonic() < deadline:
        assert all(process.poll() is None for process in children)
        time.sleep(0.1)
    for process in children:
        process.kill()
        process.communicate()
    with writer.locked(output):
        assert len(set(tree(output).values())) == 1


LIMITED = """
import resource, sys
from pathlib import Path
from codegen.diagnostics import CodegenError
from tests.output.test_writer import NEW, put
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
try:
    put(Path(sys.argv[1]), {**NEW, "zz_big.py": "#" * 9000})
except CodegenError as error:
    sys.exit(f"{error.exit_code} {error}")
"""

UNPRIVILEGED = """
import os, sys
from pathlib import Path
from codegen.diagnostics import CodegenError
from tests.output.test_writer import NEW, put
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    put(Path(sys.argv[1]), NEW)
except CodegenError as error:
    sys.exit(f"{error.exit_code} {error}")
"""


def fails(script: str, output: Path, home: Path) -> str:
    env = {**environment(home), "PYTHONPATH": f"{REPOSITORY}:{REPOSITORY}/templates"}
    done = subprocess.run(
        [sys.executable, "-c", script, str(output)], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    return done.stderr.strip()


@pytest.mark.posix
def test_a_write_that_fails_leaves_the_old_package(tmp_path: Path) -> None:
    output = tmp_path / "pkg"
    put(output, OLD)
    message = fails(LIMITED, output, tmp_path)
    assert message == f"2 {output}: can't be written: File too large; nothing was changed"
    assert tree(output) == OLD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pkg"]


@pytest.mark.posix
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "fixed"
    put(folder / "pkg", OLD)
    os.chmod(folder, 0o555)
    for parent in (folder, *folder.parents[:4]):
        if parent.is_relative_to(tmp_path.parents[1]) and parent != folder:
            os.chmod(parent, 0o755)
    message = fails(UNPRIVILEGED, folder / "pkg", tmp_path)
    os.chmod(folder, 0o755)
    assert message.endswith("may not be written; nothing was changed")
    assert tree(folder / "pkg") == OLD
