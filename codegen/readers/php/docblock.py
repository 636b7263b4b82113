"""Doc comments, taken apart the way Magento's reflection (laminas-code) takes them apart.

The rules that matter, all of which real modules depend on: a tag is only a tag at the start of a line and ends at the
first space; the short description is the first line of text; a type ends at the first character that can't be part of
a name, `|` or `[]`; every `@param` keeps its place in the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from codegen.values import Value

_TYPE = re.compile(r"((?:[\w|\\]+(?:\[\])*\|?)+)", re.ASCII)
_PARAM_REST = re.compile(r"(?:\s+(\$\S+))?(?:\s+(.*))?", re.ASCII | re.DOTALL)
_RETURN_REST = re.compile(r"(?:\s+(.*))?", re.ASCII | re.DOTALL)
_SPACES = re.compile(" +")
_BLANKS = " \t\n\r\0\x0b"


class Tag(Value):
    """A tag and the text after it, of all its lines; `line` counts from 0 at the start of the comment."""

    name: str
    value: str
    line: int


class TypedTag(Value):
    """A `@param` or `@return`.

    `variable` is None where the type ends the comment (or is followed by something that is no type), and empty where
    other text than a variable follows.
    """

    types: tuple[str, ...]
    variable: str | None
    description: str | None
    raw: str
    line: int


class DocBlock:
    """A doc comment: its raw `text`, `short` and `long` description, and `tags`."""

    def __init__(self, comment: str) -> None:
        self.text = comment
        self.tags: list[Tag] = []
        short, long = "", ""
        opened: tuple[str, int] | None = None
        value: list[str] = []
        in_long = False
        lines = re.sub(r" ?\*/$", "", comment).split("\n")
        proper = lines[0].removesuffix("\r").partition(" ")[0] == "/**"
        for number, line in enumerate(lines):
            if number and opened is None and short:
                in_long = True
            elif number:
                long += "\n"
            for piece in _pieces(line, first=number == 0, proper=proper):
                if piece.startswith("@"):
                    self._add(opened, value)
                    opened, value = (piece, number), []
                elif opened is not None:
                    value.append(piece)
                elif in_long:
                    long += piece
                else:
                    short += piece
        self._add(opened, value)
        self.short = short.strip(_BLANKS)
        self.long = long.strip(_BLANKS)

    def _add(self, opened: tuple[str, int] | None, value: list[str]) -> None:
        if opened:
            name = opened[0].lstrip("@").replace("-", "").replace("_", "")
            self.tags.append(Tag(name, " ".join(value).lstrip(_BLANKS), opened[1]))

    @cached_property
    def description(self) -> str:
        """Short and long description as one line, as Magento joins them."""
        long = self.long.replace("\n", "").replace("\r", "")
        return (self.short + " " if self.short and long else self.short) + long.lstrip(_BLANKS)

    @cached_property
    def params(self) -> tuple[TypedTag, ...]:
        """All `@param` tags by position."""
        return tuple(_typed(tag, _PARAM_REST) for tag in self.tags if tag.name == "param")

    @cached_property
    def returned(self) -> TypedTag | None:
        """The first `@return` tag."""
        return next((_typed(tag, _RETURN_REST) for tag in self.tags if tag.name == "return"), None)

    @property
    def deprecated(self) -> str | None:
        """What follows `@deprecated`, None without such a tag."""
        return next((" ".join(tag.value.split()) for tag in self.tags if tag.name == "deprecated"), None)


def _pieces(line: str, *, first: bool, proper: bool) -> Iterator[str]:
    """The pieces of a line: runs of blanks, a tag (starts with `@`), or all the text that is left.

    Blanks and further asterisks count only after the asterisk that opens a line; asterisks never do in a comment
    whose `/**` is followed by a tab (it is not `proper`). A tab swallows what follows it up to the next space, which is
    how a tag that ends in a tab stops being one.
    """
    body = line.removesuffix("\r")
    opened = first and proper
    position = 3 if opened else 0
    while position < len(body):
        character = body[position]
        if character == " ":
            end = _after_spaces(body, position)
        elif character == "\t":
            end = _until_space(body, position)
        elif character == "*":
            end = position + 1
        elif character == "@":
            end = _until_space(body, position)
        else:
            end = len(body)
        if character in " \t":
            if opened:
                yield body[position:end]
        elif character == "*" and not (opened and proper):
            opened = True
        else:
            yield body[position:end]
        position = end
    if body != line:
        yield ""


def _after_spaces(body: str, position: int) -> int:
    found = _SPACES.match(body, position)
    return found.end() if found else position


def _until_space(body: str, position: int) -> int:
    end = body.find(" ", position)
    return len(body) if end < 0 else end


def _typed(tag: Tag, rest: re.Pattern[str]) -> TypedTag:
    found = _TYPE.search(tag.value) if tag.value != "0" else None
    if not found:
        return TypedTag((), None, None, tag.value.strip(), tag.line)
    tail = rest.match(tag.value, found.end())
    groups = tail.groups() if tail else ()
    description = groups[-1] if groups else None
    variable = groups[0] if len(groups) > 1 else None
    if variable is None and description is not None:
        variable = ""
    return TypedTag(
        types=tuple(found[1].split("|")),
        variable=variable,
        description=None if description is None else " ".join(description.split()),
        raw=tag.value.strip(),
        line=tag.line,
    )
