"""Lines broken as Black breaks them, and text made fit for docstrings."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codegen.emit.imports import grouped
from codegen.emit.layout import assigned, bracketed, from_import
from codegen.emit.render import docstring, py_str, py_text
from codegen.emit.text import clipped, informative, one_line, printable, prose
from codegen.output.formatting import left_alone
from tests.formatted import formatted

NAMES = st.lists(st.text(alphabet="abcdefgh", min_size=1, max_size=30), max_size=8, unique=True)


def unchanged(text: str) -> bool:
    return formatted({"a.py": text})["a.py"] == left_alone(text)


@settings(max_examples=40, deadline=None)
@given(NAMES)
def test_definitions_and_calls_are_laid_out_as_black_does(names: list[str]) -> None:
    arguments = ["self", "*", *(f"x{name}: int" for name in names)] if names else ["self"]
    head = bracketed("def method(", arguments, ") -> int:", 4)
    call = bracketed("return self._call(", ["CONSTANT", *(f"y{name}" for name in names)], ")", 8)
    assert unchanged(f"class A:\n    {head}\n        {call}\n")


@pytest.mark.parametrize("length", [4, 20, 36])
@pytest.mark.parametrize("more", [0, 12, 25])
def test_long_types_are_laid_out_as_black_does(length: int, more: int) -> None:
    name, other = "n" * length, "m" * more
    arguments = ["self", "*", f"{'x' * 20}: {name} | a.{name}{other} = None", "y: int"]
    choice = bracketed("def method(", arguments, ") -> int:", 4)
    lone = bracketed("def method(", ["self"], f") -> {name}.{name}{other}:", 4)
    member = assigned("member", "Kind", ["a.b", name], f"made({name}{other})", 4)
    assert unchanged(f"class A:\n    {choice}\n        pass\n\n    {lone}\n        pass\n\n    {member}\n")


@settings(max_examples=40, deadline=None)
@given(NAMES)
def test_imports_are_laid_out_as_black_does(names: list[str]) -> None:
    assert unchanged(f"{from_import('module', [f'x{name}' for name in names])}\n")


def test_imports_are_grouped_as_isort_does() -> None:
    imports = [
        (".a", ["b", "Bc", "BC", "A as D", "C"]),
        ("typing", ["Any"]),
        ("pydantic", ["Field"]),
        ("builtins", []),
        ("..", ["models"]),
    ]
    assert grouped(imports) == [
        [("builtins", []), ("typing", ["Any"])],
        [("pydantic", ["Field"])],
        [("..", ["models"]), (".a", ["BC", "Bc", "C", "b"]), (".a", ["A as D"])],
    ]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=4), st.sampled_from([0, 4, 8]))
def test_docstrings_show_what_can_be_shown(lines: list[str], indent: int) -> None:
    literal = docstring(lines, indent)
    shown = [printable(line).rstrip() for line in lines]
    value = ast.literal_eval(literal)
    assert value.split() == " ".join(shown).split()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\0b\u202ec\u200bd\ufeff", "abcd"),
        ("tab\there", "tab here"),
    ],
)
def test_control_and_formatting_characters_go(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_characters_of_a_newer_unicode_are_shown_as_under_a_newer_python() -> None:
    """U+1FAE8 is in the Unicode of Python 3.12 and not in that of 3.11, U+323B0 in none up to 3.14's."""
    text = "a \\U0001fae8 \U0001fae8\U000323b0 'b'"
    assert py_str(text) == f'"{text}"'.replace("\\", "\\\\")
    assert py_text(f"{text}\u2028") == f'"""{text}\\u2028"""'.replace("\\U", "\\\\U")
    assert docstring(text) == f'"""{text}"""'.replace("\\", "\\\\")
    assert one_line(text) == text


@pytest.mark.parametrize(
    "character", ["\u2065", "\ufdd0", "\uffff", "\U0010fffe", "\U0001343f", "\U000e0fff"]
)
def test_what_never_shows_is_not_shown_under_any_python(character: str) -> None:
    """U+1343F is not in the Unicode of Python 3.11, and a character of formatting in that of 3.12."""
    assert printable(f"a{character}b") == "ab"
    assert py_str(character) == ascii(character)
    assert py_text(character) == f'"""{ascii(character)[1:-1]}"""'


def test_a_description_becomes_a_sentence_on_one_line() -> None:
    assert one_line(" <p>get   the\n <b>tool</b></p> ") == "get the tool"
    assert prose("get the tool") == "Get the tool."
    assert prose("which tool?") == "Which tool?"
    assert prose("", "use another") == "Deprecated: use another."
    assert prose("A tool", "") == "A tool. Deprecated."
    assert clipped("one two three", 9) == "one two…"


@pytest.mark.parametrize(
    ("text", "names", "left"),
    [
        ("Attribute set ID", ("attribute_set_id",), ""),
        ("The is-active flag value.", ("is_active",), ""),
        ("Tool interface", ("Tool",), ""),
        ("Order total", ("total",), "Order total"),
        ("Value", ("value",), ""),
        (None, ("a",), ""),
    ],
)
def test_what_only_repeats_a_name_is_dropped(text: str | None, names: tuple[str, ...], left: str) -> None:
    assert informative(text, *names) == left
