# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What an HTML page says, read in linear time from its start: error pages come from anybody."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_LONGEST_PAGE = 64 * 1024
_TAG = re.compile(r"<([/!?]?)([A-Za-z][A-Za-z0-9]*+)?[^<>]*+>")
_UNSEEN = frozenset({"script", "style", "head"})
_TITLES = ("title", "h1")


def page_title(page: str) -> str:
    """The text of the page's title, or of its first heading; empty when it has neither."""
    return next((text for name, text in _texts(page[:_LONGEST_PAGE], _TITLES) if name), "")


def page_lines(page: str) -> list[str]:
    """The lines of text that the page shows, without tags, scripts, styles and its head."""
    text = "".join(text for _, text in _texts(page[:_LONGEST_PAGE], ()))
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


def _texts(page: str, wanted: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The texts of wanted elements with their names, or all that is shown with no name, entities resolved.

    One pass from tag to tag: what is inside an element that is never closed counts as its text.
    """
    position = 0
    inside = ""
    collected: list[str] = []
    for tag in _TAG.finditer(page):
        text = page[position : tag.start()]
        position = tag.end()
        name = (tag[2] or "").lower()
        closes = tag[1] == "/"
        if inside:
            collected.append(text)
            if closes and name == inside:
                if inside in wanted:
                    yield inside, _plain(collected)
                inside, collected = "", []
        elif not wanted:
            yield "", html.unescape(text) + (" " if name not in ("p", "br", "div", "li") else "\n")
        if not inside and not closes and name in (wanted or _UNSEEN):
            inside = name
    rest = page[position:]
    if inside in wanted:
        yield inside, _plain([*collected, rest])
    elif not inside and not wanted:
        yield "", html.unescape(rest)


def _plain(texts: list[str]) -> str:
    return " ".join(html.unescape(" ".join(texts)).split())
