"""A Magento 1 or OpenMage, or some of its modules: the SOAP and XML-RPC services that it serves."""

from __future__ import annotations

from codegen.readers.base import Reader, asked_when_used, loaded_when_used
from codegen.readers.magento1.file_names import FILES

READER = Reader(
    "magento1",
    asked_when_used("codegen.readers.magento1.detect"),
    loaded_when_used("codegen.readers.magento1.reader"),
    files=FILES,
    also=("wsdl",),
)
