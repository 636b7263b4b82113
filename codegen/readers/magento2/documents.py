"""XML documents of one kind from many modules; what can't be read is one diagnostic each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from codegen.diagnostics import CodegenError, Diagnostic, Level
from codegen.roots import Source
from codegen.source import Inputs, unusable

if TYPE_CHECKING:
    from lxml import etree


def documents(
    sources: Iterable[Source], inputs: Inputs, tag: str, diagnostics: list[Diagnostic]
) -> Iterator[tuple[etree._Element, Source]]:
    """The root elements named `tag`; a file that is malformed or something else adds to `diagnostics`."""
    for source in sources:
        try:
            root = inputs.read_xml(source)
        except CodegenError as error:
            diagnostics.append(unusable(error, source))
            continue
        if root.tag == tag:
            yield root, source
            continue
        diagnostics.append(
            Diagnostic(
                Level.ERROR,
                "unexpected-root",
                f"the root element is <{root.tag}>, not <{tag}>; mend the file or leave it out",
                source.at(root),
            )
        )
