"""The name of the package that is generated, and where it lies."""

from __future__ import annotations

import keyword
from pathlib import Path

from codegen.diagnostics import CodegenError


def package_folder(output: Path, package: str) -> Path:
    """The folder of a package: the output itself where it is called as the package, else the package's below it.

    `src/acme_store` and `src` are the same output for the package `acme_store`.
    """
    parts = package.split(".")
    return output if output.name == parts[-1] else output.joinpath(*parts)


def check_package(package: str) -> None:
    """Raise CodegenError (2) unless the dotted name can be imported in Python."""
    for part in package.split("."):
        if not part.isidentifier() or keyword.iskeyword(part):
            what = "is a keyword of Python" if keyword.iskeyword(part) else "is not a Python identifier"
            raise CodegenError(
                f"`{package}` can't be imported: `{part}` {what}; set `package`, for example to `acme_store`",
                exit_code=2,
            )
