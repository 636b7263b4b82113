"""Fixtures that all tests share: the corpus, the example definitions, and servers to call."""

from __future__ import annotations

import importlib
import os
import shutil
import time
import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.command_line import loaded as loaded
from tests.command_line import run as run
from tests.command_line import shop as shop
from tests.command_line import warm as warm
from tests.peers.replay import ReplayServer
from tests.peers.soap import SoapPeer
from tests.replayed import add, counts, report
from tests.surroundings import settle
from tests.type_checkers import mypy as mypy

settle()

# A slow, busy machine is no failure.
settings.register_profile(
    "busy", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("busy")

REPOSITORY = Path(__file__).resolve().parents[1]
EXAMPLE = REPOSITORY / "schemas" / "example"


def pytest_configure() -> None:
    """Let the process that gathers results take warnings of packages that tests generated and only workers know.

    pytest-xdist imports the class of each warning there, and ends the whole run when it can't.
    """
    try:
        from xdist import workermanage
    except ImportError:
        return
    as_it_comes = workermanage.unserialize_warning_message

    def tolerant(data: dict[str, Any]) -> warnings.WarningMessage:
        try:
            importlib.import_module(data["message_module"] or "builtins")
        except ImportError:
            known = {"message_module": "builtins", "message_class_name": "UserWarning"}
            return tolerant(
                {**data, **known, "category_module": "builtins", "category_class_name": "UserWarning"}
            )
        return as_it_comes(data)

    workermanage.unserialize_warning_message = tolerant


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip on Windows what only POSIX systems have: their shells, terminals, signals, rights of files."""
    for item in items:
        if os.name != "posix" and item.get_closest_marker("posix"):
            item.add_marker(pytest.mark.skip(reason="no such thing on Windows"))


def corpus_root() -> Path | None:
    """The folder with recorded data (`MAGENTO_CODEGEN_CORPUS`, else beside the repository), or None where it is not."""
    root = Path(os.environ.get("MAGENTO_CODEGEN_CORPUS") or REPOSITORY.parent / "shared" / "corpus")
    return root if root.is_dir() else None


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder with recorded data; skips without it, fails when it was named and is not there."""
    root = corpus_root()
    if root is None and os.environ.get("MAGENTO_CODEGEN_CORPUS"):
        pytest.fail("MAGENTO_CODEGEN_CORPUS names a folder that does not exist")
    if root is None:
        pytest.skip("no corpus: set MAGENTO_CODEGEN_CORPUS")
    return root


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock be far ahead of all files, so that what nobody touches is not looked at again."""
    real = time.time_ns
    monkeypatch.setattr("time.time_ns", lambda: real() + 10**10)


@pytest.fixture
def replay() -> Iterator[ReplayServer]:
    """A server that gives prepared answers and remembers requests."""
    with ReplayServer() as server:
        yield server


def require_php() -> None:
    """Skip where PHP is not installed; in CI that is a failure."""
    if shutil.which("php") is None:
        if os.environ.get("CI"):
            pytest.fail("php is not installed: apt-get install php-cli php-soap")
        pytest.skip("php is not installed (php-cli and php-soap)")


@pytest.fixture
def soap_peer(tmp_path: Path) -> Iterator[Callable[[Path], SoapPeer]]:
    """Starts PHP's SoapServer for a WSDL file, or a folder of Magento 2 WSDLs: `peer = soap_peer(path)`."""
    require_php()
    with ExitStack() as stack:
        yield lambda wsdl: stack.enter_context(SoapPeer(wsdl, tmp_path / "peer"))


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One worker more than there are processors: some test always waits for a socket, a timer or a browser."""
    return 1 + (yield)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what a worker of pytest-xdist replayed to the process that reports."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["replayed"] = counts()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what a worker of pytest-xdist replayed."""
    add(getattr(node, "workeroutput", {}).get("replayed", []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End the report with how much of the recorded exchanges was replayed."""
    report(terminalreporter)
