"""What a test is told when a call comes that nothing is set up for."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from ..http.messages import Request
from .calls import Call
from .expectations import Expectation

__all__ = ["UnexpectedCall"]

_MOST_LISTED = 20


class UnexpectedCall(AssertionError):
    """A call came that nothing is set up for. A test fails with it even where the code under test catches it."""


def unexpected_call(
    call: Call, known: Sequence[Expectation[..., object]], client: str = "shop.client"
) -> UnexpectedCall:
    """The error for a call, with what comes nearest to it, and how it is set up by a method of a client."""
    lines = [f"{call} was called, and nothing is set up for it."]
    same = [expectation for expectation in known if expectation.name == call.name]
    if same:
        nearest = min(same, key=lambda expectation: len(expectation.differences(call)))
        lines += ["The nearest that is set up:", f"    {nearest}", *_told(nearest, call)]
    elif known:
        lines += ["Nothing is set up for this method. Set up are:", *_listed(known)]
    else:
        lines.append("Nothing is set up at all.")
    lines.append(f"To set it up: shop.on({client}.{call.name}).returns(...)")
    return UnexpectedCall("\n".join(lines))


def unexpected_request(request: Request, path: str, ids: Sequence[str], reason: str) -> UnexpectedCall:
    """The error for a request that is no call of a known operation."""
    asked = f"{request.method} {path}"
    close = get_close_matches(asked, list(ids), n=3, cutoff=0.5)
    lines = [f"{request.method} {request.url} was sent: {reason}."]
    if close:
        lines += ["Near to it are:", *(f"    {id}" for id in close)]
    return UnexpectedCall("\n".join(lines))


def _told(nearest: Expectation[..., object], call: Call) -> list[str]:
    wrong = nearest.differences(call)
    if not wrong:
        return [f"    has answered {nearest.count} calls, and no more"]
    return [f"    {name}: {_value(call, name)}" for name in wrong]


def _value(call: Call, name: str) -> str:
    if name == "store":
        return f"was {call.store!r}"
    return f"was {call.arguments[name]!r:.300}" if name in call.arguments else "was not sent"


def _listed(known: Sequence[Expectation[..., object]]) -> list[str]:
    lines = [f"    {expectation}" for expectation in known[:_MOST_LISTED]]
    return [*lines, f"    and {len(known) - _MOST_LISTED} more"] if len(known) > _MOST_LISTED else lines
