"""PHP files, read and parsed."""

from __future__ import annotations

from codegen.readers.php.model import PhpFile
from codegen.roots import Source
from codegen.source import Inputs

LARGEST_FILE = 2 * 1024 * 1024
"""Bytes of a PHP file that is looked into: thirty times those of `OrderInterface`, the largest contract of Magento."""


def read_php(inputs: Inputs, source: Source) -> tuple[bytes, PhpFile]:
    """The bytes of a PHP file and its declarations.

    Raises CodegenError when it can't be read, or is larger than LARGEST_FILE.
    """
    from codegen.readers.php.parser import parse_php  # with the grammar, once there is PHP

    data = inputs.read(source, LARGEST_FILE)
    return data, parse_php(data, source)
