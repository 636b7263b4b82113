"""Makes an input of another one, so that much of it can still be read: by bytes, words, elements or values."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from lxml import etree

from tests.deep import DEEPEST, LISTS

LONGEST = 200_000
_TEXTS = [
    "",
    " ",
    "x",
    "0",
    "-1",
    "1.5",
    "true",
    "é",
    "NaN",
    "1e400",
    "9" * 30,
    "9" * 5000,
    "१",
    "2020-99-99",
    "\u2028",
]
_NAMES = [
    "item",
    "key",
    "value",
    "fault",
    "Fault",
    "nil",
    "struct",
    "array",
    "data_item",
    "class",
    "__class__",
    "a" * 300,
]
_ATTRIBUTES = [
    "",
    ":",
    "xsd:int",
    "xsd:",
    "q:r",
    "#id1",
    "ns2:Map",
    "xsd:anyType[3]",
    "[]",
    "../..",
    "Acme\\X",
    "a\\",
    "$",
]
_WORDS = [
    *(b"< > & /> <![CDATA[ ]]> <!-- --> <?x?> &#0; &#x1b; &x; <!DOCTYPE".split()),
    *(
        b"{ } [ ] [[ ]] : , ; \" ' \\ \\u0000 \\ud800 null true /** */ ?> <?php $ -> :: | ? & = # ''' \"\"\"".split()
    ),
    *(
        b"interface extends @param @return array string[][] mixed self|null namespace use function const".split()
    ),
    *(b'xsi:nil="1" href="#a" id="a" xsi:type="xsd:int" soapenc:arrayType="xsd:int[99999999999]"'.split()),
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\r\n",
    b"9" * 400,
    b"(" * 200,
    b"[" * 2000,
    LISTS,
    b'{"a":' * DEEPEST + b"1" + b"}" * DEEPEST,
    b"<a>" * 300,
    b"\x1b[31m",
]
_DEEP = "\x01deep"
"""Stands for lists in lists, as deep as JSON is read, which can't be written by recursion."""
_VALUES: list[Any] = [
    *(None, True, False, 0, -1, 1.5, 10**30, float("nan"), float("inf"), "", " ", "\ud800", "\0", "9" * 5000),
    *(_DEEP, _DEEP),
    *(
        [],
        {},
        [[]],
        [{}],
        [None],
        {"": 1},
        {"0": {}},
        [1, "a", None, {}],
        {"items": 5},
        {"attribute_code": 1},
    ),
    *(
        {"model_config": 2, "__class__": 1, "self": 1, "copy": 1},
        "1e400",
        "../..",
        "#/definitions/x",
        "a" * 3000,
    ),
]


def mutate(data: bytes, random: Random) -> bytes:
    """One to six changes of the input."""
    for _ in range(random.choice([1, 1, 1, 2, 3, 6])):
        ways = _ways(data)
        data = random.choice(ways)(data, random)[:LONGEST]
    return data


Way = Callable[[bytes, Random], bytes]


def _ways(data: bytes) -> list[Way]:
    start = data[:200].lstrip()[:1]
    if start == b"<":
        return [_bytes, _words, _elements, _elements, _elements]
    if start in (b"{", b"["):
        return [_bytes, _words, _json, _json, _json]
    return [_bytes, _words, _words, _lines]


def _bytes(data: bytes, random: Random) -> bytes:
    at, length = random.randrange(len(data) + 1), random.choice([1, 1, 4, 40])
    match random.randrange(4):
        case 0:
            return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[at + length :]
        case 2:
            return data[:at] + data[at : at + 100] * random.choice([2, 3, 30]) + data[at + 100 :]
        case _:
            return data[:at]


def _words(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(_WORDS) + data[at + random.choice([0, 0, 1, 8]) :]


def _lines(data: bytes, random: Random) -> bytes:
    lines = data.split(b"\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(3):
        case 0:
            del lines[one]
        case 1:
            lines.insert(one, lines[other])
        case _:
            lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _elements(data: bytes, random: Random) -> bytes:
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except (etree.XMLSyntaxError, ValueError):
        return _words(data, random)
    elements = list(root.iter(etree.Element))
    one, other = random.choice(elements), random.choice(elements)
    try:
        _change_element(root, one, other, random)
    except (ValueError, TypeError):
        return _bytes(data, random)
    return etree.tostring(root)


def _change_element(root: Any, one: Any, other: Any, random: Random) -> None:
    match random.randrange(9):
        case 0 if one is not root:
            one.getparent().remove(one)
        case 1:
            other.append(copy.deepcopy(one))
        case 2 if one is not root and other not in one.iter():
            other.append(copy.deepcopy(one))  # moving it makes lxml crash now and then
            one.getparent().remove(one)
        case 3 if one.attrib:
            del one.attrib[random.choice(list(one.attrib))]
        case 4:
            one.tag = random.choice([other.tag, *_NAMES])
        case 5 if other.attrib:
            name = random.choice(list(other.attrib))
            one.set(name, other.get(name))
        case 6 if one.attrib:
            one.set(random.choice(list(one.attrib)), random.choice([*_ATTRIBUTES, *_TEXTS]))
        case 7:
            one[:] = []
        case _:
            one.text = random.choice(_TEXTS)


def _json(data: bytes, random: Random) -> bytes:
    try:
        value = json.loads(data)
        _change_value(list(_places(value)), random)
        text = json.dumps(value)
    except (ValueError, RecursionError):
        return _words(data, random)
    return text.encode().replace(json.dumps(_DEEP).encode(), LISTS)


def _change_value(places: list[tuple[Any, Any]], random: Random) -> None:
    if not places:
        return
    holder, key = random.choice(places)
    match random.randrange(6):
        case 0:
            del holder[key]
        case 1:
            holder[key] = [holder[key]]
        case 2 if isinstance(holder[key], list):
            holder[key] = {str(number): each for number, each in enumerate(holder[key])}
        case 3:
            holder[key] = copy.deepcopy(random.choice(places)[0])
        case 4 if isinstance(holder, dict):
            holder[random.choice(_NAMES)] = random.choice(_VALUES)
        case _:
            holder[key] = random.choice(_VALUES)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a value: what holds it, and the key or index there."""
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        keys = (
            list(holder)
            if isinstance(holder, dict)
            else range(len(holder)) if isinstance(holder, list) else ()
        )
        for key in keys:
            yield holder, key
            waiting.append(holder[key])
