"""One namespace in which names must differ."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, count
from typing import NamedTuple

from codegen.diagnostics import CodegenError
from codegen.symbols.words import is_identifier


def no_variants(name: str) -> Collection[str]:
    """The variants of a name that stands for itself only."""
    return (name,)


class Wish(NamedTuple):
    """What one thing would like to be called: `candidates` from best to most specific; `key` is its pin.

    Where there is a pin, nobody asks for candidates. A lower `rank` chooses first. `variants` are all names that taking
    a name uses up (a class and its async twin).
    """

    key: str
    candidates: tuple[str, ...] = ()
    rank: int = 0
    variants: Callable[[str], Collection[str]] = no_variants


def settle(
    wishes: Iterable[Wish], pinned: Mapping[str, str], *, reserved: Collection[str] = frozenset()
) -> dict[str, str]:
    """Give every wish a name of its own, `{key: name}`.

    Pinned names come first, then the other wishes by rank and key take their first free candidate, at last a numbered
    one. Names that differ only in case count as equal. Raises CodegenError (exit code 2) when pins clash or are no
    names.
    """
    wishes = [*wishes]
    no_longer_free = folded(frozenset(reserved))
    first = _first_choices(wishes, pinned, no_longer_free)
    if first is not None:
        return first
    taken = {*no_longer_free}
    names: dict[str, str] = {}
    ordered = sorted(wishes, key=lambda wish: (wish.rank, wish.key))

    def take(wish: Wish, name: str) -> bool:
        claims = {variant.casefold() for variant in wish.variants(name)}
        if taken & claims:
            return False
        taken.update(claims)
        names[wish.key] = name
        return True

    for wish in ordered:
        name = pinned.get(wish.key)
        if name is None:
            continue
        if not is_identifier(name):
            raise CodegenError(
                f"the pinned name {name!r} of {wish.key} is no Python name; correct it", exit_code=2
            )
        if not take(wish, name):
            raise CodegenError(
                f"the pinned name {name!r} of {wish.key} is taken or reserved; choose another", exit_code=2
            )
    for wish in ordered:
        if wish.key not in names:
            next(name for name in _attempts(wish.candidates) if take(wish, name))
    return names


def _first_choices(
    wishes: Sequence[Wish], pinned: Mapping[str, str], taken: Collection[str]
) -> dict[str, str] | None:
    """The names if every wish can have the one that it would like best, as in most scopes; else None."""
    names = {key: pinned[key] if key in pinned else candidates[0] for key, candidates, *_ in wishes}
    claims = {name.casefold() for name in names.values()}
    if len(claims) < len(wishes) or not claims.isdisjoint(taken):
        return None
    plain = all(wish.variants is no_variants for wish in wishes) and all(map(is_identifier, names.values()))
    return names if plain else None


@lru_cache  # most scopes are a model's fields or an operation's arguments: those reserve the same
def folded(names: frozenset[str]) -> frozenset[str]:
    """Names as they are told apart: without their case."""
    return frozenset(name.casefold() for name in names)


def _attempts(candidates: Sequence[str]) -> Iterable[str]:
    usable = [name for name in candidates if is_identifier(name)]
    escaped = [f"{name}_" for name in candidates]
    numbered = (f"{candidates[0].rstrip('_')}_{number}" for number in count(2))
    return chain(usable, escaped, numbered)
