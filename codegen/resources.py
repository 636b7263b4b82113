"""Where `templates/` and `schemas/` are: inside the package in a wheel, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def templates() -> Path:
    """The folder of Jinja templates, with the runtime in its `runtime/`."""
    return _folder("templates")


def schemas() -> Path:
    """The folder of JSON Schemas and of the embedded example definitions."""
    return _folder("schemas")
