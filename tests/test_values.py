"""What is kept of values comes back equal, and bytes can make nothing but values."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codegen.diagnostics import Diagnostic
from codegen.ir import Api, Attribute, Fault, Item, List, Model, Named, Operation, Primitive, Scalar, Service
from codegen.readers import registry
from codegen.readers.base import ReadOptions
from codegen.roots import Root
from codegen.source import Inputs
from codegen.systems import System
from codegen.values import Format, Value, replace, written
from tests.command_line import EXAMPLE


class Colour(StrEnum):
    RED = "red"


class Circle(Value, tag=True):
    radius: float
    colour: Colour = Colour.RED


class Square(Value, tag=True):
    side: float
    colour: Colour = Colour.RED


class Drawing(NamedTuple):
    shapes: tuple[Circle | Square, ...]
    names: frozenset[str] = frozenset()


DRAWING = Format(Drawing)
READING = Format(tuple[Api, tuple[Diagnostic, ...]])
PICTURE = Drawing((Circle(1.5), Square(1.5)), frozenset({"a"}))


def any_value(kind: type[Value]) -> st.SearchStrategy[Value]:
    """Any value of a class, whatever its fields hold."""
    return st.builds(kind, **{name: st.from_type(hint) for name, hint in get_type_hints(kind).items()})


def values(above: type[Value]) -> list[type[Value]]:
    return [each for kind in above.__subclasses__() for each in (kind, *values(kind))]


for each in values(Value):
    st.register_type_strategy(each, any_value)
st.register_type_strategy(int, st.integers(-(2**63), 2**64 - 1))
st.register_type_strategy(float, st.floats(allow_nan=False))


@pytest.mark.parametrize("kind", [Operation, Model, Service, Attribute, Item, Fault, System, Diagnostic])
@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_part_of_a_reading_comes_back(kind: type[Any], data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    form = Format(kind)
    again = form.load(form.dump(value))
    assert again == value
    assert repr(again) == repr(value)


@pytest.mark.parametrize("name", ["magento2", "magento2-wsdl", "magento1", "magento1-rest"])
def test_a_reading_comes_back(name: str) -> None:
    reading = registry.read([Root.of(str(EXAMPLE / name))], Inputs(), ReadOptions())
    again = READING.load(READING.dump(reading))
    assert again == reading
    assert repr(again) == repr(tuple(reading))


def test_a_drawing_comes_back_and_what_it_consists_of_is_told_apart() -> None:
    assert DRAWING.load(DRAWING.dump(PICTURE)) == PICTURE
    assert PICTURE.shapes[0] != PICTURE.shapes[1]
    assert written(PICTURE.shapes[0]) != written(PICTURE.shapes[1])


@pytest.mark.parametrize("value", [Path("x"), object(), print, Circle(Path("x")), 2**70, "\udc80", (x for x in "")])  # type: ignore[arg-type]
def test_other_values_are_no_bytes(value: object) -> None:
    assert written(value) is None
    assert written((value,)) is None


def test_what_leads_to_itself_is_no_bytes() -> None:
    value: list[object] = []
    value.append(value)
    assert written(value) is None


@pytest.mark.parametrize(
    "data",
    [
        None,
        b"",
        b"\xff",
        b"\x91" * 100_000,
        written(()),
        written(("os.system",)),
        written(([("Circle", 1.0, "blue")], [])),
        written(([("Circle", "1.0", "red")], [])),
        written(([("Triangle", 1.0, "red")], [])),
        written(([(1.0, "red")], [])),
        written(([("Circle",)], [])),
        written(([], {"a": "b"})),
        (written(PICTURE) or b"")[:-1],
        (written(PICTURE) or b"") + b"\0",
    ],
)
def test_other_bytes_are_nothing(data: bytes | None) -> None:
    assert DRAWING.load(data) is None


def test_a_value_stays_as_it_is() -> None:
    circle = Circle(1.0)
    with pytest.raises(AttributeError):
        circle.radius = 2.0  # type: ignore[misc]
    assert replace(circle, radius=2.0) == Circle(2.0)
    assert circle == Circle(1.0)
    assert hash(circle) == hash(Circle(1.0))


def test_the_element_of_a_list_is_no_part_of_its_type() -> None:
    item = Primitive(Scalar.STRING)
    assert List(item) == List(item, "item")
    assert not List(item) != List(item, "item")  # noqa: SIM202
    assert hash(List(item)) == hash(List(item, "item"))
    assert List(item) != List(Named("string"))
    assert List(item) != item
    assert len({List(item), List(item, "item"), item}) == 2
