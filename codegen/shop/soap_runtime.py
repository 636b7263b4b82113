"""What generated clients of Magento 1 are built on, for the tool's own calls of that API; see `codegen.shop.runtime`.

It stands by itself because it takes pydantic and the SOAP codec to load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runtime.soap.arguments import arg
    from runtime.soap.client import SoapClient
    from runtime.soap.dialects import Definition
    from runtime.soap.operation import SoapOperation
    from runtime.soap.v1_calls import PathCalls
else:
    from codegen.shop.runtime.soap.arguments import arg
    from codegen.shop.runtime.soap.client import SoapClient
    from codegen.shop.runtime.soap.dialects import Definition
    from codegen.shop.runtime.soap.operation import SoapOperation
    from codegen.shop.runtime.soap.v1_calls import PathCalls

__all__ = ["Definition", "PathCalls", "SoapClient", "SoapOperation", "arg"]
