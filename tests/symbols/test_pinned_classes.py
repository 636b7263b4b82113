"""Classes that Magento's own naming mixes up keep their Python names, whichever of them come and go."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from codegen.ir import Api
from codegen.readers.base import ReadOptions
from codegen.readers.magento2 import READER
from codegen.roots import Root
from codegen.source import Inputs
from codegen.symbols import Symbols, assign
from codegen.symbols.pins import lasting

CLASSES = st.sets(
    st.sampled_from(
        [
            "Acme\\Foo\\Api\\FooBarInterface",
            "Acme\\Foo\\Api\\BarInterface",
            "Acme\\Foo\\Api\\BarItemInterface",
            "Acme\\Foo\\Api\\DataItemInterface",
            "Acme\\Foo\\Api\\Data\\ItemInterface",
            "Acme\\Foo\\Api\\Data\\Deep\\ItemInterface",
            "Acme\\Foo\\Api\\Data\\DeepItemInterface",
            "Acme\\FooBar\\Api\\ItemInterface",
            "Acme\\FooBar\\Api\\Data\\ItemInterface",
        ]
    ),
    min_size=1,
    max_size=5,
)


def read(classes: set[str]) -> Api:
    """What a shop with these data interfaces and a route for each of them defines."""
    with tempfile.TemporaryDirectory() as folder:
        files: dict[str, str] = {}
        routes = ""
        for name in classes:
            vendor, module, _, *below = name.split("\\")
            namespace, _, last = name.rpartition("\\")
            service = f"Get{'_'.join(below)}"
            place = f"{vendor}_{module}"
            files[f"{place}/Api/{'/'.join(below)}.php"] = (
                f"<?php\nnamespace {namespace};\ninterface {last}\n{{\n"
                "    /** @return string */\n    public function getURLKey();\n"
                "    /** @return string */\n    public function getURl_key();\n}\n"
            )
            files[f"{place}/Api/{service}.php"] = (
                f"<?php\nnamespace {vendor}\\{module}\\Api;\ninterface {service}\n{{\n"
                f"    /** @return \\{name} */\n    public function get();\n}}\n"
            )
            routes += (
                f'<route url="/V1/{name.replace(chr(92), "/")}" method="GET">'
                f'<service class="{vendor}\\{module}\\Api\\{service}" method="get"/>'
                '<resources><resource ref="anonymous"/></resources></route>'
            )
        for module in ("Acme_Foo", "Acme_FooBar"):
            files[f"{module}/registration.php"] = f"<?php register(C::MODULE, '{module}', __DIR__);"
        files["Acme_Foo/etc/webapi.xml"] = f"<routes>{routes}</routes>"
        for path, text in files.items():
            (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / path).write_text(text)
        return READER.read([Root.of(folder)], Inputs(), ReadOptions()).api


def by_class(api: Api, symbols: Symbols) -> dict[str, tuple[str, ...]]:
    """The Python names of every class: its own, and those of its fields."""
    return {
        model.php_class: (
            str(symbols.models[model.name]),
            *(symbols.fields[model.name, each.wire_name] for each in model.fields),
        )
        for model in api.models
    }


@settings(max_examples=40, deadline=None)
@given(CLASSES, CLASSES)
def test_a_class_that_collides_renames_none(first: set[str], more: set[str]) -> None:
    before, grown = read(first), read(first | more)
    assert {model.php_class for model in grown.models} == first | more
    names = assign(before, {})
    known = by_class(before, names)
    after = assign(grown, lasting(names))
    assert known.items() <= by_class(grown, after).items()
    assert len({names[0] for names in by_class(grown, after).values()}) == len(first | more)
    assert by_class(before, assign(before, lasting(after))) == known
    assert assign(grown, lasting(after)).pins() == after.pins()
