"""Magento 2: routes from `webapi.xml`, types from PHP contracts or from WSDLs."""

from __future__ import annotations

from codegen.readers.base import Reader, loaded_when_used
from codegen.readers.magento2.detect import claims

READER = Reader("magento2", claims, loaded_when_used("codegen.readers.magento2.reader"))
