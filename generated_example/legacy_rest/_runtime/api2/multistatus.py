# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The answer to many entries at once (HTTP 207), told by the entry of the request that each verdict is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from ..errors import MagentoError
from ..shapes import count, is_list, is_map

__all__ = ["MultiStatus", "MultiStatusError", "Verdict"]

_OWN_KEYS = frozenset({"code", "message"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the shop says of one entry.

    `index` is the entry's place in the request (from 0), None where the shop does not tell; `code` is an HTTP status;
    `data` names the entry in the shop's words, such as `{"item_id": "2"}`.
    """

    ok: bool
    message: str
    code: int | None = None
    index: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict[str, Any])


class MultiStatusError(MagentoError):
    """Some entries of a request were refused. `status` holds all verdicts."""

    def __init__(self, status: MultiStatus) -> None:
        self.status = status
        lines = [f"  - {_place(verdict)}: {verdict.message}" for verdict in status.failed]
        super().__init__("\n".join([f"{len(lines)} refusals:", *lines]))


class MultiStatus(Sequence[Verdict]):
    """All verdicts on a request of many entries, in the order of its entries. An entry may have several."""

    def __init__(self, verdicts: Sequence[Verdict]) -> None:
        last = len(verdicts)
        self._verdicts = tuple(
            sorted(verdicts, key=lambda verdict: last if verdict.index is None else verdict.index)
        )

    @overload
    def __getitem__(self, position: int) -> Verdict: ...

    @overload
    def __getitem__(self, position: slice) -> Sequence[Verdict]: ...

    def __getitem__(self, position: int | slice) -> Verdict | Sequence[Verdict]:
        return self._verdicts[position]

    def __len__(self) -> int:
        return len(self._verdicts)

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self._verdicts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MultiStatus) and self._verdicts == other._verdicts

    def __hash__(self) -> int:
        return hash(tuple((verdict.index, verdict.ok, verdict.message) for verdict in self._verdicts))

    def __repr__(self) -> str:
        return f"MultiStatus({list(self._verdicts)!r})"

    @property
    def ok(self) -> bool:
        """Whether nothing was refused."""
        return not self.failed

    @property
    def succeeded(self) -> tuple[Verdict, ...]:
        """The verdicts on what was done."""
        return tuple(verdict for verdict in self._verdicts if verdict.ok)

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """The verdicts on what was refused."""
        return tuple(verdict for verdict in self._verdicts if not verdict.ok)

    def of(self, index: int) -> tuple[Verdict, ...]:
        """The verdicts on one entry of the request."""
        return tuple(verdict for verdict in self._verdicts if verdict.index == index)

    def raise_for_errors(self) -> MultiStatus:
        """These verdicts. Raises MultiStatusError when there is a refusal among them."""
        if not self.ok:
            raise MultiStatusError(self)
        return self


def read_multi_status(value: Any, entries: Sequence[Any] = ()) -> MultiStatus:
    """The verdicts of an answer. `entries` are what was sent; without them no verdict has an index."""
    verdicts = [
        _verdict(entry, ok=kind == "success")
        for kind in ("success", "error")
        for entry in _listed(value, kind)
    ]
    return MultiStatus(_indexed(verdicts, entries))


def _listed(value: Any, kind: str) -> Sequence[Any]:
    found = value.get(kind) if is_map(value) else None
    return found if is_list(found) else ([] if found is None else [found])


def _verdict(entry: Any, *, ok: bool) -> Verdict:
    if not is_map(entry):
        return Verdict(ok, str(entry))
    code = str(entry.get("code") or "")
    return Verdict(
        ok=ok,
        message=str(entry.get("message") or ""),
        code=count(code),
        data={key: value for key, value in entry.items() if key not in _OWN_KEYS},
    )


def _indexed(verdicts: list[Verdict], entries: Sequence[Any]) -> list[Verdict]:
    """The verdicts with the index of the entry that each names.

    The server keeps the order of the entries among successes and among errors, repeats the fields that identify an
    entry, and may report several errors on one. What names no entry belongs to the entries that nothing else names, in
    order, provided that there are as many of them.
    """
    used: set[int] = set()
    indexes: list[int | None] = []
    for verdict in verdicts:
        matches = [index for index, entry in enumerate(entries) if _names(verdict, entry)]
        fresh = [index for index in matches if index not in used]
        chosen = fresh[0] if fresh else (matches[-1] if matches else None)
        indexes.append(chosen)
        if chosen is not None:
            used.add(chosen)
    unnamed = [position for position, index in enumerate(indexes) if index is None]
    left = [index for index in range(len(entries)) if index not in used]
    if len(unnamed) == len(left):
        for position, index in zip(unnamed, left, strict=True):
            indexes[position] = index
    elif len(left) == 1:
        for position in unnamed:
            indexes[position] = left[0]
    return [
        Verdict(verdict.ok, verdict.message, verdict.code, index, verdict.data)
        for verdict, index in zip(verdicts, indexes, strict=True)
    ]


def _names(verdict: Verdict, entry: Any) -> bool:
    """Whether the fields that verdict and entry share are the same text, and there is at least one."""
    if not is_map(entry):
        return False
    told = {key: str(value) for key, value in verdict.data.items() if key in entry and value is not None}
    return bool(told) and all(str(entry[key]) == text for key, text in told.items())


def _place(verdict: Verdict) -> str:
    return "an entry" if verdict.index is None else f"entry {verdict.index}"
