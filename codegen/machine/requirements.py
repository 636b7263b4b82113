"""What the program itself needs, and what is said when a package of that is not there, or is broken."""

from __future__ import annotations

import re

_DISTRIBUTIONS = {"yaml": "pyyaml"}
"""The distributions that are called otherwise than what they have one import."""
_EXTRA = r"""extra *== *["']([^"']+)"""
"""As build tools write it into a requirement, in quotes of either kind."""


def required(extra: str = "") -> dict[str, str]:
    """The requirements of the program, such as `lxml>=5.3`, or those of an extra, by the names of the distributions.

    None where the program is not installed.
    """
    from importlib import metadata

    try:
        lines = metadata.requires("magento-codegen") or []
    except metadata.PackageNotFoundError:
        lines = []
    found: dict[str, str] = {}
    for line in lines:
        requirement, _, condition = line.partition(";")
        wanted, name = re.search(_EXTRA, condition), re.match(r"[\w.-]+", requirement)
        if name and (wanted[1] if wanted else "") == extra:
            found[name[0]] = requirement.strip()
    return found


def missing(error: ImportError) -> str | None:
    """The line about a package that can't be imported, and what installs it. None for a module of the program's own."""
    module = (error.name or "").partition(".")[0]
    if not module or module == "codegen":
        return None
    name = _DISTRIBUTIONS.get(module, module.replace("_", "-"))
    install = "" if isinstance(error, ModuleNotFoundError) else "--force-reinstall "
    return (
        f"{name}, which magento-codegen needs, can't be imported ({error}); "
        f"install it: pip install {install}'{required().get(name, name)}'"
    )
