"""WSDL files and folders of them: Magento 2 (SOAP 1.2), Magento 1 (WS-I, rpc/encoded, v1), other WS-I services."""

from __future__ import annotations

from codegen.readers.base import Reader, loaded_when_used
from codegen.readers.wsdl.detect import SUFFIXES, claims

READER = Reader(
    "wsdl",
    claims,
    loaded_when_used("codegen.readers.wsdl.reader"),
    files=tuple(f"*{suffix}" for suffix in SUFFIXES),
)
