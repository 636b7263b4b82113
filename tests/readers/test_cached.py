"""Readings of a group of files are kept as long as the files and the question are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.ir import Api
from codegen.readers.base import Reading
from codegen.readers.cached import cached_reading
from codegen.source import Inputs, Root, Source, locate


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


class Reader:
    """Counts how often it is asked; `also` is a file that it reads besides."""

    def __init__(self, folder: Path, also: Path | None = None) -> None:
        self.root = Root(folder, "shop", "shop")
        self.also = also
        self.calls = 0

    def ask(self, *paths: Path, question: str = "") -> tuple[Reading, Inputs]:
        """One run over the files."""
        inputs = Inputs()
        sources = [locate(self.root, path) for path in paths]
        return (
            cached_reading("test", sources, inputs, [question], lambda: self._read(sources, inputs)),
            inputs,
        )

    def _read(self, sources: list[Source], inputs: Inputs) -> Reading:
        self.calls += 1
        text = b"".join(inputs.read(source) for source in sources)
        if self.also:
            inputs.read(locate(self.root, self.also))
        return Reading(Api(system=text.decode()))


def test_unchanged_files_are_read_once(tmp_path: Path) -> None:
    one, two = tmp_path / "one.wsdl", tmp_path / "two.wsdl"
    one.write_text("1")
    two.write_text("2")
    reader = Reader(tmp_path)
    first, inputs = reader.ask(one, two)
    again, later = reader.ask(one, two)
    assert again == first == Reading(Api(system="12"))
    assert later.hashes == inputs.hashes
    assert reader.calls == 1


def test_a_changed_file_and_another_question_are_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "one.wsdl"
    path.write_text("1")
    reader = Reader(tmp_path)
    reader.ask(path)
    path.write_text("2")
    assert reader.ask(path)[0].api.system == "2"
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
