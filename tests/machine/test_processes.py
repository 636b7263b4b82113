"""Work on two processes: the same answers, errors that come back, and no process that stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.machine.processes import submit, workers
from codegen.machine.work import Answer, Item

SCRIPT = """
import os, sys, time
from codegen.machine.processes import workers
with workers(work=["json"]):
    print(*set(answers(pid, [0.3, 0.3, 0.3, 0.3])), flush=True)
    time.sleep(60)
"""


def answers(work: Callable[[Item], Answer], items: list[Item]) -> list[Answer]:
    return [future.result() for future in [submit("work", work, item) for item in items]]


def square(number: int) -> int:
    return number * number


def hears_interrupts(_: object) -> bool:
    """Whether Ctrl-C would be told to this process as it was begun."""
    return signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def pid(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def fail(number: int) -> int:
    raise ValueError(f"no {number}")


def test_answers_are_in_the_order_of_the_items() -> None:
    assert answers(square, [3, 1, 2]) == [9, 1, 4]
    with workers(work=["json"]):
        assert answers(square, [3, 1, 2]) == [9, 1, 4]


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two cores")
def test_the_work_is_done_elsewhere_inside_the_block_only() -> None:
    with workers(work=["json"], other=[]):
        elsewhere = set(answers(pid, [0.05] * 8))
        assert len(elsewhere) == 1
        assert os.getpid() not in elsewhere
        assert submit("other", pid, 0.0).result() not in {os.getpid(), *elsewhere}
        assert submit("none", pid, 0.0).result() == os.getpid()
    assert answers(pid, [0.0]) == [os.getpid()]


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two cores")
def test_a_process_is_begun_for_the_first_work_that_is_worth_one() -> None:
    with workers(later=True, work=[]):
        assert submit("work", pid, 0.0, worth_a_process=False).result() == os.getpid()
        elsewhere = submit("work", pid, 0.0).result()
        assert elsewhere != os.getpid()
        assert submit("work", pid, 0.0, worth_a_process=False).result() == elsewhere
    assert answers(pid, [0.0]) == [os.getpid()]


def test_no_process_is_begun_among_threads() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    with workers(later=True, work=[]):
        thread.start()
        try:
            assert answers(pid, [0.0]) == [os.getpid()]
        finally:
            stop.set()
            thread.join()


def test_an_error_comes_back() -> None:
    with workers(work=[]), pytest.raises(ValueError, match="no 7"):
        answers(fail, [7])
    with pytest.raises(ValueError, match="no 8"):
        answers(fail, [8])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at /proc")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("from tests.machine.test_processes import answers, pid\n" + SCRIPT)
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


class Odd(Exception):
    """An error that can't be told in another process: what it is made of is not what it is told with."""

    def __init__(self, place: str, number: int) -> None:
        super().__init__(f"{place} {number}")


def fail_oddly(number: int) -> int:
    raise Odd("at", number)


def unsendable(_: int) -> Callable[[], int]:
    return lambda: 7


def end_at_once(_: int) -> None:
    os._exit(1)


def doubled(text: str) -> str:
    return text * 2


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there are no other processes on one core")
def test_what_cant_be_sent_back_is_an_error_in_words() -> None:
    with workers(work=[]):
        for work, words in ((fail_oddly, "Odd: at 7"), (unsendable, "unsendable")):
            with pytest.raises(RuntimeError, match=words):
                submit("work", work, 7).result()
        assert submit("work", square, 3).result() == 9


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there are no other processes on one core")
def test_nobody_waits_for_a_process_that_ended() -> None:
    with workers(work=[]):
        assert submit("work", square, 7).result() == 49
        for each in [submit("work", work, 7) for work in (end_at_once, square)]:
            with pytest.raises(RuntimeError, match="ended from outside"):
                each.result()


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there are no other processes on one core")
def test_more_than_a_pipe_holds_goes_both_ways_and_may_be_left_unread() -> None:
    texts = [f"{number:>500000}" for number in range(40)]
    with workers(work=[]):
        assert answers(doubled, texts) == [text * 2 for text in texts]
        for text in texts:
            submit("work", doubled, text)


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there are no other processes on one core")
def test_processes_are_begun_before_there_are_threads() -> None:
    """A fork among threads may wait for ever; Python 3.12 and later warn of it."""
    script = """
import os, threading
found = []
os.register_at_fork(before=lambda: found.append(threading.active_count()))
from codegen.machine.processes import submit, workers
for _ in range(2):
    with workers(one=["json"], two=[], three=[]):
        print([submit(name, len, "abc").result() for name in ("two", "one", "three")], found)
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.stdout, done.stderr) == ("[3, 3, 3] [1, 1, 1]\n[3, 3, 3] [1, 1, 1, 1, 1, 1]\n", "")


@pytest.mark.posix
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there are no other processes on one core")
@pytest.mark.parametrize("preload", [(), ("json",)])
def test_a_helper_never_hears_an_interrupt_and_this_process_does(preload: tuple[str, ...]) -> None:
    with workers(work=preload):
        assert submit("work", hears_interrupts, None).result() is False
    assert hears_interrupts(None)
