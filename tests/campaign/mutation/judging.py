"""Running the tests of a mutant, in a process of its own."""

from __future__ import annotations

import importlib
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from tests.campaign.mutation.mutants import Mutant
from tests.campaign.mutation.reach import Reach, record
from tests.campaign.mutation.scope import AREAS

_LIBRARIES = ("pytest", "hypothesis", "pydantic", "httpx2", "lxml.etree", "jinja2", "black", "xmlrpc.client")
_RUNTIME = "templates/runtime/"
_EXAMPLE = "generated_example/*/_runtime/"
_LONGEST = 400.0
_PROCESSOR = 90
"""Seconds of the processor after which a mutant goes round in circles, on top of what its tests take."""
_FIRST = 10.0
"""Seconds of the tests that are tried before all others are collected."""


class Bench:
    """A copy of the repository in which one mutant after another is tried."""

    def __init__(self, copy: Path, *, far: bool) -> None:
        self._copy = copy
        self.reach = Reach()
        self._far = far
        self._time = time.time() - 1e6
        root = Path(__file__).resolve().parents[3]
        os.environ.setdefault("MAGENTO_CODEGEN_CORPUS", str(root.parent / "shared" / "corpus"))
        os.environ["PYTHONPATH"] = str(copy)
        for name in _LIBRARIES:
            importlib.import_module(name)
        for area in AREAS.values():
            for module in area.modules:
                original, *copies = self._places(module)
                for path in copies:  # they were formatted: now a line is the same everywhere
                    path.write_text(original.read_text("utf-8"), "utf-8")

    def check(self, area: str) -> None:
        """Raise RuntimeError where the tests of an area fail without any mutant; those measured are known to pass."""
        if self._far or not self._measured(area):
            failed = self._run(AREAS[area].far if self._far else AREAS[area].near)
            if failed:
                raise RuntimeError(f"{failed} of {area} fails in {self._copy} as it is")

    def measure(self, path: Path) -> None:
        """Write for `Reach.of` what the near tests of each area reach of the runtime."""
        for area in AREAS.values():
            child = os.fork()
            if child == 0:
                _enter(self._copy)
                try:
                    record(area.near, path)
                finally:
                    os._exit(0)
            os.waitpid(child, 0)

    def killer(self, mutant: Mutant) -> str:
        """What noticed the mutant: a test, or that the tests never ended; empty where nothing did."""
        paths = self._places(mutant.module)
        original = paths[0].read_text("utf-8")
        self._time += 1  # bytecode is known by the second, and by the size
        for path in paths:
            path.write_text(mutant.code, "utf-8")
            os.utime(path, (self._time, self._time))
        try:
            return next(filter(None, map(self._run, self._turns(mutant, original))), "")
        finally:
            for path in paths:
                path.write_text(original, "utf-8")

    def _places(self, module: str) -> list[Path]:
        """Where a module is: itself, and its copies in the packages of the example."""
        copies = self._copy.glob(module.replace(_RUNTIME, _EXAMPLE)) if module.startswith(_RUNTIME) else ()
        return [self._copy / module, *copies]

    def _measured(self, area: str) -> bool:
        return any(module in self.reach.lines for module in AREAS[area].modules)

    def _turns(self, mutant: Mutant, original: str) -> Iterator[Sequence[str]]:
        """The tests to run at once: quick ones that run the line, then the others; without a measurement, the near."""
        area = AREAS[mutant.area]
        if self._far or not self._measured(mutant.area):
            yield area.far if self._far else area.near
            return
        tests = self.reach.tests(mutant.module, original, mutant.line)
        quick = sum(total < _FIRST for total in accumulate(self.reach.seconds[test] for test in tests))
        yield from filter(None, (tests[:quick], tests[quick:]))

    def _run(self, tests: Sequence[str]) -> str:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            spent = _PROCESSOR + int(sum(self.reach.seconds.get(test, 0.0) for test in tests))
            resource.setrlimit(resource.RLIMIT_CPU, (spent, spent))
            _child(self._copy, tests, writing)
        os.close(writing)
        ends = time.monotonic() + _LONGEST
        while time.monotonic() < ends:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                with os.fdopen(reading, encoding="utf-8") as file:
                    failed = file.read()
                return "" if os.waitstatus_to_exitcode(status) == 0 else failed or "collection, or time"
            time.sleep(0.05)
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
        return "time"


class _Chosen:
    """Runs tests in the order given, where they are named one by one, and tells which fails."""

    def __init__(self, tests: Sequence[str], file: int) -> None:
        self._order = {test: number for number, test in enumerate(tests) if "::" in test}
        self._file = file

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self._order:
            items[:] = sorted(
                (item for item in items if item.nodeid in self._order),
                key=lambda item: self._order[item.nodeid],
            )

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            os.write(self._file, report.nodeid.encode())


def _child(copy: Path, tests: Sequence[str], file: int) -> None:
    """Run tests in a copy of the repository, and end the process."""
    os.setsid()
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    _enter(copy)
    files = dict.fromkeys(test.partition("::")[0] for test in tests)
    code = 1
    try:
        options = ["-x", "-q", "-p", "no:cacheprovider", "--tb=no", "--no-header"]
        code = int(pytest.main([*options, *files], plugins=[_Chosen(tests, file)]))
        code = 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED else code
    finally:
        os._exit(code)


def _enter(copy: Path) -> None:
    """Make the copy the repository that this process imports from."""
    os.chdir(copy)
    for name in [name for name in sys.modules if name.partition(".")[0] in ("tests", "codegen", "runtime")]:
        del sys.modules[name]
    own = ("", str(Path(__file__).parents[3]))
    sys.path[:] = [str(copy), *(path for path in sys.path if path not in own)]
