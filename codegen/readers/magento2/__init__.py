"""Magento 2: routes from `webapi.xml`, types from PHP contracts or from WSDLs."""

from __future__ import annotations

from codegen.readers.base import Reader
from codegen.readers.magento2.detect import claims
from codegen.readers.magento2.reader import read

READER = Reader("magento2", claims, read)
