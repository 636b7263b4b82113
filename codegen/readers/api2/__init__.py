"""Magento 1's REST definitions (`api2.xml`): resources, routes, roles, attributes and validators → Api."""

from __future__ import annotations

from codegen.readers.api2.file_names import FILES
from codegen.readers.base import Reader, asked_when_used, loaded_when_used

READER = Reader(
    "api2",
    asked_when_used("codegen.readers.api2.sources"),
    loaded_when_used("codegen.readers.api2.reader"),
    files=FILES,
    also=("magento1", "wsdl"),
)
