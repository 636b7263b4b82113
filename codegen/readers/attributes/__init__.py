"""`attributes.json`: the attributes of a shop, as `magento-codegen fetch` writes them.

Its JSON Schema is `schemas/attributes.schema.json`.
"""

from __future__ import annotations

from codegen.readers.attributes.reader import FILE, read_attributes

__all__ = ["FILE", "read_attributes"]
