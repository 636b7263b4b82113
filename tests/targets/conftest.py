"""Packages made from hand-written Apis."""

from __future__ import annotations

import importlib
import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from codegen.config import ClientConfig
from codegen.ir import Api
from codegen.passes.shop_attributes import choose_attributes
from codegen.symbols import assign
from codegen.targets.registry import target_for

_NUMBERS = itertools.count()
Build = Callable[..., dict[str, str]]
Load = Callable[..., ModuleType]


@pytest.fixture
def build() -> Build:
    """`build(api, **config)`: the unformatted files of a package."""

    def run(api: Api, **config: Any) -> dict[str, str]:
        client = ClientConfig(name="shop", sources=(), output=Path("shop"), package="shop", **config)
        api, _ = choose_attributes(api, client)
        target = target_for(api, client)
        return dict(target.plan(api, assign(api, {}, target.reserved), client))

    return run


@pytest.fixture
def load(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    """`load(api, **config)`: the package, written and imported under a name of its own."""

    def run(api: Api, **config: Any) -> ModuleType:
        name = f"made_{next(_NUMBERS)}"
        for path, text in build(api, **config).items():
            target = tmp_path / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        importlib.invalidate_caches()
        return importlib.import_module(name)

    yield run
    for name in [name for name in sys.modules if name.startswith("made_")]:
        del sys.modules[name]
