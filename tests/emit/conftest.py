"""What Jinja was asked for."""

from __future__ import annotations

import pytest
from jinja2 import Environment


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that Jinja compiled."""
    names: list[str] = []
    compile_template = Environment.compile

    def counting(
        self: Environment, source: str, name: str | None = None, *rest: object, **more: object
    ) -> object:
        names.append(name or "")
        return compile_template(self, source, name, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", counting)
    return names
