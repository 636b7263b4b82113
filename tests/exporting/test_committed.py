"""The committed exports of the example are what is exported now."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.command_line import REPOSITORY, environment


@pytest.mark.posix
def test_committed_exports_are_fresh(tmp_path_factory: pytest.TempPathFactory) -> None:
    own = {"MAGENTO_CODEGEN": f"{sys.executable} -m codegen"}
    done = subprocess.run(
        ["bash", str(REPOSITORY / ".ci" / "exports"), "--check"],
        env=environment(tmp_path_factory.mktemp("home"), **own),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
