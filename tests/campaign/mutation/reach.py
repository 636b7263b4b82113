"""Which tests reach which lines, and what each test costs: so that a mutant is shown to those that may notice it.

Tests are run once with coverage.py, each as a context of its own. Modules of the runtime are known by their path below
it, for generated packages hold copies. What runs in processes of their own isn't seen.
"""

from __future__ import annotations

import json
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import coverage
import pytest

from tests.campaign.mutation.decided import decided

_RUNTIME = re.compile(r".*/(?:templates/|_)runtime/(?=(?:api2|http|models|rest|search|soap)/)")


@dataclass
class Reach:
    """Tests by module and line, and the seconds of the processor that each takes alone, with the fixtures it needs."""

    lines: dict[str, dict[int, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    seconds: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, path: Path) -> Reach:
        """What `record` wrote; nothing where there is no such file."""
        found = cls()
        if path.exists():
            data = json.loads(path.read_bytes())
            found.seconds.update(data["seconds"])
            names = list(data["seconds"])
            for module, lines in data["lines"].items():
                for line, tests in lines.items():
                    found.lines[module][int(line)] = {names[index] for index in tests}
        return found

    def write(self, path: Path) -> None:
        """For `of`."""
        numbers = {name: number for number, name in enumerate(self.seconds)}
        lines = {
            module: {line: sorted(map(numbers.__getitem__, tests)) for line, tests in found.items()}
            for module, found in self.lines.items()
        }
        path.write_text(json.dumps({"seconds": self.seconds, "lines": lines}), "utf-8")

    def tests(self, module: str, code: str, line: int) -> list[str]:
        """The tests that run what a line of a module decides, the quickest first."""
        known = self.lines.get(module, {})
        found = set[str]().union(*(known.get(each, ()) for each in decided(code, line)))
        return sorted(found, key=lambda test: (self.seconds[test], test))


class _Recorder:
    """Gives each test its context, and takes the time of those that pass."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self.seconds: dict[str, float] = {}
        self._measured = measured
        self._fixtures: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._measured.switch_context(item.nodeid)
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        started = time.process_time()
        try:
            return (yield)
        finally:
            if fixturedef.scope != "function":
                self._fixtures[fixturedef.argname] = time.process_time() - started

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: Any) -> Iterator[None]:
        started = time.process_time()
        result = yield
        shared = sum(self._fixtures.get(name, 0.0) for name in item.fixturenames)
        self.seconds[item.nodeid] = shared + time.process_time() - started
        return result


def record(tests: Iterable[str], path: Path) -> None:
    """Run tests, in this process, and write what those that pass reach, in addition to what is known there."""
    measured = coverage.Coverage(data_file=None, include=["*/runtime/*", "*/_runtime/*"])
    recorder = _Recorder(measured)
    measured.start()
    try:
        pytest.main(["-q", "-p", "no:cacheprovider", *tests], plugins=[recorder])
    finally:
        measured.stop()
    found = Reach.of(path)
    found.seconds.update(recorder.seconds)
    data = measured.get_data()
    for file in data.measured_files():
        module, changed = _RUNTIME.subn("templates/runtime/", file)
        if changed:
            for line, contexts in data.contexts_by_lineno(file).items():
                found.lines[module][line].update(found.seconds.keys() & set(contexts))
    found.write(path)
