"""What a caller may set for one call to Magento 1's REST API."""

from __future__ import annotations

from dataclasses import dataclass

from ..options import RequestOptions as _RequestOptions
from .body import Format


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOptions(_RequestOptions):
    """Settings of one call; what is None is taken from the client.

    `format` is `"json"` or `"xml"`, for request and answer. `store` is a store's code or id; a call without a route
    for stores refuses it here. `fields` is Magento 2's; name attributes with `attrs` instead. `version` asks for a
    version of the resource other than the newest.
    """

    format: Format | None = None
    version: int | None = None
