"""The configuration: `[tool.magento-codegen]` in `pyproject.toml`, or the same keys in `magento-codegen.toml`.

Keys of the table are one client (the short form), or defaults shared by every `[[tool.magento-codegen.clients]]`.
Relative paths start at the file's folder. Everything unknown or of the wrong type is an error with file and line.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from codegen.diagnostics import CodegenError
from codegen.ir import Origin

if TYPE_CHECKING:
    from codegen.readers.base import Protocol
    from codegen.source import Root

HttpLibrary = Literal["httpx2", "httpx"]
Modes = Literal["both", "sync", "async"]
Optional = Literal["declared", "all", "none"]
Numbers = Literal["float", "decimal"]

PROJECT_FILE = "pyproject.toml"
OWN_FILE = "magento-codegen.toml"
TABLE = "magento-codegen"

_CHOICES: dict[str, tuple[str, ...]] = {
    "protocol": ("auto", "rest", "soap"),
    "http_library": ("httpx2", "httpx"),
    "modes": ("both", "sync", "async"),
    "optional": ("declared", "all", "none"),
    "numbers": ("float", "decimal"),
    "python_version": ("3.11", "3.12", "3.13", "3.14"),
}
_STRINGS = ("name", "output", "package", "templates")
_LISTS = ("sources", "php_paths")
_FLAGS = ("models_only", "strict", "keep_going")
_TABLES = ("include", "exclude", "attributes", "overrides", "distribution")
_ATTRIBUTE_TYPES = ("str", "int", "float", "bool", "list[str]", "list[int]", "any")
CLIENT_KEYS = (*_STRINGS, *_LISTS, *_CHOICES, *_FLAGS, *_TABLES)
_OWN_KEYS = ("name", "output", "package", "distribution")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Patterns (`*` and `?` as in a shell) of an `include` or `exclude` table.

    `modules` match `Magento_Catalog`, `services` `catalogProductRepositoryV1`, `routes` an operation's id
    (`GET /V1/products/{sku}`), `acl` the ACL ids that a caller holds.
    """

    modules: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    acl: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.modules or self.services or self.routes or self.acl)


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One correction. `target` is a wire name: `Model`, `Model.field`, an operation's id, `id:parameter`, a service.

    `rename` is the Python name wanted; `type` a type as `inspect`
    writes it (`string`, `list[CatalogDataProductInterface]`).
    """

    target: str
    rename: str = ""
    type: str = ""
    required: bool | None = None
    drop: bool = False
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """Name and version under which a package is published by itself."""

    name: str
    version: str


Place = tuple[str, ...]
"""What a message may be about: `("include", "modules", "Acme_*")`, `("attributes", "product")`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientConfig:
    """What to generate for one client.

    `base` is the folder that relative `sources` and `php_paths` start at, `places` where patterns and tables stand.
    """

    name: str
    sources: tuple[str, ...]
    output: Path
    package: str
    protocol: Protocol = "auto"
    http_library: HttpLibrary = "httpx2"
    modes: Modes = "both"
    optional: Optional = "declared"
    numbers: Numbers = "float"
    models_only: bool = False
    python_version: str = "3.11"
    php_paths: tuple[str, ...] = ()
    include: Selection = Selection()
    exclude: Selection = Selection()
    overrides: tuple[Override, ...] = ()
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    distribution: Distribution | None = None
    templates: Path | None = None
    templates_at: Origin | None = field(default=None, compare=False)
    strict: bool = False
    keep_going: bool = False
    base: Path = Path()
    places: Mapping[Place, Origin] = field(default_factory=dict, compare=False)

    def roots(self) -> tuple[Root, ...]:
        """The sources, located. Raises CodegenError (3) when one is not there."""
        return self._located()[: len(self.sources)]

    def php_roots(self) -> tuple[Root, ...]:
        """The further roots of PHP contracts, located. Raises CodegenError (3) when one is not there."""
        return self._located()[len(self.sources) :]

    def all_roots(self) -> tuple[Root, ...]:
        """The sources, then the further roots. Raises CodegenError (3) when one is not there."""
        return self._located()

    def _located(self) -> tuple[Root, ...]:
        from codegen.source import roots_of

        return roots_of((*self.sources, *self.php_paths), self.base)

    def options(self) -> dict[str, Any]:
        """Every option that shapes the output, as JSON values, free of this machine's paths (for lock and cache)."""
        selections = {
            name: {part.name: list(getattr(value, part.name)) for part in fields(Selection)}
            for name, value in (("include", self.include), ("exclude", self.exclude))
            if value
        }
        overrides = [
            {"target": o.target, "rename": o.rename, "type": o.type, "required": o.required, "drop": o.drop}
            for o in self.overrides
        ]
        return {
            "package": self.package,
            "protocol": self.protocol,
            "http_library": self.http_library,
            "modes": self.modes,
            "optional": self.optional,
            "numbers": self.numbers,
            "models_only": self.models_only,
            "python_version": self.python_version,
            **selections,
            **({"overrides": overrides} if overrides else {}),
            **({"distribution": asdict(self.distribution)} if self.distribution else {}),
            **({"attributes": {k: dict(v) for k, v in self.attributes.items()}} if self.attributes else {}),
        }


def find_config(start: Path) -> Path | None:
    """The configuration for a folder: its own or the nearest above it. None when there is none."""
    for folder in (start.resolve(), *start.resolve().parents):
        own, project = folder / OWN_FILE, folder / PROJECT_FILE
        if own.is_file():
            return own
        if project.is_file() and TABLE in _load(project)[0].get("tool", {}):
            return project
    return None


def load_config(path: Path) -> tuple[ClientConfig, ...]:
    """All clients of a configuration file. Raises CodegenError (2) naming file and line of what is wrong."""
    data, text = _load(path)
    table = data.get("tool", {}).get(TABLE) if path.name == PROJECT_FILE else data
    if not isinstance(table, dict):
        raise CodegenError(f"{path}: there is no [tool.{TABLE}] table; write one with init", exit_code=2)
    return _Checker(path, text).clients(table)


def _load(path: Path) -> tuple[dict[str, Any], str]:
    try:
        text = path.read_bytes().decode("utf-8")
        return tomllib.loads(text), text
    except OSError as error:
        raise CodegenError(f"{path}: can't be read: {error.strerror or error}", exit_code=2) from error
    except UnicodeDecodeError as error:
        raise CodegenError(f"{path}: is not UTF-8, as TOML must be", exit_code=2) from error
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(where[1]), int(where[2])) if where else (0, 0)
        raise CodegenError(
            f"is not valid TOML: {error}", exit_code=2, origin=Origin(str(path), line, column)
        ) from error


class _Checker:
    """Turns parsed TOML into clients, with places for messages found in the text again (tomllib keeps none)."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.base = path.parent
        self.places: dict[Place, Origin] = {}
        self.lines = text.splitlines()

    def clients(self, table: dict[str, Any]) -> tuple[ClientConfig, ...]:
        self._known(table, (*CLIENT_KEYS, "clients"), 0)
        shared = {key: value for key, value in table.items() if key != "clients"}
        entries = table.get("clients")
        if entries is None:
            return (self._client(shared, 0),)
        if (
            not isinstance(entries, list)
            or not all(isinstance(entry, dict) for entry in entries)
            or not entries
        ):
            self._fail("clients", 0, f"`clients` must be written as [[tool.{TABLE}.clients]] tables")
        for key in _OWN_KEYS:
            if key in shared:
                self._fail(key, 0, f"`{key}` can't be shared by several clients; move it into [[clients]]")
        starts = [n for n, line in enumerate(self.lines) if re.match(r"\s*\[\[[^]]*\bclients\s*\]\]", line)]
        found: list[ClientConfig] = []
        for number, entry in enumerate(entries):
            start = starts[number] if number < len(starts) else 0
            self._known(entry, CLIENT_KEYS, start)
            client = self._client({**shared, **entry}, start)
            for other in found:
                if client.name == other.name:
                    self._fail(
                        "name", start, f"two clients are named `{client.name}`; give each its own `name`"
                    )
                if client.output == other.output:
                    self._fail("output", start, f"`{client.name}` and `{other.name}` have the same `output`")
            found.append(client)
        return tuple(found)

    def _client(self, table: dict[str, Any], start: int) -> ClientConfig:
        for key in ("sources", "output"):
            if key not in table:
                self._fail("", start, f"`{key}` is missing")
        values: dict[str, Any] = {}
        for key in _STRINGS:
            if key in table:
                values[key] = self._typed(table[key], str, "a string", key, start)
        for key in _LISTS:
            if key in table:
                values[key] = self._strings(table[key], key, start)
        for key, choices in _CHOICES.items():
            if key in table:
                if table[key] not in choices:
                    self._fail(key, start, f"`{key}` must be one of {', '.join(choices)}, not {table[key]!r}")
                values[key] = table[key]
        for key in _FLAGS:
            if key in table:
                values[key] = self._typed(table[key], bool, "true or false", key, start)
        for key in ("include", "exclude"):
            if key in table:
                values[key] = self._selection(table[key], key, start)
        if "attributes" in table:
            values["attributes"] = self._attributes(table["attributes"], start)
        if "distribution" in table:
            values["distribution"] = self._distribution(table["distribution"], start)
        if "overrides" in table:
            values["overrides"] = self._overrides(table["overrides"], start)
        if not values["sources"]:
            self._fail("sources", start, "`sources` names no source")
        output = self.base / Path(values["output"]).expanduser()
        if "templates" in values:
            values["templates"] = self.base / Path(values["templates"]).expanduser()
            values["templates_at"] = self._origin("templates", start)
        values.setdefault("package", output.name)
        values.setdefault("name", values["package"])
        try:
            check_package(values["package"])
        except CodegenError as error:
            self._fail("package", start, str(error))
        values["output"] = package_folder(output, values["package"])
        places, self.places = self.places, {}
        return ClientConfig(**values, base=self.base, places=places)

    def _selection(self, value: object, key: str, start: int) -> Selection:
        table = self._typed(value, dict, "a table", key, start)
        self._known(table, tuple(part.name for part in fields(Selection)), start, f"{key}.")
        patterns = {name: self._strings(entry, name, start) for name, entry in table.items()}
        for kind, entries in patterns.items():
            at = self._origin(kind, self._origin(key, start).line or start)
            for entry in entries:
                self.places[key, kind, entry] = self._quoted(entry, at)
        return Selection(**patterns)

    def _quoted(self, text: str, at: Origin) -> Origin:
        """Where a string stands in the list that begins at a line, that line if it is written in another way."""
        for number in range(max(at.line - 1, 0), len(self.lines)):
            if f'"{text}"' in self.lines[number] or f"'{text}'" in self.lines[number]:
                return Origin(at.file, number + 1)
        return at

    def _distribution(self, value: object, start: int) -> Distribution:
        table = self._typed(value, dict, "a table", "distribution", start)
        keys = tuple(part.name for part in fields(Distribution))
        self._known(table, keys, start, "distribution.")
        for key in keys:
            if key not in table:
                self._fail("distribution", start, f"`distribution` needs a `{key}`")
            self._typed(table[key], str, "a string", key, start)
        return Distribution(**table)

    def _attributes(self, value: object, start: int) -> Mapping[str, Mapping[str, str]]:
        table = self._typed(value, dict, "a table", "attributes", start)
        for entity, types in table.items():
            self.places["attributes", entity] = self._origin(entity, start)
            for code, type_name in self._typed(types, dict, "a table", entity, start).items():
                if type_name not in _ATTRIBUTE_TYPES:
                    known = ", ".join(_ATTRIBUTE_TYPES)
                    self._fail(
                        code, start, f"attribute `{entity}.{code}` must be one of {known}, not {type_name!r}"
                    )
        return {str(entity): dict(types) for entity, types in table.items()}

    def _overrides(self, value: object, start: int) -> tuple[Override, ...]:
        starts = [n for n, line in enumerate(self.lines) if re.match(r"\s*\[\[[^]]*\boverrides\s*\]\]", line)]
        starts = [number for number in starts if number >= start]
        result = []
        entries = self._typed(value, list, "a list of tables", "overrides", start)
        for number, entry in enumerate(entries):
            line = starts[number] if number < len(starts) else start
            table = self._typed(entry, dict, "a table", "overrides", line)
            self._known(table, ("target", "rename", "type", "required", "drop"), line, "overrides.")
            if "target" not in table:
                self._fail("", line, "an override needs a `target`")
            for key, kind, what in (
                ("target", str, "a string"),
                ("rename", str, "a string"),
                ("type", str, "a string"),
                ("required", bool, "true or false"),
                ("drop", bool, "true or false"),
            ):
                if key in table:
                    self._typed(table[key], kind, what, key, line)
            if len(table) == 1:
                self._fail("target", line, f"the override of `{table['target']}` changes nothing")
            result.append(Override(**table, origin=self._origin("target", line)))
        return tuple(result)

    def _strings(self, value: object, key: str, start: int) -> tuple[str, ...]:
        entries = self._typed(value, list, "a list of strings", key, start)
        if not all(isinstance(entry, str) for entry in entries):
            self._fail(key, start, f"`{key}` must be a list of strings")
        return tuple(entries)

    def _typed(self, value: object, kind: type, what: str, key: str, start: int) -> Any:
        if not isinstance(value, kind):
            self._fail(key, start, f"`{key}` must be {what}, not {value!r}")
        return value

    def _known(self, table: Mapping[str, Any], known: Sequence[str], start: int, prefix: str = "") -> None:
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key.replace("-", "_"), known, n=1, cutoff=0.0)
                self._fail(key, start, f"unknown key `{prefix}{key}`; did you mean `{prefix}{near[0]}`?")

    def _origin(self, key: str, start: int) -> Origin:
        pattern = re.compile(rf"""\s*(\[+[^]]*[.\s"]|)["']?{re.escape(key)}["']?\s*[]=.]""")
        inline = re.compile(rf"""[{{,]\s*["']?{re.escape(key)}["']?\s*=""")
        for matches in (pattern.match, inline.search):
            for number in range(start, len(self.lines)):
                if key and matches(self.lines[number]):
                    return Origin(str(self.path), number + 1)
        return Origin(str(self.path), start + 1 if start else 0)

    def _fail(self, key: str, start: int, message: str) -> NoReturn:
        raise CodegenError(message, exit_code=2, origin=self._origin(key, start))


def package_folder(output: Path, package: str) -> Path:
    """The folder of a package: the output itself where it is called as the package, else the package's below it.

    `src/acme_store` and `src` are the same output for the package `acme_store`.
    """
    parts = package.split(".")
    return output if output.name == parts[-1] else output.joinpath(*parts)


def check_package(package: str) -> None:
    """Raise CodegenError (2) unless the dotted name can be imported in Python."""
    import keyword

    for part in package.split("."):
        if not part.isidentifier() or keyword.iskeyword(part):
            what = "is a keyword of Python" if keyword.iskeyword(part) else "is not a Python identifier"
            raise CodegenError(
                f"`{package}` can't be imported: `{part}` {what}; set `package`, for example to `acme_store`",
                exit_code=2,
            )
