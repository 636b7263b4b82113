"""What to generate for one client: the values of a configuration."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from codegen.diagnostics import CodegenError
from codegen.origin import Origin

if TYPE_CHECKING:
    from codegen.readers.base import Protocol
    from codegen.roots import Root

HttpLibrary = Literal["httpx2", "httpx"]
Modes = Literal["both", "sync", "async"]
Optional = Literal["declared", "all", "none"]
Numbers = Literal["float", "decimal"]
PythonVersion = Literal["3.11", "3.12", "3.13", "3.14"]
AttributeType = Literal["str", "int", "float", "bool", "date", "datetime", "list[str]", "list[int]", "any"]


class Selection(NamedTuple):
    """Patterns (`*` and `?` as in a shell) of an `include` or `exclude` table.

    `modules` match `Magento_Catalog`, `services` `catalogProductRepositoryV1`, `routes` an operation's id
    (`GET /V1/products/{sku}`), `acl` the ACL ids that a caller holds. `attributes` match the code of an attribute of
    the shop, alone or behind its entity (`color`, `customer.*`); they say nothing of operations.
    """

    modules: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    acl: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(self)

    @property
    def of_operations(self) -> bool:
        """Whether it says anything of operations."""
        return bool(self.modules or self.services or self.routes or self.acl)


class Override(NamedTuple):
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


class Distribution(NamedTuple):
    """Name and version under which a package is published by itself."""

    name: str
    version: str


Place = tuple[str, ...]
"""What a message may be about: `("templates",)`, `("include", "modules", "Acme_*")`, `("attributes", "product")`."""


class ClientConfig(NamedTuple):
    """What to generate for one client.

    `base` is the folder that relative `sources`, `php_paths` and `attributes_from` start at, `places` where what it
    names stands in the configuration.
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
    testing: bool = True
    gitattributes: bool = False
    python_version: PythonVersion = "3.11"
    php_paths: tuple[str, ...] = ()
    include: Selection = Selection()
    exclude: Selection = Selection()
    overrides: tuple[Override, ...] = ()
    attributes: Mapping[str, Mapping[str, str]] = {}
    attributes_from: str = ""
    distribution: Distribution | None = None
    templates: Path | None = None
    strict: bool = False
    keep_going: bool = False
    base: Path = Path()
    places: Mapping[Place, Origin] = {}

    def roots(self) -> tuple[Root, ...]:
        """The sources, located. Raises CodegenError (3) when one is not there."""
        return self.all_roots()[: len(self.sources)]

    def php_roots(self) -> tuple[Root, ...]:
        """The further roots of PHP contracts, located. Raises CodegenError (3) when one is not there."""
        start = len(self.sources)
        return self.all_roots()[start : start + len(self.php_paths)]

    def attributes_root(self) -> Root:
        """The file that `attributes_from` names, located. Raises CodegenError (3) when it is not there."""
        return self.all_roots()[-1]

    def all_roots(self) -> tuple[Root, ...]:
        """The sources, then the further roots, then the attributes. Raises CodegenError (3) when one is not there."""
        from codegen.files import is_file, path_of
        from codegen.roots import roots_of

        further = [self.attributes_from] if self.attributes_from else []
        if further and not is_file(path_of(self.attributes_from, self.base)):
            raise CodegenError(
                f"{self.attributes_from}: no such file; `attributes_from` names the attributes.json that "
                "`magento-codegen fetch` writes",
                origin=self.places.get(("attributes_from",)),
            )
        return roots_of((*self.sources, *self.php_paths, *further), self.base)

    def options(self) -> dict[str, Any]:
        """Every option that shapes the output, as JSON values, free of this machine's paths (for lock and cache)."""
        selections = {
            name: {
                part: list(patterns)
                for part, patterns in value._asdict().items()
                if patterns or part != "attributes"
            }
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
            "testing": self.testing,
            "python_version": self.python_version,
            **selections,
            **({"overrides": overrides} if overrides else {}),
            **({"gitattributes": True} if self.gitattributes else {}),
            **({"distribution": self.distribution._asdict()} if self.distribution else {}),
            **({"attributes": {k: dict(v) for k, v in self.attributes.items()}} if self.attributes else {}),
        }
