"""`attributes.json`: the attributes of a shop, as `magento-codegen fetch` writes them.

Its JSON Schema is `schemas/attributes.schema.json`.
"""

from __future__ import annotations

FILE = "attributes.json"
"""What `magento-codegen fetch` calls it."""
