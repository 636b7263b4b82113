"""What is said when a package that the program itself needs is not there, or is broken."""

from __future__ import annotations

import re
from importlib import metadata

_DISTRIBUTIONS = {"yaml": "pyyaml"}
"""The distributions that are called otherwise than what they have one import."""


def missing(error: ImportError) -> str | None:
    """The line about a package that can't be imported, and what installs it. None for a module of the program's own."""
    module = (error.name or "").partition(".")[0]
    if not module or module == "codegen":
        return None
    name = _DISTRIBUTIONS.get(module, module.replace("_", "-"))
    install = "" if isinstance(error, ModuleNotFoundError) else "--force-reinstall "
    return (
        f"{name}, which magento-codegen needs, can't be imported ({error}); "
        f"install it: pip install {install}'{_required(name)}'"
    )


def _required(name: str) -> str:
    """The requirement of the program that a distribution meets, such as `lxml>=5.3`; its name where there is none."""
    try:
        wanted = metadata.requires("magento-codegen") or []
    except metadata.PackageNotFoundError:
        wanted = []
    needed = (requirement for requirement in wanted if "extra ==" not in requirement)
    return next((one for one in needed if re.split(r"[^\w.-]", one, maxsplit=1)[0] == name), name)
