# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""A client's address, store and credentials from environment variables: `Client.from_env()`.

Nothing here shows the value of a variable, but an address in part.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..errors import RequestError
from ..http.authorization import Auth

BASE_URL, STORE = "MAGENTO_BASE_URL", "MAGENTO_STORE"
Variables = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LoginKind:
    """A kind of credentials: whose they are, the variables that it needs and may have, and what is made of them.

    `make` is given the variables that are set, by name.
    """

    who: str
    needed: tuple[str, ...]
    make: Callable[[Variables], Auth]
    optional: tuple[str, ...] = ()


class Found(NamedTuple):
    """What the environment says: the shop's address, the store (None where it says none), and who calls."""

    base_url: str
    store: str | None
    auth: Auth | None


def from_environment(kinds: Sequence[LoginKind], environ: Variables | None, *, guest: bool) -> Found:
    """What the variables say, those of the process by default; an empty one is not set. A guest has no credentials.

    Raises RequestError, naming the variables that are missing, or that exclude one another.
    """
    given = _given(environ)
    problems = [] if BASE_URL in given else [f"{BASE_URL} (the shop's address) is missing"]
    kind = None if guest else _kind(kinds, given)
    if kind is not None:
        problems += _missing(kind, given)
    if problems:
        raise RequestError("; ".join(problems))
    base_url = given[BASE_URL].strip()
    if not base_url.lower().startswith(("http://", "https://")):
        raise RequestError(f"{BASE_URL} is no address of a shop; give it as https://shop.example")
    return Found(base_url, given.get(STORE, "").strip() or None, None if kind is None else kind.make(given))


def auth_of(kinds: Sequence[LoginKind], environ: Variables | None = None) -> Auth | None:
    """The credentials that the variables hold, None when there are none of any kind.

    Raises RequestError as `from_environment` does.
    """
    given = _given(environ)
    if not any(name in given for kind in kinds for name in (*kind.needed, *kind.optional)):
        return None
    kind = _kind(kinds, given)
    missing = "; ".join(_missing(kind, given))
    if missing:
        raise RequestError(missing)
    return kind.make(given)


def choices(kinds: Sequence[LoginKind]) -> str:
    """The variables of each kind in words, to choose from."""
    return ", or ".join(f"{' and '.join(kind.needed)} ({kind.who})" for kind in kinds)


def _given(environ: Variables | None) -> dict[str, str]:
    variables: Variables = os.environ if environ is None else environ
    return {name: value for name, value in variables.items() if value.strip()}


def _kind(kinds: Sequence[LoginKind], given: Variables) -> LoginKind:
    """The one kind that the variables are of."""
    begun = [kind for kind in kinds if not given.keys().isdisjoint(kind.needed)]
    if not begun:
        raise RequestError(f"nothing says who calls: set {choices(kinds)}")
    kind = begun[0]
    own = next(name for name in kind.needed if name in given)
    for name, other in _others(kinds, kind):
        if name in given:
            raise RequestError(
                f"{own} ({kind.who}) and {name} ({other.who}) exclude one another: set the variables of one only"
            )
    return kind


def _others(kinds: Sequence[LoginKind], kind: LoginKind) -> Iterator[tuple[str, LoginKind]]:
    """The variables that a kind has no use for, each with one that has."""
    own = {*kind.needed, *kind.optional}
    for other in kinds:
        for name in (*other.needed, *other.optional):
            if name not in own:
                yield name, other


def _missing(kind: LoginKind, given: Variables) -> list[str]:
    return [f"{name} ({kind.who}) is missing" for name in kind.needed if name not in given]
