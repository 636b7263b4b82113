"""What a target is: something that turns a named Api into the files of a package."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from codegen.config import ClientConfig
from codegen.ir import Api
from codegen.symbols import Symbols


class Target(NamedTuple):
    """`claims` tells whether the target can serve an Api; `plan` returns its files, by path below the package's folder.

    The text of a file is not formatted yet, except below `_runtime/`. `plan` raises CodegenError when the configuration
    asks for what is not there.
    """

    name: str
    claims: Callable[[Api], bool]
    plan: Callable[[Api, Symbols, ClientConfig], dict[str, str]]
