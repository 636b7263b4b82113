"""What a caller may set for one call to Magento 1's REST API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ..client.options import RequestOptions as _RequestOptions
from ..errors import RequestError
from ..http.exchange import CoreOptions
from ..http.limits import check_count
from .body import MEDIA_TYPES, Format

__all__ = ["RequestOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOptions(_RequestOptions):
    """Settings of one call; what is None is taken from the client.

    `format` is `"json"` or `"xml"`, for request and answer. `store` is a store's code or id; a call without a route
    for stores refuses it here. `version` asks for a version of the resource other than the newest.
    `allow_unknown_fields` sends fields too that no role may write by api2.xml, and values of another kind. `fields` is
    Magento 2's and refused; name attributes with `attrs` instead.
    """

    format: Format | None = None
    version: int | None = None

    def __post_init__(self) -> None:
        """Raises RequestError for settings that can't be meant."""
        # A class with slots is made anew, which a bare super() misses.
        super(RequestOptions, self).__post_init__()
        if self.format is not None:
            checked_format(self.format)
        if self.version is not None:
            check_count("version", self.version, 1)


Options: TypeAlias = RequestOptions | None
"""What every method takes as `options`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestOptions(CoreOptions):
    """The settings of a client, with the format that it speaks."""

    format: Format = "json"

    def __post_init__(self) -> None:
        """Raises RequestError for settings that can't be meant."""
        super(RestOptions, self).__post_init__()
        checked_format(self.format)


def checked_format(format: Format) -> Format:
    """The format. Raises RequestError for one that there is not."""
    if format not in MEDIA_TYPES:
        raise RequestError(f"format {format!r} is neither 'json' nor 'xml'")
    return format


def format_of(options: CoreOptions, call: _RequestOptions | None) -> Format:
    """The format of a call: its own, else its client's, else JSON."""
    if isinstance(call, RequestOptions) and call.format is not None:
        return call.format
    return options.format if isinstance(options, RestOptions) else "json"
