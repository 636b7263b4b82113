"""What every reader offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple

from codegen.diagnostics import Diagnostic
from codegen.roots import Root
from codegen.source import Inputs

if TYPE_CHECKING:
    from codegen.ir import Api

Protocol = Literal["auto", "rest", "soap"]


class Reading(NamedTuple):
    """What a reader made of its sources."""

    api: Api
    diagnostics: tuple[Diagnostic, ...] = ()


class ReadOptions(NamedTuple):
    """What the user asked for: the protocol of the client, and further roots to find PHP contracts in."""

    protocol: Protocol = "auto"
    php_paths: tuple[Root, ...] = ()


Read = Callable[[Sequence[Root], Inputs, ReadOptions], Reading]


def loaded_when_used(module: str) -> Read:
    """The function `read` of a module, which is imported when there is something to read."""

    def read(roots: Sequence[Root], inputs: Inputs, options: ReadOptions) -> Reading:
        found: Reading = import_module(module).read(roots, inputs, options)
        return found

    return read


def asked_when_used(module: str) -> Callable[[Root], bool]:
    """The function `claims` of a module, which is imported when a root comes."""

    def claims(root: Root) -> bool:
        claimed: bool = import_module(module).claims(root)
        return claimed

    return claims


class Reader(NamedTuple):
    """An input format: `claims` looks cheaply whether a root holds it, `read` reads all roots.

    `files` are the names of the files that it reads or looks for below a root (`webapi.xml`, `*.php`,
    `app/etc/modules/*.xml`): a package is stale when there is one more or one less of them. A reader that doesn't say
    may read any. `also` are the names of readers whose roots it reads beside its own. `asks_inputs`: whatever it wants
    to know of folders, to claim a root or to read it, its `read` asks the `Inputs` for; so nothing else has to be
    looked through to know that a package is up to date.
    """

    name: str
    claims: Callable[[Root], bool]
    read: Read
    files: tuple[str, ...] = ("*",)
    also: tuple[str, ...] = ()
    asks_inputs: bool = False
