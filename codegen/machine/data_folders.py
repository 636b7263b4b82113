"""Where `templates/` and `schemas/` are: inside the package in a wheel, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
"""The folder of this program's own code."""


def _folder(name: str) -> Path:
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def templates() -> Path:
    """The folder of Jinja templates, with the runtime in its `runtime/`."""
    return _folder("templates")


def schemas() -> Path:
    """The folder of JSON Schemas and of the embedded example definitions."""
    return _folder("schemas")
