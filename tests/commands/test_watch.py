"""`generate --watch`: a save, a broken state, and its mending, as someone who writes a module sees them."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import Run, environment

WAIT = 60.0
"""Seconds that a slow, busy machine may take for a line."""


class Watching:
    """The running command and the lines that it says."""

    def __init__(self, shop: Path, warm: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "codegen", "generate", "--watch"],
            cwd=shop,
            env=environment(warm, PYTHONWARNINGS="always"),
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self._lines.put(line)

    def until(self, text: str) -> list[str]:
        """All lines up to the one that holds the text."""
        found: list[str] = []
        while not found or text not in found[-1]:
            try:
                found.append(self._lines.get(timeout=WAIT))
            except queue.Empty:
                pytest.fail(f"no {text!r} in {found}")
        return found


@pytest.fixture
def watching(shop: Path, warm: Path) -> Iterator[Watching]:
    started = Watching(shop, warm)
    try:
        yield started
    finally:
        started.process.kill()
        started.process.wait()


@pytest.mark.posix
def test_a_save_is_generated_and_a_broken_state_survived(watching: Watching, shop: Path, run: Run) -> None:
    assert not [line for line in watching.until("watching for changes") if "multi-threaded" in line]
    routes = shop / "magento/app/code/Acme/Catalog/etc/webapi.xml"
    text = routes.read_text()
    begin, end = text.index("<route "), text.index("</route>") + len("</route>")
    routes.write_text(text[:begin] + text[end:])
    assert not [line for line in watching.until("breaking operation-removed") if "multi-threaded" in line]
    assert run("generate", "--check", cwd=shop).returncode == 0

    routes.write_text("<routes>")
    *_, said = watching.until("error")
    assert "webapi.xml" in said
    assert run("generate", "--check", cwd=shop).returncode == 3

    routes.write_text(text)
    watching.until("additive operation-added")
    assert run("generate", "--check", cwd=shop).returncode == 0

    config = shop / "magento-codegen.toml"
    kept = config.read_text()
    config.write_text(kept + "nonsense = 1\n")
    watching.until("nonsense")
    config.write_text(kept)
    watching.until("up to date")
    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(WAIT) == 130


def test_it_writes(run: Run, shop: Path) -> None:
    done = run("generate", "--watch", "--check", cwd=shop)
    assert (done.returncode, "--watch writes" in done.stderr) == (2, True)


def test_what_is_missing_is_said(run: Run, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "watchfiles.py").write_text("raise ImportError('No module named watchfiles')\n")
    done = run(
        "generate", "--watch", cwd=shop, env={"PYTHONPATH": f"{tmp_path / 'none'}{os.pathsep}{Path.cwd()}"}
    )
    assert (done.returncode, "pip install 'magento-codegen[watch]'" in done.stderr) == (2, True)


LOADED_AHEAD = """
import sys
from codegen.machine.cache import NO_CACHE
from codegen.machine.processes import HELPERS, submit, workers
from codegen.run.package import load_ahead
from tests.commands.test_watch import loaded

assert not {"black", "datamodel_code_generator"} & {*sys.modules}
load_ahead(NO_CACHE)
with workers(**{HELPERS: ()}):
    print(submit(HELPERS, loaded, ("black", "datamodel_code_generator")).result())
"""


def loaded(names: tuple[str, ...]) -> bool:
    """Whether this process has loaded modules."""
    return {*names} <= {*sys.modules}


@pytest.mark.skipif(sys.platform != "linux", reason="processes begin as copies on Linux only")
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two cores")
def test_what_makes_models_and_formats_is_loaded_once() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED_AHEAD], capture_output=True, text=True)
    assert done.stdout == "True\n", done.stderr
