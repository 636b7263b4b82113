# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""All operations of a package by id, each loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any, TypeVar

from .operation import Operation

AnOperation = TypeVar("AnOperation", bound=Operation[Any])


class OperationIndex(Mapping[str, AnOperation]):
    """Operations by id. `places` says where each descriptor stands: `module.NAME` below `package`."""

    def __init__(self, package: str, places: Mapping[str, str]) -> None:
        self._package = package
        self._places = places

    def __getitem__(self, id: str) -> AnOperation:
        operation: AnOperation = getattr(self.module(id), self._places[id].rpartition(".")[2])
        return operation

    def module(self, id: str) -> ModuleType:
        """The module that an operation's descriptor stands in, beside the methods that use it."""
        return import_module(f"{self._package}.{self._places[id].rpartition('.')[0]}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
