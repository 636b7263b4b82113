"""A Magento 1 or OpenMage, or some of its modules: the SOAP and XML-RPC services that it serves."""

from __future__ import annotations

from codegen.readers.base import Reader, loaded_when_used
from codegen.readers.magento1.detect import claims

READER = Reader("magento1", claims, loaded_when_used("codegen.readers.magento1.reader"))
