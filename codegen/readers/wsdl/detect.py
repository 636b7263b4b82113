"""Which files are WSDLs."""

from __future__ import annotations

from codegen.source import Root, Source, walk

SUFFIXES = (".wsdl", ".wsdl.xz")


def wsdl_files(root: Root) -> list[Source]:
    """The WSDL files at or below a root; a file that was named itself may end in .xml too."""
    if root.path.is_file():
        return list(walk(root)) if root.path.name.endswith((*SUFFIXES, ".xml", ".xml.xz")) else []
    return list(walk(root, suffixes=SUFFIXES))


def claims(root: Root) -> bool:
    """Whether there is a WSDL at or below the root."""
    if root.path.is_file() and not root.path.name.endswith(SUFFIXES):
        return root.path.suffix == ".xml" and b"http://schemas.xmlsoap.org/wsdl/" in _head(root)
    return bool(wsdl_files(root))


def _head(root: Root) -> bytes:
    with root.path.open("rb") as file:
        return file.read(4096)
