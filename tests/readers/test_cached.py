"""Readings of a group of files are kept as long as the files and the question are the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from codegen.diagnostics import Diagnostic, Level
from codegen.machine.cache import Cache
from codegen.readers.base import ReadOptions
from codegen.readers.cached import NOT_FOLLOWED, cached
from codegen.readers.wsdl import READER, reader
from codegen.roots import Root, Source, locate
from codegen.source import Inputs
from codegen.values import Format

FRAGMENTS = Path(__file__).resolve().parents[1] / "fragments" / "wsdl"


FORMAT = Format(tuple[str, tuple[Diagnostic, ...]])


class Reader:
    """Counts how often it is asked; `also` is a file that it reads besides."""

    def __init__(self, folder: Path, also: Path | None = None) -> None:
        self.root = Root(folder, "shop", "shop")
        self.cache = Cache(folder / "cache")
        self.also = also
        self.calls = 0
        self.diagnostics: tuple[Diagnostic, ...] = ()

    def ask(self, *paths: Path, question: str = "") -> tuple[str, Inputs]:
        """One run over the files."""
        inputs = Inputs(self.cache)
        sources = [locate(self.root, path) for path in paths]
        read = partial(self._read, sources, inputs)
        return cached("test", FORMAT, sources, inputs, [question], read)[0], inputs

    def _read(self, sources: list[Source], inputs: Inputs) -> tuple[str, tuple[Diagnostic, ...]]:
        self.calls += 1
        text = b"".join(inputs.read(source) for source in sources)
        if self.also:
            inputs.read(locate(self.root, self.also))
        return text.decode(), self.diagnostics


def test_unchanged_files_are_read_once(tmp_path: Path) -> None:
    one, two = tmp_path / "one.wsdl", tmp_path / "two.wsdl"
    one.write_text("1")
    two.write_text("2")
    reader = Reader(tmp_path)
    first, inputs = reader.ask(one, two)
    again, later = reader.ask(one, two)
    assert again == first == "12"
    assert later.hashes == inputs.hashes
    assert reader.calls == 1


def test_a_changed_file_and_another_question_are_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "one.wsdl"
    path.write_text("1")
    reader = Reader(tmp_path)
    reader.ask(path)
    path.write_text("2")
    assert reader.ask(path)[0] == "2"
    reader.ask(path, question="other")
    assert reader.calls == 3


def test_what_read_further_files_is_not_kept(tmp_path: Path) -> None:
    path, imported = tmp_path / "one.wsdl", tmp_path / "types.xsd"
    path.write_text("1")
    imported.write_text("x")
    reader = Reader(tmp_path, also=imported)
    reader.ask(path)
    reader.ask(path)
    assert reader.calls == 2


def test_what_lacks_a_further_file_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "one.wsdl"
    path.write_text("1")
    reader = Reader(tmp_path)
    reader.diagnostics = (Diagnostic(Level.WARNING, NOT_FOLLOWED, "no such file"),)
    reader.ask(path)
    reader.ask(path)
    assert reader.calls == 2


def test_of_several_wsdls_only_the_changed_one_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    load = reader.load

    def counting(source: Source, roots: Sequence[Root], inputs: Inputs) -> object:
        loaded.append(source.path.name)
        return load(source, roots, inputs)

    monkeypatch.setattr(reader, "load", counting)
    shop = tmp_path / "shop"
    shop.mkdir()
    for name in ("one", "two"):
        (shop / f"{name}.wsdl").write_bytes((FRAGMENTS / "shop_wsi.wsdl").read_bytes())
    root = Root.of(str(shop))
    cache = Cache(tmp_path / "cache")
    first = READER.read([root], Inputs(cache), ReadOptions())
    assert READER.read([root], Inputs(cache), ReadOptions()) == first
    assert loaded == ["one.wsdl", "two.wsdl"]
    (shop / "two.wsdl").write_bytes((shop / "one.wsdl").read_bytes() + b"<!-- -->")
    assert READER.read([root], Inputs(cache), ReadOptions()).api == first.api
    assert loaded == ["one.wsdl", "two.wsdl", "two.wsdl"]
