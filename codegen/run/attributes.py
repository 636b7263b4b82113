"""The attributes of a client's shop: from the file that the configuration names, or the one beside fetched WSDLs."""

from __future__ import annotations

import posixpath

from codegen.config import ClientConfig
from codegen.diagnostics import CodegenError, Diagnostic
from codegen.files import is_file
from codegen.ir import Attribute
from codegen.readers.attributes import FILE
from codegen.readers.magento2.modules import is_magento_root
from codegen.readers.wsdl import READER as WSDL
from codegen.readers.wsdl.detect import wsdl_files
from codegen.roots import Root, Source, locate
from codegen.source import Inputs, unusable
from codegen.systems import MAGENTO1, MAGENTO1_REST, MAGENTO2, System

_KNOWN = (MAGENTO1, MAGENTO1_REST, MAGENTO2)
_FETCHED = "wsdl"
"""The folder that `magento-codegen fetch` puts Magento 2's WSDLs into; the attributes are beside it."""


def shop_attributes(
    client: ClientConfig, system: System, inputs: Inputs
) -> tuple[tuple[Attribute, ...], tuple[Diagnostic, ...]]:
    """The attributes of a client's shop, and what is wrong with the file that tells them.

    Raises CodegenError (3) when the configuration names a file that is not there.
    """
    source = _file(client, inputs) if system in _KNOWN else None
    if source is None:
        return (), ()
    from codegen.readers.attributes.reader import read_attributes  # most shops have none

    try:
        return read_attributes(source, inputs), ()
    except CodegenError as error:
        return (), (unusable(error, source),)


def _file(client: ClientConfig, inputs: Inputs) -> Source | None:
    """The file that tells them, None without one.

    Where the configuration names none, one is looked for beside the WSDLs among the sources, and `inputs` remembers
    that it was: the package is stale when there is one later.
    """
    if client.attributes_from:
        root = client.attributes_root()
        return locate(root, root.path)
    for root in client.roots():
        if _may_be_beside(root, inputs):
            candidate = _beside(root)
            if inputs.finds(candidate):
                return candidate
            inputs.note(candidate)
    return None


def _may_be_beside(root: Root, inputs: Inputs) -> bool:
    """Whether there are WSDLs. Those of a whole Magento 2 are somewhere in its libraries, if not in its own modules."""
    if is_file(root.path):
        return WSDL.claims(root)
    if inputs.folders_told:
        return is_magento_root(root.path, inputs) or bool(wsdl_files(root, inputs))
    return root.key in inputs.with_wsdls


def _beside(root: Root) -> Source:
    up = is_file(root.path) or root.path.name == _FETCHED
    folder = root.above(1) if up else root
    found = Source(folder.path, folder.shown, folder.key).below(FILE)
    return Source(found.path, posixpath.normpath(found.shown), found.key)
