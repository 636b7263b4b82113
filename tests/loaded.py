"""Starts the program from a process that has loaded it already: to load it is most of the work of a short run.

Each run is a process of its own, a copy of that one, with its own arguments, folder, environment and streams. What
shows in how the program itself is loaded is tested with a Python of its own.
"""

from __future__ import annotations

import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self
from uuid import uuid4

LONGEST = 120
"""Seconds that a run may take."""
REPOSITORY = Path(__file__).resolve().parents[1]
POSSIBLE = sys.platform == "linux"
"""Elsewhere a process can't safely be copied."""


class Loaded:
    """The process, as a context manager; tests that run at the same time may share it."""

    def __init__(self) -> None:
        self._name = f"magento-codegen-tests-{uuid4()}"

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, self._name],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"loaded\n"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def run(
        self, arguments: Sequence[str], cwd: Path, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """The finished run, its output as text. Raises TimeoutError."""
        with (
            TemporaryFile() as out,
            TemporaryFile() as err,
            socket.socket(socket.AF_UNIX) as connection,
        ):
            connection.connect(_address(self._name))
            asked = json.dumps([list(arguments), str(cwd), dict(environment)]).encode(
                "utf-8", "surrogateescape"
            )
            socket.send_fds(connection, [b"%d\n" % len(asked)], [out.fileno(), err.fileno()])
            connection.sendall(asked)
            with connection.makefile("r") as answers:
                number = int(answers.readline())
                if not select.select([connection], [], [], LONGEST)[0]:
                    os.kill(number, signal.SIGKILL)
                    raise TimeoutError(f"{' '.join(arguments)}: not done in {LONGEST} seconds")
                code = int(answers.readline())
            texts = []
            for file in (out, err):
                file.seek(0)
                texts.append(file.read().decode().replace("\r\n", "\n"))
        return subprocess.CompletedProcess(["magento-codegen", *arguments], code, *texts)


def _address(name: str) -> str:
    """Where a process of that name listens: at a place without a path, for that of a test's folder may be too long."""
    return f"\0{name}"


def _serve(name: str) -> None:
    """Return in a copy of this process for each run that is asked for, with all as the run has it."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(_address(name))
        listener.listen()
        print("loaded", flush=True)
        while (
            sys.stdin not in (ready := select.select([listener, sys.stdin], [], [])[0]) or listener in ready
        ):
            connection, _ = listener.accept()
            if not os.fork():
                break
            connection.close()
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
        else:
            sys.exit()
    head, streams, _, _ = socket.recv_fds(connection, 20, 2)
    with connection.makefile("rb") as rest:
        size, _, begun = head.partition(b"\n")
        asked = begun + rest.read(int(size) - len(begun))
    number = os.fork()
    if number:
        connection.sendall(b"%d\n" % number)
        _, status = os.waitpid(number, 0)
        with suppress(OSError):
            connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
        os._exit(0)
    connection.close()
    arguments, cwd, environment = json.loads(asked.decode("utf-8", "surrogateescape"))
    for mine, other in enumerate((os.open(os.devnull, os.O_RDONLY), *streams)):
        os.dup2(other, mine)
        os.close(other)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    sys.path[0] = os.getcwd()
    sys.argv[1:] = arguments


def _load() -> None:
    """All of the program, and what its processes beside it load."""
    from codegen import __path__
    from codegen.machine.cache import NO_CACHE
    from codegen.run.package import load_ahead

    for module in pkgutil.walk_packages(__path__, "codegen."):
        if module.name != "codegen.__main__":
            import_module(module.name)
    load_ahead(NO_CACHE)


if __name__ == "__main__":
    _load()
    _serve(sys.argv[1])
    runpy.run_module("codegen", run_name="__main__", alter_sys=True)
