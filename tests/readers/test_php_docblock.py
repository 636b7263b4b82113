"""Doc comments, as Magento's reflection takes them apart."""

from __future__ import annotations

import pytest

from codegen.readers.php.docblock import DocBlock


def _block(*lines: str) -> DocBlock:
    return DocBlock("/**\n" + "".join(f" * {line}\n" for line in lines) + " */")


def test_descriptions() -> None:
    block = _block("First line", "second line", "", "Third paragraph.", "", "@api")
    assert block.short == "First line"
    assert block.description == "First line second line  Third paragraph."
    assert [tag.name for tag in block.tags] == ["api"]
    assert DocBlock("/** Only this */").description == "Only this"
    assert DocBlock("/**\n */").description == ""


@pytest.mark.parametrize(
    ("written", "types", "description"),
    [
        ("string", ("string",), None),
        ("string[]|null the text", ("string[]", "null"), "the text"),
        ("\\A\\B[][] x", ("\\A\\B[][]",), "x"),
        ("?string", ("string",), None),
        ("string/null", ("string",), None),
        ("Foo;", ("Foo",), None),
        ("int | null", ("int",), "| null"),
        ("(a|b)", ("a", "b"), None),
        ("array<int, Foo>", ("array",), None),
        ("$this", ("this",), None),
        ("|null", ("", "null"), None),
        ("", (), None),
        ("0", (), None),
    ],
)
def test_return_types(written: str, types: tuple[str, ...], description: str | None) -> None:
    returned = _block(f"@return {written}").returned
    assert returned
    assert returned.types == types
    assert (returned.description or None) == description


def test_a_type_that_ends_the_comment_has_no_description() -> None:
    returned = _block("Text.", "", "@return int").returned
    assert returned
    assert returned.description is None
    followed = _block("@return int", "@throws X").returned
    assert followed
    assert followed.description == ""


@pytest.mark.parametrize(
    ("written", "variable"),
    [
        ("string $a text", "$a"),
        ("string   $a", "$a"),
        ("string &$a", ""),
        ("string ...$a", ""),
        ("string $a, text", "$a,"),
        ("array<int> $a", None),
        ("class-string $a", None),
    ],
)
def test_parameter_names(written: str, variable: str | None) -> None:
    param, _ = _block(f"@param {written}", "@param int $b").params
    assert param.variable == variable


def test_tags_start_a_line_and_end_at_a_space() -> None:
    block = _block(
        "Text with @return string.", "@return\tint", "{@inheritdoc}", "@Return x", "@psalm-return y"
    )
    assert block.returned is None
    assert [tag.name for tag in block.tags] == ["return\tint", "Return", "psalmreturn"]
    assert DocBlock("/** Text. @return string */").tags == []
    assert [tag.name for tag in DocBlock("/** @return string */").tags] == ["return"]


def test_lines_of_tags() -> None:
    block = _block("Text.", "", "@param int $a", "  more of it", "@param int $b", "@return int")
    assert [tag.line for tag in block.tags] == [3, 5, 6]
    assert block.params[0].description == "more of it"


def test_crlf_missing_asterisks_and_deep_tabs() -> None:
    assert DocBlock("/**\r\n * Text.\r\n * @return int[]\r\n */").returned
    bare = DocBlock("/**\n   Text\n   @param string $a\n   @return int\n*/")
    assert bare.description == "Text"
    assert bare.params[0].variable == "$a"
    assert bare.returned
    deep = DocBlock("/**\n\t\t * Text.\n\t\t * @return int\n\t\t */")
    assert deep.returned
    assert deep.description == "Text."


def test_deprecation() -> None:
    assert _block("@deprecated 1.0", "  use another").deprecated == "1.0 use another"
    assert _block("@deprecated").deprecated == ""
    assert _block("Text").deprecated is None
