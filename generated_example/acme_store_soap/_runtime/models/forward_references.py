# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Imports between modules of models, carried out when a model is first used.

A module of models names the classes of other modules under `if TYPE_CHECKING:` only, and lists them in
`FORWARD_REFERENCES` (name in the module → `module.Class` beside it). So importing a module loads no other one, and two
modules may refer to each other.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module

_NAME = re.compile(r"[A-Za-z_]\w*")


def bind_forward_references(model: type) -> None:
    """Import what a model class's annotations mention, and put it where pydantic looks: into the class's module."""
    module = sys.modules[model.__module__]
    references: dict[str, str] = getattr(module, "FORWARD_REFERENCES", {})
    for name in [name for name in _mentioned(model) if name in references and name not in vars(module)]:
        sibling, _, attribute = references[name].rpartition(".")
        setattr(module, name, getattr(import_module(f".{sibling}", module.__package__), attribute))


def _mentioned(model: type) -> list[str]:
    annotations: dict[str, object] = vars(model).get("__annotations__", {})
    return [name for text in annotations.values() if isinstance(text, str) for name in _NAME.findall(text)]
