"""What Black formats a piece at a time, or only once for a shape, is what it makes of the whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import black
import pytest
from black.mode import Mode, TargetVersion
from hypothesis import example, given, settings
from hypothesis import strategies as st

from codegen.config import load_config
from codegen.emit.layout import assigned, bracketed
from codegen.machine.cache import NO_CACHE, Cache
from codegen.output import asking
from codegen.output.formatting import LINE_LENGTH
from codegen.output.pieces import Pieces
from codegen.run import planning
from codegen.source import Inputs
from tests.command_line import REPOSITORY

MODE = Mode(line_length=LINE_LENGTH, target_versions={TargetVersion.PY311})


def in_pieces(text: str, cache: Cache = NO_CACHE) -> str:
    (made,) = Pieces("3.11", LINE_LENGTH, cache).formatted([text])
    if isinstance(made, ValueError):
        raise made
    return made


def whole(text: str) -> str:
    return black.format_str(text, mode=MODE)


@pytest.mark.parametrize("name", ["acme_store", "acme_store_soap", "legacy_shop", "legacy_rest"])
def test_whole_packages_are_as_black_has_them(name: str) -> None:
    (client,) = (each for each in load_config(REPOSITORY / "pyproject.toml") if each.name == name)
    files = planning.generate(client, Inputs(), {}).files
    texts = [text for path, text in files if path.endswith(".py") and not path.startswith("_runtime/")]
    assert len(texts) > 10
    for text in texts:
        assert in_pieces(text) == whole(text)


LONG = "long" * 13
names = st.integers(1, 60).map(lambda length: "n" * length)
types = st.one_of(
    names,
    st.lists(names, min_size=2, max_size=4).map(" | ".join),
    st.tuples(names, names).map(lambda pair: f"{pair[0]}[{pair[1]}]"),
    st.tuples(names, names).map(lambda pair: f"models.{pair[0]}.{pair[1]}"),
)
arguments = st.tuples(names, types, st.sampled_from(["", " = None", " = OMIT"])).map(
    lambda parts: f"{parts[0]}: {parts[1]}{parts[2]}"
)
docs = st.sampled_from(
    [
        '"""One line."""',
        '"""Two lines.\n\n        More.\n        """',
        '"""\n        Below.\n        """',
        '"""Bad. """',
        '""" Bad."""',
        '"""Bad.\n     less"""',
        "'''Bad.'''",
        '"""Half\\nway"""',
        '"""Bäd."""',
        f'"""{"long " * 30}."""',
        f'"""Long.\n\n        {"long " * 23}last"""',
    ]
)
calls = st.lists(st.one_of(names, names.map(lambda name: f'{{"{name}": {name}, "x": x}}')), max_size=5)


@st.composite
def methods(draw: st.DrawFn) -> str:
    wait = draw(st.sampled_from(["", "await "]))
    given_arguments = ["self", *draw(st.sampled_from([[], ["*"]])), *draw(st.lists(arguments, max_size=5))]
    layout: Callable[..., str] = draw(st.sampled_from([bracketed, exploded, beside]))
    head = f"{'async ' if wait else ''}def {draw(names)}("
    first = layout(head, given_arguments, f") -> {draw(types)}:", 4)
    call = draw(st.sampled_from([bracketed, exploded, beside]))(
        f"return {wait}self.{draw(names)}(", draw(calls), ")", 8
    )
    return f"    {first}\n        {draw(docs)}\n        {call}\n"


def exploded(head: str, items: list[str], tail: str, indent: int) -> str:
    lines = "".join(f"{' ' * (indent + 4)}{item},\n" for item in items)
    return f"{head}\n{lines}{' ' * indent}{tail}" if items else f"{head}{tail}"


def beside(head: str, items: list[str], tail: str, indent: int) -> str:
    inside = f"\n{' ' * (indent + 4)}{', '.join(items)}\n{' ' * indent}" if items else ""
    return f"{head}{inside}{tail}"


@settings(max_examples=150, deadline=None)
@given(written=st.lists(methods(), min_size=1, max_size=3), gap=st.sampled_from(["", "\n", "\n\n"]))
def test_methods_are_as_black_has_them(written: list[str], gap: str) -> None:
    text = f'class A:\n    """A class."""\n{gap}' + "\n".join(written)
    assert in_pieces(text) == whole(text)


@settings(max_examples=100, deadline=None)
@given(
    lines=st.lists(
        st.one_of(
            arguments,
            st.tuples(names, types, names, names).map(
                lambda parts: assigned(parts[0], "Kind", [parts[1]], f"{parts[2]}({parts[3]})", 4)
            ),
            docs,
            st.just(""),
            st.just("from a import b, c"),
            st.sampled_from(
                [
                    "x = [\n        1,\n    ]",
                    "x = [\n        1\n    ]",
                    "x: a[\n        b,\n    ] = c",
                    "x: a[b] = {\n        b,\n    }",
                    "x: a[b,] = c(\n        d\n    )",
                    f"x = [\n        {LONG}, {LONG}\n    ]",
                    f"x: a[b] = [\n        {LONG}, {LONG}\n    ]",
                    f"x: a[b] = c(\n        {LONG}, {LONG}\n    )",
                    "x = a(b)",
                    "x: a[b, None] = c(d)",
                    'x: a = f("b")',
                    "x = f'a'",
                ]
            ),
        ),
        min_size=1,
        max_size=6,
    )
)
@example(lines=['"""One line."""', '"""One line."""', ""])
def test_members_are_as_black_has_them(lines: list[str]) -> None:
    text = "class A:\n" + "".join(f"    {line}\n" if line else "\n" for line in lines) + "    pass\n"
    assert in_pieces(text) == whole(text)


@pytest.mark.parametrize(
    "text",
    [
        'a = """\n\n\nclass A:\n"""\n',
        'class A:\n    """Doc.\n\n    def no(self)\n    """\n    x  = 1\n',
        "class A:\n    x = 1\n\n    # fmt: off\n    y  = 2\n    # fmt: on\n\n    def f(self): return  1\n",
        "# fmt: off\nx  = '''\n# fmt: on\n'''\n",
        "# fmt: off\n\nx  = 1\n\n# fmt: on\n\n\n\nclass A: pass\n",
        "if x:\n\n    # fmt: off\n    y  = 1\n    # fmt: on\n\n\ndef f(): pass\n",
        "x = 1\n\n\n@decorated\nclass A:\n    y  = 2\n\n\n\n\n\nclass B: pass\n",
        "class A:\n\n    def f(self): pass\n\n    x  = 1\n",
        "if a:\n    pass\n\n\nclass A:\n    pass\nelse:\n    pass\n",
        "x = 1\n\f\n\n\nclass A:\n    pass\n",
        "class A:\n    def f(self, a=(1,), *, b): return f(\n        a)[\n            0,\n        ]\n",
        "\n\n\nclass A:\n    pass\n\n\n",
        "",
    ],
)
def test_texts_that_only_look_like_definitions(text: str) -> None:
    def outcome(work: Callable[[str], str]) -> str:
        try:
            return work(text)
        except black.parsing.InvalidInput:
            return "refused"

    assert outcome(in_pieces) == outcome(whole)


def test_equal_shapes_and_pieces_are_formatted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = asked(monkeypatch)
    method = '    def {0}(self, *, {1}: int) -> str:\n        """{2}"""\n        return self.call({1})\n'
    bad = "    def bad( self ): pass\n"
    text = 'class A:\n    """A."""\n\n' + method.format("one", "two", "Three.") + "\n" + bad
    first = in_pieces(text, Cache(tmp_path))
    # the class, a signature, a body, and that the last method is not in order; then how it is
    assert [len(texts) for texts in made] == [4, 1]
    monkeypatch.setattr(asking, "_packs", {})
    longer = (
        method.format("another", "four", "Fifth and sixth.")
        .replace("def", "async def")
        .replace("self.call", "self.ask")
    )
    assert in_pieces(text + "\n" + longer, Cache(tmp_path)) == first + "\n" + longer
    assert len(made) == 2


def test_tuples_of_several_names_are_formatted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    single = 'TABLE = {\n    "One": (\n        "a",\n    ),\n}\n'
    joined = whole(single)
    assert joined != single
    made = asked(monkeypatch)
    table = 'TABLE = {{\n    "One": ("{0}",),\n    "Two": (\n        "{1}",\n        "{2}",\n    ),\n}}\n'
    text = table.format("a", "b", "c")
    assert in_pieces(text, Cache(tmp_path)) == text
    assert len(made) == 1
    other = table.format("other", "names", "here")
    assert in_pieces(other, Cache(tmp_path)) == other
    assert len(made) == 1
    assert in_pieces(single, Cache(tmp_path)) == joined


def test_the_beginning_of_a_file_is_cut_at_its_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    text = '# Made.\n\n"""A file.\n\nOf two parts.\n"""\n\nimport a\n\nif b:\n    import c\n\nD = 1\n\n\nE = ( 2,3 )\n'
    expected = whole(text)
    made = asked(monkeypatch)
    assert in_pieces(text) == expected
    assert [len(texts) for texts in made] == [1, 3, 1]  # comments are asked for alone
    assert made[2] == ["D = 1\n\n\nE = ( 2,3 )"]


def test_a_text_below_a_member_is_no_docstring_of_the_class(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'class A(B):\n    x: int = one\n    """X."""\n    y: str\n\n\n'
    text += 'class C(B):\n    """C."""\n    z: int = one\n    """Z."""\n'
    expected = whole(text)
    made = asked(monkeypatch)
    assert in_pieces(text) == expected
    assert made == [
        [
            'class x(x):\n    x: x\n    x: x = x\n    """x"""',
            'class x(x):\n    """x"""\n\n    x: x = x\n    """x"""',
        ]
    ]


def test_a_class_is_cut_around_its_long_members(monkeypatch: pytest.MonkeyPatch) -> None:
    made = asked(monkeypatch)
    long = f"    x: a[\n        {LONG}, {LONG}\n    ] = {LONG}(c)\n"
    text = (
        f'class A(B):\n    """A."""\n\n    y: int = 1\n    z: int = 2\n{long}    a = 3\n    b: int = f(1)\n'
    )
    assert in_pieces(text) == whole(text)
    assert made[1] == ["class x:\n" + long.rstrip()]


def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What Black will be asked, each time for several texts, by a process that knows nothing yet."""
    made: list[list[str]] = []
    format_str = black.format_str

    def noted(text: str, **more: Any) -> str:
        made.append(asking._GAP.split(text))
        return format_str(text, **more)

    monkeypatch.setattr(black, "format_str", noted)
    monkeypatch.setattr(asking, "_packs", {})
    return made
