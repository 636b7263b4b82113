"""Fields that an answer left out: what they read as, and what of it is sent."""

from __future__ import annotations

import copy
import pickle
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import Field, ValidationError
from runtime.errors import MissingValueError
from runtime.models.absent import ABSENT
from runtime.models.base import KeyedList, Model
from runtime.models.decode import decode
from runtime.models.encode import encode
from runtime.models.present import present
from runtime.soap.encode import entries
from runtime.soap.tables import Tables


class Attribute(Model):
    attribute_code: str = ABSENT
    value: Any = None


class ThingExtension(Model):
    stock: int | None = None
    places: list[int] = ABSENT


class Thing(Model):
    sku: str = ABSENT
    note: str | None = None
    copy_: str = Field(default=ABSENT, validation_alias="copy", serialization_alias="copy")
    items: list[Thing] = ABSENT
    named: dict[str, int] | None = None
    custom_attributes: KeyedList[Attribute] = ABSENT
    extension_attributes: ThingExtension = ABSENT


TABLES = Tables(
    SimpleNamespace(
        test_absent=SimpleNamespace(Thing=Thing, Attribute=Attribute, ThingExtension=ThingExtension)
    ),
    {"test_absent": {"Thing": "Thing", "Attribute": "Attribute", "ThingExtension": "ThingExtension"}},
    {},
    {},
)


def read(body: bytes) -> Thing:
    thing: Thing = decode(body, "application/json", Thing)
    return thing


@pytest.mark.parametrize("thing", [Thing(sku="a"), read(b'{"sku": "a"}')], ids=["made", "decoded"])
def test_what_is_absent_reads_as_none_or_empty_and_is_not_sent(thing: Thing) -> None:
    thing = copy.deepcopy(thing)
    assert (thing.note, thing.copy_, thing.named) == (None, None, None)
    assert (thing.items, thing.custom_attributes, thing.extension_attributes.places) == ([], [], [])
    assert thing.custom_attributes.get("color") is None
    assert thing.extension_attributes.stock is None
    assert encode(thing) == {"sku": "a"}
    assert entries(thing, TABLES["Thing"]) == {"sku": "a"}
    assert thing.model_fields_set == {"sku"}
    assert thing.model_dump(exclude_unset=True) == {"sku": "a"}


class Counted(Model):
    count: int = 0


def test_only_what_is_declared_absent_takes_none() -> None:
    assert Thing(sku=None).sku is None  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="count"):
        Counted(count=None)  # type: ignore[arg-type]


def test_a_null_never_fails_and_is_sent_back_as_it_came_although_it_was_read() -> None:
    body = (
        b'{"sku": null, "copy": null, "items": null, "custom_attributes": null, "extension_attributes": null}'
    )
    thing = read(body)
    before = encode(thing)
    assert (thing.sku, thing.items, thing.custom_attributes, thing.extension_attributes.places) == (
        None,
        [],
        [],
        [],
    )
    assert encode(thing) == before == dict.fromkeys(before)
    thing.items = []
    assert encode(thing) == {**before, "items": []}


def test_a_change_in_place_is_sent() -> None:
    thing = Thing(sku="a")
    thing.items.append(Thing(sku="b"))
    thing.custom_attributes.set("color", 4)
    thing.extension_attributes.places += [7]
    expected = {
        "sku": "a",
        "items": [{"sku": "b"}],
        "custom_attributes": [{"attribute_code": "color", "value": 4}],
        "extension_attributes": {"places": [7]},
    }
    assert encode(thing) == expected
    for other in (copy.copy(thing), copy.deepcopy(thing), thing.model_copy()):
        assert encode(other) == expected
        assert other == thing
    assert set(entries(thing, TABLES["Thing"], unknown=True)) == set(expected)
    assert [type(item) for item in thing.custom_attributes] == [Attribute]


def test_a_deep_assignment_is_sent_and_a_null_too() -> None:
    thing = read(b'{"sku": "a", "extension_attributes": null}')
    thing.extension_attributes.stock = None
    assert encode(thing) == {"sku": "a", "extension_attributes": {"stock": None}}
    del thing.items
    assert thing.items == []


def test_reading_changes_nothing_that_is_compared() -> None:
    one, two = Thing(sku="a"), Thing(sku="a")
    assert one.items == []
    assert one.extension_attributes.places == []
    assert one == two
    assert two == one
    assert one != Thing(sku="b")
    assert one != "a"
    one.items.append(Thing())
    assert one != two


def test_models_travel_to_other_processes() -> None:
    thing = Thing(sku="a")
    thing.items.append(Thing(sku="b"))
    assert pickle.loads(pickle.dumps(thing)) == thing


def test_only_what_is_set_is_shown() -> None:
    thing = read(b'{"sku": "a", "note": null, "later": 3}')
    assert thing.items == []
    assert repr(thing) == "Thing(sku='a', note=None, later=3)"
    assert str(thing) == "sku='a' note=None later=3"
    thing.items.append(Thing(sku="b"))
    assert repr(thing) == "Thing(sku='a', note=None, items=[Thing(sku='b')], later=3)"


def test_rich_and_ipython_get_the_same() -> None:
    rich = pytest.importorskip("rich.pretty")
    assert rich.pretty_repr(Thing(sku="a", note="b")) == "Thing(sku='a', note='b')"


def test_ipython_shows_what_is_set_over_several_lines() -> None:
    pretty = pytest.importorskip("IPython.lib.pretty")
    thing = Thing(sku="a", items=[Thing(sku=str(number)) for number in range(9)])
    assert pretty.pretty(Thing(sku="a")) == "Thing(sku='a')"
    lines = pretty.pretty(thing).splitlines()
    assert len(lines) > 3
    assert max(map(len, lines)) < 80


def test_a_class_of_the_user_s_own_keeps_its_defaults() -> None:
    class Mine(Thing):
        tag: str = "x"

    mine = Mine(sku="a")
    assert (mine.tag, mine.items, encode(mine)) == ("x", [], {"sku": "a"})


def test_present_gives_the_value_or_says_which_is_missing() -> None:
    thing = Thing(sku="a", note="")
    assert present(thing.sku) == "a"
    assert present(thing.note) == ""
    assert present(thing, "note") == ""
    with pytest.raises(MissingValueError, match=r"^Thing\.named is missing \(None\)$"):
        present(thing, "named")
    with pytest.raises(MissingValueError, match="a value is missing"):
        present(thing.named)
    with pytest.raises(MissingValueError, match=r"Thing\.nothing"):
        present(thing, "nothing")
    with pytest.raises(MissingValueError, match="no model to read 'sku' of"):
        present(None, "sku")
