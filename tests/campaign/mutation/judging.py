"""Running the tests of a mutant, in a process of its own."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import time
from pathlib import Path

from tests.campaign.mutation.mutants import Mutant
from tests.campaign.mutation.scope import AREAS

_LIBRARIES = ("pytest", "hypothesis", "pydantic", "httpx2", "lxml.etree", "jinja2", "black")
_LONGEST = 400.0


class Bench:
    """A copy of the repository in which one mutant after another is tried."""

    def __init__(self, copy: Path, *, far: bool) -> None:
        self._copy = copy
        self._far = far
        root = Path(__file__).resolve().parents[3]
        os.environ.setdefault("MAGENTO_CODEGEN_CORPUS", str(root.parent / "shared" / "corpus"))
        os.environ["PYTHONPATH"] = str(copy)
        sys.dont_write_bytecode = True
        for name in _LIBRARIES:
            importlib.import_module(name)

    def check(self, area: str) -> None:
        """Raise RuntimeError where the tests of an area fail without any mutant."""
        if self._run(AREAS[area].far if self._far else AREAS[area].near):
            raise RuntimeError(f"the tests of {area} fail in {self._copy} as it is")

    def killer(self, mutant: Mutant) -> str:
        """What noticed the mutant: the tests, or that they never ended; empty where nothing did."""
        area = AREAS[mutant.area]
        path = self._copy / mutant.module
        original = path.read_text("utf-8")
        path.write_text(mutant.code, "utf-8")
        try:
            return self._run(area.far if self._far else area.near)
        finally:
            path.write_text(original, "utf-8")

    def _run(self, tests: tuple[str, ...]) -> str:
        child = os.fork()
        if child == 0:
            _child(self._copy, tests)
        ends = time.monotonic() + _LONGEST
        while time.monotonic() < ends:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return "" if os.waitstatus_to_exitcode(status) == 0 else "tests"
            time.sleep(0.05)
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return "time"


def _child(copy: Path, tests: tuple[str, ...]) -> None:
    """Run tests in a copy of the repository, and end the process."""
    os.setsid()
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    os.chdir(copy)
    for name in [name for name in sys.modules if name.partition(".")[0] in ("tests", "codegen", "runtime")]:
        del sys.modules[name]
    sys.path[:] = [
        str(copy),
        *(path for path in sys.path if path not in ("", str(Path(__file__).parents[3]))),
    ]
    import pytest

    code = 1
    try:
        code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--tb=no", "--no-header", *tests]))
    finally:
        os._exit(code)
