"""A folder belongs to one run at a time, also where folders have no locks."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from codegen.output.exclusive import alone


def no_locks(*_: object) -> None:
    raise OSError(37, "No locks available")


@pytest.fixture(params=["folder", "no locks of folders", "no folders to open"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    if request.param == "no locks of folders":
        fcntl = pytest.importorskip("fcntl")
        real = fcntl.flock
        folders = [tmp_path / "folder"]
        monkeypatch.setattr(
            "fcntl.flock", lambda handle, how: no_locks() if is_folder(handle, folders) else real(handle, how)
        )
    elif request.param == "no folders to open":
        import filelock

        assert filelock.FileLock  # loaded before this system calls itself another one
        monkeypatch.setattr(sys, "platform", "win32")


def is_folder(handle: int, folders: list[Path]) -> bool:
    return os.fstat(handle).st_ino in [folder.stat().st_ino for folder in folders]


@pytest.mark.usefixtures("system")
def test_a_second_run_waits_for_the_first(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    order: list[str] = []
    began = threading.Event()

    def second() -> None:
        began.set()
        with alone(folder):
            order.append("second")

    with alone(folder):
        thread = threading.Thread(target=second)
        thread.start()
        assert began.wait(10)
        thread.join(0.3)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]
    assert list(folder.iterdir()) == []


def test_the_lock_goes_with_its_process(tmp_path: Path) -> None:
    text = (
        "import os; from pathlib import Path; from codegen.output.exclusive import alone\n"
        f"with alone(Path({str(tmp_path)!r})): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", text], check=False).returncode == 9
    with alone(tmp_path):
        pass
