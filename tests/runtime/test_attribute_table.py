"""The text that keeps attributes and options holds any label that a shop can have."""

from __future__ import annotations

import pytest
from runtime.models.attribute_table import AttributeTable

from codegen.targets.attributes.views import table_line


@pytest.mark.parametrize(
    "label",
    ["Rot", "a\tb", "a\nb\r", "a\\\\nb", "a\u2028b", "a\x85b", "a\x0bb\x1cc", '"""', "=Color", "", " "],
)
def test_any_label_is_kept(label: str) -> None:
    lines = [
        table_line("=Color", "int"),
        table_line("RED", "4", label, "", "de", label),
        table_line("BLUE", "5", label, label, "de", label, "fr", "x"),
    ]
    table = AttributeTable(
        "shop", "\ncolor\tcolor\toption\tColor\n", "".join(f"\n{line}" for line in lines) + "\n"
    )
    red, blue = table.options("Color")
    assert (red.label, red.label_in("de")) == (label, label or red.label)
    assert (blue.label, blue.swatch, blue.label_in("fr")) == (label, label or blue.swatch, "x")
