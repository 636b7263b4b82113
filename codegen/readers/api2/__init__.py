"""Magento 1's REST definitions (`api2.xml`): resources, routes, roles, attributes and validators → Api."""

from __future__ import annotations

from codegen.readers.api2.sources import holds_definitions
from codegen.readers.base import Reader, loaded_when_used

READER = Reader("api2", holds_definitions, loaded_when_used("codegen.readers.api2.reader"))
