"""Whether a source holds Magento 1 web services."""

from __future__ import annotations

from codegen.files import is_file
from codegen.readers.magento1.file_names import API_FILES
from codegen.readers.magento1.modules import is_magento1
from codegen.roots import Root
from codegen.source import walk


def claims(root: Root) -> bool:
    """Whether the root is a Magento 1, or holds web service files of Magento 1 modules.

    A Magento 1 whose modules define a REST API and nothing else is left to the reader of that.
    """
    if is_file(root.path):
        return root.path.name in API_FILES
    if is_magento1(root):
        code = root.path / "app" / "code"
        found = (next(code.glob(f"*/*/*/etc/{name}"), None) for name in API_FILES)
        return any(found) or next(code.glob("*/*/*/etc/api2.xml"), None) is None
    return next(walk(root, names=API_FILES), None) is not None
