"""What a PHP file declares, as far as Magento's web API looks at it."""

from __future__ import annotations

from collections.abc import Mapping

from codegen.roots import Source
from codegen.values import Value, field

BUILT_IN_TYPES = frozenset(
    {
        "array",
        "bool",
        "callable",
        "false",
        "float",
        "int",
        "iterable",
        "mixed",
        "never",
        "null",
        "object",
        "string",
        "true",
        "void",
    }
)


class Literal(Value):
    """A constant expression's value; an array is `()` when empty and None is PHP's null."""

    value: bool | int | float | str | tuple[object, ...] | None


class ConstantRef(Value):
    """A constant that an expression names: `owner` is a full class name, `self`, `static`, `parent` or empty."""

    owner: str
    name: str


class Opaque(Value):
    """An expression that is not a constant we follow (`new Foo()`, arithmetic)."""

    text: str


Expression = Literal | ConstantRef | Opaque


class NativeType(Value):
    """A declared type. `name` is a built-in name or a full class name without a leading backslash.

    `compound` is set for unions and intersections (other than `T|null`); `name` is then their text.
    """

    name: str
    nullable: bool = False
    compound: bool = False

    @property
    def built_in(self) -> bool:
        """Whether PHP itself declares the type."""
        return self.name in BUILT_IN_TYPES


class PhpParameter(Value):
    """A parameter of a method. `default` None: it has none."""

    name: str
    type: NativeType | None
    default: Expression | None
    variadic: bool
    line: int


class PhpMethod(Value):
    """A method. `doc` is the raw doc comment or empty; `doc_line` the line it starts on (1-based)."""

    name: str
    public: bool
    parameters: tuple[PhpParameter, ...]
    doc: str
    doc_line: int
    line: int

    @property
    def required_parameters(self) -> int:
        """How many arguments a caller must give: PHP counts up to the last parameter without a default."""
        needed = 0
        for position, parameter in enumerate(self.parameters, 1):
            if parameter.default is None and not parameter.variadic:
                needed = position
        return needed


class PhpClass(Value):
    """An interface, class, trait or enum. All names are full and without a leading backslash.

    `methods` and `constants` are in the order of the file; `uses` maps an alias to a full name. `magento_uses` are the
    imports as Magento sees them: it reads a group as a list of names of which only the first has the prefix
    (`Magento\\Setup\\Module\\Di\\Code\\Reader\\FileScanner`).
    """

    name: str
    kind: str
    source: Source
    line: int
    doc: str = ""
    namespace: str = ""
    parent: str = ""
    interfaces: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    uses: Mapping[str, str] = field(default_factory=dict)
    magento_uses: Mapping[str, str] = field(default_factory=dict)
    methods: tuple[PhpMethod, ...] = ()
    constants: Mapping[str, Expression] = field(default_factory=dict)


class PhpFile(Value):
    """The classes of one file, and the line of the first piece that PHP could not parse (0: none)."""

    classes: tuple[PhpClass, ...]
    error_line: int = 0
