"""`codegen.lock`: what a package was made from, and the names it gave. It lies inside the package."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any, NamedTuple

from codegen import __version__
from codegen.diagnostics import CodegenError
from codegen.files import open_file

LOCK_FILE = "codegen.lock"


_NOWHERE = re.compile(r"[\x00-\x1f\x7f:\\]")
"""What no generated file has in its name: a drive, another system's separator, and what a terminal would obey."""
_NO_TEXT = r"[\ud800-\udfff]"
"""What stands for a byte that is no text. To compile it takes as long as to look at all names of a package."""
_LONGEST = 255
"""The longest name that a system takes."""


def is_inside(path: str) -> bool:
    """Whether the path of a generated file, from the package on, lies inside it on every system."""
    if _NOWHERE.search(path) or (not path.isascii() and re.search(_NO_TEXT, path)):
        return False
    return all(part not in ("", ".", "..") and len(part) <= _LONGEST for part in path.split("/"))


def digest(content: str | bytes) -> str:
    """The sha256 of a generated file. Line ends don't count: a checkout may have turned them into CRLF."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return hashlib.sha256(data.replace(b"\r\n", b"\n") if b"\r" in data else data).hexdigest()


class Lock(NamedTuple):
    """All that a later run needs to know without reading an input.

    `tool` is the version that wrote the package and `program` the hash of its files, `options` what it was asked for,
    `inputs` what became of each (`source.Inputs`), `listing` the hash of the names of all files that could be inputs
    below each root that was looked through, `outputs` sha256 by file, `names` the pins that must last (`symbols.pins`),
    `api` what a caller sees (`describe.surface`), for comparing packages; operations and models may be in their text.
    `digest` is the hash of the file that it was read from.
    """

    tool: str
    program: str
    options: Mapping[str, Any]
    inputs: Mapping[str, str]
    listing: Mapping[str, str]
    outputs: Mapping[str, str] = {}
    names: Mapping[str, str] = {}
    api: Mapping[str, Any] = {}
    digest: str = ""

    @property
    def pins(self) -> dict[str, str]:
        """All names to keep: `names`, and those of options, which `api` has beside their values."""
        from codegen.symbols.attributes import option_pins

        options = {
            key: name
            for attribute in self.api.get("attributes", ())
            for key, name in option_pins(attribute["name"], dict(attribute.get("options", ()))).items()
        }
        return {**self.names, **options}

    def dump(self) -> str:
        """The text of the file: JSON, sorted, the same for the same content, one line an entry or field."""
        api = {key: JsonText(_lines(value, 2)) for key, value in self.api.items() if key != "models"}
        if "models" in self.api:
            api["models"] = JsonText(_lines([model_text(model) for model in self.api["models"]], 2))
        parts = {
            "api": _lines(api, 1),
            "inputs": _lines(self.inputs, 1),
            "listing": _lines(self.listing, 1),
            "names": _lines(self.names, 1),
            "options": _lines(self.options, 1),
            "outputs": _lines(self.outputs, 1),
            "program": _compact(self.program),
            "tool": _compact(self.tool),
        }
        text = _lines({key: JsonText(part) for key, part in parts.items()}, 0) + "\n"
        if text.isascii():
            return text
        return text.encode("utf-8", "backslashreplace").decode()  # the name of a file may be no UTF-8


def same_content(lock: Lock, other: Lock) -> bool:
    """Whether two locks say the same of what a package is made from and holds; what looked for that may differ."""
    lock = lock._replace(listing=other.listing, program=other.program, digest=other.digest)
    return lock._replace(api={}) == other._replace(api={}) and lock.dump() == other.dump()


def read_lock(output: Path) -> Lock | None:
    """The lock of the package at `output`, None when there is none.

    Raises CodegenError (2) when the file is damaged, as after a merge conflict: nothing can be known then.
    """
    path = output / LOCK_FILE
    data = b""
    try:
        with open_file(path) as file:
            data = file.read()
        return _read(data)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise CodegenError(f"{path}: can't be read: {error.strerror or error}", exit_code=2) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        with suppress(ValueError, KeyError, TypeError, RecursionError):
            refuse_newer(output, _text(json.loads(data)["tool"]))
        raise CodegenError(
            f"{path}: is damaged (a merge conflict?); restore it from version control, or delete the whole package "
            "folder and generate again",
            exit_code=2,
        ) from error


@lru_cache(1)  # a run reads it again when it has the folder for itself: mostly the same
def _read(data: bytes) -> Lock:
    """The lock of a file's bytes. Raises ValueError, KeyError, TypeError or RecursionError for bytes of none."""
    found = json.loads(data)
    return Lock(
        tool=_text(found["tool"]),
        program=_text(found.get("program", "")),
        options=_table(found["options"]),
        inputs=_openable(_texts(found["inputs"])),
        listing=_openable(_texts(found["listing"])) if isinstance(found["listing"], dict) else {},
        outputs=_inside(_texts(found["outputs"])),
        names=_texts(found["names"]),
        api=_with_options(_table(found["api"])),
        digest=digest(data),
    )


def refuse_newer(output: Path, tool: str) -> None:
    """Raise CodegenError (2) when the package at `output` was written by a later version than this one.

    What that one keeps in the lock and this one doesn't know would be lost.
    """
    if _release(tool) > _release(__version__):
        raise CodegenError(
            f"{output / LOCK_FILE}: was written by magento-codegen {tool}, and this is {__version__}, which would lose "
            f"what it doesn't know; install that version (pip install 'magento-codegen>={tool}'), or delete the "
            "package folder and generate again to go back",
            exit_code=2,
        )


def _release(version: str) -> tuple[tuple[int, ...], bool]:
    """What orders versions: the numbers, and a pre-release (`1.2rc1`) before its release; what is none comes first."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    if found is None:
        return (), False
    numbers = [int(number) for number in found[0].split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers), re.match(r"(\.?post|\+|$)", version[found.end() :]) is not None


def api_lines(text: str) -> list[int]:
    """The line of each attribute, then of each model and of each operation, in a lock's text."""
    return [number for number, line in enumerate(text.splitlines(), 1) if line.startswith(_ENTRY)]


_ENTRY = f'{" " * 3}{{"'
"""How the line of an attribute, a model or an operation begins: nothing else is an object at that depth."""


_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode


class JsonText(str):
    """Text that is JSON already."""


def operation_text(operation: Mapping[str, Any]) -> JsonText:
    """An operation, on one line."""
    return JsonText(_compact(operation))


def model_text(model: Mapping[str, Any] | JsonText) -> JsonText:
    """A model on a line, and each of its fields on one more."""
    if isinstance(model, JsonText):
        return model
    head = _compact({key: value for key, value in model.items() if key != "fields"}).removesuffix("}")
    return JsonText(f'{head}, "fields": {_lines(model["fields"], 3)}}}')


def _lines(value: object, depth: int) -> str:
    """JSON with each entry of the list or object on a line of its own."""
    if isinstance(value, Mapping) and value:
        entries = (f"{_compact(key)}: {_compact(entry)}" for key, entry in sorted(value.items()))
        opened, closed = "{}"
    elif isinstance(value, list) and value:
        entries = (_compact(entry) for entry in value)
        opened, closed = "[]"
    else:
        return _compact(value)
    margin = " " * depth
    body = f",\n{margin} ".join(entries)
    return f"{opened}\n{margin} {body}\n{margin}{closed}"


def _compact(value: object) -> str:
    if isinstance(value, str):  # most are; `_encode` makes an encoder each time
        return value if isinstance(value, JsonText) else encode_basestring(value)
    return _encode(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value


def _texts(value: object) -> dict[str, str]:
    found = _table(value)
    for entry in found.values():
        if type(entry) is not str:
            raise TypeError(entry)
    return found


def _with_options(api: dict[str, Any]) -> dict[str, Any]:
    """The API, where each attribute has a name, and those of its options are texts."""
    for attribute in api.get("attributes", ()):
        _text(attribute["name"])
        _texts(dict(attribute.get("options", ())))
    return api


def _inside(files: dict[str, str]) -> dict[str, str]:
    """Files of the package: a lock is a text that anybody may have changed. Raises ValueError for one outside."""
    outside = next((path for path in files if not is_inside(path)), None)
    if outside is not None:
        raise ValueError(outside)
    return files


def _openable(files: dict[str, str]) -> dict[str, str]:
    """Inputs, wherever they lie. Raises ValueError for what no system takes as the name of a file."""
    if any("\0" in path for path in files):
        raise ValueError(files)
    return files
