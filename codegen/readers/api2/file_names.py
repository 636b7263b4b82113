"""The names of the files that Magento 1's REST API is declared in."""

from __future__ import annotations

from codegen.readers.magento1.file_names import DECLARATIONS

FILE_NAME = "api2.xml"
CONFIG = "config.xml"
FILES = (FILE_NAME, CONFIG, f"{DECLARATIONS}/*.xml", "*.php")
"""All that is looked for: what a resource can do is in the PHP classes of its module."""
