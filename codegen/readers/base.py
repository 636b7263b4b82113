"""What every reader offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from codegen.diagnostics import Diagnostic
from codegen.ir import Api
from codegen.source import Inputs, Root

Protocol = Literal["auto", "rest", "soap"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of its sources."""

    api: Api
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the user asked for: the protocol of the client, and further roots to find PHP contracts in."""

    protocol: Protocol = "auto"
    php_paths: tuple[Root, ...] = ()


class Reader(NamedTuple):
    """An input format: `claims` looks cheaply whether a root holds it, `read` reads all roots."""

    name: str
    claims: Callable[[Root], bool]
    read: Callable[[Sequence[Root], Inputs, ReadOptions], Reading]
