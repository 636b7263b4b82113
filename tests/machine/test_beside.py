"""One piece of work beside this process: its answer, its errors, and no process that stays behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from codegen.machine.beside import beside
from tests.command_line import REPOSITORY

START = """
import os, signal, sys, time
from codegen.machine.beside import beside
def own():
    return str(os.getpid()).encode()
"""
elsewhere = pytest.mark.skipif(
    sys.platform != "linux" or (os.cpu_count() or 1) < 2, reason="there are no such processes here"
)


def said(script: str) -> list[str]:
    """What a program says that has no threads."""
    done = subprocess.run(
        [sys.executable, "-c", START + script],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


@elsewhere
def test_the_work_is_done_elsewhere_and_told_once() -> None:
    pid, first, again = said(
        "with beside(own) as answer:\n    print(os.getpid(), answer().decode(), answer().decode())"
    )
    assert first == again != pid


@elsewhere
@pytest.mark.parametrize("work", ["1 / 0", "sys.exit()", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_work_that_is_not_done_is_an_error(work: str) -> None:
    script = f"with beside(lambda: {work}) as answer:\n    try: print(answer())\n    except RuntimeError: print('none')"
    assert said(script) == ["none"]


@elsewhere
def test_a_long_answer_comes_whole() -> None:
    assert said("with beside(lambda: bytes(3_000_000)) as answer: print(len(answer()))") == ["3000000"]


@elsewhere
def test_the_process_ends_with_the_block() -> None:
    script = """
here, there = os.pipe()
def waits():
    os.write(there, str(os.getpid()).encode())
    time.sleep(60)
begun = time.monotonic()
with beside(waits):
    pid = int(os.read(here, 20))
print(os.path.exists(f"/proc/{pid}"), time.monotonic() - begun < 30)
"""
    assert said(script) == ["False", "True"]


@elsewhere
def test_ctrl_c_is_left_to_who_waits() -> None:
    script = """
def blocked():
    return str(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())).encode()
with beside(blocked) as answer:
    print(answer().decode(), blocked().decode())
"""
    assert said(script) == ["True", "False"]


@elsewhere
def test_it_works_where_nobody_hears_of_ended_processes() -> None:
    script = """
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
with beside(own) as answer: print(int(answer()) > 0)
with beside(lambda: time.sleep(60)): print("begun")
"""
    assert said(script) == ["True", "begun"]


def test_beside_threads_the_work_is_done_at_once() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    seen: list[int] = []

    def work() -> bytes:
        seen.append(os.getpid())
        return b"told"

    try:
        with beside(work) as answer:
            assert seen == [os.getpid()]
            assert answer() == answer() == b"told"
    finally:
        done.set()
        thread.join()
    assert len(seen) == 1


def test_with_one_core_the_work_is_done_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with beside(lambda: str(os.getpid()).encode()) as answer:
        assert answer() == str(os.getpid()).encode()
    with pytest.raises(ZeroDivisionError), beside(lambda: bytes(1 // 0)):
        pass
