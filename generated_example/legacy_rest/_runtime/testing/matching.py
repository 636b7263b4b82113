# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Whether the arguments that a shop read are those that were expected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any, Final

from ..errors import RequestError
from ..models.encode import encode
from ..models.plain import plain_text
from ..omit import OMIT
from ..shapes import is_list, is_map

__all__ = ["ANY", "Where"]


class _Anything:
    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "ANY"


ANY: Final[Any] = _Anything()
"""An argument that may be anything: `given(product=ANY, save_options=True)`. It fits any parameter."""


def Where(
    test: Callable[[Any], bool],
) -> Any:  # reads as the kind of argument that it stands for
    """An argument that passes a test: `given(product=Where(lambda product: product.price > 100))`."""
    return _Where(test)


class _Where:
    def __init__(self, test: Callable[[Any], bool]) -> None:
        self.test = test

    def __repr__(self) -> str:
        return f"Where({getattr(self.test, '__name__', self.test)})"


def values(expected: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of which a value is expected, not a test that they pass."""
    return {
        name: value
        for name, value in expected.items()
        if value is not ANY and value is not OMIT and not isinstance(value, _Where)
    }


def differences(
    expected: Mapping[str, Any], arguments: Mapping[str, Any], types: Mapping[str, Any] = MappingProxyType({})
) -> list[str]:
    """The names of the arguments that are not as expected; those of which nothing is expected don't count.

    `types` are those of the method's arguments, by which maps are read.
    """
    return [
        name
        for name, value in expected.items()
        if not _fits(value, arguments.get(name, OMIT), types.get(name, Any))
    ]


def _fits(expected: Any, actual: Any, declared: Any) -> bool:
    if expected is ANY:
        return True
    if isinstance(expected, _Where):
        return actual is not OMIT and bool(expected.test(actual))
    if expected is OMIT or actual is OMIT:
        return expected is actual or (actual is OMIT and expected is None)
    if expected == actual:
        return True
    plain = _plain(actual, declared)
    return any(_same(form, plain) for form in _forms(expected, declared))


def _forms(expected: Any, declared: Any) -> Iterator[Any]:
    """What an expected value may be sent as: with all that was set, or without what the shop refuses in requests."""
    yield _plain(expected, declared)
    with suppress(RequestError):
        yield encode(expected, declared, checked="nothing")


def _plain(value: Any, declared: Any) -> Any:
    """A value as it would be sent, free of models; itself where it has no such form.

    Filters of Magento 1's SOAP API say themselves what they stand for.
    """
    data: Any = getattr(value, "data", None)
    try:
        return encode(data() if callable(data) else value, declared, allow_unknown=True)
    except RequestError:
        return value


def _same(expected: Any, actual: Any) -> bool:
    """Whether two plain values mean the same: numbers and their texts do, and so do nulls and what is not there."""
    if is_map(expected) and is_map(actual):
        return all(_same(expected.get(name), actual.get(name)) for name in {*expected, *actual})
    if is_list(expected) and is_list(actual):
        return len(expected) == len(actual) and all(map(_same, expected, actual))
    if expected is None or actual is None or is_map(expected) or is_map(actual):
        return expected is actual or (not expected and not actual)
    if is_list(expected) or is_list(actual):
        return False
    return bool(expected == actual) or _text(expected) == _text(actual)


def _text(value: Any) -> object:
    """A scalar as it is sent; itself where it has no such form."""
    try:
        return plain_text(value)
    except RequestError:
        return value
