"""What the cache keeps of our values comes back equal, and bytes can make nothing but values."""

from __future__ import annotations

import json
import tracemalloc
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codegen import ir
from codegen.diagnostics import Diagnostic, Level
from codegen.machine.values import Codec
from codegen.origin import Origin
from codegen.readers import registry
from codegen.readers.base import Reading, ReadOptions
from codegen.roots import Root
from codegen.source import Inputs
from codegen.systems import System
from tests.command_line import EXAMPLE


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Pair:
    left: Any
    right: Any = None


class Named(NamedTuple):
    one: Any
    two: Any


CODEC = Codec(Colour, Pair, Named)
plain = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.just(Colour.RED)
)
values = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text() | st.integers(), inner, max_size=3)
        | st.builds(Pair, inner, inner)
        | st.builds(Named, inner, inner)
    ),
    max_leaves=12,
)


def test_a_set_comes_back() -> None:
    assert CODEC.load(CODEC.dump(frozenset({"b", "a"}))) == {"a", "b"}
    assert CODEC.dump(frozenset({"b", "a"})) == CODEC.dump(frozenset({"a", "b"}))


@settings(deadline=None)
@given(values)
def test_a_value_comes_back(value: object) -> None:
    again = CODEC.load(CODEC.dump(value))
    assert again == value
    assert repr(again) == repr(value)


@pytest.mark.parametrize("name", ["magento2", "magento2-wsdl", "magento1", "magento1-rest"])
def test_a_reading_comes_back(name: str) -> None:
    codec = Codec(ir, Origin, System, Diagnostic, Level, Reading)
    reading = registry.read([Root.of(str(EXAMPLE / name))], Inputs(), ReadOptions())
    again = codec.load(codec.dump(reading))
    assert again == reading
    assert repr(again) == repr(reading)


@pytest.mark.parametrize("value", [Path("x"), b"bytes", object(), {1, 2}, Pair(print)])
def test_other_values_are_refused(value: object) -> None:
    with pytest.raises(TypeError):
        CODEC.dump(value)


ROWS = json.loads(CODEC.dump([Pair("a", Colour.RED)]))


@pytest.mark.parametrize(
    "data",
    [
        None,
        b"",
        b"[]",
        b"null",
        b"{}",
        b"\xff",
        b"[[],[]]",
        b"[" * 100_000,
        b'[["os.system"],[["system",[[0]]],["tuple",[[1]]]]]',
        b'[["x"],[["Colour",[[0]]],["tuple",[[1]]]]]',
        b'[["x"],[["Pair",[[0]]],["tuple",[[1]]]]]',
        b'[["x"],[["Pair",[[0],[7]]],["tuple",[[1]]]]]',
        b'[["x"],[["dict",[[0]]],["tuple",[[1]]]]]',
        json.dumps([ROWS[0], [*ROWS[1][:1], ["Pair", 5]]]).encode(),
    ],
)
def test_other_bytes_are_nothing(data: bytes | None) -> None:
    assert CODEC.load(data) is None


def test_taking_a_large_value_apart_takes_little_memory() -> None:
    codec = Codec(Pair)
    value = [Pair(Pair(number, "a"), (number % 7, "b")) for number in range(20_000)]
    tracemalloc.start()
    try:
        codec.dump(value)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000 * 1_200
