"""Whether a source holds Magento 2 routes."""

from __future__ import annotations

from codegen.files import is_file, open_file
from codegen.readers.magento2.modules import find_modules, is_installation
from codegen.roots import Root
from codegen.source import Inputs

_DEFINITIONS = ("webapi.xml", "extension_attributes.xml")


def claims(root: Root) -> bool:
    """Whether the root is a Magento 2 root, a `webapi.xml`, or holds a module with one or with extension attributes."""
    if is_file(root.path):
        return is_webapi_file(root)
    inputs = Inputs()
    if inputs.folders.is_file(root.path / "app/Mage.php"):
        return False
    if is_installation(root.path, inputs):
        return True
    modules = find_modules(root, inputs)
    return any(module.definition(name, inputs) for module in modules for name in _DEFINITIONS)


def is_webapi_file(root: Root) -> bool:
    """Whether the root is a single file with routes."""
    if not is_file(root.path) or root.path.suffix != ".xml":
        return False
    if root.path.name == "webapi.xml":
        return True
    try:
        with open_file(root.path) as file:
            return b"<routes" in file.read(4096)
    except OSError:
        return False
