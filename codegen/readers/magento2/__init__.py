"""Magento 2: routes from `webapi.xml`, types from PHP contracts or from WSDLs."""

from __future__ import annotations

from codegen.readers.base import Reader, asked_when_used, loaded_when_used
from codegen.readers.magento2.file_names import FILES

READER = Reader(
    "magento2",
    asked_when_used("codegen.readers.magento2.detect"),
    loaded_when_used("codegen.readers.magento2.reader"),
    files=FILES,
    also=("wsdl",),
    asks_inputs=True,
)
