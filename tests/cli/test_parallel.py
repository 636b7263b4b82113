"""Work on two processes: the same answers, errors that come back, and no process that stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from codegen.parallel import parallel_map, workers

SCRIPT = """
import os, sys, time
from codegen.parallel import parallel_map, workers
with workers(("json",)):
    print(*set(parallel_map(pid, [0.3, 0.3, 0.3, 0.3])), flush=True)
    time.sleep(60)
"""


def square(number: int) -> int:
    return number * number


def pid(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def fail(number: int) -> int:
    raise ValueError(f"no {number}")


def test_answers_are_in_the_order_of_the_items() -> None:
    assert parallel_map(square, [3, 1, 2]) == [9, 1, 4]
    with workers(("json",)):
        assert parallel_map(square, [3, 1, 2]) == [9, 1, 4]


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two cores")
def test_the_work_is_done_elsewhere_inside_the_block_only() -> None:
    with workers(()):
        assert os.getpid() not in parallel_map(pid, [0.05] * 4)
    assert set(parallel_map(pid, [0.0])) == {os.getpid()}


def test_an_error_comes_back() -> None:
    with workers(()), pytest.raises(ValueError, match="no 7"):
        parallel_map(fail, [7])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at /proc")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("from tests.cli.test_parallel import pid\n" + SCRIPT)
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment)
    assert parent.stdout is not None
    children = [int(word) for word in parent.stdout.readline().split()]
    assert children
    parent.send_signal(signal.SIGKILL)
    parent.wait(30)
    parent.stdout.close()
    deadline = time.monotonic() + 30
    while any(_alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [child for child in children if _alive(child)]


def _alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
