"""A package whose writing ends before its time: killed, in another's way, on a full disk, without rights."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from codegen.output import writer
from codegen.output.comparison import damaged
from codegen.output.lock import LOCK_FILE, read_lock
from tests.command_line import REPOSITORY, environment
from tests.output.packages import NEW, OLD, lock_of, put, tree


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs to see which file a handle is of")
def test_a_package_is_on_the_disk_before_it_is_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written and every folder first, once each, then the folder that the two are exchanged in."""
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
    assert sorted(synced[:-1]) == sorted(written | folders)
    assert synced[-1] == "."


CHILD = """
import sys
from pathlib import Path
from tests.output.packages import put
output, marker = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
for turn in range(100000):
    put(output, {f"m{n}.py": f"{marker}{turn}" + "#" * 200 for n in range(30)})
"""


def child(output: Path, marker: str, home: Path) -> subprocess.Popen[str]:
    env = {**environment(home), "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY}/templates"}
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
            assert damaged(output, read_lock(output) or lock_of({"none": ""})) == []
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
from tests.output.packages import NEW, put
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
try:
    put(Path(sys.argv[1]), {**NEW, "zz_big.py": "#" * 9000})
except CodegenError as error:
    sys.exit(f"{error.exit_code} {error}")
"""
UNPRIVILEGED = """
import fcntl, os, sys  # all that is needed: nobody may be able to read where Python lies
from pathlib import Path
from codegen.diagnostics import CodegenError
from tests.output.packages import NEW, put
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    put(Path(sys.argv[1]), NEW)
except CodegenError as error:
    sys.exit(f"{error.exit_code} {error}")
"""


def fails(script: str, output: Path, home: Path) -> str:
    env = {**environment(home), "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY}/templates"}
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
