"""Which files are WSDLs."""

from __future__ import annotations

from codegen.files import is_file, open_file
from codegen.roots import Root, Source
from codegen.source import Inputs, walk

SUFFIXES = (".wsdl", ".wsdl.xz")


def wsdl_files(root: Root, inputs: Inputs | None = None) -> list[Source]:
    """The WSDL files at or below a root; a file that was named itself may end in .xml too."""
    if is_file(root.path):
        return list(walk(root)) if root.path.name.endswith((*SUFFIXES, ".xml", ".xml.xz")) else []
    return list(walk(root, suffixes=SUFFIXES, inputs=inputs))


def claims(root: Root) -> bool:
    """Whether there is a WSDL at or below the root."""
    if is_file(root.path) and not root.path.name.endswith(SUFFIXES):
        return root.path.suffix == ".xml" and b"http://schemas.xmlsoap.org/wsdl/" in _head(root)
    return bool(wsdl_files(root))


def _head(root: Root) -> bytes:
    try:
        with open_file(root.path) as file:
            return file.read(4096)
    except OSError:
        return b""
