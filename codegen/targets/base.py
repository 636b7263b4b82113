"""What a target is: something that turns a named Api into the files of a package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from codegen.config import ClientConfig
from codegen.ir import Api
from codegen.symbols import Symbols
from codegen.symbols.reserved import NOTHING_RESERVED, Reserved

if TYPE_CHECKING:
    from codegen.targets.services.style import CallStyle

File = tuple[str, str]
"""A path below the package's folder, and the text of the file there."""


class Target(NamedTuple):
    """`claims` tells whether the target can serve an Api; `plan` yields the files of its package.

    Each comes as soon as it is made, because it is formatted while the others are still being made. Its text is not
    formatted yet, except below `_runtime/`. `plan` raises CodegenError when the configuration asks for what is not
    there. `reserved` are the names that its code needs itself. `calls` makes the style in which it calls operations,
    None for a package without calls.
    """

    name: str
    claims: Callable[[Api], bool]
    plan: Callable[[Api, Symbols, ClientConfig], Iterator[File]]
    reserved: Reserved = NOTHING_RESERVED
    calls: Callable[[Api, Symbols], CallStyle] | None = None
