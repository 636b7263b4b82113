"""A package that uses httpx in place of httpx2."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from codegen.config import load_config
from codegen.run.package import build
from codegen.steps import no_step
from tests.conftest import REPOSITORY
from tests.peers.replay import ReplayServer

CALL = """
import sys

sys.modules["httpx2"] = None
sys.path.insert(0, sys.argv[1])
import acme_store

with acme_store.Client(sys.argv[2]) as shop:
    print(shop.acme_catalog.category_repository.get(category_id=3).name)
"""


def test_the_same_client_on_httpx(tmp_path: Path, replay: ReplayServer) -> None:
    clients = {client.name: client for client in load_config(REPOSITORY / "pyproject.toml")}
    built = build(clients["acme_store"]._replace(http_library="httpx"), None, no_step)
    for path, text in built.files.items():
        target = tmp_path / "acme_store" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    replay.add("GET", "/rest/V1/acme/categories/3", {"id": 3, "name": "Bags"})
    done = subprocess.run(
        [sys.executable, "-I", "-c", CALL, str(tmp_path), replay.url],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.strip() == "Bags", done.stderr
    changed = {
        path
        for path, text in build(clients["acme_store"], None, no_step).files.items()
        if text != built.files[path]
    }
    assert changed <= {"README.md", "_runtime/http/library.py", "client.py", "codegen.lock"}
