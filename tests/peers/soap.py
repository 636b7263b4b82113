"""Runs `soap.php` and tells it what to answer."""

from __future__ import annotations

import json
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.peers.php import serving_php


class SoapPeer:
    """A SOAP server for a WSDL file, or for a folder of Magento 2 WSDLs; a context manager.

    `url` is where it listens. `answer()` says what an operation answers, `requests()` tells what was asked as PHP
    decoded it.
    """

    def __init__(self, wsdl: Path, state: Path) -> None:
        self._wsdl = wsdl.resolve()
        self._state = state
        self._answers: dict[str, list[dict[str, Any]]] = {}
        self._running = ExitStack()
        self.url = ""

    def __enter__(self) -> SoapPeer:
        self._state.mkdir(parents=True, exist_ok=True)
        self._save()
        server = serving_php("soap.php", self._state, PEER_WSDL=str(self._wsdl), PEER_STATE=str(self._state))
        self.url = self._running.enter_context(server)
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    def _save(self) -> None:
        (self._state / "answers.json").write_text(json.dumps(self._answers or {"": []}))

    def answer(self, operation: str, *answers: dict[str, Any]) -> None:
        """Answer calls of `operation` with these, one by one; the last stays.

        An answer is `{"result": value}`, `{"fault": {"code": ..., "message": ..., "detail": ...}}` or
        `{"body": text}`, with an optional `"status"` (HTTP) and `"type"` (Content-Type). A list that the WSDL wraps
        is given wrapped.
        """
        self._answers[operation] = list(answers)
        self._save()

    def requests(self, operation: str | None = None) -> list[dict[str, Any]]:
        """Calls so far, in order: `operation`, `arguments`, `headers` and `url` of each.

        `arguments` is an object for document/literal, else a list.
        """
        path = self._state / "requests.jsonl"
        lines = path.read_text().splitlines() if path.exists() else []
        entries = [json.loads(line) for line in lines]
        return [entry for entry in entries if operation in (None, entry["operation"])]

    def wsdl(self, query: str = "wsdl") -> bytes:
        """The WSDL as the server hands it out."""
        with urllib.request.urlopen(f"{self.url}/soap?{query}", timeout=60) as answer:
            data: bytes = answer.read()
        return data

    def log(self) -> str:
        """What PHP wrote to its log."""
        return (self._state / "server.log").read_text(errors="replace")
