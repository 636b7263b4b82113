"""The two sides of a comparison: a source, a generated package, an `inspect` JSON, or one of them in git's history."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from codegen.config import ClientConfig
from codegen.describe.short_form import lengthen
from codegen.diagnostics import CodegenError
from codegen.files import from_here, is_there, read_json, slashed
from codegen.ir import Attribute
from codegen.machine.cache import Cache
from codegen.output.lock import LOCK_FILE, Lock, api_lines, read_lock
from codegen.readers.attributes import FILE as ATTRIBUTES
from codegen.values import Value, field

_GIT = "git:"
ALL_BINDINGS = frozenset({"rest", "soap", "xmlrpc"})
REST_ONLY = frozenset({"rest"})


class Side(Value, kw_only=True):
    """One side: its document (`codegen.describe.document`) and, of a package, the names that its lock keeps.

    `speaks` are the kinds of binding that its callers have: a REST package has no SOAP, though its lock tells of it.
    """

    document: Mapping[str, Any]
    names: Mapping[str, str] = field(default_factory=dict)
    speaks: frozenset[str] = ALL_BINDINGS


NOTHING = Side(document={"operations": [], "models": []})
"""A commit from before there was a package: beside it, all of the package is new."""


def load(text: str, other: str, names: Mapping[str, str], cache: Cache) -> Side:
    """The side that the user named. `other` is the other one: `git:REF` without a path means the same path there.

    A source gets its Python names with `names` kept. A commit that lacks the path that was not named is NOTHING. Raises
    CodegenError (3) when there is nothing to compare.
    """
    if not text.startswith(_GIT):
        return _load(Path(text), text, names, cache)
    reference, _, path = text.removeprefix(_GIT).partition(":")
    implied = not path
    path = path or (other if not other.startswith(_GIT) else "")
    if os.path.isabs(path):
        path = str(from_here(path))
    path = slashed(path)
    if not reference or reference.startswith("-") or not path:
        raise CodegenError(f"{text}: write git:REF:path, or git:REF beside a path")
    _check_commit(reference)
    if implied and not _git("ls-tree", "--name-only", reference, "--", path).stdout:
        return NOTHING
    with tempfile.TemporaryDirectory() as folder:
        _extract(reference, path, Path(folder))
        shown = text if ":" in text.removeprefix(_GIT) else f"{text}:{path}"
        return _load(Path(folder) / path, shown, names, cache)


def _load(path: Path, shown: str, names: Mapping[str, str], cache: Cache) -> Side:
    if is_there(path / LOCK_FILE):
        return _package(path, shown)
    if is_there(path) and path.suffix == ".json":
        return (
            _snapshot(path, shown, names)
            if path.name == ATTRIBUTES
            else Side(document=_document(path, shown))
        )
    return _source(path, shown, names, cache)


def _package(path: Path, shown: str) -> Side:
    try:
        lock = read_lock(path)
    except CodegenError as error:
        raise CodegenError(str(error).replace(str(path), shown)) from error
    if lock is None or "operations" not in lock.api or "models" not in lock.api:
        raise CodegenError(f"{shown}/{LOCK_FILE}: holds no API to compare; generate the package again")
    document = lengthen(lock.api)
    numbers = api_lines((path / LOCK_FILE).read_text("utf-8"))
    entries = [*document["attributes"], *document["models"], *document["operations"]]
    for entry, number in zip(entries, numbers, strict=True):
        entry["origin"] = {"file": f"{shown}/{LOCK_FILE}", "line": number}
    return Side(document=document, names=lock.pins, speaks=_spoken(lock))


def _snapshot(path: Path, shown: str, names: Mapping[str, str]) -> Side:
    """The attributes of a shop by themselves, as a snapshot tells them."""
    from codegen.describe.attributes import described_attributes
    from codegen.readers.attributes.reader import read_attributes
    from codegen.roots import Source
    from codegen.source import Inputs
    from codegen.symbols.attributes import attribute_pins, entity_names
    from codegen.symbols.words import camel

    found: dict[str, list[Attribute]] = {}
    for attribute in read_attributes(Source(path, shown, shown), Inputs()):
        found.setdefault(attribute.entity, []).append(attribute)
    entities = {
        entity: entity_names(entity, camel(entity, prefix="Entity"), known, names)
        for entity, known in found.items()
    }
    document = {"system": "", "operations": [], "models": [], "attributes": described_attributes(entities)}
    return Side(document=document, names=attribute_pins(entities))


def _spoken(lock: Lock) -> frozenset[str]:
    kinds = {binding["kind"] for operation in lock.api["operations"] for binding in operation["bindings"]}
    return REST_ONLY if "rest" in kinds and lock.options.get("protocol") != "soap" else ALL_BINDINGS


def _document(path: Path, shown: str) -> Mapping[str, Any]:
    data = read_json(path, shown)
    if not isinstance(data, dict) or not isinstance(data.get("operations"), list) or "models" not in data:
        raise CodegenError(f"{shown}: is not what `inspect --format json` writes")
    return data


def _source(path: Path, shown: str, names: Mapping[str, str], cache: Cache) -> Side:
    from codegen.describe.document import described
    from codegen.run import planning
    from codegen.source import Inputs
    from codegen.symbols import assign
    from codegen.targets.registry import reserved_names

    if not os.path.exists(path):
        raise CodegenError(f"{shown[:200]}: no such file or folder")
    client = ClientConfig(name="diff", sources=(str(path),), output=Path(), package="diff")
    reading = planning.read(client, Inputs(cache))
    planning.refuse_unusable(client, reading.diagnostics)
    document = described(reading.api, assign(reading.api, names, reserved_names(reading.api, client)))
    place = slashed(str(path))
    if place != shown:
        for entry in (*document["operations"], *document["models"], *document.get("attributes", ())):
            if "origin" in entry:
                entry["origin"]["file"] = entry["origin"]["file"].replace(place, shown, 1)
    return Side(document=document)


def _check_commit(reference: str) -> None:
    found = _git("rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
    if found.returncode == 0:
        return
    if found.stderr:
        raise CodegenError(f"git:{reference}: {_last_line(found.stderr)}")
    shallow = _git("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
    mend = (
        "this clone is shallow: fetch the commit, or set fetch-depth: 0 for actions/checkout"
        if shallow
        else "is it spelt as `git branch --all` and `git tag` show it?"
    )
    raise CodegenError(f"git:{reference}: there is no such commit here; {mend}")


def _git(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *arguments], capture_output=True, check=False)
    except OSError as error:
        raise CodegenError(f"git can't be run: {error.strerror or error}") from error


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""


def _extract(reference: str, path: str, folder: Path) -> None:
    """Write what a commit holds at a path into a folder; paths are taken from the working directory."""
    done = _git("archive", "--format=tar", reference, "--", path)
    if done.returncode != 0:
        raise CodegenError(f"git:{reference}:{path}: {_last_line(done.stderr) or 'git archive failed'}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        for member in archive:
            _unpack(archive, member, folder)


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Write one file or link below a folder, and nothing that would lead out of it.

    The standard library does the same from Python 3.11.4 on only (`filter="data"`).
    """
    target = folder / member.name
    leads_to = target.parent / member.linkname if member.issym() else target
    if not all(path.resolve().is_relative_to(folder.resolve()) for path in (target.parent, leads_to)):
        return
    content = archive.extractfile(member) if member.isfile() else None
    if content is None and not member.issym():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if content is None:
        _link(target, member.linkname)
    else:
        target.write_bytes(content.read())


def _link(target: Path, leads_to: str) -> None:
    """Make a link; where the system lets nobody make any, as Windows does, the file that Git writes in its place."""
    try:
        target.symlink_to(leads_to)
    except OSError:
        target.write_bytes(os.fsencode(leads_to))
