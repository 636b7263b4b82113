"""The configuration: `[tool.magento-codegen]` in `pyproject.toml`, or the same keys in `magento-codegen.toml`.

Keys of the table are one client (the short form), or defaults shared by every `[[tool.magento-codegen.clients]]`.
Relative paths start at the file's folder. Everything unknown or of the wrong type is an error with file and line.
"""

from __future__ import annotations

from codegen.config.client import (
    ClientConfig,
    Distribution,
    HttpLibrary,
    Modes,
    Numbers,
    Optional,
    Override,
    Place,
    Selection,
)
from codegen.config.files import OWN_FILE, PROJECT_FILE, TABLE, find_config, load_config
from codegen.config.packages import check_package, package_folder

__all__ = [
    "OWN_FILE",
    "PROJECT_FILE",
    "TABLE",
    "ClientConfig",
    "Distribution",
    "HttpLibrary",
    "Modes",
    "Numbers",
    "Optional",
    "Override",
    "Place",
    "Selection",
    "check_package",
    "find_config",
    "load_config",
    "package_folder",
]
