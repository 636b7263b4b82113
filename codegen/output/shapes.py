"""What Black's verdict on a piece of Python depends on, where every line of the piece fits already.

Black breaks what does not fit and joins what does; the rest is the same for all pieces of one shape: those that differ
in nothing but their names and texts. So one piece of a shape that Black leaves alone speaks for all of them. Tests hold
that against Black itself on whole packages.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

_KEPT = frozenset({*keyword.kwlist, *keyword.softkwlist})
_TEXT = re.compile(r'^( *)"""(?![" ])((?:[^"\\]|\\\\|"(?!""))+)"""$', re.MULTILINE)
"""A text that is a statement of its own, as docstrings are."""
_BEFORE_TEXT = re.compile(r'[\w:")\]}\n]')
"""How the line before such a text ends: not amid an expression."""
_TOKEN = re.compile(r'"[^"\\\n]+"|#[^\n]*|[A-Za-z_]\w*')
_QUOTED = re.compile(r'"[^"\\\n]+"')
_NAME = re.compile(rf"\b(?!(?:{'|'.join(sorted(_KEPT))})\b)[A-Za-z_]\w*")
_COMMENT = re.compile(r"^ *#.*", re.MULTILINE)
_DOTTED = re.compile(r"\bx(?:\.x)+\b")
_UNION = re.compile(r"\b(?:x|None)(?: \| (?:x|None))+\b")
_SAME_ITEMS = re.compile(r'((?:(?:"x"|x): )?[^,(){}\[\]\n ]+, )\1+')
_MEMBER_LINE = re.compile(r' *(?:x: [^(){}]*(?:= x\(x\))?|x = x\(x\)|"""x""")')
_SIGNATURE = re.compile(r" *(?:async )?def \w+\(")
_SIGNATURE_END = re.compile(r"\)(?: -> .*)?:")
_PLAIN_HEAD = re.compile(r"[^()\[\]{}]*[(\[{]")
_ANNOTATED_HEAD = re.compile(r" *\w+: [^=(){}]* = (?:\w+\(|[\[{])")
"""A head in which Black breaks nothing, if it fits: it would rather break the value than the annotation."""
_CALL = re.compile(r"\w\(\Z")
_PLAIN_END = re.compile(r"[)\]}](?: = \w+)?,?")
_MARK = "\0"
_DOCSTRING = '"""x"""'


def shapes(piece: str, width: int) -> list[str] | None:
    """The shapes of a piece's parts, when its lines have at most `width` columns: if Black leaves all those, then it.

    None where more than shapes decides: a line that doesn't fit, one that might be joined, and whatever is rare.
    """
    if " \n" in piece or piece.endswith(" ") or _holds(piece, _BARRED):
        return None
    plain = _without_texts(piece)
    if (
        plain is None
        or not plain.isascii()
        or _holds(_COMMENT.sub("", plain) if "#" in plain else plain, _RARE)
    ):
        return None
    lines = plain.split("\n")
    if any(len(line) > width for line in lines):
        return None
    shaped = _shortened(plain).replace(_MARK, '"""x"""').split("\n")
    if not _broken_as_it_must_be(lines, shaped, width):
        return None
    return _parts("\n".join(_once(_simple(line) for line in shaped)))


def _parts(shaped: str) -> list[str]:
    """A function as two: one with its signature, one with its body. Whether it is awaited changes nothing."""
    found = _FUNCTION.fullmatch(shaped)
    if found is None:
        return [shaped]
    margin, signature, body = found.groups()
    return [f"{margin}{signature}\n{margin}    pass", f"{margin}def x():\n{body}"]


_FUNCTION = re.compile(r"( *)(?:async )?(def x\((?:.*|\n(?:\1    .*\n)*\1.*):)\n((?:.|\n)*)")
_BARRED = ("\t", "\r", "\f", "\v", "\0")
_RARE = ("'", "#", "\\", '"""')


def _holds(text: str, parts: Iterable[str]) -> bool:
    return any(part in text for part in parts)


def _without_texts(piece: str) -> str | None:
    """The piece with a mark in place of each text that is a statement; None if one isn't as Black wants docstrings."""
    good = True

    def mark(found: re.Match[str]) -> str:
        nonlocal good
        before = piece[found.start() - 2 : found.start() - 1]
        good = (
            good and (not before or _BEFORE_TEXT.match(before) is not None) and _is_settled(*found.groups())
        )
        return f"{found[1]}{_MARK}"

    plain = _TEXT.sub(mark, piece)
    return plain if good else None


def _is_settled(margin: str, text: str) -> bool:
    """Whether the lines of a docstring are indented and end as Black has them."""
    _, *rest = text.split("\n")
    if not rest:
        return not text.endswith(" ") and len(text.splitlines()) == 1
    inner = [line for line in rest[:-1] if line]
    indents = {len(line) - len(line.lstrip()) for line in inner}
    return rest[-1] == margin and (not indents or min(indents) == len(margin)) and bool(inner)


def _shortened(text: str) -> str:
    """Python with one name in place of all, and one text; comments stay."""
    if "#" in text:
        return _TOKEN.sub(_short, text)
    return _NAME.sub("x", _QUOTED.sub('"x"', text))


def _short(token: re.Match[str]) -> str:
    text = token[0]
    if text[0] == '"':
        return '"x"'
    return text if text[0] == "#" or text in _KEPT else "x"


def _broken_as_it_must_be(lines: Sequence[str], shaped: list[str], width: int) -> bool:
    """Whether each bracket over several lines is one that lengths decide nothing more about.

    Either each item has its line, with a comma behind it, or all have one line because they fit there and not beside
    the bracket; that line is made as long as can be in `shaped`.
    """
    heads: list[int] = []
    for number, line in enumerate(lines):
        text = line.strip()
        if heads and text[:1] in _CLOSING:
            head = heads.pop()
            signature = _SIGNATURE.fullmatch(lines[head]) is not None
            if not (_SIGNATURE_END if signature else _PLAIN_END).fullmatch(text):
                return False
            body = lines[number - 1]
            if not body.endswith(","):
                if head != number - 2 or len(lines[head]) + len(body.strip()) + len(text) <= width:
                    return False
                if ", " in body and not _CALL.search(
                    lines[head]
                ):  # the items of others than calls get a line each
                    return False
                shaped[number - 1] = _widened(shaped[number - 1], width)
        elif (
            heads
            and not text.endswith((",", *_OPENING))
            and lines[number + 1 :][:1] != _closers(lines, number)
        ):
            return False
        if text.endswith(_OPENING):
            if not any(head.fullmatch(line) for head in (_SIGNATURE, _PLAIN_HEAD, _ANNOTATED_HEAD)):
                return False
            heads.append(number)
    return not heads


_OPENING, _CLOSING = ("(", "[", "{"), (")", "]", "}")


def _closers(lines: Sequence[str], number: int) -> Sequence[str]:
    """The next line, if it closes a bracket."""
    return [line for line in lines[number + 1 : number + 2] if line.strip()[:1] in _CLOSING]


def _widened(line: str, width: int) -> str:
    """The items of a line, the first name of them so long that it fills the line."""
    margin = line[: len(line) - len(line.lstrip())]
    items = margin + _items(_plain(line.strip()))
    return re.sub(r"\bx\b", "x" * (width - len(items) + 1), items, count=1)


@lru_cache(4096)
def _simple(line: str) -> str:
    """A line without what is there more than once; where it opens a bracket, it stays."""
    if line.endswith(_OPENING):
        return line
    line = _plain(line)
    found = _LINE_OF_ITEMS.fullmatch(line)
    return f"{found[1]}{_items(found[2])}{found[3] or ''}" if found else line


def _plain(line: str) -> str:
    return _SAME_ITEMS.sub(r"\1", _UNION.sub("x | x", _DOTTED.sub("x", line)))


def _items(text: str) -> str:
    """Items that stand side by side, each but once."""
    return ", ".join(sorted(set(re.split(r", (?![^[{(]*[\])}])", text))))


_LINE_OF_ITEMS = re.compile(r"( *(?:(?:async )?def x\(|from \.*x? import ))([^(){}]*)(\).*:)?")


def _once(lines: Iterable[str]) -> Iterator[str]:
    """The lines, of items, imports and members of a class that follow each other each but once."""
    for kind, run in groupby(lines, _kind):
        if not kind:
            yield from run
            continue
        found = [*run]
        first, *others = dict.fromkeys(found)
        if kind == "items" and not others:
            others = found[1:2]  # a tuple of one item is another thing to Black than one of several
        if not first.endswith(_DOCSTRING):  # else it may be that of the class, which has to be the first
            others.append(first)
        else:
            yield first
        yield from sorted(others, key=lambda line: (line.endswith(_DOCSTRING), line))


@lru_cache(4096)
def _kind(line: str) -> str:
    """What a line stands among others of; empty where each counts."""
    if line.endswith(","):
        return "" if line.lstrip().startswith(_CLOSING) else "items"
    if line.lstrip().startswith(("from ", "import ")):
        return "" if line.endswith("(") else "imports"
    return "members" if _MEMBER_LINE.fullmatch(line) else ""
