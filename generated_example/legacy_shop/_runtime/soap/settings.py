# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The settings of a client that speaks SOAP or XML-RPC, and the dialect that they ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..http.exchange import CoreOptions
from .dialects import Definition, Dialect

if TYPE_CHECKING:
    from ..http.exchange import Core


@dataclass(frozen=True, slots=True, kw_only=True)
class SoapOptions(CoreOptions):
    """The settings of a client; `mode` None is the first that the package knows."""

    mode: str | None = None


def dialect_of(core: Core, definition: Definition) -> Dialect:
    """The dialect that a client speaks."""
    return definition.dialect(core.options.mode if isinstance(core.options, SoapOptions) else None)
