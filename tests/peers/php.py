"""Runs a script on PHP's built-in web server."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = Path(__file__).parent


@contextmanager
def serving_php(script: str, state: Path, **environment: str) -> Iterator[str]:
    """The address at which a script of this folder answers; what PHP writes to its log goes to `state/server.log`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = state / "server.log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            ["php", "-d", "display_errors=stderr", "-S", f"127.0.0.1:{port}", str(FOLDER / script)],
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
    try:
        _wait(port, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(port: int, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"php does not listen: {log.read_text(errors='replace')}")
